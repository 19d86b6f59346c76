//! The engine: asks the policy what to do, does it, and tells the policy how it went.

mod deadline;
mod notify;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::time::Duration;

use scaikey_policy::{Attempt, Cache, Fetch, Generation, RetryDecision, Step};

use crate::bindings::nanoseconds;
use crate::config::Config;
use crate::exchange::{Bounds, Fault, Incoming, Outgoing, World, content_length};
use crate::request::path::RequestPath;
use crate::status::Doubtful;
use crate::token::lifetime::Lifetime;
use crate::token::no_token::Stopped;
use crate::token::{self, AccessToken, Failure, retry_after};
use crate::types::{Endpoint, Error, Options, Request, Response, Status, Token};
use crate::{request, status};
use deadline::Deadline;
use notify::Signal;

/// One application's credentials and its token, in a world that has time and a network.
pub struct Client<W> {
    world: W,
    config: Config,
    cache: RefCell<Cache<AccessToken, Failure>>,
    landed: Signal,
    doubtful: Cell<Doubtful>,
    /// The token that came last. No error may quote it, also once it is refused or discarded.
    latest: RefCell<Option<AccessToken>>,
}

impl<W: World> Client<W> {
    /// Makes a client, or says which option is not acceptable. Sends nothing.
    pub fn open(world: W, options: Options) -> Result<Self, Error> {
        Ok(Self {
            world,
            config: Config::new(options).map_err(|wrong| Error::Configuration(wrong.into()))?,
            cache: RefCell::default(),
            landed: Signal::default(),
            doubtful: Cell::default(),
            latest: RefCell::default(),
        })
    }

    /// The token that a call would send now, fetched if there is no fresh one. The deadline is in nanoseconds.
    pub async fn token(&self, deadline: Option<u64>) -> Result<Token, Error> {
        let deadline = Deadline::new(self.world.now(), deadline);
        let first = self.begin(deadline)?;
        let attempt = self.settle(first, deadline).await.map_err(Stopped::into_error)?;
        let (issued, now) = (attempt.issued(), self.world.now());
        Ok(Token {
            value: issued.token().value().into(),
            generation: issued.generation().number(),
            remaining: nanoseconds(issued.remaining(now)),
            fresh_for: nanoseconds(issued.fresh_for(now)),
            scopes: issued.token().scopes().into(),
        })
    }

    /// Sends a request with a token, and once more if the policy says so.
    pub async fn send(&self, request: Request) -> Result<Response, Error> {
        let deadline = Deadline::new(self.world.now(), request.deadline);
        let path = self.admit(&request)?;
        let first = self.begin(deadline)?;
        let attempt = self.settle(first, deadline).await.map_err(Stopped::into_error)?;
        let Some(time) = self.time_left(deadline) else {
            let fault = Fault::Timeout("the deadline passed");
            return Err(fault.at(Endpoint::ProtectedResource));
        };
        let (response, step) = match self.attempt(attempt, &request, &path, time).await? {
            (response, RetryDecision::Deliver) => return Ok(response),
            (response, RetryDecision::Retry(step)) => (response, step),
        };
        let attempt = match self.settle(step, deadline).await {
            Ok(attempt) => attempt,
            Err(stopped) => return Err(stopped.into_refusal(response)),
        };
        match self.time_left(deadline) {
            Some(time) => self.attempt(attempt, &request, &path, time).await.map(|(response, _)| response),
            None => Err(Stopped::Deadline.into_refusal(response)),
        }
    }

    /// Forgets this token, and any older one.
    pub fn discard(&self, generation: u64) {
        self.cache.borrow_mut().discard(Generation::new(generation));
    }

    /// The client's condition.
    pub fn status(&self) -> Status {
        let cache = self.cache.borrow();
        status::report(cache.status(self.world.now()), cache.last_failure(), self.doubtful.get())
    }

    /// Refuses what must not be sent; the path to send it to otherwise.
    fn admit(&self, request: &Request) -> Result<String, Error> {
        let path: RequestPath<'_> = request::check(request).map_err(Error::InvalidRequest)?;
        if request.body.as_ref().is_some_and(|body| body.len() > self.config.request_limit) {
            return Err(Fault::TooLarge("request body exceeds its limit").at(Endpoint::ProtectedResource));
        }
        Ok(format!("{}{}", self.config.base.prefix, path.as_str()))
    }

    fn begin(&self, deadline: Deadline) -> Result<Step<AccessToken, Failure>, Error> {
        let now = self.world.now();
        if deadline.has_passed(now) {
            return Err(Stopped::Deadline.into_error());
        }
        Ok(self.cache.borrow_mut().begin(now))
    }

