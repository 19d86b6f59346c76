//! The options of a client, checked and parsed.

pub(crate) mod base_url;
pub(crate) mod credentials;
pub(crate) mod scope;

use alloc::format;
use alloc::string::String;
use core::time::Duration;

use crate::secret::Secret;
use crate::types::{ClientAuthentication, Options, Settings, Surface};
use base_url::{BaseUrl, PlainHttp};
use credentials::Credentials;

/// Checked options.
pub(crate) struct Config {
    pub(crate) base_url: BaseUrl,
    /// Path of the token endpoint, with the prefix of the base URL.
    pub(crate) token_path: String,
    pub(crate) credentials: Credentials,
    /// The `scope` parameter; `None` omits it.
    pub(crate) scope: Option<String>,
    pub(crate) exchange_timeout: Duration,
    pub(crate) request_limit: usize,
    pub(crate) response_limit: usize,
}

impl Config {
    /// Checks the options. The error names the invalid option.
    pub(crate) fn new(options: Options) -> Result<Self, &'static str> {
        let id = Secret::from(options.client_id);
        let secret = Secret::from(options.client_secret);
        let settings = options.settings.unwrap_or(DEFAULTS);
        let authentication = settings.client_authentication.unwrap_or(ClientAuthentication::Basic);
        let plain_http = if settings.allow_http { PlainHttp::Anywhere } else { PlainHttp::LoopbackOnly };
        let base_url = BaseUrl::parse(&options.base_url, plain_http)?;
        Ok(Self {
            token_path: token_path(&base_url.prefix, &options.surface)?,
            base_url,
            credentials: Credentials::new(id, secret, authentication)?,
            scope: scope::join(&options.scopes)?,
            exchange_timeout: exchange_timeout(settings.exchange_timeout)?,
            request_limit: body_limit(settings.request_limit)
                .ok_or("request limit must be at most 64 MiB")?,
            response_limit: body_limit(settings.response_limit)
                .ok_or("response limit must be at most 64 MiB")?,
        })
    }
}

fn token_path(prefix: &str, surface: &Surface) -> Result<String, &'static str> {
    match surface {
        Surface::Platform => Ok(format!("{prefix}/api/v1/platform/oauth/token")),
        Surface::Tenant(slug) if is_slug(slug) => {
            Ok(format!("{prefix}/api/v1/auth/tenants/{slug}/oauth/token"))
        }
        Surface::Tenant(_) => {
            Err("tenant slug must be 1 to 128 letters, digits or any of -_. and not . or ..")
        }
    }
}

fn is_slug(text: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=128).contains(&text.len()) && !matches!(text, "." | "..") && text.bytes().all(unreserved)
}

fn exchange_timeout(nanoseconds: Option<u64>) -> Result<Duration, &'static str> {
    let timeout = nanoseconds.map_or(DEFAULT_TIMEOUT, Duration::from_nanos);
    if timeout < SHORTEST_TIMEOUT || timeout > LONGEST_TIMEOUT {
        return Err("exchange timeout must be 1 ms to 1 h");
    }
    Ok(timeout)
}

fn body_limit(bytes: Option<u64>) -> Option<usize> {
    let limit = usize::try_from(bytes.unwrap_or(DEFAULT_LIMIT)).ok()?;
    (limit <= GREATEST_LIMIT).then_some(limit)
}

const DEFAULTS: Settings = Settings {
    allow_http: false,
    client_authentication: None,
    exchange_timeout: None,
    request_limit: None,
    response_limit: None,
};
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);
const SHORTEST_TIMEOUT: Duration = Duration::from_millis(1);
const LONGEST_TIMEOUT: Duration = Duration::from_secs(3600);
const DEFAULT_LIMIT: u64 = 8 * 1024 * 1024;
const GREATEST_LIMIT: usize = 64 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Options {
        Options {
            base_url: "https://scaikey.example/prefix/".into(),
            surface: Surface::Platform,
            client_id: "id".into(),
            client_secret: "hunter2".into(),
            scopes: vec![],
            settings: None,
        }
    }

    #[track_caller]
    fn refuses(expected: &str, change: impl FnOnce(&mut Options)) {
        let mut options = options();
        change(&mut options);
        match Config::new(options) {
            Err(text) => assert!(text.starts_with(expected), "{text}"),
            Ok(_) => panic!("expected a refusal of the {expected}"),
        }
    }

    fn refuses_settings(expected: &str, settings: Settings) {
        refuses(expected, |options| options.settings = Some(settings));
    }

    #[test]
    fn defaults_are_as_documented() {
        let config = Config::new(options()).expect("valid");
        assert_eq!(config.token_path, "/prefix/api/v1/platform/oauth/token");
        assert_eq!(config.exchange_timeout, Duration::from_secs(10));
        assert_eq!((config.request_limit, config.response_limit), (8_388_608, 8_388_608));
        assert_eq!(config.scope, None);
    }

    #[test]
    fn a_tenant_has_its_own_token_endpoint() {
        let config = Config::new(Options { surface: Surface::Tenant("acme-1".into()), ..options() });
        assert_eq!(config.expect("valid").token_path, "/prefix/api/v1/auth/tenants/acme-1/oauth/token");
    }

    #[test]
    fn a_slug_is_one_path_segment() {
        let long = "a".repeat(129);
        for slug in
            ["", ".", "..", "a/b", "../platform", "a/../b", "%2e%2e", "a?b", "a#b", "a b", "\u{e9}", &long]
        {
            refuses("tenant slug", |options| options.surface = Surface::Tenant(slug.into()));
        }
    }

    #[test]
    fn limits_are_exact() {
        let accepts = |settings| Config::new(Options { settings: Some(settings), ..options() }).is_ok();
        assert!(accepts(Settings { exchange_timeout: Some(1_000_000), ..DEFAULTS }));
        assert!(accepts(Settings { exchange_timeout: Some(3_600_000_000_000), ..DEFAULTS }));
        assert!(!accepts(Settings { exchange_timeout: Some(3_600_000_000_001), ..DEFAULTS }));
        assert!(accepts(Settings { request_limit: Some(64 << 20), response_limit: Some(0), ..DEFAULTS }));
    }

    #[test]
    fn an_error_names_the_invalid_option() {
        refuses("base url", |options| options.base_url = "scaikey.example".into());
        refuses("base url", |options| options.base_url = "http://scaikey.example".into());
        refuses("client id", |options| options.client_id.clear());
        refuses("client secret", |options| options.client_secret.clear());
        refuses("scope", |options| options.scopes = vec!["a b".into()]);
        refuses_settings("exchange timeout", Settings { exchange_timeout: Some(999_999), ..DEFAULTS });
        refuses_settings("exchange timeout", Settings { exchange_timeout: Some(u64::MAX), ..DEFAULTS });
        refuses_settings("request limit", Settings { request_limit: Some((64 << 20) + 1), ..DEFAULTS });
        refuses_settings("response limit", Settings { response_limit: Some(u64::MAX), ..DEFAULTS });
    }
}
