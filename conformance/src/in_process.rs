//! Plays a reply in process: it becomes a response of the host's HTTP, in the time of the tokio runtime, which may be
//! paused.

use std::future::pending;
use std::time::Duration;

use http::Response;
use http_body_util::BodyExt;
use scaikey_host::{Body, HttpError};
use scaikey_mock::{Delivery, Reply};
use tokio::time::{Instant, sleep_until};

/// The response, once its delay is over, with a body that gets as far as the delivery lets it. Fails as a client would
/// whose connection ends without a response.
pub(crate) async fn play(reply: Reply) -> Result<Response<Body>, HttpError> {
    pause(reply.delay).await;
    match reply.delivery {
        Delivery::Silence => pending().await,
        Delivery::Reset => Err(HttpError::ConnectionTerminated),
        Delivery::Closed => Err(HttpError::HttpResponseIncomplete),
        Delivery::NotHttp => Err(HttpError::HttpProtocolError),
        Delivery::Whole
        | Delivery::Cut(_)
        | Delivery::Stalled(_)
        | Delivery::Dripping(_)
        | Delivery::Endless => Ok(reply.into_response().map(|body| {
            // The only way in which the body of a reply fails.
            Body::new(body.map_err(|_| HttpError::HttpResponseIncomplete))
        })),
    }
}

/// Ends after this time: exactly if the time of the runtime is a whole millisecond, up to one millisecond late
/// otherwise.
pub(crate) async fn pause(time: Duration) {
    if !time.is_zero() {
        sleep_until(Instant::now() + time).await;
    }
}
