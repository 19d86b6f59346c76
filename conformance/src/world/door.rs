//! The mock's door: requests of the subject become calls of the mock, in process.

use std::future::pending;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use scaikey_host::{Body, Exchange, HttpError, Transport};
use tokio::time::{Instant, sleep_until};

use super::clocks::VirtualClocks;
use crate::mock::Mock;
use crate::mock::fault::Fault;
use crate::mock::reply::{Fate, Reply};
use crate::mock::request::Request;

/// Stands where the network would be.
pub(super) struct Door {
    pub(super) mock: Arc<Mutex<Mock>>,
    pub(super) clocks: Arc<VirtualClocks>,
}

impl Transport for Door {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let (mock, clocks) = (Arc::clone(&self.mock), Arc::clone(&self.clocks));
        Box::pin(async move {
            let request = received(request).await?;
            let reply = mock.lock().unwrap_or_else(PoisonError::into_inner).answer(clocks.moment(), request);
            if !reply.delay.is_zero() {
                // Exact where the time stands at a whole millisecond, up to one late elsewhere.
                sleep_until(Instant::now() + reply.delay).await;
            }
            sent(reply).await
        })
    }
}

async fn received(request: http::Request<Body>) -> Result<Request, HttpError> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, BODY_LIMIT).collect().await;
    let body = body.map_err(|_| HttpError::HttpRequestBodySize(None))?.to_bytes();
    let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        (name.as_str().to_owned(), value.as_bytes().to_vec())
    };
    Ok(Request {
        method: head.method.as_str().to_owned(),
        url: head.uri.to_string(),
        headers: head.headers.iter().map(header).collect(),
        body: body.to_vec(),
        deadline: None,
    })
}

async fn sent(reply: Reply) -> Result<http::Response<Body>, HttpError> {
    let length = match reply.fate {
        Fate::Silence => pending().await,
        Fate::Lost(fault) => return Err(error(fault)),
        Fate::Cut(length) | Fate::Stalled(length) => length.min(reply.body.len()),
        Fate::Whole => reply.body.len(),
    };
    let mut response = http::Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    let bytes = Bytes::from(reply.body).slice(..length);
    let body = Full::new(bytes).map_err(|never| match never {}).with_trailers(async move {
        match reply.fate {
            Fate::Cut(_) => Some(Err(HttpError::HttpResponseIncomplete)),
            Fate::Stalled(_) => pending().await,
            Fate::Whole | Fate::Silence | Fate::Lost(_) => None,
        }
    });
    response
        .body(body.boxed_unsync())
        .map_err(|_| HttpError::InternalError(Some("the mock's reply is malformed".into())))
}

fn error(fault: Fault) -> HttpError {
    match fault {
        Fault::NameUnknown => HttpError::DnsError { rcode: None, info_code: None },
        Fault::Refused => HttpError::ConnectionRefused,
        Fault::Terminated => HttpError::ConnectionTerminated,
        Fault::TimedOut => HttpError::ConnectionTimeout,
        Fault::CertificateInvalid => HttpError::TlsCertificateError,
        Fault::TlsBroken => HttpError::TlsProtocolError,
        Fault::NotHttp => HttpError::HttpProtocolError,
    }
}

/// More than any check sends.
const BODY_LIMIT: usize = 16 << 20;
