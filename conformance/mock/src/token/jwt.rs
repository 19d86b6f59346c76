//! Signing and verifying tokens (RFC 7519).

use aws_lc_rs::hmac;
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json};

use crate::defect::Defect;
use crate::mock::Mock;
use crate::setup::keys::Key;
use crate::variant::Variant;

impl Mock {
    /// A signed token with these claims.
    pub(crate) fn sign(&mut self, claims: &Value) -> String {
        let key = self.key();
        let mut header = json!({ "alg": key.algorithm(), "typ": "JWT" });
        if !self.has_variant(Variant::NoKid) {
            header["kid"] = key.id().into();
        }
        match self.setup.defect {
            Some(Defect::AlgNone) => header = json!({ "alg": "none", "typ": "JWT" }),
            Some(Defect::Hs256) => header["alg"] = "HS256".into(),
            _ => {}
        }
        let message = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
        let signature = match self.setup.defect {
            Some(Defect::AlgNone) => Vec::new(),
            Some(Defect::Hs256) => hmac::sign(self.setup.keys.secret(), message.as_bytes()).as_ref().to_vec(),
            _ => key.sign(message.as_bytes()),
        };
        let signature = encoded(signature);
        let text = format!("{message}.{signature}");
        if self.has_defect(Defect::ClaimsUnchecked) {
            self.signatures.push_front(signature);
            self.signatures.truncate(SIGNATURES);
        }
        if self.has_defect(Defect::OpaqueToken) { text.replace('.', "~") } else { text }
    }

    /// The claims of a token that this deployment signed. Fails with the reason why it is invalid.
    pub(crate) fn verify(&self, text: &str) -> Result<Value, &'static str> {
        let text =
            if self.has_defect(Defect::OpaqueToken) { text.replace('~', ".") } else { text.to_owned() };
        let (message, signature) = text.rsplit_once('.').ok_or("no JWT")?;
        let (header, claims) = message.split_once('.').ok_or("no JWT")?;
        let (header, claims) = decoded(header).zip(decoded(claims)).ok_or("no JWT")?;
        let is_good = match header["alg"].as_str().unwrap_or_default() {
            "none" => self.has_defect(Defect::AlgNone) || self.has_defect(Defect::AlgNoneAccepted),
            "HS256" if self.has_defect(Defect::Hs256) => {
                let tag = Base64UrlUnpadded::decode_vec(signature).unwrap_or_default();
                hmac::verify(self.setup.keys.secret(), message.as_bytes(), &tag).is_ok()
            }
            name if name == self.key().algorithm() => self.is_signed(message, signature),
            _ => false,
        };
        if is_good { Ok(claims) } else { Err("wrong signature") }
    }

    /// The key that signs.
    pub(crate) fn key(&self) -> &Key {
        if self.has_variant(Variant::Es256) { self.setup.keys.spare() } else { self.setup.keys.signing() }
    }

    /// The key that signs nothing.
    pub(crate) fn idle_key(&self) -> &Key {
        if self.has_variant(Variant::Es256) { self.setup.keys.signing() } else { self.setup.keys.spare() }
    }

    fn is_signed(&self, message: &str, signature: &str) -> bool {
        match self.setup.defect {
            Some(Defect::SignatureUnchecked) => true,
            Some(Defect::ClaimsUnchecked) => self.signatures.iter().any(|known| known == signature),
            _ => Base64UrlUnpadded::decode_vec(signature)
                .is_ok_and(|signature| self.key().verifies(message.as_bytes(), &signature)),
        }
    }
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    Base64UrlUnpadded::encode_string(bytes.as_ref())
}

fn decoded(part: &str) -> Option<Value> {
    serde_json::from_slice(&Base64UrlUnpadded::decode_vec(part).ok()?).ok()
}

/// Signatures that are remembered.
const SIGNATURES: usize = 1000;
