//! What goes wrong with an honest deployment now and then, so that anybody can see a client survive it.

/// The endpoint that shows and changes them.
mod control;

use std::time::Duration;

use http::StatusCode;
use http::header::{CONTENT_LENGTH, RETRY_AFTER};
use serde::{Deserialize, Serialize};

use crate::reply::{Delivery, Reply};

/// What is to go wrong. Nothing is, unless it is set. In JSON, with all that can be set:
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
    /// How long tokens to come live, in seconds, whatever their application is set to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<u32>,
    /// So many requests to the admin API are answered with 401 although their tokens are good.
    pub refuse_tokens: u32,
    /// How many seconds the clock of the deployment is ahead; behind, if negative. Ten years at most.
    pub clock_offset: i32,
    /// What befalls the next requests to a token endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_endpoint: Option<EndpointFault>,
    /// What befalls the next requests to the admin API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<EndpointFault>,
}

/// What befalls some requests. Without a status they are served, and the rest befalls the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EndpointFault {
    /// How many requests: one unless set.
    pub next: u32,
    /// They are not served, but answered with this status, 200 to 599.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The seconds in the header Retry-After.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// How long the answer is held back, in milliseconds; a minute at most.
    pub delay_ms: u32,
    /// After so many bytes of the body the connection closes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut: Option<usize>,
    /// The connection is reset in place of an answer.
    pub reset: bool,
}

impl Default for EndpointFault {
    fn default() -> Self {
        Self { next: 1, status: None, retry_after: None, delay_ms: 0, cut: None, reset: false }
    }
}

impl Faults {
    /// Fails with one line if a value is out of its bounds.
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
    /// What befalls the next request, if there is one left for which it was meant.
    pub(crate) fn take_next(fault: &mut Option<Self>) -> Option<Self> {
        let struck = fault.take().filter(|fault| fault.next > 0)?;
        let left = struck.next - 1;
        *fault = (left > 0).then(|| Self { next: left, ..struck.clone() });
        Some(struck)
    }

    /// The answer in place of any other, if there is to be one.
    pub(crate) fn replacement(&self) -> Option<Reply> {
        let status = StatusCode::from_u16(self.status?).ok()?;
        Some(Reply::detail(status, "a fault that was asked for"))
    }

    /// What becomes of an answer.
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

/// The reply, cut after so many bytes of its body, at the latest before the last one that its `Content-Length` promises.
fn cut(reply: Reply, length: usize) -> Reply {
    let whole = reply.response.body().len();
    let Some(last) = whole.checked_sub(1) else { return reply };
    reply.header(CONTENT_LENGTH, whole).delivery(Delivery::Cut(length.min(last)))
}

const TEN_YEARS: u32 = 315_360_000;
const MINUTE: u32 = 60_000;
