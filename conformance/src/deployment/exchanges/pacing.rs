//! Budget, rate limit and retries of a run.

use std::time::Duration;

use scaikey_host::HttpError;

/// How many requests a run may send to a deployment, and how fast. The default is 40 requests, two a second, and two
/// repeats of a request after an error of the network or of a gateway.
#[derive(Clone, Debug)]
pub struct Pacing {
    /// Requests at most, repeats included.
    pub requests: usize,
    /// Time between the beginnings of two requests.
    pub interval: Duration,
    /// How often one request is repeated.
    pub repeats: usize,
}

/// What follows an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The result counts.
    Deliver,
    /// The deployment did not answer: repeat the request.
    Repeat,
    /// The deployment did not answer, and the repeats are used up. The text says why.
    GiveUp(String),
}

impl Default for Pacing {
    fn default() -> Self {
        Self { requests: 40, interval: Duration::from_millis(500), repeats: 2 }
    }
}

impl Pacing {
    /// What follows an attempt, counted from 0, that ended with a status or an error. A request that the deployment
    /// itself answered is never repeated. (How long to wait, the recorder decides.)
    pub(crate) fn next(&self, attempt: usize, result: Result<u16, &HttpError>) -> Next {
        let may_repeat = attempt < self.repeats;
        match result {
            Ok(429 | 503) if may_repeat => Next::Repeat,
            Ok(status) => gateway_error(status).map_or(Next::Deliver, Next::GiveUp),
            Err(error) if may_repeat && is_transient(error) => Next::Repeat,
            Err(error) => Next::GiveUp(network_error(error)),
        }
    }
}

/// What a status says if a gateway or a rate limit answered; `None` if the deployment itself did.
pub(crate) fn gateway_error(status: u16) -> Option<String> {
    match status {
        429 => Some("the deployment asks to slow down (429)".into()),
        502..=504 | 520..=530 | 598 | 599 => Some(format!("a gateway answers {status}")),
        _ => None,
    }
}

/// An error of the network, in words.
pub(crate) fn network_error(error: &HttpError) -> String {
    match error {
        HttpError::DnsError | HttpError::DnsTimeout => "the host name does not resolve".into(),
        HttpError::ConnectionRefused => "connection refused: no server listens there".into(),
        HttpError::ConnectionTimeout => "connect timeout".into(),
        HttpError::ConnectionReadTimeout | HttpError::HttpResponseTimeout => "response timeout".into(),
        HttpError::ConnectionTerminated | HttpError::HttpResponseIncomplete => {
            "the connection was closed before the response ended".into()
        }
        HttpError::DestinationUnavailable | HttpError::DestinationIpUnroutable => {
            "no route to the host".into()
        }
        HttpError::TlsCertificateError => "the certificate does not verify".into(),
        HttpError::TlsProtocolError | HttpError::TlsAlertReceived => "TLS handshake failed".into(),
        other => format!("no HTTP response ({other})"),
    }
}

/// Whether a repeat may succeed.
fn is_transient(error: &HttpError) -> bool {
    !matches!(
        error,
        HttpError::TlsCertificateError | HttpError::InternalError | HttpError::HttpResponseBodySize
    )
}

/// The longest lifetime of a token whose expiry a run waits for.
pub(crate) const LONGEST_LIFETIME: Duration = Duration::from_secs(540);
/// The longest `Retry-After` that the suite obeys.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// The pause before a repeat without a `Retry-After`.
pub(crate) const PAUSE: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(attempt: usize, result: Result<u16, HttpError>, expected: Next) {
        assert_eq!(Pacing::default().next(attempt, result.as_ref().copied()), expected);
    }

    fn give_up(text: &str) -> Next {
        Next::GiveUp(text.into())
    }

    #[test]
    fn an_answer_of_the_deployment_counts() {
        for status in [200, 204, 302, 400, 401, 403, 404, 422, 500] {
            check(0, Ok(status), Next::Deliver);
        }
    }

    #[test]
    fn a_request_is_repeated_twice_after_errors_of_networks_and_gateways() {
        check(0, Err(HttpError::ConnectionTerminated), Next::Repeat);
        check(1, Err(HttpError::ConnectionTerminated), Next::Repeat);
        check(
            2,
            Err(HttpError::ConnectionTerminated),
            give_up("the connection was closed before the response ended"),
        );
        check(1, Ok(503), Next::Repeat);
        check(2, Ok(503), give_up("a gateway answers 503"));
        check(1, Ok(429), Next::Repeat);
        check(2, Ok(429), give_up("the deployment asks to slow down (429)"));
        check(0, Ok(502), give_up("a gateway answers 502"));
        check(0, Ok(504), give_up("a gateway answers 504"));
        check(0, Ok(522), give_up("a gateway answers 522"));
        check(0, Err(HttpError::TlsCertificateError), give_up("the certificate does not verify"));
    }
}
