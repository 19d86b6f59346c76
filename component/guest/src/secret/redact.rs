//! Making a server's text fit for an error.

use alloc::string::String;
use alloc::vec::Vec;

use base64ct::{Base64, Encoding};

use super::Secret;

/// `text` without the secrets, however they are escaped, in printable ASCII, cut to `length` characters.
pub(crate) fn clean(text: &str, secrets: &[Secret], length: usize) -> String {
    let mut cleaned = String::new();
    let mut rest = text.as_bytes();
    while let [byte, others @ ..] = rest
        && cleaned.len() < length
    {
        if let Some(after) = secrets.iter().find_map(|secret| strip(rest, secret.expose())) {
            cleaned.push_str("[secret]");
            rest = after;
            continue;
        }
        match byte {
            b' '..=b'~' => cleaned.push(char::from(*byte)),
            // A character is one question mark, whatever the number of its bytes.
            0x80..=0xbf => {}
            _ => cleaned.push('?'),
        }
        rest = others;
    }
    cleaned.truncate(length);
    cleaned
}

/// Adds the texts that give a secret away, but for their escapes.
pub(crate) fn add_spellings(secret: &str, spellings: &mut Vec<Secret>) {
    spellings.push(Secret::from(String::from(secret)));
    // Without the padding, which gives nothing away and may be left out.
    let mut encoded = Base64::encode_string(secret.as_bytes());
    encoded.truncate((secret.len() * 4).div_ceil(3));
    spellings.push(Secret::from(encoded));
}

/// What follows the secret in a text that begins with it: as it is, or as a form, a URL or JSON would write it.
fn strip<'a>(text: &'a [u8], secret: &str) -> Option<&'a [u8]> {
    text.strip_prefix(secret.as_bytes()).or_else(|| secret.bytes().try_fold(text, strip_escaped))
}

fn strip_escaped(text: &[u8], byte: u8) -> Option<&[u8]> {
    let is_digit = |digit: u8, value: u8| digit.eq_ignore_ascii_case(&DIGITS[usize::from(value)]);
    let is = |high: u8, low: u8| is_digit(high, byte >> 4) && is_digit(low, byte & 15);
    match *text {
        [b'%', high, low, ref rest @ ..] | [b'\\', b'u', b'0', b'0', high, low, ref rest @ ..]
            if is(high, low) =>
        {
            Some(rest)
        }
        [b'\\', next, ref rest @ ..] if next == byte => Some(rest),
        [next, ref rest @ ..] if next == byte || (next, byte) == (b'+', b' ') => Some(rest),
        _ => None,
    }
}

const DIGITS: [u8; 16] = *b"0123456789abcdef";

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut spellings = Vec::new();
        add_spellings("hunter 2\\", &mut spellings);
        assert_eq!(clean(text, &spellings, 20), expected);
    }

    #[test]
    fn secrets_are_cut_out_before_the_length_is() {
        check("unknown client", "unknown client");
        check("hunter 2\\hunter 2\\", "[secret][secret]");
        check("0123456789abcdef hunter 2\\", "0123456789abcdef [se");
        check("line\r\nbreak \u{e9}\u{1b}[31m", "line??break ??[31m");
    }

    #[test]
    fn a_secret_is_known_by_its_escapes() {
        check("hunter+2%5C.", "[secret].");
        check("hunter%202%5c.", "[secret].");
        check(r"\u0068unter 2\\.", "[secret].");
        check("aHVudGVyIDJc", "[secret]");
        let mut spellings = Vec::new();
        add_spellings("hunter2", &mut spellings);
        assert_eq!(clean("aHVudGVyMg and aHVudGVyMg==", &spellings, 40), "[secret] and [secret]==");
        check("hunter%2", "hunter%2");
        check("hunter%212%5c", "hunter%212%5c");
        check(r"hunter\_2\\", r"hunter\_2\\");
        check("hunter 2%\u{e9}", "hunter 2%?");
    }

    #[test]
    fn the_escape_of_another_character_is_not_the_secrets() {
        check("hunter%212\\", "hunter%212\\");
        check(r"hunter\_2\", r"hunter\_2\");
    }
}
