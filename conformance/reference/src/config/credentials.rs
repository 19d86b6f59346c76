//! Client id and secret, and how a token request carries them (RFC 6749 section 2.3.1).

use base64ct::{Base64, Encoding};
use form_urlencoded::byte_serialize;
use zeroize::Zeroizing;

use crate::build::{Build, Style};
use crate::defect::Defect;
use crate::types::ClientAuthentication;

pub(crate) struct Credentials {
    id: String,
    secret: Zeroizing<String>,
    how: ClientAuthentication,
}

impl Credentials {
    pub(crate) fn new(id: String, secret: String, how: ClientAuthentication) -> Result<Self, &'static str> {
        let secret = Zeroizing::new(secret);
        if !is_acceptable(&id) {
            return Err("the client id must be 1 to 1024 printable ASCII characters");
        }
        if !is_acceptable(&secret) {
            return Err("the client secret must be 1 to 1024 printable ASCII characters");
        }
        if how == ClientAuthentication::Raw && id.contains(':') {
            return Err("the client id must not hold a colon if it is not encoded");
        }
        Ok(Self { id, secret, how })
    }

    /// The `Authorization` of a token request; `None` if the credentials travel in its body.
    pub(crate) fn authorization(&self, build: Build) -> Option<String> {
        let encoded = match self.how {
            ClientAuthentication::Basic => !build.is(Style::RawBasic) && !build.has(Defect::BasicUnescaped),
            ClientAuthentication::Raw => build.has(Defect::RawEscaped),
            ClientAuthentication::Post => return None,
        };
        let pair = if encoded { self.encoded() } else { self.raw() };
        let pair =
            if build.has(Defect::BasicPercentSpace) { pair.replace('+', "%20") } else { pair.to_string() };
        Some(format!("Basic {}", Base64::encode_string(Zeroizing::new(pair).as_bytes())))
    }

    /// The members of the body of a token request, none if the credentials travel in its header.
    pub(crate) fn members(&self) -> Vec<(&str, &str)> {
        if self.how != ClientAuthentication::Post {
            return Vec::new();
        }
        vec![("client_id", &self.id), ("client_secret", &self.secret)]
    }

    /// Whether their form-encoding differs from `raw`, so that a server may want the other.
    pub(crate) fn depend_on_encoding(&self) -> bool {
        self.how == ClientAuthentication::Basic && self.encoded() != self.raw()
    }

    /// Texts that reveal the secret.
    pub(crate) fn traces(&self) -> Vec<Zeroizing<String>> {
        vec![self.secret.clone(), self.encoded(), self.raw()]
    }

    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    fn raw(&self) -> Zeroizing<String> {
        format!("{}:{}", self.id, self.secret.as_str()).into()
    }

    fn encoded(&self) -> Zeroizing<String> {
        let form = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        format!("{}:{}", form(&self.id), form(&self.secret)).into()
    }
}

fn is_acceptable(text: &str) -> bool {
    (1..=1024).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}
