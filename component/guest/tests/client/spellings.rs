//! The spellings of a secret, and a search for them.

use base64ct::{Base64, Encoding};

/// The text and its base64, with and without padding, each with every escape that a server might use.
pub(crate) fn spellings(text: &str) -> Vec<String> {
    let base64 = Base64::encode_string(text.as_bytes());
    [text, &base64, base64.trim_end_matches('=')].into_iter().flat_map(escaped).collect()
}

/// The text: plain, in a form, in a URL (two cases), and in JSON (two ways).
fn escaped(text: &str) -> [String; 6] {
    let percent = |write: fn(u8) -> String| -> String {
        let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        text.bytes()
            .map(|byte| if is_unreserved(byte) { char::from(byte).into() } else { write(byte) })
            .collect()
    };
    [
        text.into(),
        form_urlencoded::byte_serialize(text.as_bytes()).collect(),
        percent(|byte| format!("%{byte:02X}")),
        percent(|byte| format!("%{byte:02x}")),
        text.replace('\\', "\\\\").replace('"', "\\\"").replace('/', "\\/"),
        text.bytes().map(|byte| format!("\\u{byte:04x}")).collect(),
    ]
}

/// Whether the text contains a spelling, as it is or after undoing the escapes of `Debug`.
pub(crate) fn contains_any(text: &str, spellings: &[String]) -> bool {
    let unescaped = text.replace("\\\\", "\0").replace("\\\"", "\"").replace('\0', "\\");
    spellings.iter().any(|form| text.contains(form) || unescaped.contains(form))
}

#[test]
fn every_spelling_is_found() {
    let spellings = spellings(r#"s3/c "r\t%41"#);
    for form in &spellings {
        assert!(contains_any(&format!("({form})"), &spellings), "{form}");
        assert!(contains_any(&format!("{:?}", Some(form)), &spellings), "{form}");
    }
    assert!(!contains_any("s3/c", &spellings));
}
