//! An `Io` that answers the first request with a given text and others with 200, and records all requests.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use scaikey_guest::types::Header;
use scaikey_guest::{ExchangeError, HttpRequest, HttpResponse, Io, Limits, Origin};
use scaikey_policy::Instant;

pub(crate) struct CannedIo<'a> {
    first: &'a [u8],
    pub(crate) requests: RefCell<Vec<RecordedRequest>>,
}

/// A request, as sent.
pub(crate) struct RecordedRequest {
    pub(crate) origin: Origin,
    pub(crate) path: String,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Vec<u8>,
}

impl<'a> CannedIo<'a> {
    /// `first` is a status, header fields and a body, in a form similar to HTTP/1.1.
    pub(crate) fn new(first: &'a [u8]) -> Self {
        Self { first, requests: RefCell::default() }
    }
}

impl Io for &CannedIo<'_> {
    fn now(&self) -> Instant {
        // 2026-01-01
        Instant::new(0, 1_767_225_600_000_000_000)
    }

    async fn exchange(
        &self,
        request: HttpRequest<'_>,
        limits: Limits,
    ) -> Result<HttpResponse, ExchangeError> {
        let mut requests = self.requests.borrow_mut();
        requests.push(RecordedRequest {
            origin: request.origin.clone(),
            path: request.path.into(),
            headers: request.headers,
            body: request.body.unwrap_or_default().into(),
        });
        if requests.len() > 1 {
            return Ok(HttpResponse { status: 200, headers: vec![], body: Ok(vec![]) });
        }
        let response = parse(self.first);
        if response.body.as_ref().is_ok_and(|body| body.len() > limits.body) {
            return Err(ExchangeError::TooLarge("response body exceeds its limit"));
        }
        Ok(response)
    }
}

impl RecordedRequest {
    /// The value of this header field.
    pub(crate) fn header(&self, name: &str) -> Option<&[u8]> {
        let (_, value) = self.headers.iter().find(|(header, _)| header == name)?;
        Some(value)
    }
}

/// The result of a future that is ready at once.
pub(crate) fn outcome<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("this `Io` never waits"),
    }
}

fn parse(text: &[u8]) -> HttpResponse {
    let end = text.windows(2).position(|pair| pair == b"\n\n").unwrap_or(text.len());
    let head = String::from_utf8_lossy(&text[..end]);
    let (status, fields) = head.split_once('\n').unwrap_or((&head, ""));
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.into(), value.trim().into()))
    };
    HttpResponse {
        status: status.parse().unwrap_or(200),
        headers: fields.lines().filter_map(header).collect(),
        body: Ok(text.get(end + 2..).unwrap_or_default().into()),
    }
}
