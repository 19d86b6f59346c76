//! Client id and secret, and the three ways to send them to the token endpoint (RFC 6749 section 2.3.1).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use base64ct::{Base64, Encoding};
use form_urlencoded::{Serializer, byte_serialize};

use crate::secret::{Secret, redact};
use crate::types::ClientAuthentication;

/// Credentials, and how to send them.
pub(crate) struct Credentials {
    raw: CredentialPair,
    form: CredentialPair,
    authentication: ClientAuthentication,
}

/// Client id and secret, both raw or both form-encoded.
struct CredentialPair {
    id: Secret,
    secret: Secret,
}

impl Credentials {
    /// Checks the credentials.
    pub(crate) fn new(
        id: Secret,
        secret: Secret,
        authentication: ClientAuthentication,
    ) -> Result<Self, &'static str> {
        if !is_printable(id.expose()) {
            return Err("invalid client ID: expected 1 to 1,024 printable ASCII characters");
        }
        if !is_printable(secret.expose()) {
            return Err("invalid client secret: expected 1 to 1,024 printable ASCII characters");
        }
        if authentication == ClientAuthentication::Raw && id.expose().contains(':') {
            return Err("invalid client ID: raw authentication cannot carry a colon: use basic or post");
        }
        let form = CredentialPair { id: encoded(&id), secret: encoded(&secret) };
        Ok(Self { raw: CredentialPair { id, secret }, form, authentication })
    }

    /// The value of the `Authorization` field; `None` if the credentials travel in the form.
    pub(crate) fn authorization(&self) -> Option<Secret> {
        let spelling = match self.authentication {
            ClientAuthentication::Basic => &self.form,
            ClientAuthentication::Raw => &self.raw,
            ClientAuthentication::Post => return None,
        };
        let encoded = Secret::from(Base64::encode_string(spelling.user_pass().expose().as_bytes()));
        Some(Secret::from(format!("Basic {}", encoded.expose())))
    }

    /// Adds the credentials to the form, if they travel there.
    pub(crate) fn append_to(&self, form: &mut Serializer<'_, String>) {
        if self.authentication == ClientAuthentication::Post {
            form.append_pair("client_id", self.raw.id.expose());
            form.append_pair("client_secret", self.raw.secret.expose());
        }
    }

    /// Advice for an `invalid_client` error; empty if the encoding cannot be the cause.
    pub(crate) fn advice(&self) -> &'static str {
        let encoding_matters = self.raw.user_pass().expose() != self.form.user_pass().expose();
        match self.authentication {
            ClientAuthentication::Basic if encoding_matters => {
                " (client ID or secret was form-encoded: if the server does not decode it, use client authentication raw)"
            }
            _ => "",
        }
    }

    /// Every spelling of the secret to remove from quoted texts.
    pub(crate) fn spellings(&self) -> Vec<Secret> {
        let mut spellings = Vec::new();
        for spelling in [&self.raw, &self.form] {
            redact::add_spellings(spelling.secret.expose(), &mut spellings);
            redact::add_spellings(spelling.user_pass().expose(), &mut spellings);
        }
        spellings
    }
}

impl CredentialPair {
    /// The `user-pass` of HTTP Basic (RFC 7617 section 2).
    fn user_pass(&self) -> Secret {
        Secret::from(format!("{}:{}", self.id.expose(), self.secret.expose()))
    }
}

fn is_printable(text: &str) -> bool {
    (1..=1024).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, 0x20..=0x7e))
}

/// `application/x-www-form-urlencoded`: letters, digits and `*-._` stay as they are.
fn encoded(text: &Secret) -> Secret {
    Secret::from(byte_serialize(text.expose().as_bytes()).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ClientAuthentication::{Basic, Post, Raw};

    fn credentials(id: &str, secret: &str, authentication: ClientAuthentication) -> Credentials {
        Credentials::new(String::from(id).into(), String::from(secret).into(), authentication).expect("valid")
    }

    #[track_caller]
    fn check(id: &str, secret: &str, authentication: ClientAuthentication, expected: Option<&str>) {
        let value = credentials(id, secret, authentication).authorization();
        assert_eq!(value.as_ref().map(Secret::expose), expected);
    }

    #[test]
    fn basic_form_encodes_id_and_secret() {
        // base64 of "service-1:s3cr3t", "a%3Ab:c%2Fd%2Be%3D", "+%7E*-._:%25"
        check("service-1", "s3cr3t", Basic, Some("Basic c2VydmljZS0xOnMzY3IzdA=="));
        check("a:b", "c/d+e=", Basic, Some("Basic YSUzQWI6YyUyRmQlMkJlJTNE"));
        check(" ~*-._", "%", Basic, Some("Basic KyU3RSotLl86JTI1"));
    }

    #[test]
    fn raw_does_not_encode_and_post_has_no_header() {
        // base64 of "a:c/d+e="
        check("a", "c/d+e=", Raw, Some("Basic YTpjL2QrZT0="));
        check("a", "c/d+e=", Post, None);
        let mut form = Serializer::new(String::new());
        credentials("a", "c/d+e=", Post).append_to(&mut form);
        assert_eq!(form.finish(), "client_id=a&client_secret=c%2Fd%2Be%3D");
    }

    #[test]
    fn advice_is_given_only_if_the_encoding_may_be_the_cause() {
        assert!(credentials("a", "b+c", Basic).advice().contains("raw"));
        assert_eq!(credentials("a", "b*-._c", Basic).advice(), "");
        assert_eq!(credentials("a", "b+c", Raw).advice(), "");
        assert_eq!(credentials("a", "b+c", Post).advice(), "");
    }

    #[test]
    fn invalid_credentials_are_rejected() {
        let long = "a".repeat(1025);
        for (id, secret, authentication) in [
            ("", "b", Basic),
            ("a", "", Basic),
            ("a\n", "b", Basic),
            ("a", "b\u{e9}", Post),
            (&long, "b", Basic),
            ("a", &long, Basic),
            ("a:b", "c", Raw),
        ] {
            let refused =
                Credentials::new(String::from(id).into(), String::from(secret).into(), authentication);
            assert!(refused.is_err(), "{id:?} {secret:?}");
        }
    }
}
