//! The mock's door: requests of the subject become calls of the mock, in process.

use std::error::Error;
use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http_body::Frame;
use http_body_util::{BodyExt, Full, Limited, StreamBody};
use scaikey_host::{Body, Exchange, HttpError, Transport};
use tokio::time::{Instant, sleep_until};

use crate::component::application::Application;
use crate::component::endpoint::MockEndpoint;
use crate::component::endpoint::reply::{Fate, Reply};
use crate::component::endpoint::request::Request;
use crate::core::clocks::VirtualClocks;

/// Stands where the network would be.
#[derive(Clone)]
pub(crate) struct Door {
    mock: Arc<Mutex<MockEndpoint>>,
    pub(super) clocks: Arc<VirtualClocks>,
}

impl Transport for Door {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let door = self.clone();
        Box::pin(async move {
            // A body that nobody reads stays open until the answer is there.
            let (reply, _unread) = door.knock(request).await?;
            sent(reply).await
        })
    }
}

impl Door {
    /// The door to a mock of its own, and clocks that start now. Must run inside a runtime.
    pub(crate) fn new(application: &'static Application) -> Self {
        Self {
            mock: Arc::new(Mutex::new(MockEndpoint::new(application))),
            clocks: Arc::new(VirtualClocks::start()),
        }
    }

    /// What the mock replies to a request of this absolute URI, once it is time to. Beside it the body of the request,
    /// if the reply did not wait for it.
    pub(crate) async fn knock<B>(&self, request: http::Request<B>) -> Result<(Reply, Option<B>), HttpError>
    where
        B: http_body::Body<Error: Into<Box<dyn Error + Send + Sync>>>,
    {
        let (head, body) = request.into_parts();
        let (method, url) = (head.method.to_string(), head.uri.to_string());
        let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            (name.as_str().to_owned(), value.as_bytes().to_vec())
        };
        let headers = head.headers.iter().map(header).collect();
        let early = self.mock().is_early(&method, &url);
        let (body, unread) = if early { (Vec::new(), Some(body)) } else { (read(body).await?, None) };
        let request = Request { method, url, headers, body, deadline: None };
        let reply = self.mock().answer(self.clocks.moment(), request);
        if !reply.delay.is_zero() {
            // Exact where the time stands at a whole millisecond, up to one late elsewhere.
            sleep_until(Instant::now() + reply.delay).await;
        }
        Ok((reply, unread))
    }

    pub(crate) fn mock(&self) -> MutexGuard<'_, MockEndpoint> {
        self.mock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn read<B>(body: B) -> Result<Vec<u8>, HttpError>
where
    B: http_body::Body<Error: Into<Box<dyn Error + Send + Sync>>>,
{
    let body = Limited::new(body, BODY_LIMIT).collect().await;
    Ok(body.map_err(|_| HttpError::HttpRequestBodySize(None))?.to_bytes().into())
}

/// The reply as a response, whose body comes as far as the reply says.
pub(crate) async fn sent(reply: Reply) -> Result<http::Response<Body>, HttpError> {
    match reply.fate {
        Fate::Silence => pending().await,
        Fate::Lost(fault) => return Err((fault.code)()),
        _ => {}
    }
    let mut response = http::Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    let bytes = Bytes::from(reply.body);
    let begun = |length: usize| bytes.slice(..length.min(bytes.len()));
    let body = match reply.fate {
        Fate::Cut(length) => ended(begun(length), async { Err(HttpError::HttpResponseIncomplete) }),
        Fate::Stalled(length) => ended(begun(length), pending()),
        Fate::Dripping(every) => dripping(bytes, every),
        Fate::Endless => endless(),
        Fate::Whole | Fate::Silence | Fate::Lost(_) => {
            Full::new(bytes).map_err(|never| match never {}).boxed_unsync()
        }
    };
    response.body(body).map_err(|_| HttpError::InternalError(Some("the mock's reply is malformed".into())))
}

/// These bytes, and then `end` in place of an end.
fn ended(bytes: Bytes, end: impl Future<Output = Result<Frame<Bytes>, HttpError>> + Send + 'static) -> Body {
    let begun = stream::once(async { Ok(Frame::data(bytes)) });
    StreamBody::new(begun.chain(stream::once(end))).boxed_unsync()
}

/// One byte every so often; the last never comes.
fn dripping(bytes: Bytes, every: Duration) -> Body {
    let drops = stream::unfold(bytes, move |mut rest| async move {
        sleep_until(Instant::now() + every).await;
        if rest.len() < 2 {
            return pending().await;
        }
        let drop = rest.split_to(1);
        Some((Ok(Frame::data(drop)), rest))
    });
    StreamBody::new(drops).boxed_unsync()
}

/// Spaces without end, which any reader of JSON skips.
fn endless() -> Body {
    let chunk = Bytes::from(vec![b' '; CHUNK]);
    StreamBody::new(stream::repeat_with(move || Ok(Frame::data(chunk.clone())))).boxed_unsync()
}

/// More than any check sends.
const BODY_LIMIT: usize = 16 << 20;
const CHUNK: usize = 64 * 1024;
