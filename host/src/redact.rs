//! What a component says, without the secret it was given and without end.

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};

use crate::secret::Secret;

/// Cuts every spelling of `secret` out of `text`: as it is, form-encoded, and either within base64. Then cuts it off
/// after 1 KiB.
pub(crate) fn redacted(mut text: String, secret: &Secret) -> String {
    for spelling in spellings(secret.expose()).iter().map(Secret::expose) {
        if !spelling.is_empty() && text.contains(spelling) {
            text = text.replace(spelling, MARK);
        }
    }
    text.truncate(text.floor_char_boundary(LENGTH));
    text
}

/// The longest first, so that none is cut in two by another that is a part of it.
fn spellings(secret: &str) -> Vec<Secret> {
    let form: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let encoded = [secret, &form].into_iter().flat_map(within_base64);
    let telling = encoded.filter(|spelling| spelling.len() >= TELLING);
    let mut spellings: Vec<_> = telling.chain([secret.to_owned(), form.clone()]).map(Secret::from).collect();
    spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.expose().len()));
    spellings
}

/// What `text` leaves in the base64 of a longer one, for each place where it may begin, in both alphabets.
fn within_base64(text: &str) -> Vec<String> {
    let mut spellings = Vec::new();
    for before in 0..3 {
        let longer = [&[0; 2][..before], text.as_bytes()].concat();
        // A character is six bits; those with bits of a neighbour are left out.
        let own = (before * 8).div_ceil(6)..longer.len() * 8 / 6;
        for encoded in [Base64Unpadded::encode_string(&longer), Base64UrlUnpadded::encode_string(&longer)] {
            spellings.extend(encoded.get(own.clone()).map(str::to_owned));
        }
    }
    spellings
}

const MARK: &str = "[client secret]";
/// Bytes of a text, the hint in it included.
const LENGTH: usize = 1024;
/// Characters of base64 that are no coincidence.
const TELLING: usize = 4;

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
