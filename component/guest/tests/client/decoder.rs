//! Decodes HTTP Basic and percent-encoding as a server does. Written from the RFCs, without code of the client.

/// Client id and secret in a value of HTTP Basic (RFC 7617 and RFC 6749 section 2.3.1).
pub(crate) fn basic(value: &str) -> (String, String) {
    let pair = base64(value.strip_prefix("Basic ").expect("the scheme"));
    let (id, secret) = pair.split_once(':').expect("a colon");
    (form(id), form(secret))
}

/// Decodes base64 with padding (RFC 4648 section 4).
pub(crate) fn base64(text: &str) -> String {
    assert_eq!(text.len() % 4, 0, "padded");
    let digits: Vec<u32> = text.trim_end_matches('=').bytes().map(digit).collect();
    let mut bytes = Vec::new();
    for group in digits.chunks(4) {
        let bits = group.iter().enumerate().fold(0, |bits, (place, digit)| bits | digit << (18 - 6 * place));
        bytes.extend(&bits.to_be_bytes()[1..group.len()]);
    }
    String::from_utf8(bytes).expect("ascii")
}

fn digit(byte: u8) -> u32 {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    DIGITS.iter().position(|digit| *digit == byte).expect("a base64 digit") as u32
}

/// Decodes one value of a form (RFC 6749 appendix B).
pub(crate) fn form(text: &str) -> String {
    percent(&text.replace('+', " "))
}

/// Decodes percent-encoding. A percent sign that encodes nothing stays as it is.
pub(crate) fn percent(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(byte) = rest.bytes().next() {
        let encoded = rest.strip_prefix('%').and_then(|rest| rest.get(..2));
        match encoded.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &rest[3..];
            }
            None => {
                bytes.push(byte);
                rest = &rest[1..];
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
