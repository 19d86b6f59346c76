//! `-vv`: what goes over the network, but for bodies and whatever may be a secret.

use std::sync::{Arc, Mutex, PoisonError};

use http::header::{self, HeaderMap};
use scaikey_host::{Body, Exchange, Secret, Transport};

use super::fields;
use super::note;
use super::secrets::Secrets;

/// A transport that writes the heads of requests and responses to standard error.
pub(super) struct Heads<T> {
    transport: T,
    secrets: Arc<Mutex<Secrets>>,
}

impl<T> Heads<T> {
    /// `secret` is shown in no place, nor is what the client sends as credentials.
    pub(super) fn of(transport: T, secret: &Secret) -> Self {
        let mut secrets = Secrets::default();
        secrets.learn(secret.expose());
        Self { transport, secrets: Arc::new(Mutex::new(secrets)) }
    }
}

impl<T: Transport> Transport for Heads<T> {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        learn(&self.secrets, request.headers());
        let first = format!("{} {}", request.method(), request.uri().path());
        show(&self.secrets, ">", first, request.headers());
        let exchange = self.transport.send(request);
        let secrets = Arc::clone(&self.secrets);
        Box::pin(async move {
            let response = exchange.await?;
            show(&secrets, "<", response.status().as_str().into(), response.headers());
            Ok(response)
        })
    }
}

/// What was sent before may come back.
fn learn(secrets: &Mutex<Secrets>, headers: &HeaderMap) {
    let sent = headers.get_all(header::AUTHORIZATION).iter().filter_map(|value| value.to_str().ok());
    let mut secrets = secrets.lock().unwrap_or_else(PoisonError::into_inner);
    for credentials in sent.filter_map(|value| value.split(' ').next_back()) {
        secrets.learn(credentials);
    }
}

fn show(secrets: &Mutex<Secrets>, mark: &str, first: String, headers: &HeaderMap) {
    let secrets = secrets.lock().unwrap_or_else(PoisonError::into_inner);
    for line in [first].into_iter().chain(fields::lines(headers)) {
        note(mark, if secrets.are_in(&line) { fields::HIDDEN } else { &line });
    }
}
