//! A JSON Web Token, decoded and not verified.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Map, Value};

/// A token of three segments whose header and claims are JSON objects.
#[derive(Clone)]
pub(super) struct Jwt {
    pub(super) header: Map<String, Value>,
    pub(super) claims: Map<String, Value>,
    segments: [String; 3],
}

impl Jwt {
    /// Decodes a token. Fails with what it is instead, without the token.
    pub(super) fn read(token: &str) -> Result<Self, String> {
        let segments: Vec<_> = token.split('.').collect();
        let [header, claims, signature] = *segments.as_slice() else {
            return Err(format!("a text of {} segments", segments.len()));
        };
        let object = |name: &str, segment: &str| {
            let bytes =
                Base64UrlUnpadded::decode_vec(segment).map_err(|_| format!("the {name} is no base64"))?;
            serde_json::from_slice(&bytes).map_err(|_| format!("the {name} is no JSON object"))
        };
        let segments = [header, claims, signature].map(str::to_owned);
        Ok(Self { header: object("header", header)?, claims: object("payload", claims)?, segments })
    }

    /// A claim, if it is a text.
    pub(super) fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim)?.as_str()
    }

    /// Its scopes. Empty if the claim is absent or not a text.
    pub(super) fn scopes(&self) -> Vec<&str> {
        self.text("scope").unwrap_or_default().split(' ').filter(|scope| !scope.is_empty()).collect()
    }

    /// The signed part, and the signature.
    pub(super) fn signed(&self) -> (String, &str) {
        let [header, claims, signature] = &self.segments;
        (format!("{header}.{claims}"), signature)
    }

    /// The same token with one bit of its signature flipped.
    pub(super) fn with_another_signature(&self) -> String {
        let (signed, signature) = self.signed();
        let mut bytes = Base64UrlUnpadded::decode_vec(signature).unwrap_or_default();
        match bytes.get_mut(7) {
            Some(byte) => *byte ^= 1,
            None => bytes = vec![0; 64],
        }
        format!("{signed}.{}", Base64UrlUnpadded::encode_string(&bytes))
    }

    /// The same token with other claims and the old signature.
    pub(super) fn with_claims(&self, claims: &Map<String, Value>) -> String {
        let [header, _, signature] = &self.segments;
        format!("{header}.{}.{signature}", encoded(claims))
    }

    /// The same claims without a signature.
    pub(super) fn unsigned(&self) -> String {
        let header = Map::from_iter([("alg".into(), "none".into()), ("typ".into(), "JWT".into())]);
        format!("{}.{}.", encoded(&header), self.segments[1])
    }
}

fn encoded(object: &Map<String, Value>) -> String {
    Base64UrlUnpadded::encode_string(Value::from(object.clone()).to_string().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(header: &str, claims: &str) -> String {
        let part = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
        format!("{}.{}.{}", part(header), part(claims), part("a signature"))
    }

    #[test]
    fn a_token_is_three_segments_of_which_two_are_objects() {
        let fault = |token: &str| Jwt::read(token).err().expect("it is wrong");
        assert_eq!(fault("opaque"), "a text of 1 segments");
        assert_eq!(fault("a.b.c.d"), "a text of 4 segments");
        assert_eq!(fault("!.e30.x"), "the header is no base64");
        assert_eq!(fault(&token("{}", "[]")), "the payload is no JSON object");
        assert!(Jwt::read(&token("{}", "{}")).is_ok());
    }

    #[test]
    fn a_change_leaves_the_rest_of_a_token() {
        let jwt =
            Jwt::read(&token(r#"{"alg":"RS256"}"#, r#"{"scope":"a  b","exp":1}"#)).expect("it is right");
        assert_eq!(jwt.scopes(), ["a", "b"]);
        let other = Jwt::read(&jwt.with_another_signature()).expect("still a token");
        assert_eq!(other.signed().0, jwt.signed().0);
        assert_ne!(other.signed().1, jwt.signed().1);
        let mut claims = jwt.claims.clone();
        claims.insert("exp".into(), 2.into());
        let later = Jwt::read(&jwt.with_claims(&claims)).expect("still a token");
        assert_eq!((later.signed().1, later.claims["exp"].as_u64()), (jwt.signed().1, Some(2)));
        let unsigned = Jwt::read(&jwt.unsigned()).expect("still a token");
        assert_eq!((unsigned.header["alg"].as_str(), unsigned.signed().1), (Some("none"), ""));
    }
}
