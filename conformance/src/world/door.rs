//! The mock's door: requests of the subject become calls of the mock, in process.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use scaikey_host::{Body, HttpError, Transport};

use super::clocks::VirtualClocks;
use crate::mock::Mock;
use crate::mock::message::Request;

/// Stands where the network would be.
pub(super) struct Door {
    pub(super) mock: Arc<Mutex<Mock>>,
    pub(super) clocks: Arc<VirtualClocks>,
}

impl Transport for Door {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> Pin<Box<dyn Future<Output = Result<http::Response<Body>, HttpError>> + Send>> {
        let (mock, clocks) = (Arc::clone(&self.mock), Arc::clone(&self.clocks));
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = Limited::new(body, BODY_LIMIT).collect().await;
            let body = body.map_err(|_| HttpError::HttpRequestBodySize(None))?.to_bytes();
            let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
                (name.as_str().to_owned(), value.as_bytes().to_vec())
            };
            let request = Request {
                method: head.method.as_str().to_owned(),
                url: head.uri.to_string(),
                headers: head.headers.iter().map(header).collect(),
                body: body.to_vec(),
            };
            let reply = mock.lock().unwrap_or_else(PoisonError::into_inner).answer(clocks.elapsed(), request);
            // The delay is exact to the nanosecond, which a timer of the runtime would not be.
            tokio::time::advance(reply.delay).await;
            let mut response = http::Response::builder().status(reply.status);
            for (name, value) in reply.headers {
                response = response.header(name, value);
            }
            let body = Full::new(Bytes::from(reply.body)).map_err(|never| match never {}).boxed_unsync();
            response
                .body(body)
                .map_err(|_| HttpError::InternalError(Some("the mock's reply is malformed".into())))
        })
    }
}

/// More than any check sends.
const BODY_LIMIT: usize = 16 << 20;
