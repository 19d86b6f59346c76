//! Calls of the component to the deployment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http::header::AUTHORIZATION;
use http::{HeaderValue, Request};
use scaikey_host::{Body, Exchange, Transport};

use super::{Check, check};
use crate::core::verdict::{NotPassed, holds};
use crate::deployment::inspection::expiry::Expired;

pub(super) const CHECKS: &[Check] = &[
    check("client.one-token-for-two-calls", |i| {
        let path = i.resource()?;
        let at = i.sent();
        let network = i.transport();
        let client = i.open_client(network)?;
        let statuses = [i.call(&client, &path)?, i.call(&client, &path)?];
        let expected = "1 token request, 2 requests to the resource: 200, 200";
        let tokens = i.token_requests_since(at);
        let is_right = tokens == 1 && statuses.iter().all(|status| status.starts_with('2'));
        holds(is_right, expected, format!("{tokens} token requests: {}", statuses.join(", ")))
    }),
    check("client.survives-a-refused-token", |i| {
        let path = i.resource()?;
        let at = i.sent();
        let network = Damaging { network: i.transport(), done: AtomicBool::new(false) };
        let client = i.open_client(Arc::new(network))?;
        let status = i.call(&client, &path)?;
        if i.first_answer_of_resource_since(at).is_some_and(|status| status != 401) {
            return Err(NotPassed::PrerequisiteFailed("refusal.status"));
        }
        let tokens = i.token_requests_since(at);
        let is_right = tokens == 2 && status.starts_with('2');
        holds(is_right, "2 token requests: 200", format!("{tokens} token requests: {status}"))
    }),
    check("client.survives-expiry", |i| {
        let Expired { path, client, before, .. } = i.expired()?;
        let at = i.sent();
        let after = i.call(&client, &path)?;
        let tokens = i.token_requests_since(at);
        let is_right = tokens == 1 && [&before, &after].iter().all(|status| status.starts_with('2'));
        holds(
            is_right,
            "1 token request: 200, after 200",
            format!("{tokens} token requests: {after}, after {before}"),
        )
    }),
];

/// A transport that replaces the first token that passes. Its replacement may stand in reports.
struct Damaging {
    network: Arc<dyn Transport>,
    done: AtomicBool,
}

impl Transport for Damaging {
    fn send(&self, mut request: Request<Body>) -> Exchange {
        let shown = request.headers().get(AUTHORIZATION);
        let is_token = shown.is_some_and(|value| value.as_bytes().starts_with(b"Bearer "));
        if is_token && !self.done.swap(true, Ordering::Relaxed) {
            request.headers_mut().insert(AUTHORIZATION, HeaderValue::from_static(DAMAGED));
        }
        self.network.send(request)
    }
}

const DAMAGED: &str = "Bearer no-token-any-more";
