//! Shortens long texts.

/// At most `most` characters of a text, followed by an ellipsis if the text has more.
pub(super) fn excerpt(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text in one line of at most `most` characters. Whitespace becomes single spaces; an ellipsis is the last character
/// of a text that is cut.
pub(crate) fn line(text: &str, most: usize) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(most) {
        line.truncate(end);
        line.pop();
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_keeps_line_feeds() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(excerpt(text, 5), expected);
        }
        check("", "");
        check("a\n  b", "a\n  b");
        check("äöüäöü", "äöüäö…");
    }

    #[test]
    fn a_line_has_no_line_feeds() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(line(text, 5), expected);
        }
        check("", "");
        check("a\n  b", "a b");
        check("12345", "12345");
        check("123456", "1234…");
        check("äöüäöü", "äöüä…");
    }
}
