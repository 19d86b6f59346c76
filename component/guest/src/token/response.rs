//! The token response (RFC 6749 sections 5.1 and 5.2), from a server that may be anything.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::credentials::Credentials;
use crate::exchange::Incoming;
use crate::redact::clean;
use crate::secret::Secret;
use crate::token::lifetime::Lifetime;
use crate::token::{AccessToken, scope};
use crate::types::{Failure, OauthFailure};

/// A token that came.
pub(crate) struct Granted {
    pub(crate) token: AccessToken,
    pub(crate) lifetime: Lifetime,
}

/// Reads the response to a request with these credentials. They are cut out of whatever is quoted from it.
pub(crate) fn parse(incoming: &Incoming, credentials: &Credentials) -> Result<Granted, Failure> {
    if !matches!(incoming.status, 200..=299) {
        return Err(refusal(incoming, credentials));
    }
    if matches!(incoming.status, 204..=206) {
        return Err(malformed(&format!("status {} carries no whole token response", incoming.status)));
    }
    if incoming.header("content-encoding").is_some_and(|coding| !coding.eq_ignore_ascii_case("identity")) {
        return Err(malformed("content coding is not identity"));
    }
    let members: Members<'_> = serde_json::from_slice(&incoming.body)
        .map_err(|_| malformed("body is not a json object with distinct members"))?;
    if members.error.is_some() {
        return Err(refusal(incoming, credentials));
    }
    granted(&members)
}

fn granted(members: &Members<'_>) -> Result<Granted, Failure> {
    let value =
        text(members.access_token).ok_or_else(|| malformed("access_token is missing or not a string"))?;
    let value = Secret::from(value.into_owned());
    if !is_sendable(value.expose()) {
        return Err(malformed("access_token is not 1 to 16,384 visible ascii characters"));
    }
    match members.token_type.map(|json| text(Some(json))) {
        None => {}
        Some(Some(token_type)) if token_type.eq_ignore_ascii_case("bearer") => {}
        Some(_) => return Err(malformed("token_type is not bearer")),
    }
    let lifetime = Lifetime::parse(members.expires_in.map(RawValue::get))
        .map_err(|()| malformed("expires_in is not a number of seconds"))?;
    let scopes = text(members.scope).map(|list| scope::split(&list)).unwrap_or_default();
    Ok(Granted { token: AccessToken::new(&value, scopes), lifetime })
}

/// An error response, or what stands in its place.
fn refusal(incoming: &Incoming, credentials: &Credentials) -> Failure {
    let members: Members<'_> = serde_json::from_slice(&incoming.body).unwrap_or_default();
    let secrets = credentials.traces();
    let code = clean(&text(members.error).unwrap_or_default(), &secrets, MAX_CODE);
    let description = clean(&text(members.error_description).unwrap_or_default(), &secrets, MAX_DESCRIPTION);
    let mut text = match incoming.status {
        _ if !description.is_empty() => description,
        status @ 300..=399 => {
            format!("token endpoint answered {status}: redirects are not followed, check the base url")
        }
        status => format!("token endpoint answered {status}"),
    };
    if code == "invalid_client" {
        text.push_str(credentials.advice());
    }
    Failure::Oauth(OauthFailure { status: incoming.status, code, text })
}

/// The members we know, unread. Members we do not know are skipped; one given twice is an error.
#[derive(Default, Deserialize)]
struct Members<'a> {
    #[serde(borrow)]
    access_token: Option<&'a RawValue>,
    #[serde(borrow)]
    token_type: Option<&'a RawValue>,
    #[serde(borrow)]
    expires_in: Option<&'a RawValue>,
    #[serde(borrow)]
    scope: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
    #[serde(borrow)]
    error_description: Option<&'a RawValue>,
}

/// The text of a member that is a string.
fn text(json: Option<&RawValue>) -> Option<Cow<'_, str>> {
    #[derive(Deserialize)]
    struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
    serde_json::from_str(json?.get()).ok().map(|Text(text)| text)
}

/// Whether a token can stand in a header field without changing its meaning.
fn is_sendable(token: &str) -> bool {
    (1..=MAX_TOKEN).contains(&token.len()) && token.bytes().all(|byte| matches!(byte, 0x21..=0x7e))
}

fn malformed(wrong: &str) -> Failure {
    Failure::MalformedTokenResponse(format!("token response: {wrong}"))
}

const MAX_TOKEN: usize = 16 * 1024;
const MAX_CODE: usize = 64;
const MAX_DESCRIPTION: usize = 200;
