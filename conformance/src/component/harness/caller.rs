//! The actions of the caller. Each action and its end go into the journal.

use std::time::Duration;

use futures_util::future::join_all;
use scaikey_host::types;

use super::client::{Failure, SubjectClient};
use super::{Harness, failure};
use crate::component::application::{Application, ORIGIN};
use crate::component::endpoint::journal::{Action, CALLER, End, Kind};
use crate::component::endpoint::reply::Reply;
use crate::component::endpoint::request::Request;

/// What a caller learns about a token that it is handed out.
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

impl Harness {
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
        let asked = asked(request, self.application);
        let mut delivered = None;
        let error = self.perform(Action::Send(request.clone()), async |harness, client| {
            let response = delivered.insert(client.send(asked).await?);
            harness.scan_response(response)?;
            Ok(format!("deliver {}", harness.shown(response)))
        });
        self.delivered = delivered;
        error
    }

    /// So many callers read the list of tenants at once, each with its number in a header field. The first caller gives
    /// up after `patience`, if there is any.
    pub(crate) fn get_together(&mut self, callers: usize, patience: Option<Duration>) {
        self.perform(Action::Together(tenants(), callers), async |harness, client| {
            let calls = (0..callers).map(async |caller| {
                let headers = vec![(CALLER.to_owned(), caller.to_string().into())];
                let call = client.send(asked(&Request { headers, ..tenants() }, harness.application));
                let outcome = match patience.filter(|_| caller == 0) {
                    Some(patience) => match tokio::time::timeout(patience, call).await {
                        Ok(outcome) => outcome,
                        Err(_) => return Ok("give up".to_owned()),
                    },
                    None => call.await,
                };
                let failure = match outcome {
                    Ok(response) => {
                        harness.scan_response(&response)?;
                        return Ok(format!("deliver {}", response.status));
                    }
                    Err(failure) => harness.scanned(failure),
                };
                let Failure::Answered(typed, _) = failure else {
                    return Err(failure);
                };
                let text = failure::text(&typed, |refused| refused.response.status.to_string());
                Ok(harness.kept(text))
            });
            let ends: Result<Vec<_>, _> = join_all(calls).await.into_iter().collect();
            Ok(ends?.join(", "))
        });
    }

    /// The caller asks for the token. If the call fails, the result has no number and no lifetime.
    pub(crate) fn token(&mut self, deadline: Option<Duration>) -> Lease {
        let mut lease = Lease::default();
        self.perform(Action::Token(deadline), async |harness, client| {
            let token = client.token(deadline).await?;
            harness.scan("the scopes of a token", &token.scopes)?;
            lease = Lease {
                number: harness.mock().number(token.value.as_bytes()),
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
        self.perform(Action::Discard(generation), async |_, client| {
            client.discard(generation).await?;
            Ok(String::new())
        });
    }

    /// The caller asks for the status of the client; `None` after the client trapped or was stopped.
    pub(crate) fn status(&mut self) -> Option<types::Status> {
        let mut status = None;
        self.perform(Action::Status, async |_, client| {
            status = Some(client.status().await?);
            Ok(String::new())
        });
        status
    }

    /// Performs an action with the client, unless it trapped or was stopped before: a subject that hangs does so once.
    fn perform(
        &mut self,
        action: Action,
        run: impl AsyncFnOnce(&Self, &SubjectClient) -> Result<String, Failure>,
    ) -> Option<types::Error> {
        if !self.opened {
            self.open();
        }
        self.begin(action);
        let outcome = match &self.client {
            Some(client) if !self.broken => self.runtime.block_on(run(self, client)),
            _ => {
                self.end("stop: there is no client any more".into());
                return None;
            }
        };
        if self.mock().journal.is_flooded() {
            self.broken = true;
            self.end("stop: the component sends requests without end".into());
            return None;
        }
        match outcome {
            Ok(text) => {
                self.end(text);
                None
            }
            Err(failure) => {
                let typed = self.fail(failure);
                self.broken = typed.is_none();
                typed
            }
        }
    }

    pub(super) fn begin(&self, action: Action) {
        self.mock().journal.begin(self.now(), action);
    }

    pub(super) fn end(&self, text: String) {
        self.mock().journal.end(End { at: self.now(), text, said: String::new() });
    }

    pub(super) fn fail(&self, failure: Failure) -> Option<types::Error> {
        let (typed, text, said) = match self.scanned(failure) {
            Failure::Answered(typed, said) => {
                let text = failure::text(&typed, |refused| self.shown(&refused.response));
                (Some(typed), text, said)
            }
            Failure::Stopped(text, place) => (None, text, place),
        };
        let (text, said) = (self.kept(text), self.kept(said));
        self.mock().journal.end(End { at: self.now(), text, said });
        typed
    }

    /// The status that a caller got, and how the rest differs from what the resource answered.
    fn shown(&self, response: &types::Response) -> String {
        let mock = self.mock();
        let last = mock.journal.of(Kind::Resource).last();
        let answer = last.and_then(|exchange| exchange.answer.reply());
        let mut text = response.status.to_string();
        // Of a response that was cut off, only the head is known.
        let body =
            |answer: &Reply| if answer.is_whole() { answer.response.body().to_vec() } else { Vec::new() };
        if answer.is_none_or(|answer| {
            (answer.response.status().as_u16(), body(answer)) != (response.status, response.body.clone())
        }) {
            text += ", which is not what the resource answered";
        }
        text
    }
}

fn asked(request: &Request, application: &Application) -> types::Request {
    let mut asked = types::Request::new(&request.method, application.path(&request.url));
    asked.headers = request.headers.clone();
    asked.body = Some(request.body.clone()).filter(|body| !body.is_empty());
    asked.deadline = request.deadline.map(|deadline| deadline.as_nanos() as u64);
    asked
}
