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
