//! A client in a scripted world.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use scaikey_guest::Client;
use scaikey_guest::types::{Error, Options, Request, Response, Settings, Surface, Token};

use crate::words;
use crate::world::Scripted;

/// The client, and the world it lives in.
pub(crate) struct Scene {
    pub(crate) world: Scripted,
    pub(crate) client: Client<Scripted>,
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self::of(options())
    }

    pub(crate) fn of(options: Options) -> Self {
        let world = Scripted::default();
        let client = Client::open(world.clone(), options).expect("acceptable options");
        Self { world, client }
    }

    /// A client that holds the token `old`, of an hour, asked for just now.
    pub(crate) fn holding() -> Self {
        let scene = Self::new();
        scene.world.token_endpoint([crate::reply::token("old", 3600)]);
        scene.token().expect("a token");
        scene.world.sent();
        scene
    }

    pub(crate) fn send(&self, request: Request) -> Result<Response, Error> {
        complete(self.client.send(request))
    }

    pub(crate) fn token(&self) -> Result<Token, Error> {
        complete(self.client.token(None))
    }

    /// One call, in words.
    pub(crate) fn call(&self) -> String {
        words::outcome(&self.send(get("/resource")))
    }

    /// What was sent since the last look, in words.
    pub(crate) fn journal(&self) -> Vec<String> {
        words::journal(&self.world.sent())
    }

    pub(crate) fn passes(&self, seconds: u64) {
        self.world.passes(Duration::from_secs(seconds));
    }
}

/// The result of a future whose every step completes at once.
pub(crate) fn complete<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("nothing in this world waits"),
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
