//! Where the token of a call comes from: the cache, a fetch, or a fetch that another call makes meanwhile.

use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use tokio::sync::MutexGuard;

use crate::client::Client;
use crate::client::deadline::Deadline;
use crate::defect::Defect;
use crate::environment::Environment;
use crate::error::NoToken;
use crate::token::Token;

impl<W: Environment> Client<W> {
    /// The token to send now.
    pub(crate) async fn acquire(&self, until: Deadline) -> Result<Rc<Token>, NoToken> {
        if self.is_over(until) {
            return Err(NoToken::Deadline);
        }
        let eager = self.eager.take();
        let fresh = self.cache.borrow().fresh(self.now());
        if let Some(token) = fresh {
            self.count(|counters| counters.hits += 1);
            return Ok(token);
        }
        let no_token = match self.first_or_renewed(eager, until).await {
            Ok(token) => return Ok(token),
            Err(no_token) => no_token,
        };
        let old = self.cache.borrow().usable(self.now()).filter(|_| !self.is_fatal(&no_token));
        if let Some(token) = old {
            self.count(|counters| counters.stale_sent += 1);
            return Ok(token);
        }
        if matches!(no_token, NoToken::Gated(_)) {
            self.count(|counters| counters.gated += 1);
        }
        Err(no_token)
    }

    /// Fetches a token, or shares the outcome of a fetch that another call made while this one waited.
    pub(crate) async fn renew(&self, until: Deadline) -> Result<Rc<Token>, NoToken> {
        if self.fetches_alone() {
            return self.fetch_unless_gated(until).await;
        }
        self.hang_in_second_renewal().await;
        let seen = self.shared.borrow().ended();
        let Some(_lock) = self.lock_fetch(until).await else {
            return Err(NoToken::Deadline);
        };
        self.hang_after_dropped_fetch().await;
        let shared = self.shared.borrow().since(seen);
        match shared.filter(|outcome| self.is_shareable(outcome)) {
            Some(outcome) => outcome,
            None => self.fetch_unless_gated(until).await,
        }
    }

    /// Fetches a token unless the deadline or the gate forbids it.
    async fn fetch_unless_gated(&self, until: Deadline) -> Result<Rc<Token>, NoToken> {
        if self.is_over(until) {
            return Err(NoToken::Deadline);
        }
        if let Some(gated) = self.gate.borrow().check(self.now()) {
            return Err(NoToken::Gated(gated));
        }
        let (within, unhurried) = (self.time_for_fetch(until), self.time_for_fetch(Deadline::NONE));
        let mut outcome = self.fetch(within).await.map_err(NoToken::Failed);
        while self.repeats_fetch(&outcome) {
            self.pause_before_repeat().await;
            outcome = self.fetch(within).await.map_err(NoToken::Failed);
        }
        // A failure for lack of the time of this call is not shared.
        if outcome.is_ok() || within == unhurried {
            self.shared.borrow_mut().end(outcome.clone());
        }
        outcome
    }

    /// The outcome of the fetch in `open`, if this is the first call of an eager client, or of one made now.
    async fn first_or_renewed(
        &self,
        eager: Option<Result<Rc<Token>, NoToken>>,
        until: Deadline,
    ) -> Result<Rc<Token>, NoToken> {
        let is_alive = |token: &Rc<Token>| token.age(self.now(), self.build) <= token.lifetime;
        match eager {
            Some(Ok(token)) if is_alive(&token) && !self.cache.borrow().is_gone(&token) => Ok(token),
            Some(Err(no_token)) => Err(no_token),
            Some(Ok(_)) | None => self.renew(until).await,
        }
    }

    /// Waits until no other call fetches. `None` if the deadline comes first.
    async fn lock_fetch(&self, until: Deadline) -> Option<MutexGuard<'_, ()>> {
        if let Ok(lock) = self.fetch_lock.try_lock() {
            return Some(lock);
        }
        let left = until.left(self.now());
        if left == Duration::MAX {
            return Some(self.fetch_lock.lock().await);
        }
        first(self.fetch_lock.lock(), self.environment.pause(left)).await
    }

    /// How long a token request may take. While an old token lives, that is until shortly before its expiry, and at most
    /// half of the time that the call has left.
    fn time_for_fetch(&self, until: Deadline) -> Duration {
        let now = self.now();
        let within = self.config.timeout.min(until.left(now));
        let old = self.cache.borrow().usable(now).filter(|_| !self.build.has(Defect::RenewalOutlivesToken));
        let Some(old) = old else {
            return within;
        };
        let life = old.remaining(now, self.build);
        within.min(life - LAST_MOMENT.min(life / 2)).min(until.left(now) / 2)
    }

    fn is_over(&self, until: Deadline) -> bool {
        until.passed(self.now()) && !self.build.has(Defect::DeadlinePassedTried)
    }

    fn is_shareable(&self, outcome: &Result<Rc<Token>, NoToken>) -> bool {
        match outcome {
            Ok(token) => !self.cache.borrow().is_gone(token),
            Err(_) => !self.build.has(Defect::FailuresNotShared),
        }
    }

    fn is_fatal(&self, no_token: &NoToken) -> bool {
        match no_token {
            NoToken::Gated(_) => self.build.has(Defect::GateHidesOldToken),
            _ => self.build.has(Defect::RenewalFailureFatal),
        }
    }
}

/// The output of `task`, or `None` if `end` ends before it.
async fn first<T>(task: impl Future<Output = T>, end: impl Future<Output = ()>) -> Option<T> {
    let (mut task, mut end) = (pin!(task), pin!(end));
    poll_fn(|context| match task.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => end.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// The life of an old token that is kept for sending it.
const LAST_MOMENT: Duration = Duration::from_secs(1);
