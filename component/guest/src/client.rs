//! The client: follows the steps of the policy, sends the requests, and reports their outcomes to the policy.

mod acquire;
mod deadline;
mod notify;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::time::Duration;

use scaikey_policy::{Attempt, Cache, Generation, RetryDecision, Step};

use crate::bindings::nanoseconds;
use crate::config::Config;
use crate::exchange::{ExchangeError, HttpRequest, HttpResponse, Io, Limits, content_length};
use crate::secret::redact;
use crate::status::AdjustedLifetimes;
use crate::token::no_token::NoToken;
use crate::token::{AccessToken, FetchError};
use crate::types::{Endpoint, Error, Options, Request, Response, Status, Token};
use crate::{request, status};
use deadline::Deadline;
use notify::Notify;

/// The credentials of one application and its cached token.
pub struct Client<I> {
    io: I,
    config: Config,
    cache: RefCell<Cache<AccessToken, FetchError>>,
    fetch_finished: Notify,
    adjusted_lifetimes: Cell<AdjustedLifetimes>,
    /// The latest token. Errors never quote it, even after it was refused or discarded.
    latest: RefCell<Option<AccessToken>>,
}

impl<I: Io> Client<I> {
    /// Creates a client. Sends nothing. Fails with `Error::Configuration` if an option is invalid.
    pub fn open(io: I, options: Options) -> Result<Self, Error> {
        Ok(Self {
            io,
            config: Config::new(options).map_err(Error::Configuration)?,
            cache: RefCell::default(),
            fetch_finished: Notify::default(),
            adjusted_lifetimes: Cell::default(),
            latest: RefCell::default(),
        })
    }

    /// Returns the token that a call would send now, and fetches one if no fresh one is cached. `deadline` is in
    /// nanoseconds.
    pub async fn token(&self, deadline: Option<u64>) -> Result<Token, Error> {
        let deadline = Deadline::new(self.io.now(), deadline);
        let first = self.begin_call(deadline)?;
        let attempt = self.acquire_token(first, deadline).await.map_err(NoToken::into_error)?;
        let (issued, now) = (attempt.issued(), self.io.now());
        Ok(Token {
            value: issued.token().value().into(),
            generation: issued.generation().number(),
            remaining: nanoseconds(issued.remaining(now)),
            fresh_for: nanoseconds(issued.fresh_for(now)),
            scopes: issued.token().scopes().into(),
        })
    }

    /// Sends a request with a token, and a second time if the policy decides to retry.
    pub async fn send(&self, request: Request) -> Result<Response, Error> {
        let deadline = Deadline::new(self.io.now(), request.deadline);
        let path = self.check_request(&request)?;
        let first = self.begin_call(deadline)?;
        let attempt = self.acquire_token(first, deadline).await.map_err(NoToken::into_error)?;
        let Some(time) = self.time_left(deadline) else {
            let error = ExchangeError::Timeout("the deadline passed");
            return Err(error.at(Endpoint::ProtectedResource));
        };
        let (response, step) = match self.send_attempt(attempt, &request, &path, time).await? {
            (response, RetryDecision::Deliver) => return Ok(response),
            (response, RetryDecision::Retry(step)) => (response, step),
        };
        let attempt = match self.acquire_token(step, deadline).await {
            Ok(attempt) => attempt,
            Err(no_token) => return Err(no_token.into_refused(response)),
        };
        match self.time_left(deadline) {
            Some(time) => {
                self.send_attempt(attempt, &request, &path, time).await.map(|(response, _)| response)
            }
            None => Err(NoToken::Deadline.into_refused(response)),
        }
    }

    /// Removes the cached token if its generation is this one or lower. An unknown generation has no effect.
    pub fn discard(&self, generation: u64) {
        self.cache.borrow_mut().discard(Generation::new(generation));
    }

    /// Returns the state of the cache and the gate, and the counters. Sends nothing.
    pub fn status(&self) -> Status {
        let cache = self.cache.borrow();
        status::report(cache.status(self.io.now()), cache.last_failure(), self.adjusted_lifetimes.get())
    }

    /// Checks a request and returns its path on the origin, with the prefix of the base URL.
    fn check_request(&self, request: &Request) -> Result<String, Error> {
        let quote = |text: &str| {
            let mut secrets = self.config.credentials.spellings();
            if let Some(token) = &*self.latest.borrow() {
                redact::add_spellings(token.value(), &mut secrets);
            }
            redact::quote(text, &secrets)
        };
        let path = request::check(request, &quote).map_err(Error::InvalidRequest)?;
        if request.body.as_ref().is_some_and(|body| body.len() > self.config.request_limit) {
            return Err(
                ExchangeError::TooLarge("request body exceeds its limit").at(Endpoint::ProtectedResource)
            );
        }
        Ok(format!("{}{}", self.config.base_url.prefix, path.as_str()))
    }

    /// Asks the policy for the first step. Fails if the deadline has passed.
    fn begin_call(&self, deadline: Deadline) -> Result<Step<AccessToken, FetchError>, Error> {
        let now = self.io.now();
        if deadline.has_passed(now) {
            return Err(NoToken::Deadline.into_error());
        }
        Ok(self.cache.borrow_mut().begin(now))
    }

    /// Time limit of an exchange that begins now; `None` if the deadline has passed.
    fn time_left(&self, deadline: Deadline) -> Option<Duration> {
        let time = deadline.cap(self.config.exchange_timeout, self.io.now());
        (!time.is_zero()).then_some(time)
    }

    /// Sends the request with the token of this attempt, and returns the response with the decision of the policy.
    async fn send_attempt(
        &self,
        attempt: Attempt<AccessToken>,
        request: &Request,
        path: &str,
        time: Duration,
    ) -> Result<(Response, RetryDecision<AccessToken, FetchError>), Error> {
        let mut headers = request.headers.clone();
        if let Some(body) = &request.body {
            headers.push(("content-length".into(), body.len().to_string().into()));
        }
        headers.push(("authorization".into(), attempt.issued().token().authorization().into()));
        let outgoing = HttpRequest {
            method: &request.method,
            origin: &self.config.base_url.origin,
            path,
            headers,
            body: request.body.as_deref(),
        };
        let outcome =
            self.exchange(outgoing, Limits { timeout: time, body: self.config.response_limit }).await;
        let number = attempt.number();
        let cache = &mut *self.cache.borrow_mut();
        let HttpResponse { status, headers, body } = match outcome {
            Ok(response) => response,
            Err(error) => {
                attempt.unanswered(cache);
                return Err(error.at(Endpoint::ProtectedResource));
            }
        };
        let answer = attempt.answered(cache, status, self.io.now());
        let body = match (body, &answer) {
            (Ok(body), _) => body,
            (Err(error), RetryDecision::Deliver) => return Err(error.at(Endpoint::ProtectedResource)),
            // A 401 counts even if its body fails to arrive.
            (Err(_), RetryDecision::Retry(_)) => Vec::new(),
        };
        Ok((Response { status, headers, body, attempts: number }, answer))
    }

    /// Exchanges one request, and checks the length of the response body.
    async fn exchange(
        &self,
        outgoing: HttpRequest<'_>,
        limits: Limits,
    ) -> Result<HttpResponse, ExchangeError> {
        let method = outgoing.method;
        let mut response = self.io.exchange(outgoing, limits).await?;
        content_length::check(method, &mut response);
        Ok(response)
    }
}
