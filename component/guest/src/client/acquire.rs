//! Acquires a token for a call.

use core::time::Duration;

use scaikey_policy::{Attempt, Fetch, Step};

use super::Client;
use super::deadline::Deadline;
use crate::exchange::{HttpRequest, HttpResponse, Io, Limits};
use crate::status::AdjustedLifetimes;
use crate::token::lifetime::Lifetime;
use crate::token::no_token::NoToken;
use crate::token::{self, AccessToken, FetchError, retry_after};

impl<I: Io> Client<I> {
    /// Follows the steps of the policy until a token is available, or none can be obtained.
    pub(super) async fn acquire_token(
        &self,
        mut step: Step<AccessToken, FetchError>,
        deadline: Deadline,
    ) -> Result<Attempt<AccessToken>, NoToken> {
        loop {
            step = match step {
                Step::Send(attempt) => return Ok(attempt),
                Step::Stop(stop) => return Err(NoToken::Policy(stop)),
                Step::Fetch(fetch) => self.fetch(fetch, deadline).await?,
                Step::Wait(wait) => {
                    self.fetch_finished.notified().await;
                    wait.resume(&mut self.cache.borrow_mut(), self.io.now())
                }
            }
        }
    }

    /// Sends the token request that the policy permitted.
    async fn fetch(
        &self,
        fetch: Fetch,
        deadline: Deadline,
    ) -> Result<Step<AccessToken, FetchError>, NoToken> {
        let asked = self.io.now();
        let config = &self.config;
        let mut time = deadline.cap(config.exchange_timeout, asked);
        if let Some(limit) = fetch.time_limit() {
            // Keep half of the remaining time for sending the old token.
            time = time.min(limit).min(deadline.cap(Duration::MAX, asked) / 2);
        }
        if time.is_zero() {
            fetch.abandoned(&mut self.cache.borrow_mut());
            self.fetch_finished.notify_all();
            return Err(NoToken::Deadline);
        }
        let form = token::request::form(config);
        let outgoing = HttpRequest {
            method: "POST",
            origin: &config.base_url.origin,
            path: &config.token_path,
            headers: token::request::headers(config, &form),
            body: Some(form.expose().as_bytes()),
        };
        let limits = Limits { timeout: time, body: MAX_TOKEN_RESPONSE };
        let outcome = self.exchange(outgoing, limits).await;
        let now = self.io.now();
        let cache = &mut *self.cache.borrow_mut();
        let latest = self.latest.borrow().clone();
        let parse =
            |response: &HttpResponse| token::response::parse(response, &config.credentials, latest.as_ref());
        let step = match outcome.map(|response| (parse(&response), response)) {
            Ok((Ok(granted), _)) => {
                self.count_adjusted(granted.lifetime);
                self.latest.replace(Some(granted.token.clone()));
                Step::Send(fetch.granted(cache, granted.token, asked, granted.lifetime.duration()))
            }
            Ok((Err(failure), response)) => {
                let retry_after =
                    response.header("retry-after").and_then(|value| retry_after::parse(value, now));
                fetch.failed(cache, failure, retry_after, now)
            }
            Err(error) => fetch.failed(cache, FetchError::Exchange(error), None, now),
        };
        self.fetch_finished.notify_all();
        Ok(step)
    }

    /// Counts a lifetime that is not the one that the server stated.
    fn count_adjusted(&self, lifetime: Lifetime) {
        let AdjustedLifetimes { assumed, capped } = self.adjusted_lifetimes.get();
        self.adjusted_lifetimes.set(match lifetime {
            Lifetime::Stated(_) => return,
            Lifetime::Assumed => AdjustedLifetimes { assumed: assumed + 1, capped },
            Lifetime::Capped => AdjustedLifetimes { assumed, capped: capped + 1 },
        });
    }
}

/// Greatest body of a token response, in bytes.
const MAX_TOKEN_RESPONSE: usize = 64 * 1024;
