//! One HTTP exchange of a component.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use tokio::time::timeout;
use tracing::warn;

use crate::http::body::Body;
use crate::http::egress::Egress;
use crate::http::error::HttpError;
use crate::http::limited_body::LimitedBody;
use crate::http::transport::Transport;
use crate::runtime::clocks::Clocks;
use crate::runtime::limits::Limits;
use crate::spans::{self, TARGET, instrumented};

/// The way of a component to the network: one origin, body limits and timeouts, on any transport.
pub(crate) struct Outgoing {
    /// The origin that is reachable, or `none`.
    pub(crate) origin: Arc<str>,
    egress: Egress,
    transport: Arc<dyn Transport>,
    clocks: Arc<dyn Clocks>,
    request_body: usize,
    response_body: usize,
}

/// The timeouts in the request options of a component.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Timeouts {
    /// Time until the head of the response.
    pub(crate) first_byte: Option<Duration>,
    /// Time for each frame of its body.
    pub(crate) between_bytes: Option<Duration>,
}

impl Outgoing {
    pub(crate) fn new(
        base_url: &str,
        transport: Arc<dyn Transport>,
        clocks: Arc<dyn Clocks>,
        limits: &Limits,
    ) -> Self {
        let egress = Egress::to(base_url);
        Self {
            origin: egress.to_string().into(),
            egress,
            transport,
            clocks,
            request_body: limits.request_body,
            response_body: limits.response_body,
        }
    }

    /// Begins an exchange, or denies it if it goes to another origin. The future ends with the head of the response.
    ///
    /// The body of the request fails if it exceeds its limit; that of the response too, and if a frame takes too long.
    pub(crate) fn exchange<B>(
        self: &Arc<Self>,
        mut request: http::Request<B>,
        timeouts: Timeouts,
    ) -> Result<impl Future<Output = Answer> + Send + use<B>, HttpError>
    where
        B: http_body::Body<Data = Bytes, Error: Into<HttpError>> + Send + Unpin + 'static,
    {
        if !self.egress.permits(request.uri()) {
            // The event does not name the origin: a component might write a secret into a host name.
            warn!(name: "scaikey.denied", target: TARGET, "the component asked for another origin than its own");
            return Err(HttpError::HttpRequestDenied);
        }
        // Keeps it out of debug output, and out of the tables of HTTP/2.
        let fields = request.headers_mut().iter_mut();
        fields.filter(|(name, _)| *name == AUTHORIZATION).for_each(|(_, value)| value.set_sensitive(true));
        let span = spans::exchange(request.method(), &self.origin);
        let outgoing = Arc::clone(self);
        Ok(async move {
            let exchange = async {
                let response = outgoing.send(request, timeouts).await?;
                span.record("status", response.status().as_u16());
                Ok(response)
            };
            instrumented(&span, &*outgoing.clocks, exchange, |error| format!("{error:?}")).await
        })
    }

    async fn send<B>(&self, request: http::Request<B>, timeouts: Timeouts) -> Answer
    where
        B: http_body::Body<Data = Bytes, Error: Into<HttpError>> + Send + Unpin + 'static,
    {
        let (head, body) = request.into_parts();
        let body = LimitedBody::new(body).at_most(self.request_body, HttpError::HttpRequestBodySize)?;
        let exchange = self.transport.send(http::Request::from_parts(head, Body::new(body)));
        let response = match timeouts.first_byte {
            Some(span) => timeout(span, exchange).await.map_err(|_| HttpError::ConnectionReadTimeout)??,
            None => exchange.await?,
        };
        let (head, body) = response.into_parts();
        let body = LimitedBody::new(body).at_most(self.response_body, HttpError::HttpResponseBodySize)?;
        let body = match timeouts.between_bytes {
            Some(span) => body.read_timeout(span),
            None => body,
        };
        Ok(http::Response::from_parts(head, body))
    }
}

