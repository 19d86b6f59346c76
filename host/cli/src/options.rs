//! What settings mean to the library.

use std::time::Duration;

use scaikey_host::types::{self, ClientAuthentication, Request, Surface};
use scaikey_host::{Limits, NetworkLimits, Options, Secret, Tls};

use super::content::Content;
use super::settings::Settings;
use super::trouble::Trouble;

/// The options of a client whose calls have `timeout`: within it, one exchange may take all of it.
pub(super) fn of(settings: &Settings, timeout: Option<Duration>) -> Result<Options, Trouble> {
    let client_authentication =
        settings.parsed("client-authentication", "basic, raw or post", |text| match text {
            "basic" => Some(ClientAuthentication::Basic),
            "raw" => Some(ClientAuthentication::Raw),
            "post" => Some(ClientAuthentication::Post),
            _ => None,
        })?;
    let limits = types::Settings {
        allow_http: settings.is_on("allow-http")?,
        client_authentication,
        exchange_timeout: timeout.map(|timeout| timeout.as_nanos() as u64),
        request_limit: settings.bytes("request-limit")?,
        response_limit: settings.bytes("response-limit")?,
    };
    Ok(Options {
        base_url: settings.required("base")?.into(),
        surface: settings.text("tenant").map_or(Surface::Platform, |slug| Surface::Tenant(slug.into())),
        client_id: settings.required("client-id")?.into(),
        client_secret: secret(settings)?,
        scopes: settings.text("scopes").unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
        settings: Some(limits),
    })
}

/// Whom to trust beside the system's roots, and whom to be.
pub(super) fn tls(settings: &Settings) -> Result<Tls, Trouble> {
    let mut tls = Tls::new();
    if let Some(path) = settings.path("ca-file") {
        let roots = Content::read("ca-file", &path, PEM)?;
        roots.untouched()?;
        tls = tls
            .trust(roots.bytes())
            .map_err(|error| Trouble::usage(format!("{}: {error}", path.display())))?;
    }
    match (settings.path("client-cert"), settings.path("client-key")) {
        (None, None) => Ok(tls),
        (Some(chain), Some(path)) => {
            let chain = Content::read("client-cert", &chain, PEM)?;
            let key = Content::read("client-key", &path, PEM)?;
            key.private()?;
            tls.identity(chain.bytes(), &key.text()?.into()).map_err(|error| {
                Trouble::usage(format!("client-cert and client-key {}: {error}", path.display()))
            })
        }
        _ => Err(Trouble::usage("client-cert and client-key belong together; set both or none")),
    }
}

/// Patience on the network that `timeout` does not exceed.
pub(super) fn network(timeout: Option<Duration>) -> NetworkLimits {
    let usual = NetworkLimits::default();
    let patience = timeout.unwrap_or_default();
    NetworkLimits {
        connect_timeout: usual.connect_timeout.max(patience),
        first_byte_timeout: usual.first_byte_timeout.max(patience),
        between_bytes_timeout: usual.between_bytes_timeout.max(patience),
        ..usual
    }
}

/// Bytes of a request body that the component sends with these options.
pub(super) fn request_limit(options: &Options) -> u64 {
    options.settings.and_then(|settings| settings.request_limit).unwrap_or(BODY)
}

/// Memory for the bodies that these options permit, as much for each byte as the usual limits grant.
pub(super) fn limits(options: &Options) -> Limits {
    let usual = Limits::default();
    let response = options.settings.and_then(|settings| settings.response_limit).unwrap_or(BODY);
    let memory = COPIES * response.max(request_limit(options)) as usize;
    Limits { memory: memory.max(usual.memory), ..usual }
}

/// A request without headers and body that must be over within `timeout`.
pub(super) fn request(method: &str, path: &str, timeout: Option<Duration>) -> Request {
    match timeout {
        Some(timeout) => Request::new(method, path).deadline(timeout),
        None => Request::new(method, path),
    }
}

fn secret(settings: &Settings) -> Result<Secret, Trouble> {
    let Some(path) = settings.path("client-secret-file") else {
        return Ok(settings.required("client-secret")?.into());
    };
    if settings.text("client-secret").is_some() {
        return Err(Trouble::usage("client-secret and client-secret-file are both set; keep one"));
    }
    let content = Content::read("client-secret-file", &path, SECRET)?;
    content.private()?;
    match content.text()?.trim_end_matches(['\r', '\n']) {
        "" => Err(Trouble::usage(format!("client-secret-file {} is empty", path.display()))),
        secret => Ok(secret.into()),
    }
}

/// Bytes of a file with certificates or a key, and of one with a client secret.
const PEM: u64 = 4 * 1024 * 1024;
const SECRET: u64 = 4 * 1024;
/// The contract's default for the limit of a body, and how often one may be in memory.
const BODY: u64 = 8 * 1024 * 1024;
const COPIES: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeout_bounds_the_whole_call_and_nothing_below_it_ends_one_sooner() {
        assert_eq!(request("GET", "/", None).deadline, None);
        assert_eq!(network(None), NetworkLimits::default());
        let timeout = Some(Duration::from_secs(100));
        assert_eq!(request("GET", "/", timeout).deadline, Some(100_000_000_000));
        let NetworkLimits { connect_timeout, first_byte_timeout, between_bytes_timeout, .. } =
            network(timeout);
        for patience in [connect_timeout, first_byte_timeout, between_bytes_timeout] {
            assert_eq!(Some(patience), timeout);
        }
        assert_eq!(network(Some(Duration::from_secs(1))), NetworkLimits::default());
    }

    #[track_caller]
    fn check_limits(request_limit: Option<u64>, response_limit: Option<u64>, body: u64, memory: usize) {
        let settings = types::Settings { request_limit, response_limit, ..types::Settings::default() };
        let options = Options {
            settings: Some(settings),
            ..Options::platform("https://scaikey.example", "app", "hunter2")
        };
        assert_eq!((super::request_limit(&options), limits(&options).memory), (body << 20, memory << 20));
    }

    #[test]
    fn bodies_that_are_permitted_have_room() {
        check_limits(None, None, 8, 64);
        check_limits(Some(1 << 20), Some(1 << 20), 1, 64);
        check_limits(Some(64 << 20), None, 64, 512);
        check_limits(None, Some(64 << 20), 8, 512);
    }
}
