//! The only door out of an instance.

use std::sync::Arc;

use http::uri::Scheme;
use wasmtime_wasi_http::{RequestOptions, WasiHttpHooks};

use crate::egress::Egress;
use crate::transport::{Body, HttpError, Transport};

/// Lets permitted requests through to the transport and denies all others.
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

    fn send_request(
        &mut self,
        request: http::Request<Body>,
        options: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), HttpError>> + Send>,
    ) -> Box<Answer> {
        if !self.egress.permits(request.uri()) {
            return Box::new(async { Err(HttpError::HttpRequestDenied) });
        }
        let exchange = self.transport.send(request);
        let patience = options.and_then(|options| options.first_byte_timeout);
        Box::new(async move {
            let response = match patience {
                Some(patience) => tokio::time::timeout(patience, exchange)
                    .await
                    .map_err(|_| HttpError::ConnectionReadTimeout)?,
                None => exchange.await,
            };
            Ok((response?, Box::new(async { Ok(()) }) as Box<Rest>))
        })
    }
}

type Answer = dyn Future<Output = Result<(http::Response<Body>, Box<Rest>), HttpError>> + Send;

/// What goes on after the response head. Nothing here: the transport drives its own connections.
type Rest = dyn Future<Output = Result<(), HttpError>> + Send;

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::atomic::{AtomicU32, Ordering};

    use http_body_util::BodyExt;

    use super::*;
    use crate::transport::Exchange;

    #[derive(Default)]
    struct Counting(AtomicU32);

    impl Transport for Counting {
        fn send(&self, _: http::Request<Body>) -> Exchange {
            self.0.fetch_add(1, Ordering::Relaxed);
            Box::pin(async { Ok(http::Response::new(nothing())) })
        }
    }

    fn nothing() -> Body {
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
        assert_eq!(matches!(outcome, Err(HttpError::HttpRequestDenied)), denied, "{uri}");
        assert_eq!(transport.0.load(Ordering::Relaxed), sent, "{uri}");
    }

    #[test]
    fn what_is_denied_never_reaches_the_transport() {
        check("https://scaikey.example/", 1, false);
        check("https://evil.example/", 0, true);
        check("http://scaikey.example/", 0, true);
        check("gopher://scaikey.example/", 0, true);
    }
}
