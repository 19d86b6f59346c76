//! Redaction of foreign texts for errors.

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};
use form_urlencoded::byte_serialize;
use zeroize::Zeroizing;

/// Every spelling of every secret, longest first.
pub(crate) struct Redaction(Vec<Zeroizing<String>>);

impl Redaction {
    pub(crate) fn new<'a>(secrets: impl IntoIterator<Item = &'a str>) -> Self {
        let mut spellings: Vec<_> = secrets.into_iter().flat_map(spellings).map(Zeroizing::new).collect();
        spellings.retain(|spelling| !spelling.is_empty());
        spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
        Self(spellings)
    }

    /// At most so many printable ASCII characters of the text, with no secret among them. A text from which a secret
    /// cannot be cut out is withheld.
    pub(crate) fn clean(&self, text: &str, most: usize) -> String {
        let plain: String = text.chars().map(|c| if matches!(c, ' '..='~') { c } else { '?' }).collect();
        let cut = self.0.iter().fold(plain, |text, secret| text.replace(secret.as_str(), "***"));
        if self.0.iter().any(|secret| cut.contains(secret.as_str())) {
            return String::new();
        }
        cut.chars().take(most).collect()
    }
}

fn spellings(secret: &str) -> [String; 7] {
    let form: String = byte_serialize(secret.as_bytes()).collect();
    let percent = form.replace('+', "%20");
    let quoted = serde_json::Value::from(secret).to_string();
    [
        secret.to_owned(),
        percent.to_lowercase(),
        percent,
        form,
        quoted.trim_matches('"').to_owned(),
        Base64Unpadded::encode_string(secret.as_bytes()),
        Base64UrlUnpadded::encode_string(secret.as_bytes()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Redaction::new(["s3cret/+ 1"]).clean(text, 200), expected);
    }

    #[test]
    fn secrets_are_cut_out_however_they_are_spelled() {
        check("bad s3cret/+ 1!", "bad ***!");
        check("s3cret%2F%2B+1", "***");
        check("s3cret%2f%2b%201", "***");
        check("czNjcmV0LysgMQ==", "***==");
    }

    #[test]
    fn what_is_not_printable_is_replaced_and_hides_nothing() {
        check("line\r\nnext \u{e9}", "line??next ?");
        check("s3cret\u{0}/+ 1", "s3cret?/+ 1");
        check("s3cs3cret/+ 1ret/+ 1", "s3c***ret/+ 1");
    }

    #[test]
    fn a_text_that_cannot_be_cleaned_is_withheld() {
        assert_eq!(Redaction::new(["*"]).clean("a*b", 200), "");
    }

    #[test]
    fn texts_are_short() {
        assert_eq!(Redaction::new([]).clean(&"a".repeat(300), 200).len(), 200);
    }
}
