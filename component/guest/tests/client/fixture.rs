//! A client in a scripted io.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use scaikey_guest::Client;
use scaikey_guest::types::{Error, Options, Request, Response, Settings, Surface, Token};

use crate::scripted_io::ScriptedIo;
use crate::summary;

/// The client, and the io it lives in.
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
        let client = Client::open(io.clone(), options).expect("acceptable options");
        Self { io, client }
    }

    /// A client that holds the token `old`, of an hour, asked for just now.
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

    /// One call, in words.
    pub(crate) fn call(&self) -> String {
        summary::outcome(&self.send(get("/resource")))
    }

    /// What was sent since the last look, in words.
    pub(crate) fn requests(&self) -> Vec<String> {
        summary::requests(&self.io.sent())
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.io.advance(Duration::from_secs(seconds));
    }
}

/// The result of a future whose every step completes at once.
pub(crate) fn complete<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("nothing in this io waits"),
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
