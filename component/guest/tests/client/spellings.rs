//! The ways to write a secret down, and a look for any of them in a text.

use base64ct::{Base64, Encoding};

/// The text and its base64, with padding and without, each in the spellings in which a server might repeat it.
pub(crate) fn spellings(text: &str) -> Vec<String> {
    let base64 = Base64::encode_string(text.as_bytes());
    [text, &base64, base64.trim_end_matches('=')].into_iter().flat_map(escaped).collect()
}

/// As it is, as a value of a form, in a URL, in JSON.
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

/// Whether any of the spellings stands in the text, or in the text that its `Debug` escapes stand for.
pub(crate) fn contains_any(text: &str, spellings: &[String]) -> bool {
    let unescaped = text.replace("\\\\", "\0").replace("\\\"", "\"").replace('\0', "\\");
    spellings.iter().any(|form| text.contains(form) || unescaped.contains(form))
}

#[test]
fn the_look_sees_what_is_there() {
    let spellings = spellings(r#"s3/c "r\t%41"#);
    for form in &spellings {
        assert!(contains_any(&format!("({form})"), &spellings), "{form}");
        assert!(contains_any(&format!("{:?}", Some(form)), &spellings), "{form}");
    }
    assert!(!contains_any("s3/c", &spellings));
}
