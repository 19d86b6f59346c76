//! `-vv`: what goes over the network, but for bodies and whatever may be a secret.

use std::sync::{Arc, Mutex, PoisonError};

use http::header::{self, HeaderMap, HeaderName};
use scaikey_host::{Body, Exchange, Secret, Transport};

use super::note;

/// A transport that writes the heads of requests and responses to standard error.
pub(super) struct Heads<T> {
    transport: T,
    secrets: Arc<Secrets>,
}

impl<T> Heads<T> {
    /// `secret` is shown in no place, nor is what the client sends as credentials.
    pub(super) fn of(transport: T, secret: Secret) -> Self {
        Self { transport, secrets: Arc::new(Secrets(Mutex::new(vec![secret]))) }
    }
}

impl<T: Transport> Transport for Heads<T> {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        self.secrets.learn(request.headers());
        let first = format!("{} {}", request.method(), request.uri().path());
        self.secrets.show(">", &first, request.headers());
        let exchange = self.transport.send(request);
        let secrets = Arc::clone(&self.secrets);
        Box::pin(async move {
            let response = exchange.await?;
            secrets.show("<", response.status().as_str(), response.headers());
            Ok(response)
        })
    }
}

/// All that must not be seen: what was sent before may come back.
struct Secrets(Mutex<Vec<Secret>>);

impl Secrets {
    fn learn(&self, headers: &HeaderMap) {
        let sent = headers.get_all(header::AUTHORIZATION).iter().filter_map(|value| value.to_str().ok());
        let credentials = sent.filter_map(|value| value.split(' ').next_back()).map(Secret::from);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(credentials);
    }

    fn show(&self, mark: &str, first: &str, headers: &HeaderMap) {
        for line in self.lines(first, headers) {
            note(mark, &line);
        }
    }

    fn lines(&self, first: &str, headers: &HeaderMap) -> Vec<String> {
        let fields = headers.iter().map(|(name, value)| match SHOWN.contains(name) {
            true => format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())),
            false => format!("{name}: {HIDDEN}"),
        });
        [first.to_owned()].into_iter().chain(fields).map(|line| self.without(line)).collect()
    }

    /// The line, if no secret is in it. Letter case does not matter, since names lose it.
    fn without(&self, line: String) -> String {
        let secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lower = line.to_lowercase();
        let holds = secrets.iter().any(|secret| lower.contains(&secret.expose().to_lowercase()));
        if holds { HIDDEN.into() } else { line }
    }
}

/// In place of what is not shown.
const HIDDEN: &str = "(not shown)";
/// Fields whose values tell of the exchange and not of the parties.
const SHOWN: [HeaderName; 17] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::AGE,
    header::ALLOW,
    header::CACHE_CONTROL,
    header::CONNECTION,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::DATE,
    header::EXPIRES,
    header::PRAGMA,
    header::RETRY_AFTER,
    header::SERVER,
    header::TRANSFER_ENCODING,
    header::USER_AGENT,
    header::VARY,
];

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn secrets() -> Secrets {
        let secrets = Secrets(Mutex::new(vec!["Hunter2".into()]));
        let authorization = (header::AUTHORIZATION, HeaderValue::from_static("Scheme the-token"));
        secrets.learn(&HeaderMap::from_iter([authorization]));
        secrets
    }

    #[track_caller]
    fn check(name: &'static str, value: &'static [u8], expected: &str) {
        let value = HeaderValue::from_bytes(value).expect("a value");
        let headers = HeaderMap::from_iter([(HeaderName::from_static(name), value)]);
        assert_eq!(secrets().lines("GET /", &headers), ["GET /", expected]);
    }

    #[test]
    fn values_are_shown_if_they_are_known_to_be_harmless() {
        check("content-type", b"text/html", "content-type: text/html");
        check("server", b"\xff", "server: \u{fffd}");
        check("authorization", b"anything", "authorization: (not shown)");
        check("cookie", b"anything", "cookie: (not shown)");
        check("set-cookie", b"anything", "set-cookie: (not shown)");
        check("location", b"/?code=anything", "location: (not shown)");
        check("x-api-key", b"anything", "x-api-key: (not shown)");
    }

    #[test]
    fn a_line_with_a_secret_is_not_shown() {
        check("server", b"hunter2", "(not shown)");
        check("server", b"not the-token again", "(not shown)");
        check("x-hunter2", b"1", "(not shown)");
        assert_eq!(secrets().lines("GET /?HUNTER2", &HeaderMap::new()), ["(not shown)"]);
    }
}
