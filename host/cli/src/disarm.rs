//! Text of strangers on a terminal.

use std::fmt::Write;

/// The text with every character escaped that commands a terminal or misleads who reads it, but for those in `kept`.
pub(super) fn disarmed(text: &str, kept: &[char]) -> String {
    let mut harmless = String::with_capacity(text.len());
    for character in text.chars() {
        if is_harmful(character) && !kept.contains(&character) {
            write!(harmless, "{}", character.escape_unicode()).expect("memory");
        } else {
            harmless.push(character);
        }
    }
    harmless
}

/// Controls, and what is invisible or turns the direction of reading.
fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(disarmed(text, &['\n']), expected);
    }

    #[test]
    fn what_commands_or_misleads_is_escaped() {
        check("plain, ünd 漢字 🦀\n", "plain, ünd 漢字 🦀\n");
        check("\x1b[31mred\x07\r\n", "\\u{1b}[31mred\\u{7}\\u{d}\n");
        check("\u{9b}31m\x7f", "\\u{9b}31m\\u{7f}");
        check("a\u{202e}b\u{2066}c\u{200b}\u{feff}", "a\\u{202e}b\\u{2066}c\\u{200b}\\u{feff}");
        check("\u{e0041}", "\\u{e0041}");
    }
}
