//! The answers of the token endpoint.

use http::{StatusCode, header};
use serde_json::Value;

use super::{Check, check};
use crate::core::verdict::{NotPassed, Verdict, broken, holds};
use crate::deployment::exchanges::answer::Answer;
use crate::deployment::exchanges::probe::Probe;
use crate::deployment::inspection::Inspection;
use crate::deployment::inspection::tokens::{Authentication, GRANT, is_refusal};

pub(super) const CHECKS: &[Check] = &[
    check("token.basic", basic),
    check("token.form-credentials", |i| grants(&i.form()?)),
    check("token.access-token", |i| {
        let token = i.response()?.remove("access_token");
        let text = token.as_ref().and_then(Value::as_str).unwrap_or_default();
        let is_token =
            (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        let expected = format!("access_token, a text of 1 to {LONGEST} characters of printable ASCII");
        holds(is_token, expected, kind(token.as_ref()))
    }),
    check("token.type-bearer", |i| {
        let kind = i.response()?.remove("token_type");
        let is_bearer =
            kind.as_ref().and_then(Value::as_str).is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"));
        holds(is_bearer, "token_type \"Bearer\"", shown(kind.as_ref()))
    }),
    check("token.expires-in", |i| {
        let lifetime = i.response()?.remove("expires_in");
        let is_lifetime = lifetime.as_ref().and_then(Value::as_f64).is_some_and(|seconds| seconds > 0.0);
        holds(is_lifetime, "expires_in, a number above zero", shown(lifetime.as_ref()))
    }),
    check("token.lifetime-usable", |i| {
        let lifetime = i.lifetime()?;
        i.observed = Some(format!("{lifetime} s"));
        holds(lifetime > 60.0, "a lifetime of more than 60 s", format!("{lifetime} s"))
    }),
    check("token.no-refresh-token", |i| {
        let token = i.response()?.remove("refresh_token");
        holds(token.is_none(), "no refresh_token", "a refresh_token")
    }),
    check("token.scope-member", |i| {
        let scope = i.response()?.remove("scope");
        i.observed = Some(scope.map_or("it does not".into(), |scope| format!("it does: {scope}")));
        Ok(())
    }),
    check("token.not-cached", |i| {
        let answer = i.basic()?;
        let control = answer.header(header::CACHE_CONTROL).unwrap_or("nothing is said of it").to_owned();
        i.observed = Some(control);
        Ok(())
    }),
    check("token.two-at-once", |i| {
        let older = i.token()?;
        let newer =
            Inspection::granted(&i.form()?).ok_or(NotPassed::PrerequisiteFailed("token.form-credentials"))?;
        let path = i.resource()?;
        let statuses = [i.read(&path, &newer.0)?.status, i.accepted(&path, &older)?.status];
        i.observed = Some(format!("the newer is answered {}, then the older {}", statuses[0], statuses[1]));
        Ok(())
    }),
    check("token.get-refused", |i| {
        let answer = i.send(&Probe::get(i.target.token_url()))?;
        i.observed = Some(format!("answered {}", answer.status));
        holds(!answer.is_success() && answer.status < 500, "a refusal such as 405", answer.brief())
    }),
    check("token.wrong-secret-refused", |i| {
        let probe = Probe::post(i.target.token_url(), GRANT).credentials(&i.target.client_id, WRONG);
        let answer = i.send(&probe)?;
        i.observed = Some(refusal(&answer));
        holds(!answer.is_success(), "a refusal such as 401 invalid_client", answer.brief())
    }),
    check("token.unknown-grant-refused", |i| {
        for answer in i.odd_grants()? {
            holds(!answer.is_success(), "a refusal such as 400 unsupported_grant_type", answer.brief())?;
        }
        Ok(())
    }),
    check("token.unknown-grant-understood", |i| {
        let answers = i.odd_grants()?;
        i.observed = Some(answers.iter().map(refusal).collect::<Vec<_>>().join(", then "));
        for answer in answers {
            holds(answer.status < 500, "a refusal such as 400 unsupported_grant_type", answer.brief())?;
        }
        Ok(())
    }),
];

/// Inconclusive if both authentication methods are refused: then the credentials are probably wrong.
pub(super) fn basic(i: &mut Inspection<'_>) -> Verdict {
    let answer = i.basic()?;
    if is_refusal(&answer) {
        let other = i.form()?;
        if is_refusal(&other) {
            return Err(NotPassed::Inconclusive(format!(
                "the token endpoint refuses these credentials ({}): check the client id, the client secret and the \
                 tenant",
                refusal(&answer)
            )));
        }
    }
    if i.authentication()? == Authentication::Raw {
        i.observed = Some("id and secret are not to be form-encoded".into());
    }
    if answer.status == StatusCode::NOT_FOUND {
        if i.target.tenant().is_some() && answer.object().is_some() {
            return Err(NotPassed::Inconclusive(
                "the token endpoint answers 404: check the tenant and the base URL".into(),
            ));
        }
        let actual =
            format!("404, there is no token endpoint at {}: check the base URL", i.target.token_url());
        return broken("2xx with a JSON object", actual);
    }
    grants(&answer)
}

impl Inspection<'_> {
    /// The answers to an unknown grant type, and to a missing one.
    fn odd_grants(&mut self) -> Verdict<[Answer; 2]> {
        let authentication = self.authentication()?;
        let mut answer = |name: &str, fields: &[(&str, &str)]| {
            self.once(name, |i| i.send(&authentication.probe(i.target, fields)))
        };
        Ok([answer("unknown grant", &[("grant_type", "unknown")])?, answer("no grant", &[])?])
    }
}

fn grants(answer: &Answer) -> Verdict {
    holds(answer.is_success() && answer.object().is_some(), "2xx with a JSON object", answer.brief())
}

/// Status and error code.
fn refusal(answer: &Answer) -> String {
    let object = answer.object();
    let code = object.as_ref().and_then(|object| object.get("error")?.as_str()).unwrap_or_default();
    let text: String = code.chars().take(CODE).collect();
    format!("{} {text}", answer.status).trim_end().to_owned()
}

/// A member of a response, as it is.
fn shown(value: Option<&Value>) -> String {
    value.map_or("there is none".into(), ToString::to_string)
}

/// The type of a member that may be a secret.
fn kind(value: Option<&Value>) -> String {
    let kind = match value {
        None => "there is none",
        Some(Value::Null) => "null",
        Some(Value::Bool(_)) => "a boolean",
        Some(Value::Number(_)) => "a number",
        Some(Value::String(text)) => return format!("a text of {} bytes", text.len()),
        Some(Value::Array(_)) => "a list",
        Some(Value::Object(_)) => "an object",
    };
    kind.into()
}

/// A wrong secret that is not secret.
const WRONG: &str = "wrong-secret-of-scaikey-conformance";
/// Characters of an error code.
const CODE: usize = 60;
/// Bytes of a token that the component accepts.
const LONGEST: usize = 16_384;
