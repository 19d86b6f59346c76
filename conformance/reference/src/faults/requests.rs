//! Defects that change requests.

use base64ct::{Base64, Encoding};
use form_urlencoded::byte_serialize;

use super::origin;
use crate::build::Build;
use crate::config::Config;
use crate::defect::Defect;
use crate::environment::{Environment, Outgoing};
use crate::token::Token;

/// A token request that is about to be sent.
pub(crate) fn token_request(
    mut request: Outgoing,
    config: &Config,
    refresh_token: Option<&str>,
    build: Build,
) -> Outgoing {
    let secret: String = byte_serialize(config.credentials.secret().as_bytes()).collect();
    match build.defect {
        Some(Defect::PlatformPathShort) => request.url = request.url.replace("/platform/", "/"),
        Some(Defect::TenantOnPlatform) => {
            request.url = format!("{}/api/v1/platform/oauth/token", config.base);
        }
        Some(Defect::GetForToken) => {
            request.url = format!("{}?{}", request.url, text(&request));
            request.method = "GET".into();
            request.body = None;
        }
        Some(Defect::Base64Url) => {
            authorize(&mut request, |text| text.replace('+', "-").replace('/', "_").replace('=', ""));
        }
        Some(Defect::Base64Unpadded) => authorize(&mut request, |text| text.replace('=', "")),
        Some(Defect::SecretInBody) => {
            change_body(&mut request, |body| format!("{body}&client_secret={secret}"))
        }
        Some(Defect::SecretInQuery) => request.url = format!("{}?client_secret={secret}", request.url),
        Some(Defect::JsonBody) => {
            change_body(&mut request, |_| r#"{"grant_type":"client_credentials"}"#.into());
            replace(&mut request, "content-type", |_| "application/json".into());
        }
        Some(Defect::GrantTwice) => {
            change_body(&mut request, |body| format!("{body}&grant_type=client_credentials"));
        }
        Some(Defect::ScopesByComma) => {
            change_body(&mut request, |body| body.replace('+', "%2C"));
        }
        Some(Defect::EmptyScope) if config.scopes.is_empty() => {
            change_body(&mut request, |body| format!("{body}&scope="));
        }
        Some(Defect::RefreshTokenUsed) if refresh_token.is_some() => {
            let refresh_token = refresh_token.unwrap_or_default();
            change_body(&mut request, |_| format!("grant_type=refresh_token&refresh_token={refresh_token}"));
        }
        _ => {}
    }
    any_request(request, config, build)
}

/// A request to the resource that is about to be sent.
pub(crate) fn resource_request(
    mut request: Outgoing,
    token: &Token,
    config: &Config,
    build: Build,
) -> Outgoing {
    let path = request.url.len().min(config.base.len());
    match build.defect {
        Some(Defect::BearerLowerCase) => authorize(&mut request, |text| text.replace("Bearer", "bearer")),
        Some(Defect::TokenInQuery) => {
            let mark = if request.url.contains('?') { '&' } else { '?' };
            request.url = format!("{}{mark}access_token={}", request.url, token.text.as_str());
        }
        Some(Defect::QueryDropped) => {
            request.url = request.url.split('?').next().unwrap_or_default().to_owned();
        }
        Some(Defect::PathReencoded) => {
            request.url = format!("{}{}", &request.url[..path], request.url[path..].replace('%', "%25"));
        }
        Some(Defect::HeaderValuesUnchecked) => split_lines(&mut request.headers),
        Some(Defect::HeaderAdded) => request.headers.push(("user-agent".into(), b"client/1".into())),
        Some(Defect::HeadersReversed) => request.headers.reverse(),
        Some(Defect::TokenInHeader) => {
            let text = Base64::encode_string(token.text.as_bytes());
            request.headers.push(("x-debug".into(), text.into()));
        }
        Some(Defect::PutBodyDropped) if request.method == "PUT" => request.body = None,
        _ => {}
    }
    any_request(request, config, build)
}

/// The header fields that a server reads if a value holds line breaks.
fn split_lines(headers: &mut Vec<(String, Vec<u8>)>) {
    for (name, value) in std::mem::take(headers) {
        let text = String::from_utf8_lossy(&value).into_owned();
        let mut lines = text.split(['\r', '\n']).filter(|line| !line.is_empty());
        headers.push((name, lines.next().unwrap_or_default().into()));
        let fields = lines.filter_map(|line| line.split_once(':'));
        headers.extend(fields.map(|(name, value)| (name.to_owned(), value.trim().into())));
    }
}

/// The request of the second attempt.
pub(crate) fn repetition(request: &Outgoing, build: Build) -> Outgoing {
    let mut again = request.clone();
    if build.has(Defect::RetryDropsBody) {
        again.body = None;
    }
    again
}

/// Prints what it sends, if that is the defect.
pub(crate) fn print(environment: &impl Environment, request: &Outgoing, build: Build) {
    if build.has(Defect::SecretsPrinted) {
        environment.print(&format!("{} {} {}\n", request.method, request.url, authorization(request)));
    }
}

/// The `Authorization` of a request.
pub(crate) fn authorization(request: &Outgoing) -> String {
    let values = request.headers.iter().filter(|(name, _)| name == "authorization");
    values.map(|(_, value)| String::from_utf8_lossy(value)).collect()
}

/// Defects of requests to either endpoint.
fn any_request(mut request: Outgoing, config: &Config, build: Build) -> Outgoing {
    let origin = origin(&config.base);
    match build.defect {
        Some(Defect::DoubleSlash) => {
            request.url = request.url.replacen(&config.base, &format!("{}/", config.base), 1)
        }
        Some(Defect::PrefixDropped) => request.url = request.url.replacen(&config.base, origin, 1),
        Some(Defect::PlaintextInside) if [".test", ".internal"].iter().any(|end| origin.ends_with(end)) => {
            request.url = request.url.replacen("https:", "http:", 1);
        }
        _ => {}
    }
    request
}

fn text(request: &Outgoing) -> String {
    request.body.as_deref().map(String::from_utf8_lossy).unwrap_or_default().into_owned()
}

fn change_body(request: &mut Outgoing, change: impl FnOnce(&str) -> String) {
    request.body = Some(change(&text(request)).into_bytes());
}

fn authorize(request: &mut Outgoing, change: impl Fn(&str) -> String) {
    replace(request, "authorization", change);
}

fn replace(request: &mut Outgoing, name: &str, change: impl Fn(&str) -> String) {
    for (_, value) in request.headers.iter_mut().filter(|(known, _)| known == name) {
        *value = change(&String::from_utf8_lossy(value)).into_bytes();
    }
}
