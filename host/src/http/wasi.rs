//! `wasi:http` on top of [`Outgoing`].

use std::sync::Arc;

use http::uri::Scheme;
use http_body_util::BodyExt;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

use crate::http::codes;
use crate::http::outgoing::{Outgoing, Timeouts};

/// Hands requests of a component over to [`Outgoing`].
pub(crate) struct Hooks(pub(crate) Arc<Outgoing>);

impl WasiHttpHooks for Hooks {
    /// Passes every scheme on to [`Outgoing`], so that one place denies requests.
    fn is_supported_scheme(&mut self, _: &Scheme) -> bool {
        true
    }

    /// The transport sets `Host`; a second one would conflict with `:authority` on HTTP/2.
    fn set_host_header(&mut self) -> bool {
        false
    }

    /// A request that is never sent holds up to two chunks in memory.
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

/// Work after the head of the response. None: the transport drives its own connections.
type Rest = dyn Future<Output = Result<(), Error>> + Send;

/// Bytes of a request body that a component may write at once. Two chunks for each of 1,000 handles, the default limit,
/// are 32 MiB.
const CHUNK: usize = 16 * 1024;
