//! What must not be seen, however it is written.

use percent_encoding::percent_decode_str;
use scaikey_host::Secret;

/// Spellings of secrets, in lower case: names of fields lose theirs.
#[derive(Default)]
pub(super) struct Secrets(Vec<Secret>);

impl Secrets {
    /// Knows `secret` from now on: as it is, form-encoded, and either of them within a text in base64. An empty one
    /// is none.
    pub(super) fn learn(&mut self, secret: &str) {
        let spellings = Secret::from(secret).spellings();
        self.0.extend(spellings.iter().map(|spelling| spelling.expose().to_lowercase().into()));
    }

    /// Whether one of them is in the text, percent-encoded or not.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().to_lowercase();
        let readings = [text.to_lowercase(), decoded(text), decoded(&text.replace('+', " "))];
        self.0.iter().any(|secret| readings.iter().any(|reading| reading.contains(secret.expose())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(secret: &str, text: &str, expected: bool) {
        let mut secrets = Secrets::default();
        secrets.learn(secret);
        assert_eq!(secrets.are_in(text), expected, "{secret:?} in {text:?}");
    }

    #[test]
    fn a_secret_is_found_in_every_spelling() {
        for text in [
            "saw hunt er/2 again",
            "HUNT ER/2",
            "hunt+er%2F2",
            "hunt%20er%2f2",
            "%68unt er/2",
            "aHVudCBlci8y",
            // After `app:`, `a:` and `ap:`.
            "YXBwOmh1bnQgZXIvMg==",
            "YTpodW50IGVyLzI=",
            "YXA6aHVudCBlci8y",
            // `app:hunt+er%2F2`.
            "Basic YXBwOmh1bnQrZXIlMkYy",
        ] {
            check("hunt er/2", text, true);
        }
        check("\u{7e}\u{7e}\u{7e}?", "fn5-Pw", true);
        check("\u{7e}\u{7e}\u{7e}?", "fn5%2BPw", true);
    }

    #[test]
    fn other_texts_hold_none() {
        check("hunter2", "GET /api/v1/admin/tenants", false);
        check("g", "content-length: 1", true);
        check("q", "content-length: 1", false);
        check("", "content-length: 1", false);
    }
}
