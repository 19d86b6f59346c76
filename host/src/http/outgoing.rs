//! The only door out of an instance.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::uri::Scheme;
use http_body_util::BodyExt;
use tracing::warn;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

use crate::http::body::Body;
use crate::http::egress::Egress;
use crate::http::error::HttpError;
use crate::http::read_timeout::ReadTimeout;
use crate::http::transport::Transport;
use crate::spans::TARGET;

/// Lets permitted requests through to the transport and denies all others. The patience that a component asks for in its
/// request options is kept here, whatever the transport.
pub(crate) struct Outgoing {
    pub(crate) egress: Egress,
    pub(crate) transport: Arc<dyn Transport>,
}

impl WasiHttpHooks for Outgoing {
    /// Every scheme comes as far as `send_request`, so that one place denies.
    fn is_supported_scheme(&mut self, _: &Scheme) -> bool {
        true
    }

    /// `Host` is the transport's: it would be there twice otherwise, and on HTTP/2 in conflict with `:authority`.
    fn set_host_header(&mut self) -> bool {
        false
    }

    /// What a request that is never sent holds here is this and as much again, and no more than a handle of it should.
    fn p2_outgoing_body_chunk_size(&mut self) -> usize {
        CHUNK
    }

    fn send_request(
        &mut self,
        mut request: http::Request<WasiBody>,
        options: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<Answer> {
        if !self.egress.permits(request.uri()) {
            // Not where to: a component might spell a secret as the name of a host.
            warn!(name: "scaikey.denied", target: TARGET, "the component asked for another origin than its own");
            return Box::new(async { Err(HttpError::HttpRequestDenied.into()) });
        }
        // So that no transport shows it by accident, and HTTP/2 keeps it out of its tables.
        let fields = request.headers_mut().iter_mut();
        fields.filter(|(name, _)| *name == AUTHORIZATION).for_each(|(_, value)| value.set_sensitive(true));
        let exchange = self.transport.send(request.map(Body::new));
        let RequestOptions { first_byte_timeout, between_bytes_timeout, .. } = options.unwrap_or_default();
        Box::new(async move {
            let response = match first_byte_timeout {
                Some(patience) => tokio::time::timeout(patience, exchange)
                    .await
                    .map_err(|_| HttpError::ConnectionReadTimeout)??,
                None => exchange.await?,
            };
            let response = match between_bytes_timeout {
                Some(patience) => response.map(|body| Body::new(ReadTimeout::new(body, patience))),
                None => response,
            };
            let response = response.map(|body| body.map_err(Error::from).boxed_unsync());
            Ok((response, Box::new(async { Ok(()) }) as Box<Rest>))
        })
    }
}

type Answer = dyn Future<Output = Result<(http::Response<WasiBody>, Box<Rest>), Error>> + Send;

/// What goes on after the response head. Nothing here: the transport drives its own connections.
type Rest = dyn Future<Output = Result<(), Error>> + Send;

/// Bytes of a request body that a component may write at once. One such piece waits behind another, so that handles
/// alone, 1,000 by default, hold 32 MiB.
const CHUNK: usize = 16 * 1024;

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use super::*;
    use crate::http::transport::Exchange;

    #[derive(Default)]
    struct Counting(AtomicU32);

    impl Transport for Counting {
        fn send(&self, _: http::Request<Body>) -> Exchange {
            self.0.fetch_add(1, Ordering::Relaxed);
            Box::pin(async { Ok(http::Response::new(Body::empty())) })
        }
    }

    fn nothing() -> WasiBody {
        http_body_util::Empty::new().map_err(|never| match never {}).boxed_unsync()
    }

    #[track_caller]
    fn check(uri: &str, sent: u32, denied: bool) {
        let transport = Arc::new(Counting::default());
        let mut outgoing =
            Outgoing { egress: Egress::to("https://scaikey.example"), transport: transport.clone() };
        let request = http::Request::get(uri).body(nothing()).expect("a request");
        let mut answer = Pin::from(outgoing.send_request(request, None, Box::new(async { Ok(()) })));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let std::task::Poll::Ready(outcome) = answer.as_mut().poll(&mut context) else {
            panic!("no answer at once");
        };
        assert_eq!(matches!(outcome, Err(Error::HttpRequestDenied)), denied, "{uri}");
        assert_eq!(transport.0.load(Ordering::Relaxed), sent, "{uri}");
    }

    #[test]
    fn what_is_denied_never_reaches_the_transport() {
        check("https://scaikey.example/", 1, false);
        check("https://evil.example/", 0, true);
        check("http://scaikey.example/", 0, true);
        check("gopher://scaikey.example/", 0, true);
    }
    /// Answers after a second, with a body that takes another.
    struct Slow;

    impl Transport for Slow {
        fn send(&self, _: http::Request<Body>) -> Exchange {
            Box::pin(async {
                let second = async || {
                    tokio::time::timeout(SECOND, std::future::pending::<()>())
                        .await
                        .expect_err("nothing happens")
                };
                second().await;
                let piece = futures_util::stream::once(async move {
                    second().await;
                    Ok::<_, HttpError>(http_body::Frame::data("slow".into()))
                });
                Ok(http::Response::new(Body::new(http_body_util::StreamBody::new(piece))))
            })
        }
    }

    async fn check_patience(first_byte: Option<Duration>, between_bytes: Option<Duration>, expected: &str) {
        let egress = Egress::to("https://scaikey.example");
        let mut outgoing = Outgoing { egress, transport: Arc::new(Slow) };
        let request = http::Request::get("https://scaikey.example/").body(nothing()).expect("a request");
        let options = RequestOptions {
            first_byte_timeout: first_byte,
            between_bytes_timeout: between_bytes,
            ..RequestOptions::default()
        };
        let answer = Pin::from(outgoing.send_request(request, Some(options), Box::new(async { Ok(()) })));
        let read = async { answer.await?.0.collect().await.map(|body| body.to_bytes()) };
        assert_eq!(format!("{:?}", read.await), expected, "{options:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_component_waits_no_longer_than_it_asks_for() {
        let (less, more) = (Some(SECOND / 2), Some(SECOND * 2));
        check_patience(None, None, "Ok(b\"slow\")").await;
        check_patience(more, more, "Ok(b\"slow\")").await;
        check_patience(less, None, "Err(ConnectionReadTimeout)").await;
        check_patience(None, less, "Err(ConnectionReadTimeout)").await;
    }

    const SECOND: Duration = Duration::from_secs(1);
}
