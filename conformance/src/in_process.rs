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

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use tokio::runtime::Builder;
    use tokio::time::timeout;

    use super::*;

    /// What a client sees of a reply within a minute, and after how many seconds it sees no more.
    #[track_caller]
    fn check(reply: Reply, expected: &str, seconds: u64) {
        let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
        runtime.expect("a runtime").block_on(async {
            let (begin, mut seen) = (Instant::now(), String::new());
            let end = match timeout(MINUTE, read(reply.clone(), &mut seen)).await {
                Ok(end) => end,
                Err(_) => " then nothing".into(),
            };
            assert_eq!(format!("{seen}{end}"), expected, "{reply:?}");
            assert_eq!(begin.elapsed().as_secs(), seconds, "{reply:?}");
        });
    }

    async fn read(reply: Reply, seen: &mut String) -> String {
        let response = match play(reply).await {
            Ok(response) => response,
            Err(error) => return format!("{error:?}"),
        };
        *seen += &format!("{} ", response.status().as_u16());
        let mut body = response.into_body();
        loop {
            match body.frame().await {
                Some(Ok(frame)) => *seen += str::from_utf8(frame.data_ref().expect("data")).expect("text"),
                Some(Err(error)) => return format!(" then {error:?}"),
                None => return " whole".into(),
            }
            if seen.len() > 100_000 {
                *seen = seen.trim_end().to_owned();
                return " endless".into();
            }
        }
    }

    #[test]
    fn each_delivery_gets_as_far_as_it_says() {
        let reply = |delivery| Reply::empty(StatusCode::OK).body("abc").delivery(delivery);
        check(reply(Delivery::Whole), "200 abc whole", 0);
        check(reply(Delivery::Whole).after(Duration::from_secs(7)), "200 abc whole", 7);
        check(reply(Delivery::Cut(0)), "200  then HttpResponseIncomplete", 0);
        check(reply(Delivery::Cut(2)), "200 ab then HttpResponseIncomplete", 0);
        check(reply(Delivery::Cut(3)), "200 abc then HttpResponseIncomplete", 0);
        check(reply(Delivery::Stalled(2)), "200 ab then nothing", 60);
        check(reply(Delivery::Dripping(Duration::from_secs(9))), "200 ab then nothing", 60);
        check(reply(Delivery::Dripping(Duration::from_secs(40))), "200 a then nothing", 60);
        check(reply(Delivery::Endless), "200 endless", 0);
        check(reply(Delivery::Silence), " then nothing", 60);
        check(reply(Delivery::Reset), "ConnectionTerminated", 0);
        check(reply(Delivery::Closed), "HttpResponseIncomplete", 0);
        check(reply(Delivery::NotHttp), "HttpProtocolError", 0);
    }

    const MINUTE: Duration = Duration::from_secs(60);
}
