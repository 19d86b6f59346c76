//! The header fields of a caller.

use crate::build::Build;
use crate::defect::Defect;

/// Refuses reserved fields, and values that could inject other fields.
pub(crate) fn check(headers: &[(String, Vec<u8>)], build: Build) -> Result<(), &'static str> {
    if headers.len() > 128 {
        return Err("there must be at most 128 header fields");
    }
    if headers.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > 64 << 10 {
        return Err("the header fields must be at most 64 KiB in all");
    }
    for (name, value) in headers {
        if !is_token(name) {
            return Err("the name of a header field must be a token");
        }
        if !value.iter().all(|byte| is_content(*byte)) && !build.has(Defect::HeaderValuesUnchecked) {
            return Err("the value of a header field must hold no control characters");
        }
        if is_reserved(&name.to_ascii_lowercase(), build) {
            return Err(
                "a header field belongs to the client: leave out Authorization, Host and what frames a message",
            );
        }
    }
    Ok(())
}

/// A token of RFC 9110 section 5.6.2.
pub(crate) fn is_token(text: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(known)
}

/// A byte of a field value (RFC 9110 section 5.5).
fn is_content(byte: u8) -> bool {
    byte == b'\t' || (byte >= b' ' && byte != 0x7F)
}

fn is_reserved(name: &str, build: Build) -> bool {
    match build.defect {
        Some(Defect::OwnAuthorizationSent) if name == "authorization" => false,
        Some(Defect::HopHeadersAllowed) if name != "authorization" => false,
        _ => RESERVED.contains(&name),
    }
}

const RESERVED: &[&str] = &[
    "authorization",
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_one(name: &str, value: &[u8], acceptable: bool) {
        let headers = [(name.to_owned(), value.to_vec())];
        assert_eq!(check(&headers, Build::default()).is_ok(), acceptable, "{name}: {value:?}");
    }

    #[test]
    fn callers_may_send_what_is_theirs() {
        check_one("x-request-id", b"7f3a/1", true);
        check_one("Accept", b"", true);
        check_one("x-name", b"Zo\xc3\xab\t!", true);
    }

    #[test]
    fn what_belongs_to_the_client_is_refused() {
        for name in RESERVED {
            check_one(name, b"a", false);
            check_one(&name.to_uppercase(), b"a", false);
        }
    }

    #[test]
    fn what_could_smuggle_is_refused() {
        for value in [&b"a\r\nb: c"[..], b"a\nb", b"a\rb", b"\0", b"\x1b", b"\x7f"] {
            check_one("x-fine", value, false);
        }
        for name in ["", "x evil", "x:evil", "x\r\n", "\u{e9}"] {
            check_one(name, b"a", false);
        }
    }

    #[test]
    fn fields_are_bounded() {
        let field = ("a".to_owned(), b"b".to_vec());
        assert!(check(&vec![field.clone(); 128], Build::default()).is_ok());
        assert!(check(&vec![field; 129], Build::default()).is_err());
        check_one("a", &[b'b'; (64 << 10) - 1], true);
        check_one("a", &[b'b'; 64 << 10], false);
    }
}
