//! One inspection of a deployment: requests within the budget and the pace, and the answers that several checks look at.

pub(super) mod clients;
pub(super) mod expiry;
pub(super) mod redirect;
pub(super) mod resources;
pub(super) mod tokens;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use scaikey_host::{Clocks, HttpError, Transport};
use tokio::runtime::Runtime;
use tokio::time::{Instant, sleep_until};

use super::exchanges::answer::Answer;
use super::exchanges::ask::Ask;
use super::exchanges::pacing::{Next, PAUSE, Pacing, network_error};
use super::exchanges::recorder::{Record, Recorder};
use super::interrupt::Interrupt;
use super::network::Network;
use super::network::certificate::{Handshake, Rejection};
use super::target::Target;
use crate::core::verdict::{NotPassed, Verdict, broken};
use expiry::Expired;

/// An inspection under way. Checks ask through it; what one has learnt others see without asking again.
pub(super) struct Inspection<'a> {
    pub(super) target: &'a Target,
    network: &'a dyn Network,
    clocks: Arc<dyn Clocks>,
    runtime: Runtime,
    recorder: Recorder,
    pacing: Pacing,
    interrupt: Interrupt,
    /// Answers by the names that checks share them under, each with the places of its records.
    known: BTreeMap<String, (Verdict<Answer>, Vec<usize>)>,
    shaken: Option<Verdict<Handshake>>,
    /// A token and a client after their time, once a check has waited for it.
    expired: Option<Verdict<Expired>>,
    /// Records that the check under way looks at.
    pub(super) seen: Vec<usize>,
    /// What the check under way observed where the documents are silent.
    pub(super) observed: Option<String>,
}

impl<'a> Inspection<'a> {
    pub(super) fn begin(
        target: &'a Target,
        network: &'a dyn Network,
        pacing: Pacing,
        interrupt: Interrupt,
    ) -> std::io::Result<Self> {
        let runtime = network.runtime()?;
        let entered = runtime.enter();
        let clocks = network.clocks();
        let recorder = Recorder::new(network.transport(), Arc::clone(&clocks), pacing.clone());
        drop(entered);
        Ok(Self {
            target,
            network,
            clocks,
            runtime,
            recorder,
            pacing,
            interrupt,
            known: BTreeMap::new(),
            shaken: None,
            expired: None,
            seen: Vec::new(),
            observed: None,
        })
    }

    /// What the deployment answers. What the network or a gateway loses is asked for again, as often as the pacing says.
    pub(super) fn ask(&mut self, ask: &Ask) -> Verdict<Answer> {
        let first = self.sent();
        let found = self.attempts(ask);
        let last = self.sent();
        for record in self.recorder.journal().records.iter_mut().skip(first + 1) {
            record.is_repeat = true;
        }
        self.seen.extend(first..last);
        found
    }

    fn attempts(&self, ask: &Ask) -> Verdict<Answer> {
        let mut attempt = 0;
        loop {
            let came = self.attempt(ask)?;
            match self.pacing.next(attempt, came.as_ref().map(|answer| answer.status)) {
                Next::Deliver => return came.map_err(|error| NotPassed::Inconclusive(network_error(&error))),
                Next::Repeat => self.pause(PAUSE)?,
                Next::GiveUp(reason) => return Err(NotPassed::Inconclusive(reason)),
            }
            attempt += 1;
        }
    }

    /// What comes of a single attempt, or what is wrong with the network.
    pub(super) fn try_once(&mut self, ask: &Ask) -> Verdict<Result<Answer, String>> {
        let place = self.sent();
        let came = self.attempt(ask)?;
        self.seen.push(place);
        Ok(came.map_err(|error| network_error(&error)))
    }

    fn attempt(&self, ask: &Ask) -> Verdict<Result<Answer, HttpError>> {
        let request =
            ask.request().ok_or_else(|| NotPassed::Inconclusive("the request cannot be made".into()))?;
        let came = self.wait_for(self.recorder.ask(request))?;
        self.is_open().map(|()| came)
    }

    /// Fails once nothing more is asked.
    pub(super) fn is_open(&self) -> Verdict {
        match &self.recorder.journal().closed {
            Some(reason) => Err(NotPassed::Inconclusive(reason.clone())),
            None => Ok(()),
        }
    }

    /// The answer that is known under this name, asked for if it is not.
    pub(super) fn once(
        &mut self,
        name: &str,
        ask: impl FnOnce(&mut Self) -> Verdict<Answer>,
    ) -> Verdict<Answer> {
        if let Some((found, records)) = self.known.get(name) {
            self.seen.extend(records);
            return found.clone();
        }
        let before = self.seen.len();
        let found = ask(self);
        self.known.insert(name.to_owned(), (found.clone(), self.seen[before..].to_vec()));
        found
    }

    /// What TLS agrees on with the deployment.
    pub(super) fn handshake(&mut self) -> Verdict<Handshake> {
        if let Some(found) = &self.shaken {
            return found.clone();
        }
        let shaken = self.shake()?;
        let found = shaken.or_else(|rejection| match rejection {
            Rejection::Untrusted(actual) => {
                broken("TLS 1.2 or later, with a certificate that verifies", actual)
            }
            Rejection::Unreachable(reason) => Err(NotPassed::Inconclusive(reason)),
        });
        self.shaken = Some(found.clone());
        found
    }

    fn shake(&self) -> Verdict<Result<Handshake, Rejection>> {
        let (host, port) = self.target.address();
        for _ in 0..self.pacing.repeats {
            match self.wait_for(self.network.handshake(host, port))? {
                Err(Rejection::Unreachable(_)) => self.pause(PAUSE)?,
                shaken => return Ok(shaken),
            }
        }
        self.wait_for(self.network.handshake(host, port))
    }

    /// Lets time pass.
    pub(super) fn pause(&self, time: Duration) -> Verdict {
        self.wait_for(async { sleep_until(Instant::now() + time).await })
    }

    /// Waits for something, unless the person who runs this has had enough.
    pub(super) fn wait_for<T>(&self, future: impl Future<Output = T>) -> Verdict<T> {
        let finished = self.runtime.block_on(self.interrupt.unless(future));
        finished.ok_or(NotPassed::Interrupted)
    }

    /// The clocks of this end.
    pub(super) fn clocks(&self) -> Arc<dyn Clocks> {
        Arc::clone(&self.clocks)
    }

    /// Time since 1970, at this end.
    pub(super) fn wall(&self) -> Duration {
        let _entered = self.runtime.enter();
        self.clocks.wall()
    }

    /// Time since any origin, at this end.
    pub(super) fn monotonic(&self) -> Duration {
        let _entered = self.runtime.enter();
        self.clocks.monotonic()
    }

    /// What carries the requests of a component.
    pub(super) fn transport(&self) -> Arc<dyn Transport> {
        Arc::new(self.recorder.clone())
    }

    pub(super) fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// How many requests were sent.
    pub(super) fn sent(&self) -> usize {
        self.recorder.sent()
    }

    /// Time between two requests.
    pub(super) fn interval(&self) -> Duration {
        self.pacing.interval
    }

    /// The last record that the check under way has seen.
    pub(super) fn last_seen(&self) -> Option<Record> {
        self.recorder.journal().records.get(*self.seen.last()?).cloned()
    }
}
