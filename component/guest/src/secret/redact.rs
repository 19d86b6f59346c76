//! Removes secrets and unprintable characters from texts of a server.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use base64ct::{Base64, Encoding};

use super::Secret;

/// Replaces each spelling of a secret, escaped or not, with `[secret]`, replaces characters other than printable ASCII
/// with `?`, and truncates to `length` characters.
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
            // Only the first byte of a character becomes a question mark.
            0x80..=0xbf => {}
            _ => cleaned.push('?'),
        }
        rest = others;
    }
    cleaned.truncate(length);
    cleaned
}

/// Quotes a value of the caller for an error: cleaned, and truncated to 100 characters.
pub(crate) fn quote(text: &str, secrets: &[Secret]) -> String {
    let ellipsis = if text.len() > MAX_QUOTE { "..." } else { "" };
    format!("\"{}{ellipsis}\"", clean(text, secrets, MAX_QUOTE))
}

/// The part of a URL or path that errors may show: no query and no fragment. Nothing if it may contain a password.
pub(crate) fn without_query(url: &str) -> &str {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    if url.contains('@') { "" } else { &url[..end] }
}

/// Adds the spellings of a secret that [`clean`] looks for: the text and its base64. `clean` handles escapes itself.
pub(crate) fn add_spellings(secret: &str, spellings: &mut Vec<Secret>) {
    if secret.is_empty() {
        return;
    }
    spellings.push(Secret::from(String::from(secret)));
    // Without padding, which servers may omit.
    let mut encoded = Base64::encode_string(secret.as_bytes());
    encoded.truncate((secret.len() * 4).div_ceil(3));
    spellings.push(Secret::from(encoded));
}

/// The rest of a text that begins with the secret, in plain or escaped as in a form, a URL or JSON.
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

const MAX_QUOTE: usize = 100;
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
    fn secrets_are_removed_before_the_text_is_truncated() {
        check("unknown client", "unknown client");
        check("hunter 2\\hunter 2\\", "[secret][secret]");
        check("0123456789abcdef hunter 2\\", "0123456789abcdef [se");
        check("line\r\nbreak \u{e9}\u{1b}[31m", "line??break ??[31m");
    }

    #[test]
    fn escaped_secrets_are_removed() {
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
    fn a_quoted_value_is_cleaned_and_truncated() {
        let mut spellings = Vec::new();
        add_spellings("hunter2", &mut spellings);
        add_spellings("", &mut spellings);
        assert_eq!(quote("a hunter2\n", &spellings), "\"a [secret]?\"");
        assert_eq!(quote(&"x".repeat(101), &spellings), format!("\"{}...\"", "x".repeat(100)));
    }

    #[test]
    fn a_query_and_a_url_with_a_password_are_not_shown() {
        assert_eq!(without_query("https://a.example/b?c#d"), "https://a.example/b");
        assert_eq!(without_query("/b#d"), "/b");
        assert_eq!(without_query("https://user:password@a.example"), "");
    }

    #[test]
    fn an_escape_of_another_character_does_not_match() {
        check("hunter%212\\", "hunter%212\\");
        check(r"hunter\_2\", r"hunter\_2\");
    }
}
