//! The answers of the token endpoint that several checks look at, each asked for once.

use serde_json::{Map, Value};

use super::Inspection;
use crate::core::verdict::{NotPassed, Verdict};
use crate::deployment::exchanges::answer::Answer;
use crate::deployment::exchanges::probe::{Probe, credentials, raw};
use crate::deployment::jwt::Jwt;
use crate::deployment::target::Target;

impl Inspection<'_> {
    /// The answer to Basic credentials and the grant type alone. The credentials are form-encoded, as RFC 6749 demands; if
    /// they are refused and the encoding changes them, they are sent raw, since ScaiKey does not document which it expects.
    pub(crate) fn basic(&mut self) -> Verdict<Answer> {
        let encoded =
            self.once("basic", |i| i.send(&Probe::post(i.target.token_url(), GRANT).basic(i.target)))?;
        let (id, secret) = (&self.target.client_id, self.target.client_secret.expose());
        if !is_refusal(&encoded) || credentials(id, secret) == raw(self.target) {
            return Ok(encoded);
        }
        let raw = self
            .once("basic, as it is", |i| i.send(&Probe::post(i.target.token_url(), GRANT).raw(i.target)))?;
        Ok(if raw.is_success() { raw } else { encoded })
    }

    /// The answer to credentials as form fields.
    pub(crate) fn form(&mut self) -> Verdict<Answer> {
        self.once("form", |i| i.send(&Authentication::Post.probe(i.target, GRANT)))
    }

    /// A client authentication method that gets tokens, Basic before form fields.
    pub(crate) fn authentication(&mut self) -> Verdict<Authentication> {
        if !self.basic()?.is_success() {
            return Ok(Authentication::Post);
        }
        let encoded = self.once("basic", |_| Err(NotPassed::PrerequisiteFailed("token.basic")))?;
        Ok(if encoded.is_success() { Authentication::Basic } else { Authentication::Raw })
    }

    /// The answer to a request for this scope.
    pub(crate) fn scoped(&mut self, scope: &str) -> Verdict<Answer> {
        let authentication = self.authentication()?;
        self.once(&format!("scope {scope}"), |i| {
            i.send(&authentication.probe(i.target, &[GRANT[0], ("scope", scope)]))
        })
    }

    /// The members of a token response.
    pub(crate) fn response(&mut self) -> Verdict<Map<String, Value>> {
        let answer = match self.basic()? {
            answer if answer.is_success() => answer,
            _ => self.form()?,
        };
        answer.object().filter(|_| answer.is_success()).ok_or(NotPassed::PrerequisiteFailed("token.basic"))
    }

    /// A token with all scopes.
    pub(crate) fn token(&mut self) -> Verdict<String> {
        let response = self.response()?;
        let token = response.get("access_token").and_then(Value::as_str).filter(|token| !token.is_empty());
        token.map(str::to_owned).ok_or(NotPassed::PrerequisiteFailed("token.access-token"))
    }

    /// The same, decoded.
    pub(crate) fn jwt(&mut self) -> Verdict<Jwt> {
        Jwt::read(&self.token()?).map_err(|_| NotPassed::PrerequisiteFailed("claims.jwt"))
    }

    /// The token of an answer, decoded, if there is one in it.
    pub(crate) fn granted(answer: &Answer) -> Option<(String, Jwt)> {
        let object = answer.object().filter(|_| answer.is_success())?;
        let token = object.get("access_token")?.as_str()?.to_owned();
        let jwt = Jwt::read(&token).ok()?;
        Some((token, jwt))
    }

    /// The lifetime of the first token in seconds.
    pub(crate) fn lifetime(&mut self) -> Verdict<f64> {
        let response = self.response()?;
        response
            .get("expires_in")
            .and_then(Value::as_f64)
            .ok_or(NotPassed::PrerequisiteFailed("token.expires-in"))
    }

    /// The allowed scopes of the application: those that the target names, or else those of its first token.
    pub(crate) fn allowed(&mut self) -> Verdict<Vec<String>> {
        match &self.target.allowed_scopes {
            Some(allowed) => Ok(allowed.clone()),
            None => Ok(self.jwt()?.scopes().into_iter().map(str::to_owned).collect()),
        }
    }
}

/// Client authentication methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Authentication {
    Basic,
    Raw,
    Post,
}

impl Authentication {
    /// A token request with these fields.
    pub(crate) fn probe(self, target: &Target, fields: &[(&str, &str)]) -> Probe {
        let url = target.token_url();
        match self {
            Self::Basic => Probe::post(url, fields).basic(target),
            Self::Raw => Probe::post(url, fields).raw(target),
            Self::Post => {
                let own =
                    [("client_id", &*target.client_id), ("client_secret", target.client_secret.expose())];
                Probe::post(url, &[fields, &own].concat())
            }
        }
    }
}

/// Whether a token endpoint may answer unknown credentials so.
pub(crate) fn is_refusal(answer: &Answer) -> bool {
    matches!(answer.status, 400 | 401 | 403)
}

pub(crate) const GRANT: &[(&str, &str)] = &[("grant_type", "client_credentials")];
