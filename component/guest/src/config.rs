//! The options of a client, checked and parsed.

pub(crate) mod base_url;
pub(crate) mod credentials;
pub(crate) mod scope;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::secret::{Secret, redact};
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
    pub(crate) fn new(options: Options) -> Result<Self, String> {
        let id = Secret::from(options.client_id);
        let secret = Secret::from(options.client_secret);
        let mut secrets = Vec::new();
        redact::add_spellings(secret.expose(), &mut secrets);
        let quote = |text: &str| redact::quote(text, &secrets);
        let settings = options.settings.unwrap_or(DEFAULTS);
        let authentication = settings.client_authentication.unwrap_or(ClientAuthentication::Basic);
        let plain_http = if settings.allow_http { PlainHttp::Anywhere } else { PlainHttp::LoopbackOnly };
        let base_url =
            BaseUrl::parse(&options.base_url, plain_http).map_err(|expected| match redact::without_query(
                &options.base_url,
            ) {
                "" => format!("invalid base URL: {expected}"),
                url => format!("invalid base URL {}: {expected}", quote(url)),
            })?;
        Ok(Self {
            token_path: token_path(&base_url.prefix, &options.surface, &quote)?,
            base_url,
            credentials: Credentials::new(id, secret, authentication)?,
            scope: scope::join(&options.scopes, &quote)?,
            exchange_timeout: exchange_timeout(settings.exchange_timeout)?,
            request_limit: body_limit("request", settings.request_limit)?,
            response_limit: body_limit("response", settings.response_limit)?,
        })
    }
}

fn token_path(prefix: &str, surface: &Surface, quote: &Quote<'_>) -> Result<String, String> {
    match surface {
        Surface::Platform => Ok(format!("{prefix}/api/v1/platform/oauth/token")),
        Surface::Tenant(slug) if is_slug(slug) => {
            Ok(format!("{prefix}/api/v1/auth/tenants/{slug}/oauth/token"))
        }
        Surface::Tenant(slug) => Err(format!(
            "invalid tenant slug {}: expected 1 to 128 letters, digits, -, _ or ., other than . and ..",
            quote(slug)
        )),
    }
}

fn is_slug(text: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=128).contains(&text.len()) && !matches!(text, "." | "..") && text.bytes().all(unreserved)
}

fn exchange_timeout(nanoseconds: Option<u64>) -> Result<Duration, String> {
    let Some(nanoseconds) = nanoseconds else { return Ok(DEFAULT_TIMEOUT) };
    let timeout = Duration::from_nanos(nanoseconds);
    if timeout < SHORTEST_TIMEOUT || timeout > LONGEST_TIMEOUT {
        return Err(format!("invalid exchange timeout {nanoseconds} ns: expected 1 ms to 1 h"));
    }
    Ok(timeout)
}

/// The limit for bodies of this kind, `request` or `response`.
fn body_limit(kind: &str, bytes: Option<u64>) -> Result<usize, String> {
    let bytes = bytes.unwrap_or(DEFAULT_LIMIT);
    match usize::try_from(bytes) {
        Ok(limit) if limit <= GREATEST_LIMIT => Ok(limit),
        _ => Err(format!("invalid {kind} limit {bytes} bytes: expected at most 64 MiB")),
    }
}

/// Quotes a value for an error.
type Quote<'a> = dyn Fn(&str) -> String + 'a;

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
    fn rejects(expected: &str, change: impl FnOnce(&mut Options)) {
        let mut options = options();
        change(&mut options);
        match Config::new(options) {
            Err(text) => assert_eq!(text, expected),
            Ok(_) => panic!("expected the error {expected:?}"),
        }
    }

    fn rejects_settings(expected: &str, settings: Settings) {
        rejects(expected, |options| options.settings = Some(settings));
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
        for slug in ["", ".", "..", "a/b", "../platform", "a/../b", "%2e%2e", "a?b", "a#b", "a b"] {
            let expected = format!(
                "invalid tenant slug \"{slug}\": expected 1 to 128 letters, digits, -, _ or ., other than . and .."
            );
            rejects(&expected, |options| options.surface = Surface::Tenant(slug.into()));
        }
        for slug in ["\u{e9}", &"a".repeat(129)] {
            let options = Options { surface: Surface::Tenant(slug.into()), ..options() };
            assert!(Config::new(options).is_err(), "{slug}");
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
    fn an_error_names_the_invalid_option_and_its_value() {
        rejects("invalid base URL \"scaikey.example\": expected https://host[:port][/path]", |options| {
            options.base_url = "scaikey.example".into()
        });
        rejects(
            "invalid base URL \"http://scaikey.example\": plain http is for loopback only: use https, or set allow-http",
            |options| options.base_url = "http://scaikey.example".into(),
        );
        rejects(
            "invalid scope \"a b\": expected printable ASCII without space, quote or backslash, one scope in each entry",
            |options| options.scopes = vec!["a b".into()],
        );
        rejects_settings(
            "invalid exchange timeout 999999 ns: expected 1 ms to 1 h",
            Settings { exchange_timeout: Some(999_999), ..DEFAULTS },
        );
        rejects_settings(
            "invalid exchange timeout 18446744073709551615 ns: expected 1 ms to 1 h",
            Settings { exchange_timeout: Some(u64::MAX), ..DEFAULTS },
        );
        rejects_settings(
            "invalid request limit 67108865 bytes: expected at most 64 MiB",
            Settings { request_limit: Some((64 << 20) + 1), ..DEFAULTS },
        );
        rejects_settings(
            "invalid response limit 18446744073709551615 bytes: expected at most 64 MiB",
            Settings { response_limit: Some(u64::MAX), ..DEFAULTS },
        );
    }

    #[test]
    fn an_error_never_shows_a_secret() {
        rejects("invalid client ID: expected 1 to 1,024 printable ASCII characters", |options| {
            options.client_id = "hunter2\n".into();
        });
        rejects("invalid client secret: expected 1 to 1,024 printable ASCII characters", |options| {
            options.client_secret = "hunter2\n".into();
        });
        rejects("invalid base URL: remove the user information", |options| {
            options.base_url = "https://user:password@scaikey.example".into();
        });
        rejects("invalid base URL: expected https://host[:port][/path]", |options| {
            options.base_url = "https://user:pass word@scaikey.example".into();
        });
        rejects("invalid base URL \"https://scaikey.example\": remove query and fragment", |options| {
            options.base_url = "https://scaikey.example?key=password".into();
        });
        rejects("invalid base URL \"[secret]\": expected https://host[:port][/path]", |options| {
            options.base_url = "hunter2".into();
        });
    }
}
