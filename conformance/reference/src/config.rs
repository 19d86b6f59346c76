//! The configuration of a client: options, checked once.

/// The base URL.
pub(crate) mod base;
/// The credentials of the application.
pub(crate) mod credentials;

use std::time::Duration;

use self::credentials::Credentials;
use crate::build::Build;
use crate::defect::Defect;
use crate::types::{ClientAuthentication, Options, Settings, Surface};

pub(crate) struct Config {
    /// Without a slash at its end.
    pub(crate) base: String,
    /// Path of the token endpoint under the base.
    pub(crate) token_path: String,
    pub(crate) credentials: Credentials,
    pub(crate) scopes: Vec<String>,
    pub(crate) timeout: Duration,
    pub(crate) request_limit: u64,
    pub(crate) response_limit: u64,
}

impl Config {
    /// Checks options. The error is for people.
    pub(crate) fn new(options: Options, build: Build) -> Result<Self, &'static str> {
        let settings = options.settings.unwrap_or(DEFAULTS);
        let timeout = settings.exchange_timeout.map_or(TIMEOUT, Duration::from_nanos);
        if !(SHORTEST..=LONGEST).contains(&timeout) {
            return Err("the exchange timeout must be 1 ms to 1 h");
        }
        let request_limit = settings.request_limit.unwrap_or(LIMIT);
        let response_limit = settings.response_limit.unwrap_or(LIMIT);
        if request_limit.max(response_limit) > GREATEST_LIMIT {
            return Err("the limits of bodies must be at most 64 MiB");
        }
        let how = settings.client_authentication.unwrap_or(ClientAuthentication::Basic);
        Ok(Self {
            base: base::parse(&options.base_url, &settings, build)?,
            token_path: token_path(options.surface, build)?,
            credentials: Credentials::new(options.client_id, options.client_secret, how)?,
            scopes: scopes(options.scopes)?,
            timeout,
            request_limit,
            response_limit,
        })
    }
}

fn token_path(surface: Surface, build: Build) -> Result<String, &'static str> {
    let slug = match surface {
        Surface::Platform => return Ok("/api/v1/platform/oauth/token".into()),
        Surface::Tenant(slug) => slug,
    };
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let acceptable =
        (1..=128).contains(&slug.len()) && slug.bytes().all(known) && slug != "." && slug != "..";
    if !acceptable && !build.has(Defect::SlugUnchecked) {
        return Err("the tenant slug must be 1 to 128 letters, digits, '-', '_' or '.'");
    }
    Ok(format!("/api/v1/auth/tenants/{slug}/oauth/token"))
}

/// Each scope once (RFC 6749 section 3.3).
fn scopes(asked: Vec<String>) -> Result<Vec<String>, &'static str> {
    let known = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5B | 0x5D..=0x7E);
    let mut scopes = Vec::new();
    for scope in asked {
        if scope.is_empty() || !scope.bytes().all(known) {
            return Err("each scope must be printable ASCII without space, '\"' and '\\'");
        }
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    if scopes.join(" ").len() > SCOPES_LIMIT {
        return Err("the scopes must be at most 8 KiB in all");
    }
    Ok(scopes)
}

/// The settings of a client without settings.
pub(crate) const DEFAULTS: Settings = Settings {
    allow_http: false,
    client_authentication: None,
    exchange_timeout: None,
    request_limit: None,
    response_limit: None,
};
const TIMEOUT: Duration = Duration::from_secs(10);
const SHORTEST: Duration = Duration::from_millis(1);
const LONGEST: Duration = Duration::from_secs(3600);
const LIMIT: u64 = 8 << 20;
const GREATEST_LIMIT: u64 = 64 << 20;
const SCOPES_LIMIT: usize = 8 << 10;
