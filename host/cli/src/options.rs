//! Settings as values of the library.

use std::time::Duration;

use scaikey_host::types::{self, Request, Surface};
use scaikey_host::{Limits, NetworkLimits, Options, Tls};
use scaikey_terminal::{Error, Input, Setting, Words};

use crate::settings::{Authentication, BodyLimit, Settings};

/// The options of a client whose calls have `timeout`: within it, one exchange may take all of it.
pub(crate) fn of(settings: &Settings, timeout: Option<Duration>) -> Result<Options, Error> {
    let account = &settings.account;
    let limits = types::Settings {
        allow_http: account.allows_http(),
        client_authentication: Setting::value(&settings.client_authentication)
            .map(|Authentication(way)| *way),
        exchange_timeout: timeout.map(|timeout| timeout.as_nanos() as u64),
        request_limit: Setting::value(&settings.request_limit).map(|BodyLimit(bytes)| *bytes),
        response_limit: Setting::value(&settings.response_limit).map(|BodyLimit(bytes)| *bytes),
    };
    Ok(Options {
        base_url: account.base()?.into(),
        surface: account.tenant().map_or(Surface::Platform, |slug| Surface::Tenant(slug.into())),
        client_id: account.client_id()?.into(),
        client_secret: account.client_secret()?.as_str().into(),
        scopes: Setting::value(&settings.scopes).map(|Words(scopes)| scopes.clone()).unwrap_or_default(),
        settings: Some(limits),
    })
}

/// The roots to trust beside the system's, and the certificate of the client.
pub(crate) fn tls(settings: &Settings) -> Result<Tls, Error> {
    let trust = |roots: &[u8]| Tls::new().trust(roots).map_err(|error| error.to_string());
    let tls = settings.account.trusted(trust)?.unwrap_or_default();
    match (Setting::value(&settings.client_cert), Setting::value(&settings.client_key)) {
        (None, None) => Ok(tls),
        (Some(chain), Some(path)) => {
            let chain = Input::read("client-cert", chain, PEM)?;
            let key = Input::read("client-key", path, PEM)?;
            key.must_be_private()?;
            tls.identity(chain.bytes(), &key.text()?.into()).map_err(|error| {
                Error::usage(format!("client-cert and client-key {}: {error}", path.display()))
            })
        }
        _ => Err(Error::usage("client-cert and client-key belong together: set both or none")),
    }
}

/// Patience on the network that `timeout` does not exceed.
pub(crate) fn network(timeout: Option<Duration>) -> NetworkLimits {
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
pub(crate) fn request_limit(options: &Options) -> u64 {
    options.settings.and_then(|settings| settings.request_limit).unwrap_or(BODY)
}

/// Memory for the bodies that these options permit, as much for each byte as the usual limits grant.
pub(crate) fn limits(options: &Options) -> Limits {
    let usual = Limits::default();
    let response = options.settings.and_then(|settings| settings.response_limit).unwrap_or(BODY);
    let memory = COPIES * response.max(request_limit(options)) as usize;
    Limits { memory: memory.max(usual.memory), ..usual }
}

/// A request without headers and body that must be over within `timeout`.
pub(crate) fn request(method: &str, path: &str, timeout: Option<Duration>) -> Request {
    match timeout {
        Some(timeout) => Request::new(method, path).deadline(timeout),
        None => Request::new(method, path),
    }
}

/// Bytes of a file with certificates or a key.
const PEM: u64 = 4 * 1024 * 1024;
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
