//! A scripted `Io`: two clocks that the test moves, two endpoints that reply as scripted, and a record of all requests.
//! Every exchange is ready at once and advances both clocks by the time that it takes.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use scaikey_guest::types::Header;
use scaikey_guest::{ExchangeError, HttpRequest, HttpResponse, Io, Limits, Origin};
use scaikey_policy::Instant;

use crate::reply::Reply;

/// Clones share one state: the client owns one clone, the test another.
#[derive(Clone, Default)]
pub(crate) struct ScriptedIo(Rc<State>);

#[derive(Default)]
struct State {
    monotonic: Cell<Duration>,
    /// Nanoseconds by which the wall clock was moved on its own.
    offset: Cell<i128>,
    token_endpoint: RefCell<VecDeque<Reply>>,
    resource: RefCell<VecDeque<Reply>>,
    requests: RefCell<Vec<SentRequest>>,
}

/// A request, as sent.
#[derive(Clone, Debug)]
pub(crate) struct SentRequest {
    pub(crate) method: String,
    pub(crate) origin: Origin,
    pub(crate) path: String,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) limits: Limits,
}

impl ScriptedIo {
    /// Appends replies of the token endpoint, one for each request.
    pub(crate) fn token_endpoint(&self, replies: impl IntoIterator<Item = Reply>) {
        self.0.token_endpoint.borrow_mut().extend(replies);
    }

    /// Appends replies of the protected resource, one for each request.
    pub(crate) fn resource(&self, replies: impl IntoIterator<Item = Reply>) {
        self.0.resource.borrow_mut().extend(replies);
    }

    /// Removes the remaining replies.
    pub(crate) fn clear_script(&self) {
        self.0.token_endpoint.take();
        self.0.resource.take();
    }

    /// Advances both clocks.
    pub(crate) fn advance(&self, time: Duration) {
        self.0.monotonic.set(self.0.monotonic.get() + time);
    }

    /// Moves the wall clock only, forward or back.
    pub(crate) fn shift_wall_clock(&self, nanoseconds: i128) {
        self.0.offset.set(self.0.offset.get() + nanoseconds);
    }

    /// The requests sent since the last call of this function.
    pub(crate) fn sent(&self) -> Vec<SentRequest> {
        self.0.requests.take()
    }

    fn next(&self, request: &HttpRequest<'_>) -> Reply {
        let (script, place) = match request.path.ends_with("/oauth/token") {
            true => (&self.0.token_endpoint, "token endpoint"),
            false => (&self.0.resource, "protected resource"),
        };
        script.borrow_mut().pop_front().unwrap_or_else(|| panic!("unscripted request to the {place}"))
    }
}

impl Io for ScriptedIo {
    fn now(&self) -> Instant {
        let monotonic = self.0.monotonic.get().as_nanos() as u64;
        Instant::new(monotonic, EPOCH + i128::from(monotonic) + self.0.offset.get())
    }

    async fn exchange(
        &self,
        request: HttpRequest<'_>,
        limits: Limits,
    ) -> Result<HttpResponse, ExchangeError> {
        let reply = self.next(&request);
        self.0.requests.borrow_mut().push(SentRequest::new(request, limits));
        self.advance(reply.after.min(limits.timeout));
        if reply.after > limits.timeout {
            return Err(ExchangeError::Timeout("no response within the time limit"));
        }
        let body = match reply.body.len() <= limits.body {
            true => Ok(reply.body),
            false => Err(ExchangeError::TooLarge("response body exceeds its limit")),
        };
        Ok(HttpResponse { status: reply.outcome?, headers: reply.headers, body })
    }
}

impl SentRequest {
    pub(crate) fn new(request: HttpRequest<'_>, limits: Limits) -> Self {
        Self {
            method: request.method.into(),
            origin: request.origin.clone(),
            path: request.path.into(),
            headers: request.headers,
            body: request.body.map(Into::into),
            limits,
        }
    }

    /// The value of the header field with this name. Panics if there are two.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(header, _)| header.eq_ignore_ascii_case(name));
        let (_, value) = values.next()?;
        assert!(values.next().is_none(), "{name} occurs twice");
        std::str::from_utf8(value).ok()
    }
}

/// The wall clock when a test begins: 1994-11-06 08:49:37 UTC.
const EPOCH: i128 = 784_111_777_000_000_000;
