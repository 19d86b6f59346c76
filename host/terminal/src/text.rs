//! Text of others, made safe to print.

use std::fmt::{Display, Write};

/// The text with every character escaped, as `\u{1b}`, that a terminal or a build server obeys, or that hides or
/// reorders text. Characters in `kept` stay, which is meant for line feeds and tabs.
///
/// Build servers obey lines that begin with `::`, and `##[`, `##vso[` and the like anywhere.
pub fn escaped(text: &str, kept: &[char]) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut is_line_start = true;
    for (place, character) in text.char_indices() {
        let is_escaped = (is_harmful(character) && !kept.contains(&character))
            || begins_command(&text[place..], is_line_start);
        if is_escaped {
            write!(safe, "{}", character.escape_unicode()).expect("memory");
        } else {
            safe.push(character);
        }
        is_line_start = !is_escaped && (character == '\n' || (is_line_start && character.is_whitespace()));
    }
    safe
}

/// A text that a shell takes for one word, whatever is in it.
pub fn quoted(text: impl Display) -> String {
    format!("'{}'", text.to_string().replace('\'', r"'\''"))
}

/// Controls, and characters that are invisible or change the direction of reading.
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

/// Whether a build server takes the beginning of this text for a command.
fn begins_command(text: &str, is_line_start: bool) -> bool {
    let name = |rest: &str| rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[');
    (is_line_start && text.starts_with("::")) || text.strip_prefix("##").is_some_and(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escaped(text, &['\n']), expected);
    }

    #[test]
    fn characters_that_move_hide_or_reorder_are_escaped() {
        check("plain, ünd 漢字 🦀\n", "plain, ünd 漢字 🦀\n");
        check("\x1b[31mred\x07\r\n", "\\u{1b}[31mred\\u{7}\\u{d}\n");
        check("\u{9b}31m\x7f", "\\u{9b}31m\\u{7f}");
        check("a\u{202e}b\u{2066}c\u{200b}\u{feff}", "a\\u{202e}b\\u{2066}c\\u{200b}\\u{feff}");
        check("\u{61c}\u{200f}\u{2028}\u{fff9}\u{e0041}", "\\u{61c}\\u{200f}\\u{2028}\\u{fff9}\\u{e0041}");
    }

    #[test]
    fn characters_are_kept_on_request_only() {
        assert_eq!(escaped("a\tb\n", &['\n', '\t']), "a\tb\n");
        assert_eq!(escaped("a\tb\n", &[]), "a\\u{9}b\\u{a}");
    }

    #[test]
    fn commands_of_build_servers_are_escaped() {
        check("a\n  ::set-output name=a::b", "a\n  \\u{3a}:set-output name=a::b");
        check("::a\r::b\n::c", "\\u{3a}:a\\u{d}::b\n\\u{3a}:c");
        check("a ##[error]b, ###[x]", "a \\u{23}#[error]b, #\\u{23}#[x]");
        check("##vso[task.setvariable]", "\\u{23}#vso[task.setvariable]");
        check("## a [link], a ## b, C++::name", "## a [link], a ## b, C++::name");
        assert_eq!(escaped("a\n::b", &[]), "a\\u{a}::b");
    }

    #[test]
    fn a_quoted_word_is_one_word_for_a_shell() {
        assert_eq!(quoted("a b"), "'a b'");
        assert_eq!(quoted("$(x) `x` \\ \""), "'$(x) `x` \\ \"'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
