//! Redaction of texts that a component returns.

use crate::secret::Secret;

/// Replaces every spelling of `secret` in `text`: as it is, form-encoded, and both within base64. Then truncates the
/// text to 1 KiB.
pub(crate) fn redacted(mut text: String, secret: &Secret) -> String {
    for spelling in secret.spellings().iter().map(Secret::expose) {
        if text.contains(spelling) {
            text = text.replace(spelling, MARK);
        }
    }
    text.truncate(text.floor_char_boundary(LENGTH));
    text
}

const MARK: &str = "[client secret]";
/// Bytes of a text, the hint in it included.
const LENGTH: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(secret: &str, text: &str, expected: &str) {
        assert_eq!(redacted(text.into(), &secret.into()), expected);
    }

    #[test]
    fn no_spelling_of_the_secret_is_left() {
        check("hunt er/2", "a bad hunt er/2, really", "a bad [client secret], really");
        check("hunt er/2", "hunt+er%2F2", "[client secret]");
        // By itself, and after `app:`, `a:` and `ap:`.
        check("hunt er/2", "aHVudCBlci8y", "[client secret]");
        check("hunt er/2", "YXBwOmh1bnQgZXIvMg==", "YXBwOm[client secret]g==");
        check("hunt er/2", "YTpodW50IGVyLzI=", "YTp[client secret]I=");
        check("hunt er/2", "YXA6aHVudCBlci8y", "YXA6[client secret]");
        check("hunt er/2", "hunter2", "hunter2");
        check("", "hunter2", "hunter2");
    }

    #[test]
    fn a_text_has_1_kib() {
        check("hunter2", &"x".repeat(1024), &"x".repeat(1024));
        check("hunter2", &"x".repeat(1025), &"x".repeat(1024));
        check("hunter2", &"x\u{e9}".repeat(1000), &("x\u{e9}".repeat(341) + "x"));
    }
}
