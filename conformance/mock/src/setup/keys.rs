//! Signing keys, and their public halves.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{self, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, UnparsedPublicKey,
};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json};

use crate::random;

/// The keys of a deployment. A clone holds the same keys, since generating them takes some hundred milliseconds.
#[derive(Clone)]
pub struct Keys(Arc<Pair>);

/// Signature algorithms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA with PKCS#1 v1.5 padding and SHA-256, on 2048 bits.
    #[default]
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
}

/// One key.
pub(crate) struct Key {
    id: String,
    kind: Kind,
}

struct Pair {
    signing: Key,
    spare: Key,
    secret: hmac::Key,
}

enum Kind {
    Rsa(rsa::KeyPair),
    Ec(EcdsaKeyPair),
}

impl Keys {
    /// Generates new keys for this algorithm.
    pub fn generate(algorithm: Algorithm) -> Self {
        let secret = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new()).expect("random bytes");
        Self(Arc::new(Pair {
            signing: Key::generate(algorithm),
            spare: Key::generate(Algorithm::Es256),
            secret,
        }))
    }

    /// The key that signs.
    pub(crate) fn signing(&self) -> &Key {
        &self.0.signing
    }

    /// A second key, for ES256.
    pub(crate) fn spare(&self) -> &Key {
        &self.0.spare
    }

    /// The secret for HS256, which only a defect uses.
    pub(crate) fn secret(&self) -> &hmac::Key {
        &self.0.secret
    }
}

impl Key {
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Its name in the header of a token.
    pub(crate) fn algorithm(&self) -> &'static str {
        match self.kind {
            Kind::Rsa(_) => "RS256",
            Kind::Ec(_) => "ES256",
        }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.kind {
            Kind::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).expect("a key that signs");
                signature
            }
            Kind::Ec(pair) => pair.sign(&random, message).expect("a key that signs").as_ref().to_vec(),
        }
    }

    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let verified = match &self.kind {
            Kind::Rsa(pair) => UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, pair.public_key())
                .verify(message, signature),
            Kind::Ec(pair) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, pair.public_key()).verify(message, signature)
            }
        };
        verified.is_ok()
    }

    /// The public half as a JWK (RFC 7517).
    pub(crate) fn jwk(&self) -> Value {
        let mut jwk = match &self.kind {
            Kind::Rsa(pair) => {
                let (modulus, exponent) = (pair.public_key().modulus(), pair.public_key().exponent());
                let text = |number: aws_lc_rs::io::Positive<'_>| {
                    Base64UrlUnpadded::encode_string(number.big_endian_without_leading_zero())
                };
                json!({ "kty": "RSA", "n": text(modulus), "e": text(exponent) })
            }
            Kind::Ec(pair) => {
                // A byte that says how the point is written, then its two coordinates.
                let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
                let text = Base64UrlUnpadded::encode_string;
                json!({ "kty": "EC", "crv": "P-256", "x": text(x), "y": text(y) })
            }
        };
        jwk["kid"] = self.id.as_str().into();
        jwk["alg"] = self.algorithm().into();
        jwk["use"] = "sig".into();
        jwk
    }

    fn generate(algorithm: Algorithm) -> Self {
        let kind = match algorithm {
            Algorithm::Rs256 => Kind::Rsa(rsa::KeyPair::generate(KeySize::Rsa2048).expect("random bytes")),
            Algorithm::Es256 => {
                Kind::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("random bytes"))
            }
        };
        Self { id: format!("key_{}", random::text(8)), kind }
    }
}

/// Only the id of the key that signs.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Keys").field(&self.0.signing.id).finish()
    }
}
