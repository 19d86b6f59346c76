//! What must not be seen, however it is written.

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};
use percent_encoding::percent_decode_str;
use scaikey_host::Secret;

/// Spellings of secrets, in lower case: names of fields lose theirs.
#[derive(Default)]
pub(super) struct Secrets(Vec<Secret>);

impl Secrets {
    /// Knows `secret` from now on: as it is, form-encoded, and either of them within a text in base64. An empty one
    /// is none.
    pub(super) fn learn(&mut self, secret: &str) {
        if secret.is_empty() {
            return;
        }
        let form: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        let encoded = [secret, &form].into_iter().flat_map(within_base64);
        let telling = encoded.filter(|spelling| spelling.len() >= TELLING);
        let spellings = telling.chain([secret.to_owned(), form.clone()]);
        self.0.extend(spellings.map(|spelling| spelling.to_lowercase().into()));
    }

    /// Whether one of them is in the text, percent-encoded or not.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().to_lowercase();
        let readings = [text.to_lowercase(), decoded(text), decoded(&text.replace('+', " "))];
        self.0.iter().any(|secret| readings.iter().any(|reading| reading.contains(secret.expose())))
    }
}

/// What the text leaves in the base64 of a longer one, for each place where it may begin, in both alphabets.
fn within_base64(text: &str) -> impl Iterator<Item = String> {
    (0..3).flat_map(move |before| {
        let padded = [&[0; 2][..before], text.as_bytes()].concat();
        // A character is six bits; those with bits of a neighbour are left out.
        let whole = (before * 8).div_ceil(6)..padded.len() * 8 / 6;
        [Base64Unpadded::encode_string(&padded), Base64UrlUnpadded::encode_string(&padded)]
            .map(|encoded| encoded.get(whole.clone()).unwrap_or_default().to_owned())
    })
}

/// Characters of base64 that are no coincidence.
const TELLING: usize = 4;

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
