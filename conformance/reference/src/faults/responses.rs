//! Defects that change responses, or how they are read.

use super::{DefectState, trap};
use crate::build::Build;
use crate::defect::Defect;
use crate::environment::{ErrorKind, ExchangeError, Incoming};
use crate::http::answer::Answer;
use crate::token::grant::Grant;
use crate::token::lifetime;
use crate::token::members::Members;
use crate::types::Response;

/// The outcome of an exchange whose request had this `Authorization`.
pub(crate) fn incoming(
    mut incoming: Result<Incoming, ExchangeError>,
    authorization: &str,
    state: &DefectState,
    build: Build,
) -> Result<Incoming, ExchangeError> {
    match (build.defect, &mut incoming) {
        (Some(Defect::ConnectionTraps), Err(ExchangeError { kind: ErrorKind::Transport, .. })) => {
            trap("no connection")
        }
        (Some(Defect::Poisoned), outcome) => {
            state.poisoned.set(state.poisoned.get() || outcome.is_err());
            if state.poisoned.get() {
                return Err(ExchangeError::new(ErrorKind::Transport, "a connection failed before"));
            }
        }
        (Some(Defect::ErrorHoldsRequest), Err(error)) => error.text += authorization,
        (Some(Defect::TokenInResponse), Ok(response)) => {
            response.headers.push(("x-sent".into(), authorization.into()));
        }
        (Some(Defect::EarlyAnswerFails), Ok(response)) if response.early => {
            return Err(ExchangeError::new(ErrorKind::Transport, "the request could not be written"));
        }
        (Some(Defect::CutAccepted | Defect::CutJsonRepaired), Ok(response)) => {
            response.broken = response.broken.take().filter(|error| error.kind != ErrorKind::Transport);
        }
        _ => {}
    }
    incoming
}

/// Whether the length of a body is not checked.
pub(crate) fn skips_length_check(build: Build) -> bool {
    matches!(build.defect, Some(Defect::LengthUnchecked | Defect::CutAccepted | Defect::CutJsonRepaired))
}

/// The members of a body that is a JSON object.
pub(crate) fn members(body: &[u8], build: Build) -> Option<Members> {
    let read = |body: &[u8]| serde_json::from_slice(body).ok();
    let whole = read(body);
    match build.defect {
        Some(Defect::JsonTraps) if whole.is_none() => trap("no JSON"),
        Some(Defect::CutJsonRepaired) => whole.or_else(|| {
            ["}", "\"}", ":null}", "null}"].iter().find_map(|end| read(&[body, end.as_bytes()].concat()))
        }),
        _ => whole,
    }
}

/// A grant made of a body that is not a token response, if that is the defect.
pub(crate) fn body_as_token(body: &[u8], build: Build) -> Option<Grant> {
    let text: String =
        body.iter().filter(|byte| byte.is_ascii_graphic()).take(64).map(|byte| char::from(*byte)).collect();
    let lifetime = lifetime::read(None, build)?;
    let grant = Grant { token: text.into(), lifetime, scopes: Vec::new(), refresh_token: None };
    (build.has(Defect::BodyAsToken) && !grant.token.is_empty()).then_some(grant)
}

/// Fails if a defect refuses a valid token response.
pub(crate) fn unwanted(members: &Members, build: Build) -> Result<(), &'static str> {
    let known = ["access_token", "expires_in", "token_type", "scope", "refresh_token", "error"];
    match build.defect {
        Some(Defect::UnknownRefused) if !members.names().all(|name| known.contains(&name)) => {
            Err("has a member that is not known")
        }
        Some(Defect::TypeRequired) if !members.names().any(|name| name == "token_type") => {
            Err("has no token_type")
        }
        _ => Ok(()),
    }
}

/// The text of a token with its JSON escapes, if that is the defect.
pub(crate) fn token(json: &str, build: Build) -> Option<String> {
    let text = json.strip_prefix('"')?.strip_suffix('"')?;
    build.has(Defect::EscapesKept).then(|| text.to_owned())
}

/// Whether a challenge has the error `invalid_token`.
pub(crate) fn names_the_token(answer: &Answer) -> bool {
    answer.header("www-authenticate").any(|value| String::from_utf8_lossy(value).contains("invalid_token"))
}

/// The outcome of an attempt.
pub(crate) fn refusal(answer: Result<Answer, ExchangeError>, build: Build) -> Result<Answer, ExchangeError> {
    match answer {
        Ok(Answer { status: 401, body: Err(error), .. }) if build.has(Defect::CutRefusalLost) => Err(error),
        answer => answer,
    }
}

/// A response that is about to be delivered.
pub(crate) fn response(mut response: Response, build: Build) -> Response {
    match build.defect {
        Some(Defect::ErrorBodiesReplaced) if response.status >= 400 => {
            response.body = b"request failed".into()
        }
        Some(Defect::BodiesRepaired) => {
            response.body = String::from_utf8_lossy(&response.body).into_owned().into_bytes();
        }
        Some(Defect::HeadersDropped) => {
            response.headers.retain(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        }
        Some(Defect::HeadersJoined) => response.headers = joined(response.headers),
        Some(Defect::AttemptsUncounted) => response.attempts = 1,
        _ => {}
    }
    response
}

/// One header field for each name.
fn joined(headers: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let mut joined: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, value) in headers {
        match joined.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.extend([b", ", value.as_slice()].concat()),
            None => joined.push((name, value)),
        }
    }
    joined
}
