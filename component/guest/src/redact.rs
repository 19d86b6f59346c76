//! Making a server's text fit for an error.

use crate::secret::Secret;
use alloc::string::String;

/// `text` without the secrets, in printable ASCII, cut to `length` characters.
pub(crate) fn clean(text: &str, secrets: &[Secret], length: usize) -> String {
    let mut cleaned = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if cleaned.len() >= length {
            break;
        }
        if let Some(after) = secrets.iter().find_map(|secret| rest.strip_prefix(secret.expose())) {
            cleaned.push_str("[secret]");
            rest = after;
            continue;
        }
        cleaned.push(if matches!(character, ' '..='~') { character } else { '?' });
        rest = &rest[character.len_utf8()..];
    }
    cleaned.truncate(length);
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let secrets = ["hunter2", "hunter%32"].map(|secret| Secret::from(String::from(secret)));
        assert_eq!(clean(text, &secrets, 20), expected);
    }

    #[test]
    fn secrets_are_cut_out_before_the_length_is() {
        check("unknown client", "unknown client");
        check("hunter2 or hunter%32", "[secret] or [secret]");
        check("0123456789abcdef hunter2", "0123456789abcdef [se");
        check("line\r\nbreak \u{e9}\u{1b}[31m", "line??break ??[31m");
    }
}
