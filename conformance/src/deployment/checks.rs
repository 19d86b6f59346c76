//! The checks, an area each, in the order of the registry; and what several of them look at.

mod admin;
mod claims;
mod client;
mod discovery;
mod expiry;
mod keys;
mod load;
mod refusal;
mod scope;
mod token;
mod transport;

use serde_json::{Map, Value};

pub(super) use expiry::Outlived;

use super::exchanges::answer::Answer;
use super::exchanges::ask::{Ask, credentials, raw};
use super::inspection::Inspection;
use super::jwt::Jwt;
use super::target::Target;
use crate::core::requirement::Requirement;
use crate::core::verdict::{NotPassed, Verdict};

/// One question to a deployment.
pub(super) struct Check {
    /// Id of the one requirement that it judges.
    requirement: &'static str,
    pub(super) act: fn(&mut Inspection<'_>) -> Verdict,
}

/// The check of a requirement.
pub(super) fn of(requirement: &Requirement) -> Option<&'static Check> {
    AREAS.iter().copied().flatten().find(|check| check.requirement == requirement.id)
}

/// Whether anything else can be judged.
pub(super) fn gives_a_token(inspection: &mut Inspection<'_>) -> Verdict {
    token::basic(inspection).or_else(|reason| match inspection.token() {
        Ok(_) => Ok(()),
        Err(_) => Err(reason),
    })
}

const fn check(requirement: &'static str, act: fn(&mut Inspection<'_>) -> Verdict) -> Check {
    Check { requirement, act }
}

/// What several checks look at, asked for once.
impl Inspection<'_> {
    /// The answer to Basic credentials and the grant type alone. RFC 6749 has them form-encoded; where that is refused and
    /// makes a difference, they are shown as they are, since ScaiKey does not say which it wants.
    fn basic(&mut self) -> Verdict<Answer> {
        let encoded =
            self.once("basic", |i| i.ask(&Ask::post(i.target.token_url(), GRANT).basic(i.target)))?;
        let (id, secret) = (&self.target.client_id, self.target.client_secret.expose());
        if !is_refusal(&encoded) || credentials(id, secret) == raw(self.target) {
            return Ok(encoded);
        }
        let raw =
            self.once("basic, as it is", |i| i.ask(&Ask::post(i.target.token_url(), GRANT).raw(i.target)))?;
        Ok(if raw.is_success() { raw } else { encoded })
    }

    /// The answer to credentials as form fields.
    fn form(&mut self) -> Verdict<Answer> {
        self.once("form", |i| i.ask(&Authentication::Post.ask(i.target, GRANT)))
    }

    /// A way to show the credentials that brings tokens, Basic rather than form fields.
    fn authentication(&mut self) -> Verdict<Authentication> {
        if !self.basic()?.is_success() {
            return Ok(Authentication::Post);
        }
        let encoded = self.once("basic", |_| Err(NotPassed::PrerequisiteFailed("token.basic")))?;
        Ok(if encoded.is_success() { Authentication::Basic } else { Authentication::Raw })
    }

    /// The answer to a request for this scope.
    fn scoped(&mut self, scope: &str) -> Verdict<Answer> {
        let authentication = self.authentication()?;
        self.once(&format!("scope {scope}"), |i| {
            i.ask(&authentication.ask(i.target, &[GRANT[0], ("scope", scope)]))
        })
    }

    /// The members of a token response.
    fn response(&mut self) -> Verdict<Map<String, Value>> {
        let answer = match self.basic()? {
            answer if answer.is_success() => answer,
            _ => self.form()?,
        };
        answer.object().filter(|_| answer.is_success()).ok_or(NotPassed::PrerequisiteFailed("token.basic"))
    }

    /// A token with all scopes.
    fn token(&mut self) -> Verdict<String> {
        let response = self.response()?;
        let token = response.get("access_token").and_then(Value::as_str).filter(|token| !token.is_empty());
        token.map(str::to_owned).ok_or(NotPassed::PrerequisiteFailed("token.access-token"))
    }

    /// The same, taken apart.
    fn jwt(&mut self) -> Verdict<Jwt> {
        Jwt::read(&self.token()?).map_err(|_| NotPassed::PrerequisiteFailed("claims.jwt"))
    }

    /// The token of an answer, taken apart, if there is one in it.
    fn granted(answer: &Answer) -> Option<(String, Jwt)> {
        let object = answer.object().filter(|_| answer.is_success())?;
        let token = object.get("access_token")?.as_str()?.to_owned();
        let jwt = Jwt::read(&token).ok()?;
        Some((token, jwt))
    }

    /// GET of this path with this token.
    fn read(&mut self, path: &str, token: &str) -> Verdict<Answer> {
        self.ask(&Ask::get(self.target.url(path)).bearer(token))
    }

    /// A path that the application may read, in the form that is answered directly.
    fn resource(&mut self) -> Verdict<String> {
        self.token()?;
        match &self.target.resource {
            Some(path) if self.target.surface() == "tenant" => Ok(path.clone()),
            None if self.target.surface() == "tenant" => Err(NotPassed::NotApplicable(
                "no path is known that the application may read: --resource names one".into(),
            )),
            _ => {
                self.may_read()?;
                self.collection()
            }
        }
    }
}

/// How credentials are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Authentication {
    Basic,
    Raw,
    Post,
}

impl Authentication {
    /// A token request with these fields.
    fn ask(self, target: &Target, fields: &[(&str, &str)]) -> Ask {
        let url = target.token_url();
        match self {
            Self::Basic => Ask::post(url, fields).basic(target),
            Self::Raw => Ask::post(url, fields).raw(target),
            Self::Post => {
                let own =
                    [("client_id", &*target.client_id), ("client_secret", target.client_secret.expose())];
                Ask::post(url, &[fields, &own].concat())
            }
        }
    }
}

/// Whether a token endpoint may say so of credentials that it does not know.
fn is_refusal(answer: &Answer) -> bool {
    matches!(answer.status, 400 | 401 | 403)
}

const GRANT: &[(&str, &str)] = &[("grant_type", "client_credentials")];

const AREAS: &[&[Check]] = &[
    transport::CHECKS,
    token::CHECKS,
    claims::CHECKS,
    scope::CHECKS,
    keys::CHECKS,
    discovery::CHECKS,
    admin::CHECKS,
    refusal::CHECKS,
    expiry::CHECKS,
    client::CHECKS,
    load::CHECKS,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::requirements;

    #[test]
    fn each_requirement_has_one_check_in_the_same_order() {
        let checks: Vec<_> = AREAS.iter().copied().flatten().map(|check| check.requirement).collect();
        let requirements: Vec<_> = requirements::deployment().map(|requirement| &*requirement.id).collect();
        assert_eq!(checks, requirements);
    }
}
