//! Fault injection: failures of a deployment that a client must survive.

/// The control endpoint.
mod control;

use std::time::Duration;

use http::StatusCode;
use http::header::{CONTENT_LENGTH, RETRY_AFTER};
use serde::{Deserialize, Serialize};

use crate::reply::{Delivery, Reply};

/// The faults to inject; by default none. In JSON, with every member:
///
/// ```json
/// {
///   "lifetime": 60, "refuse_tokens": 1, "clock_offset": -90,
///   "token_endpoint": { "next": 2, "status": 503, "retry_after": 5 },
///   "resource": { "delay_ms": 200, "cut": 10, "reset": false }
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// Lifetime of new tokens in seconds, in place of the one of their application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<u32>,
    /// Number of requests to the admin API that are answered with 401 although their tokens are valid.
    pub refuse_tokens: u32,
    /// Seconds by which the clock of the deployment is ahead, or behind if negative. Ten years at most.
    pub clock_offset: i32,
    /// The fault of the next requests to a token endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_endpoint: Option<EndpointFault>,
    /// The fault of the next requests to the admin API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<EndpointFault>,
}

/// A fault of an endpoint. Without a status the requests are served, and the rest applies to their replies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EndpointFault {
    /// Number of requests; 1 unless set.
    pub next: u32,
    /// Status to answer with in place of serving the request, 200 to 599.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Seconds in the header field Retry-After.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Milliseconds before the reply; a minute at most.
    pub delay_ms: u32,
    /// Bytes of the body after which the connection closes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut: Option<usize>,
    /// Whether to reset the connection in place of a reply.
    pub reset: bool,
}

impl Default for EndpointFault {
    fn default() -> Self {
        Self { next: 1, status: None, retry_after: None, delay_ms: 0, cut: None, reset: false }
    }
}

impl Faults {
    /// Fails with one line if a value is out of range.
    pub fn check(&self) -> Result<(), String> {
        if self.clock_offset.unsigned_abs() > TEN_YEARS {
            return Err(format!("clock_offset is {} s: ten years at most", self.clock_offset));
        }
        for (name, fault) in [("token_endpoint", &self.token_endpoint), ("resource", &self.resource)] {
            let Some(fault) = fault else { continue };
            if let Some(status) = fault.status.filter(|status| !(200..600).contains(status)) {
                return Err(format!("{name}: the status is {status}: 200 to 599"));
            }
            if fault.delay_ms > MINUTE {
                return Err(format!("{name}: delay_ms is {}: {MINUTE} at most", fault.delay_ms));
            }
        }
        Ok(())
    }
}

impl EndpointFault {
    /// The fault of the request at hand, which counts as one of the next.
    pub(crate) fn take_next(fault: &mut Option<Self>) -> Option<Self> {
        let taken = fault.take().filter(|fault| fault.next > 0)?;
        let left = taken.next - 1;
        *fault = (left > 0).then(|| Self { next: left, ..taken.clone() });
        Some(taken)
    }

    /// The reply in place of serving the request, if there is to be one.
    pub(crate) fn replacement(&self) -> Option<Reply> {
        let status = StatusCode::from_u16(self.status?).ok()?;
        Some(Reply::detail(status, "a fault that was asked for"))
    }

    /// The reply with this fault.
    pub(crate) fn apply(&self, mut reply: Reply) -> Reply {
        if let Some(seconds) = self.retry_after {
            reply = reply.header(RETRY_AFTER, seconds);
        }
        reply = reply.after(Duration::from_millis(self.delay_ms.into()));
        match self.cut {
            _ if self.reset => reply.delivery(Delivery::Reset),
            Some(length) => cut(reply, length),
            None => reply,
        }
    }
}

/// The reply, cut after so many bytes of its body, at the latest before the last byte that its `Content-Length` promises.
fn cut(reply: Reply, length: usize) -> Reply {
    let whole = reply.response.body().len();
    let Some(last) = whole.checked_sub(1) else { return reply };
    reply.header(CONTENT_LENGTH, whole).delivery(Delivery::Cut(length.min(last)))
}

const TEN_YEARS: u32 = 315_360_000;
const MINUTE: u32 = 60_000;
