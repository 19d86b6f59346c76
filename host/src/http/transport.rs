//! How a permitted request leaves the process.

use std::pin::Pin;

use crate::http::body::Body;
use crate::http::error::HttpError;

/// Answers HTTP requests: over sockets, or in process for tests.
///
/// ```
/// use scaikey_host::{Body, Exchange, Transport};
///
/// /// Answers every request with 204.
/// struct Agreeable;
///
/// impl Transport for Agreeable {
///     fn send(&self, _: http::Request<Body>) -> Exchange {
///         Box::pin(async {
///             let mut response = http::Response::new(Body::empty());
///             *response.status_mut() = http::StatusCode::NO_CONTENT;
///             Ok(response)
///         })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// One exchange. The URI is absolute and of the one permitted origin; there is no `Host` field, since it follows
    /// from the URI. The component bounds the time: when it gives up, or would wait longer than its request options
    /// say, the future and the body are dropped.
    fn send(&self, request: http::Request<Body>) -> Exchange;
}

/// A response that is on its way.
pub type Exchange = Pin<Box<dyn Future<Output = Result<http::Response<Body>, HttpError>> + Send>>;
