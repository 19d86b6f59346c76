//! What the caller does. Each act and its end go into the journal.

use std::sync::Arc;
use std::time::Duration;

use scaikey_host::{Client, Error, Limits, Options, types};

use super::door::Door;
use super::{World, failure};
use crate::application::ORIGIN;
use crate::mock::journal::{Deed, End, Kind};
use crate::mock::reply::Reply;
use crate::mock::request::Request;

/// What a caller learns about the token that it is handed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lease {
    /// Number of the token in the mock.
    pub(crate) number: Option<usize>,
    pub(crate) generation: u64,
    pub(crate) remaining: Duration,
    pub(crate) fresh_for: Duration,
}

/// The caller's usual request: the list of tenants.
pub(crate) fn tenants() -> Request {
    Request { method: "GET".into(), url: format!("{ORIGIN}/api/v1/admin/tenants"), ..Request::default() }
}

impl World {
    pub(super) fn open(&mut self) {
        let Self { subject, application, clocks, mock, .. } = self;
        let mut options = match application.tenant {
            None => Options::platform(ORIGIN, application.id, application.secret),
            Some(slug) => Options::tenant(ORIGIN, slug, application.id, application.secret),
        };
        options.scopes = application.scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let door = Door { mock: Arc::clone(mock), clocks: Arc::clone(clocks) };
        let builder = Client::builder(subject.component())
            .transport(Arc::new(door))
            .clocks(Arc::clone(clocks) as _)
            .limits(Limits { fuel: FUEL, ..Limits::default() });
        self.begin(Deed::Open);
        let opened = self.runtime.block_on(builder.open(options));
        match opened {
            Ok(client) => self.client = Some(client),
            Err(error) => return self.fail(&error),
        }
        self.end(String::new());
    }

    /// The caller reads the list of tenants. Gives the typed error, if it failed with one.
    pub(crate) fn get(&mut self) -> Option<types::Error> {
        self.send(&tenants())
    }

    /// The same, with a deadline.
    pub(crate) fn get_within(&mut self, deadline: Duration) -> Option<types::Error> {
        self.send(&Request { deadline: Some(deadline), ..tenants() })
    }

    /// The caller sends a request to the origin. Gives the typed error, if it failed with one.
    pub(crate) fn send(&mut self, request: &Request) -> Option<types::Error> {
        let mut asked = types::Request::new(&request.method, &request.url[ORIGIN.len()..]);
        asked.headers = request.headers.clone();
        asked.body = Some(request.body.clone()).filter(|body| !body.is_empty());
        asked.deadline = request.deadline.map(|deadline| deadline.as_nanos() as u64);
        self.act(Deed::Send(request.clone()), async |world, client| {
            let response = client.send(asked).await?;
            Ok(format!("deliver {}", world.shown(&response)))
        })
    }

    /// The caller asks for the token, and gets one with no life if there is none.
    pub(crate) fn token(&mut self, deadline: Option<Duration>) -> Lease {
        let mut lease = Lease::default();
        self.act(Deed::Token(deadline), async |world, client| {
            let token = client.token(deadline).await?;
            lease = Lease {
                number: world.mock().number(token.value.expose().as_bytes()),
                generation: token.generation,
                remaining: token.remaining,
                fresh_for: token.fresh_for,
            };
            Ok(match lease.number {
                Some(number) => format!("hand out token#{number}"),
                None => "hand out a token that was never issued".into(),
            })
        });
        lease
    }

    /// The caller discards the token of this generation.
    pub(crate) fn discard(&mut self, generation: u64) {
        self.act(Deed::Discard(generation), async |_, client| {
            client.discard(generation).await?;
            Ok(String::new())
        });
    }

    /// The caller asks for the client's condition; `None` if there is no client any more.
    pub(crate) fn status(&mut self) -> Option<types::Status> {
        let mut status = None;
        self.act(Deed::Status, async |_, client| {
            status = Some(client.status().await?);
            Ok(String::new())
        });
        status
    }

    /// Does something with the client, unless it broke off before: a subject that hangs need not do so fifty times.
    fn act(
        &mut self,
        deed: Deed,
        run: impl AsyncFnOnce(&Self, &Client) -> Result<String, Error>,
    ) -> Option<types::Error> {
        self.begin(deed);
        let outcome = match &self.client {
            Some(client) if !self.broken => self.runtime.block_on(run(self, client)),
            _ => {
                self.end("fail: there is no client any more".into());
                return None;
            }
        };
        match outcome {
            Ok(text) => {
                self.end(text);
                None
            }
            Err(error) => {
                self.broken = error.client().is_none();
                self.fail(&error);
                error.client().cloned()
            }
        }
    }

    pub(super) fn begin(&self, deed: Deed) {
        self.mock().journal.begin(self.now(), deed);
    }

    pub(super) fn end(&self, text: String) {
        self.mock().journal.end(End { at: self.now(), text, said: String::new() });
    }

    fn fail(&self, error: &Error) {
        let (text, said) = match error.client() {
            Some(typed) => (failure::text(typed, |refused| self.shown(&refused.response)), error.to_string()),
            None => (failure::stopped(error), String::new()),
        };
        self.mock().journal.end(End { at: self.now(), text, said });
    }

    /// The status that a caller got, and how the rest differs from what the resource answered.
    fn shown(&self, response: &types::Response) -> String {
        let mock = self.mock();
        let sends = mock.journal.acts.last().map_or(0, |act| act.count(Kind::Resource));
        let answer = mock.journal.of(Kind::Resource).last().map(|exchange| &exchange.reply);
        let mut text = response.status.to_string();
        // Of an answer that broke off, only the head is known.
        let body =
            |answer: &Reply| if answer.is_whole() { answer.body.as_bytes().to_vec() } else { Vec::new() };
        if answer
            .is_none_or(|answer| (answer.status, body(answer)) != (response.status, response.body.clone()))
        {
            text += ", which is not what the resource answered";
        }
        if usize::from(response.attempts) != sends {
            text += &format!(", claiming {} attempts", response.attempts);
        }
        text
    }
}

/// For one call, a hundred times what an honest one burns; a runaway is stopped within a blink.
const FUEL: u64 = 100_000_000;
