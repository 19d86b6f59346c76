//! Texts cut to one line.

/// The text as one line of at most `most` characters: lines are joined, a longer text is cut.
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

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(line(text, 5), expected);
    }

    #[test]
    fn a_line_has_no_line_feeds_and_an_end() {
        check("", "");
        check("a\n  b", "a b");
        check("12345", "12345");
        check("123456", "1234…");
        check("äöüäöü", "äöüä…");
    }
}
