//! Parses the token response (RFC 6749 sections 5.1 and 5.2). The server is not trusted.

use alloc::format;

use super::lifetime::Lifetime;
use super::members::Members;
use super::{AccessToken, FetchError};
use crate::config::credentials::Credentials;
use crate::config::scope;
use crate::exchange::HttpResponse;
use crate::secret::redact;
use crate::types::OauthFailure;

/// A token with its lifetime.
pub(crate) struct GrantedToken {
    pub(crate) token: AccessToken,
    pub(crate) lifetime: Lifetime,
}

/// Parses the response to a request with these credentials. Errors quote the response without the credentials and the
/// latest token.
pub(crate) fn parse(
    response: &HttpResponse,
    credentials: &Credentials,
    latest: Option<&AccessToken>,
) -> Result<GrantedToken, FetchError> {
    let error = |members: Option<&Members<'_>>| oauth_error(response.status, members, credentials, latest);
    let body = response.body.as_ref().map_err(|error| FetchError::Exchange(*error))?;
    let members = Members::parse(body, &MEMBERS);
    match response.status {
        204..=206 => Err(FetchError::Malformed("expected a status with a complete body")),
        200..=299 if has_content_coding(response) => {
            Err(FetchError::Malformed("expected content-encoding identity"))
        }
        200..=299 => {
            let members =
                members.ok_or(FetchError::Malformed("expected a JSON object without duplicate members"))?;
            match members.member("error") {
                Some(_) => Err(error(Some(&members))),
                None => granted(&members),
            }
        }
        _ => Err(error(members.as_ref())),
    }
}

fn has_content_coding(response: &HttpResponse) -> bool {
    response.header("content-encoding").is_some_and(|coding| !coding.eq_ignore_ascii_case("identity"))
}

fn granted(members: &Members<'_>) -> Result<GrantedToken, FetchError> {
    let value = members
        .text("access_token")
        .ok_or(FetchError::Malformed("access_token is missing or not a string"))?;
    if !is_sendable(value) {
        return Err(FetchError::Malformed("access_token: expected 1 to 16,384 visible ASCII characters"));
    }
    let is_bearer = |name: &str| name.eq_ignore_ascii_case("bearer");
    if members.member("token_type").is_some() && !members.text("token_type").is_some_and(is_bearer) {
        return Err(FetchError::Malformed("token_type: expected Bearer"));
    }
    let lifetime = Lifetime::parse(members.member("expires_in"))
        .map_err(|()| FetchError::Malformed("expires_in: expected a number of seconds"))?;
    let scopes = members.text("scope").map(scope::split).unwrap_or_default();
    Ok(GrantedToken { token: AccessToken::new(value, scopes), lifetime })
}

/// The error for an OAuth error response, or for an error status without one.
fn oauth_error(
    status: u16,
    members: Option<&Members<'_>>,
    credentials: &Credentials,
    latest: Option<&AccessToken>,
) -> FetchError {
    let text_of = |name: &str| members.and_then(|members| members.text(name)).unwrap_or_default();
    let mut secrets = credentials.spellings();
    for token in [latest.map_or("", AccessToken::value), text_of("access_token")] {
        if is_sendable(token) {
            redact::add_spellings(token, &mut secrets);
        }
    }
    let quote = |name: &str, length| redact::clean(text_of(name), &secrets, length);
    let code = quote("error", MAX_CODE);
    let mut text = quote("error_description", MAX_DESCRIPTION);
    if text.is_empty() {
        let hint =
            if matches!(status, 300..=399) { ": redirects are not followed: check the base URL" } else { "" };
        text = format!("token endpoint answered {status}{hint}");
    }
    if code == "invalid_client" {
        text.push_str(credentials.advice());
    }
    FetchError::Oauth(OauthFailure { status, code, text })
}

/// Whether a token is safe to send in a header field.
fn is_sendable(token: &str) -> bool {
    (1..=MAX_TOKEN).contains(&token.len()) && token.bytes().all(|byte| matches!(byte, 0x21..=0x7e))
}

/// The members that are parsed. None may occur twice.
const MEMBERS: [&str; 6] =
    ["access_token", "token_type", "expires_in", "scope", "error", "error_description"];
const MAX_TOKEN: usize = 16 * 1024;
const MAX_CODE: usize = 64;
const MAX_DESCRIPTION: usize = 200;
