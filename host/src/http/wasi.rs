//! `wasi:http` on top of [`Outgoing`].

use std::sync::Arc;

use http::uri::Scheme;
use http_body_util::BodyExt;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

use crate::http::codes;
use crate::http::outgoing::{Outgoing, Timeouts};

/// Where `wasmtime-wasi-http` hands requests over.
pub(crate) struct Hooks(pub(crate) Arc<Outgoing>);

impl WasiHttpHooks for Hooks {
    /// Every scheme comes as far as `send_request`, so that one place denies.
    fn is_supported_scheme(&mut self, _: &Scheme) -> bool {
        true
    }

    /// `Host` is the transport's: it would be there twice otherwise, and on HTTP/2 in conflict with `:authority`.
    fn set_host_header(&mut self) -> bool {
        false
    }

    /// A request that is never sent holds this much here and as much again, which is enough for a handle.
    fn p2_outgoing_body_chunk_size(&mut self) -> usize {
        CHUNK
    }

    fn send_request(
        &mut self,
        request: http::Request<WasiBody>,
        options: Option<RequestOptions>,
        _: Box<dyn Future<Output = Result<(), Error>> + Send>,
    ) -> Box<Answer> {
        let options = options.unwrap_or_default();
        let timeouts =
            Timeouts { first_byte: options.first_byte_timeout, between_bytes: options.between_bytes_timeout };
        let request = request.map(|body| body.map_err(codes::from_wasi));
        let exchange = self.0.exchange(request, timeouts);
        Box::new(async move {
            let exchange = exchange.map_err(codes::to_wasi)?;
            let response = exchange.await.map_err(codes::to_wasi)?;
            let response = response.map(|body| body.map_err(codes::to_wasi).boxed_unsync());
            Ok((response, Box::new(async { Ok(()) }) as Box<Rest>))
        })
    }
}

type Answer = dyn Future<Output = Result<(http::Response<WasiBody>, Box<Rest>), Error>> + Send;

/// What goes on after the head of the response. Nothing here: the transport drives its own connections.
type Rest = dyn Future<Output = Result<(), Error>> + Send;

/// Bytes of a request body that a component may write at once. One such piece waits behind another, so that handles
/// alone, 1,000 by default, hold 32 MiB.
const CHUNK: usize = 16 * 1024;
