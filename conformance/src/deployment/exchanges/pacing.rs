//! How the suite behaves towards somebody's deployment: how much it asks, how fast, and when it asks again.

use std::time::Duration;

use scaikey_host::HttpError;

/// What a run may ask of a deployment. The default is 40 requests, two a second, and two more attempts for each that the
/// network or a gateway lost.
#[derive(Clone, Debug)]
pub struct Pacing {
    /// Requests at most, those included that are sent again.
    pub requests: usize,
    /// Time between the beginnings of two requests.
    pub interval: Duration,
    /// How often one request is sent again.
    pub repeats: usize,
}

/// What is to be done once an attempt is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// What came counts.
    Deliver,
    /// Nobody knows what the deployment would have said: ask again.
    Repeat,
    /// The same, but it is enough.
    GiveUp(String),
}

impl Default for Pacing {
    fn default() -> Self {
        Self { requests: 40, interval: Duration::from_millis(500), repeats: 2 }
    }
}

impl Pacing {
    /// What follows an attempt, the first counted as 0, that brought a status or an error. An answer of the deployment
    /// itself is never asked for again, whatever it is. (For how long nothing is asked, the recorder decides.)
    pub(crate) fn next(&self, attempt: usize, came: Result<u16, &HttpError>) -> Next {
        let may_repeat = attempt < self.repeats;
        match came {
            Ok(429 | 503) if may_repeat => Next::Repeat,
            Ok(status) => gateway_error(status).map_or(Next::Deliver, Next::GiveUp),
            Err(error) if may_repeat && is_transient(error) => Next::Repeat,
            Err(error) => Next::GiveUp(network_error(error)),
        }
    }
}

/// What a status says that is not the deployment's own word; `None` if it is.
pub(crate) fn gateway_error(status: u16) -> Option<String> {
    match status {
        429 => Some("the deployment asks to slow down (429)".into()),
        502..=504 | 520..=530 | 598 | 599 => Some(format!("a gateway answers {status}")),
        _ => None,
    }
}

/// What is wrong with the network, in words.
pub(crate) fn network_error(error: &HttpError) -> String {
    match error {
        HttpError::DnsError { .. } | HttpError::DnsTimeout => "the name of the host is not known".into(),
        HttpError::ConnectionRefused => "nobody listens there: the connection was refused".into(),
        HttpError::ConnectionTimeout => "no connection came about in time".into(),
        HttpError::ConnectionReadTimeout | HttpError::HttpResponseTimeout => "no answer came in time".into(),
        HttpError::ConnectionTerminated | HttpError::HttpResponseIncomplete => {
            "the connection broke off".into()
        }
        HttpError::DestinationUnavailable | HttpError::DestinationIpUnroutable => {
            "there is no way to the host".into()
        }
        HttpError::TlsCertificateError => "the certificate does not verify".into(),
        HttpError::TlsProtocolError | HttpError::TlsAlertReceived { .. } => "no TLS came about".into(),
        other => format!(
            "no HTTP answer came ({})",
            format!("{other:?}").split([' ', '(']).next().unwrap_or_default()
        ),
    }
}

/// Whether it may be otherwise the next time.
fn is_transient(error: &HttpError) -> bool {
    !matches!(
        error,
        HttpError::TlsCertificateError | HttpError::InternalError(_) | HttpError::HttpResponseBodySize(_)
    )
}

/// What a token may live so that it is waited for until it has expired.
pub(crate) const LONGEST_LIFETIME: Duration = Duration::from_secs(540);
/// How long the suite waits if it is asked to.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How long it waits of its own accord.
pub(crate) const PAUSE: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(attempt: usize, came: Result<u16, HttpError>, expected: Next) {
        assert_eq!(Pacing::default().next(attempt, came.as_ref().copied()), expected);
    }

    fn give_up(text: &str) -> Next {
        Next::GiveUp(text.into())
    }

    #[test]
    fn what_a_deployment_says_counts() {
        for status in [200, 204, 302, 400, 401, 403, 404, 422, 500] {
            check(0, Ok(status), Next::Deliver);
        }
    }

    #[test]
    fn what_stands_between_is_asked_again_twice() {
        check(0, Err(HttpError::ConnectionTerminated), Next::Repeat);
        check(1, Err(HttpError::ConnectionTerminated), Next::Repeat);
        check(2, Err(HttpError::ConnectionTerminated), give_up("the connection broke off"));
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
