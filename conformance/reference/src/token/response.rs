//! The token response (RFC 6749 sections 5.1 and 5.2).

use super::grant::Grant;
use super::lifetime;
use super::members::Members;
use crate::build::Build;
use crate::defect::Defect;
use crate::error::TokenFailure;
use crate::faults;
use crate::http::answer::Answer;
use crate::http::redact::Redaction;
use crate::types::OauthFailure;

/// Reads an answer of the token endpoint. Texts of the server are cleaned by `redaction` before they enter an error.
pub(crate) fn read(answer: &Answer, redaction: &Redaction, build: Build) -> Result<Grant, TokenFailure> {
    let refused = || TokenFailure::Oauth(refusal(answer, redaction, build));
    if !(200..300).contains(&answer.status) {
        return Err(refused());
    }
    let empty = matches!(answer.status, 204..=206) && !build.has(Defect::NoContentAccepted);
    if empty || answer.is_coded() {
        return Err(malformed("the token endpoint answered without a body that can be read"));
    }
    let body = answer.body.as_deref().map_err(|error| TokenFailure::Exchange(error.clone()))?;
    let Some(members) = faults::members(body, build) else {
        return faults::body_as_token(body, build)
            .ok_or_else(|| not_a_token("is no JSON object", body, build));
    };
    if members.find("error", build).is_ok_and(|error| error.is_none())
        || build.has(Defect::ErrorMemberIgnored)
    {
        return grant(&members, build).map_err(|why| not_a_token(why, body, build));
    }
    Err(refused())
}

fn grant(members: &Members, build: Build) -> Result<Grant, &'static str> {
    let find = |name| members.find(name, build).map_err(|_| "has a member with two values");
    let lifetime = lifetime::read(find("expires_in")?, build).ok_or("has no usable expires_in")?;
    faults::unwanted(members, build)?;
    let token = find("access_token")?.and_then(|text| faults::token(text, build).or_else(|| string(text)));
    let token = token.ok_or("has no access_token")?;
    let acceptable =
        (1..=16_384).contains(&token.len()) && token.bytes().all(|byte| matches!(byte, 0x21..=0x7E));
    if !acceptable && !build.has(Defect::TokenUnchecked) {
        return Err("has an access_token that no header field could carry");
    }
    if let Some(kind) = find("token_type")? {
        let kind = string(kind).ok_or("has a token_type that is no string")?;
        if !is_bearer(&kind, build) {
            return Err("has another token_type than bearer");
        }
    }
    let scopes = find("scope")?.and_then(string).unwrap_or_default();
    Ok(Grant {
        token: token.into(),
        lifetime,
        scopes: scopes.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
        refresh_token: find("refresh_token")?.and_then(string),
    })
}

fn is_bearer(kind: &str, build: Build) -> bool {
    match build.defect {
        Some(Defect::TypeIgnored) => true,
        Some(Defect::TypeCaseSensitive) => kind == "Bearer",
        _ => kind.eq_ignore_ascii_case("bearer"),
    }
}

fn refusal(answer: &Answer, redaction: &Redaction, build: Build) -> OauthFailure {
    let members = answer.body.as_deref().ok().and_then(|body| serde_json::from_slice::<Members>(body).ok());
    let text = |name| members.as_ref().and_then(|members| members.find(name, build).ok()?.and_then(string));
    let code = text("error").unwrap_or_default();
    let status = answer.status;
    let said = text("error_description");
    let said = said.unwrap_or_else(|| format!("the token endpoint answered with status {status}"));
    OauthFailure { status, code: redaction.clean(&code, 64), text: redaction.clean(&said, 200) }
}

fn not_a_token(why: &str, body: &[u8], build: Build) -> TokenFailure {
    if build.has(Defect::ErrorHoldsBody) {
        return malformed(&format!("the token response {why}: {}", String::from_utf8_lossy(body)));
    }
    malformed(&format!("the token response {why}"))
}

fn malformed(text: &str) -> TokenFailure {
    TokenFailure::Malformed(text.into())
}

fn string(json: &str) -> Option<String> {
    serde_json::from_str(json).ok()
}