    /// Obeys the policy until there is a token to send, or none to be had.
    async fn settle(
        &self,
        mut step: Step<AccessToken, Failure>,
        deadline: Deadline,
    ) -> Result<Attempt<AccessToken>, Stopped> {
        loop {
            step = match step {
                Step::Send(attempt) => return Ok(attempt),
                Step::Stop(stop) => return Err(Stopped::Policy(stop)),
                Step::Fetch(fetch) => self.fetch(fetch, deadline).await?,
                Step::Wait(wait) => {
                    self.landed.next().await;
                    wait.resume(&mut self.cache.borrow_mut(), self.world.now())
                }
            }
        }
    }

    /// Makes the token request that the policy allowed.
    async fn fetch(&self, fetch: Fetch, deadline: Deadline) -> Result<Step<AccessToken, Failure>, Stopped> {
        let asked = self.world.now();
        let config = &self.config;
        let mut time = deadline.cap(config.exchange_timeout, asked);
        if let Some(limit) = fetch.time_limit() {
            // The old token must still be sent within the deadline.
            time = time.min(limit).min(deadline.cap(Duration::MAX, asked) / 2);
        }
        if time.is_zero() {
            fetch.abandoned(&mut self.cache.borrow_mut());
            self.landed.notify();
            return Err(Stopped::Deadline);
        }
        let form = token::request::form(config);
        let outgoing = Outgoing {
            method: "POST",
            target: &config.base.target,
            path: &config.token_path,
            headers: token::request::headers(config, &form),
            body: Some(form.expose().as_bytes()),
        };
        let bounds = Bounds { time, body: MAX_TOKEN_RESPONSE };
        let outcome = self.exchange(outgoing, bounds).await;
        let now = self.world.now();
        let cache = &mut *self.cache.borrow_mut();
        let latest = self.latest.borrow().clone();
        let parse =
            |incoming: &Incoming| token::response::parse(incoming, &config.credentials, latest.as_ref());
        let step = match outcome.map(|incoming| (parse(&incoming), incoming)) {
            Ok((Ok(granted), _)) => {
                self.note(granted.lifetime);
                self.latest.replace(Some(granted.token.clone()));
                Step::Send(fetch.granted(cache, granted.token, asked, granted.lifetime.duration()))
            }
            Ok((Err(failure), incoming)) => {
                let retry_after =
                    incoming.header("retry-after").and_then(|value| retry_after::parse(value, now));
                fetch.failed(cache, failure, retry_after, now)
            }
            Err(fault) => fetch.failed(cache, Failure::Exchange(fault), None, now),
        };
        self.landed.notify();
        Ok(step)
    }

    /// Time for an exchange that begins now; none, if nothing may begin.
    fn time_left(&self, deadline: Deadline) -> Option<Duration> {
        let time = deadline.cap(self.config.exchange_timeout, self.world.now());
        (!time.is_zero()).then_some(time)
    }

    /// Sends the request with the token of this attempt.
    async fn attempt(
        &self,
        attempt: Attempt<AccessToken>,
        request: &Request,
        path: &str,
        time: Duration,
    ) -> Result<(Response, RetryDecision<AccessToken, Failure>), Error> {
        let mut headers = request.headers.clone();
        if let Some(body) = &request.body {
            headers.push(("content-length".into(), body.len().to_string().into()));
        }
        headers.push(("authorization".into(), attempt.issued().token().authorization().into()));
        let outgoing = Outgoing {
            method: &request.method,
            target: &self.config.base.target,
            path,
            headers,
            body: request.body.as_deref(),
        };
        let outcome = self.exchange(outgoing, Bounds { time, body: self.config.response_limit }).await;
        let number = attempt.number();
        let cache = &mut *self.cache.borrow_mut();
        let Incoming { status, headers, body } = match outcome {
            Ok(incoming) => incoming,
            Err(fault) => {
                attempt.unanswered(cache);
                return Err(fault.at(Endpoint::ProtectedResource));
            }
        };
        let answer = attempt.answered(cache, status, self.world.now());
        let body = match (body, &answer) {
            (Ok(body), _) => body,
            (Err(fault), RetryDecision::Deliver) => return Err(fault.at(Endpoint::ProtectedResource)),
            // Who is refused is refused, whatever became of the explanation.
            (Err(_), RetryDecision::Retry(_)) => Vec::new(),
        };
        Ok((Response { status, headers, body, attempts: number }, answer))
    }

    async fn exchange(&self, outgoing: Outgoing<'_>, bounds: Bounds) -> Result<Incoming, Fault> {
        let method = outgoing.method;
        let mut incoming = self.world.exchange(outgoing, bounds).await?;
        content_length::check(method, &mut incoming);
        Ok(incoming)
    }

    fn note(&self, lifetime: Lifetime) {
        let Doubtful { assumed, capped } = self.doubtful.get();
        self.doubtful.set(match lifetime {
            Lifetime::Told(_) => return,
            Lifetime::Assumed => Doubtful { assumed: assumed + 1, capped },
            Lifetime::Capped => Doubtful { assumed, capped: capped + 1 },
        });
    }
}

/// A token response is small; anything larger is not one.
const MAX_TOKEN_RESPONSE: usize = 64 * 1024;
