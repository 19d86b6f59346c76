//! What the caller does. Each act and its end go into the journal.

use std::sync::Arc;
use std::time::Duration;

use scaikey_host::{Client, Error, Limits, Options, types};

use super::World;
use super::door::Door;
use crate::application::ORIGIN;
use crate::mock::journal::{Deed, Kind};
use crate::mock::message::Request;
use crate::subject::Subject;

/// What a caller learns about the token that it is handed.
#[derive(Debug, Default)]
pub(crate) struct Lease {
    pub(crate) generation: u64,
    pub(crate) remaining: Duration,
    pub(crate) fresh_for: Duration,
}

impl World {
    pub(super) fn open(&mut self, subject: &Subject) {
        let Self { application, clocks, mock, .. } = self;
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
        self.end(opened.as_ref().map_or_else(failed, |_| String::new()));
        self.client = opened.ok();
    }

    /// The caller reads the list of tenants.
    pub(crate) fn get(&mut self) {
        self.send(&Request { method: "GET".into(), url: format!("{ORIGIN}{TENANTS}"), ..Request::default() });
    }

    /// The caller sends a request to the origin.
    pub(crate) fn send(&mut self, request: &Request) {
        let mut asked = types::Request::new(&request.method, &request.url[ORIGIN.len()..]);
        asked.headers = request.headers.clone();
        asked.body = Some(request.body.clone()).filter(|body| !body.is_empty());
        self.act(Deed::Send(request.clone()), async |world, client| {
            let response = client.send(asked).await?;
            Ok(world.delivered(&response))
        });
    }

    /// The caller asks for the token, and gets one with no life if there is none.
    pub(crate) fn token(&mut self) -> Lease {
        let mut lease = Lease::default();
        self.act(Deed::Token, async |world, client| {
            let token = client.token(None).await?;
            lease = Lease {
                generation: token.generation,
                remaining: token.remaining,
                fresh_for: token.fresh_for,
            };
            let number = world.mock().number(token.value.expose().as_bytes());
            Ok(number.map_or("hand out a token that was never issued".into(), |number| {
                format!("hand out token#{number}")
            }))
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

    /// Does something with the client, unless it broke off before: a subject that hangs need not do so fifty times.
    fn act(&mut self, deed: Deed, run: impl AsyncFnOnce(&Self, &Client) -> Result<String, Error>) {
        self.begin(deed);
        let outcome = match &self.client {
            Some(client) if !self.broken => self.runtime.block_on(run(self, client)),
            _ => return self.end("fail: there is no client any more".into()),
        };
        self.broken = outcome.as_ref().is_err_and(|error| error.client().is_none());
        self.end(outcome.unwrap_or_else(|error| failed(&error)));
    }

    pub(super) fn begin(&self, deed: Deed) {
        self.mock().journal.begin(self.now(), deed);
    }

    pub(super) fn end(&self, text: String) {
        self.mock().journal.end(self.now(), text);
    }

    /// What a caller got, and how that differs from what the resource answered.
    fn delivered(&self, response: &types::Response) -> String {
        let mock = self.mock();
        let sends = mock.journal.acts.last().map_or(0, |act| act.count(Kind::Resource));
        let answer = mock.journal.of(Kind::Resource).last().map(|exchange| &exchange.reply);
        let mut text = format!("deliver {}", response.status);
        if answer.is_none_or(|answer| {
            (answer.status, answer.body.as_bytes()) != (response.status, response.body.as_slice())
        }) {
            text += ", which is not what the resource answered";
        }
        if usize::from(response.attempts) != sends {
            text += &format!(", claiming {} attempts", response.attempts);
        }
        text
    }
}

/// How an act failed. Where a limit was hit, the host advises its operator, who is not the reader of a report.
fn failed(error: &Error) -> String {
    if error.is_exhausted() {
        return "fail: the component computed without end and was stopped".into();
    }
    if error.is_memory() {
        return "fail: the component took too much memory and was stopped".into();
    }
    if error.is_timeout() {
        return "fail: the component waited without end and was stopped".into();
    }
    format!("fail: {error}")
}

/// For one call, a hundred times what an honest one burns; a runaway is stopped within a blink.
const FUEL: u64 = 100_000_000;

const TENANTS: &str = "/api/v1/admin/tenants";
