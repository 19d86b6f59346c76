//! The in-process transport: requests of the subject become calls of the mock.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::request::Parts;
use http_body_util::{BodyExt, Limited};
use scaikey_host::{Body, Exchange, HttpError, Transport};

use crate::component::application::Application;
use crate::component::endpoint::MockEndpoint;
use crate::component::endpoint::reply::Answer;
use crate::core::clocks::VirtualClocks;
use crate::in_process::{pause, play};

/// Carries requests to a mock, and stands where the network would be.
#[derive(Clone)]
pub(crate) struct InProcess {
    mock: Arc<Mutex<MockEndpoint>>,
    pub(super) clocks: Arc<VirtualClocks>,
}

impl Transport for InProcess {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let transport = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            // The unread body of an early reply stays open until the reply is complete.
            let (bytes, _unread) = match transport.is_early(&head) {
                true => (Bytes::new(), Some(body)),
                false => (read(body).await?, None),
            };
            match transport.answer(http::Request::from_parts(head, bytes)) {
                Answer::Reply(reply) => play(reply).await,
                Answer::Fault(fault, delay) => {
                    pause(delay).await;
                    Err(fault.code)
                }
            }
        })
    }
}

impl InProcess {
    /// With a mock of its own, and clocks that start now. Must run inside a runtime.
    pub(crate) fn new(application: &'static Application) -> Self {
        Self {
            mock: Arc::new(Mutex::new(MockEndpoint::new(application))),
            clocks: Arc::new(VirtualClocks::start()),
        }
    }

    /// Whether the answer to a request with this head, whose URI is absolute, does not wait for its body.
    pub(crate) fn is_early(&self, head: &Parts) -> bool {
        self.mock().is_early(head.method.as_str(), &head.uri.to_string())
    }

    /// What the mock answers to a request with an absolute URI that arrives now.
    pub(crate) fn answer(&self, request: http::Request<Bytes>) -> Answer {
        self.mock().answer(self.clocks.moment(), request.into())
    }

    pub(crate) fn mock(&self) -> MutexGuard<'_, MockEndpoint> {
        self.mock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn read(body: Body) -> Result<Bytes, HttpError> {
    let body = Limited::new(body, BODY_LIMIT).collect().await;
    Ok(body.map_err(|_| HttpError::HttpRequestBodySize)?.to_bytes())
}

/// Bytes of a request body that the mock takes: more than any check sends.
pub(crate) const BODY_LIMIT: usize = 16 << 20;
