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
use crate::environment::World;
use crate::error::Lack;
use crate::token::Token;

impl<W: World> Client<W> {
    /// The token to send now.
    pub(crate) async fn lease(&self, until: Deadline) -> Result<Rc<Token>, Lack> {
        if self.is_over(until) {
            return Err(Lack::Deadline);
        }
        let eager = self.eager.take();
        let fresh = self.cache.borrow().fresh(self.now());
        if let Some(token) = fresh {
            self.count(|counters| counters.hits += 1);
            return Ok(token);
        }
        let lack = match self.renewed(eager, until).await {
            Ok(token) => return Ok(token),
            Err(lack) => lack,
        };
        let old = self.cache.borrow().usable(self.now()).filter(|_| !self.is_fatal(&lack));
        if let Some(token) = old {
            self.count(|counters| counters.stale_sent += 1);
            return Ok(token);
        }
        if matches!(lack, Lack::Gated(_)) {
            self.count(|counters| counters.gated += 1);
        }
        Err(lack)
    }

    /// Fetches a token, or shares what came of a fetch that another call made while this one waited.
    pub(crate) async fn renew(&self, until: Deadline) -> Result<Rc<Token>, Lack> {
        if self.flies_alone() {
            return self.depart(until).await;
        }
        self.deadlock().await;
        let seen = self.flights.borrow().landed();
        let Some(_turn) = self.turn(until).await else {
            return Err(Lack::Deadline);
        };
        self.wedge().await;
        let shared = self.flights.borrow().since(seen);
        match shared.filter(|outcome| self.is_shareable(outcome)) {
            Some(outcome) => outcome,
            None => self.depart(until).await,
        }
    }

    /// Fetches a token, if neither deadline nor gate forbids it.
    async fn depart(&self, until: Deadline) -> Result<Rc<Token>, Lack> {
        if self.is_over(until) {
            return Err(Lack::Deadline);
        }
        if let Some(gated) = self.gate.borrow().check(self.now()) {
            return Err(Lack::Gated(gated));
        }
        let (within, unhurried) = (self.patience(until), self.patience(Deadline::NONE));
        let mut outcome = self.fetch(within).await.map_err(Lack::Failed);
        while self.is_never_content(&outcome) {
            self.breathe().await;
            outcome = self.fetch(within).await.map_err(Lack::Failed);
        }
        // What fails for want of this call's time need not fail for others.
        if outcome.is_ok() || within == unhurried {
            self.flights.borrow_mut().land(outcome.clone());
        }
        outcome
    }

    /// What came of the fetch in `open`, if this is the first call of an eager client; otherwise of one made now.
    async fn renewed(
        &self,
        eager: Option<Result<Rc<Token>, Lack>>,
        until: Deadline,
    ) -> Result<Rc<Token>, Lack> {
        let is_alive = |token: &Rc<Token>| token.age(self.now(), self.build) <= token.lifetime;
        match eager {
            Some(Ok(token)) if is_alive(&token) && !self.cache.borrow().is_gone(&token) => Ok(token),
            Some(Err(lack)) => Err(lack),
            Some(Ok(_)) | None => self.renew(until).await,
        }
    }

    /// Waits until no other call fetches. `None` if the deadline comes first.
    async fn turn(&self, until: Deadline) -> Option<MutexGuard<'_, ()>> {
        if let Ok(turn) = self.turns.try_lock() {
            return Some(turn);
        }
        let left = until.left(self.now());
        if left == Duration::MAX {
            return Some(self.turns.lock().await);
        }
        first(self.turns.lock(), self.world.pause(left)).await
    }

    /// How long a token request may take: no longer than the old token can wait for it, and then no longer than half
    /// of the time that the call has left.
    fn patience(&self, until: Deadline) -> Duration {
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

    fn is_shareable(&self, outcome: &Result<Rc<Token>, Lack>) -> bool {
        match outcome {
            Ok(token) => !self.cache.borrow().is_gone(token),
            Err(_) => !self.build.has(Defect::FailuresNotShared),
        }
    }

    fn is_fatal(&self, lack: &Lack) -> bool {
        match lack {
            Lack::Gated(_) => self.build.has(Defect::GateHidesOldToken),
            _ => self.build.has(Defect::RenewalFailureFatal),
        }
    }
}

/// What `task` brings, or `None` if `end` ends before it.
async fn first<T>(task: impl Future<Output = T>, end: impl Future<Output = ()>) -> Option<T> {
    let (mut task, mut end) = (pin!(task), pin!(end));
    poll_fn(|context| match task.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => end.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// What an old token keeps of its life to be sent in.
const LAST_MOMENT: Duration = Duration::from_secs(1);