type Answer = Result<http::Response<LimitedBody<Body>>, HttpError>;

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::sync::atomic::{AtomicU32, Ordering};

    use http_body::Frame;
    use http_body_util::{BodyExt, Empty, Full, StreamBody};

    use super::*;
    use crate::http::transport::Exchange;
    use crate::runtime::clocks::SystemClocks;

    /// Counts requests, and answers each with three bytes.
    #[derive(Default)]
    struct Counting(AtomicU32);

    impl Transport for Counting {
        fn send(&self, request: http::Request<Body>) -> Exchange {
            self.0.fetch_add(1, Ordering::Relaxed);
            Box::pin(async {
                request.into_body().collect().await?;
                Ok(http::Response::new(Bytes::from("abc").into()))
            })
        }
    }

    fn outgoing(transport: Arc<dyn Transport>, limits: &Limits) -> Arc<Outgoing> {
        Arc::new(Outgoing::new("https://scaikey.example", transport, Arc::new(SystemClocks), limits))
    }

    fn get(uri: &str) -> http::Request<Empty<Bytes>> {
        http::Request::get(uri).body(Empty::new()).expect("a request")
    }

    #[track_caller]
    fn check_denial(uri: &str, denied: bool) {
        let transport = Arc::new(Counting::default());
        let outgoing = outgoing(transport.clone(), &Limits::default());
        let exchange = outgoing.exchange(get(uri), Timeouts::default());
        assert_eq!(matches!(exchange, Err(HttpError::HttpRequestDenied)), denied, "{uri}");
        if let Ok(exchange) = exchange {
            let exchange = futures_util::FutureExt::now_or_never(exchange).expect("nothing to wait for");
            assert!(exchange.is_ok(), "{uri}");
        }
        assert_eq!(transport.0.load(Ordering::Relaxed), u32::from(!denied), "{uri}");
    }

    #[test]
    fn what_is_denied_never_reaches_the_transport() {
        check_denial("https://scaikey.example/", false);
        check_denial("https://evil.example/", true);
        check_denial("http://scaikey.example/", true);
        check_denial("gopher://scaikey.example/", true);
    }

    /// A request of so many bytes, and a response of three, under these limits.
    async fn check_limits(request: usize, limits: [usize; 2], expected: Result<usize, HttpError>) {
        let [request_body, response_body] = limits;
        let limits = Limits { request_body, response_body, ..Limits::default() };
        let outgoing = outgoing(Arc::new(Counting::default()), &limits);
        let request = get("https://scaikey.example/").map(|_| Full::from(vec![0; request]));
        let exchange = outgoing.exchange(request, Timeouts::default()).expect("the permitted origin");
        let read = async { Ok(exchange.await?.into_body().collect().await?.to_bytes().len()) };
        assert_eq!(read.await, expected);
    }

    #[tokio::test]
    async fn bodies_pass_up_to_their_limits() {
        check_limits(5, [5, 3], Ok(3)).await;
        check_limits(6, [5, 3], Err(HttpError::HttpRequestBodySize)).await;
        check_limits(5, [5, 2], Err(HttpError::HttpResponseBodySize)).await;
    }

    /// Answers after a second, with a body that takes another.
    struct Slow;

    impl Transport for Slow {
        fn send(&self, _: http::Request<Body>) -> Exchange {
            Box::pin(async {
                let second =
                    async || timeout(SECOND, pending::<()>()).await.expect_err("nothing else happens");
                second().await;
                let frame = futures_util::stream::once(async move {
                    second().await;
                    Ok::<_, HttpError>(Frame::data("slow".into()))
                });
                Ok(http::Response::new(Body::new(StreamBody::new(frame))))
            })
        }
    }

    async fn check_timeouts(
        first_byte: Option<Duration>,
        between_bytes: Option<Duration>,
        expected: Result<&'static str, HttpError>,
    ) {
        let timeouts = Timeouts { first_byte, between_bytes };
        let exchange = outgoing(Arc::new(Slow), &Limits::default())
            .exchange(get("https://scaikey.example/"), timeouts)
            .expect("the permitted origin");
        let read = async { Ok(exchange.await?.into_body().collect().await?.to_bytes()) };
        assert_eq!(read.await, expected.map(Bytes::from), "{timeouts:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_component_waits_no_longer_than_it_asks_for() {
        let (less, more) = (Some(SECOND / 2), Some(SECOND * 2));
        check_timeouts(None, None, Ok("slow")).await;
        check_timeouts(more, more, Ok("slow")).await;
        check_timeouts(less, None, Err(HttpError::ConnectionReadTimeout)).await;
        check_timeouts(None, less, Err(HttpError::ConnectionReadTimeout)).await;
    }

    const SECOND: Duration = Duration::from_secs(1);
}
