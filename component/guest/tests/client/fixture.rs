//! A client over a scripted `Io`.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use scaikey_guest::Client;
use scaikey_guest::types::{Error, Options, Request, Response, Settings, Surface, Token};

use crate::scripted_io::ScriptedIo;
use crate::summary;

/// A client, and the `Io` that it uses.
pub(crate) struct Fixture {
    pub(crate) io: ScriptedIo,
    pub(crate) client: Client<ScriptedIo>,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        Self::with_options(options())
    }

    pub(crate) fn with_options(options: Options) -> Self {
        let io = ScriptedIo::default();
        let client = Client::open(io.clone(), options).expect("valid options");
        Self { io, client }
    }

    /// A client that has just fetched the token `old` with a lifetime of one hour.
    pub(crate) fn with_cached_token() -> Self {
        let fixture = Self::new();
        fixture.io.token_endpoint([crate::reply::token("old", 3600)]);
        fixture.token().expect("a token");
        fixture.io.sent();
        fixture
    }

    pub(crate) fn send(&self, request: Request) -> Result<Response, Error> {
        complete(self.client.send(request))
    }

    pub(crate) fn token(&self) -> Result<Token, Error> {
        complete(self.client.token(None))
    }

    /// Makes one call and summarizes the outcome.
    pub(crate) fn call(&self) -> String {
        summary::outcome(&self.send(get("/resource")))
    }

    /// Summarizes the requests sent since the last call of this function.
    pub(crate) fn requests(&self) -> Vec<String> {
        summary::requests(&self.io.sent())
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.io.advance(Duration::from_secs(seconds));
    }
}

/// The result of a future that is ready at once.
pub(crate) fn complete<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("this `Io` never waits"),
    }
}

pub(crate) fn get(path: &str) -> Request {
    Request { method: "GET".into(), path: path.into(), headers: vec![], body: None, deadline: None }
}

pub(crate) fn options() -> Options {
    Options {
        base_url: "https://scaikey.example".into(),
        surface: Surface::Platform,
        client_id: "service-1".into(),
        client_secret: "s3cr3t".into(),
        scopes: vec![],
        settings: None,
    }
}

pub(crate) fn settings() -> Settings {
    Settings {
        allow_http: false,
        client_authentication: None,
        exchange_timeout: None,
        request_limit: None,
        response_limit: None,
    }
}
