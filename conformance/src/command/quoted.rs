//! Words as a shell reads them.

use std::fmt::Display;

/// A text that a shell takes for one word, whatever is in it.
pub(super) fn quoted(text: impl Display) -> String {
    format!("'{}'", text.to_string().replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_word_is_obeyed() {
        assert_eq!(quoted("a b"), "'a b'");
        assert_eq!(quoted("$(x) `x` \\ \""), "'$(x) `x` \\ \"'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
