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
use super::exchanges::pacing::{Next, PAUSE, Pacing, network_error};
use super::exchanges::probe::Probe;
use super::exchanges::recorder::{Record, Recorder};
use super::interrupt::Interrupt;
use super::network::Network;
use super::network::certificate::{Handshake, Rejection};
use super::target::Target;
use crate::core::verdict::{NotPassed, Verdict, broken};
use expiry::Expired;

/// An inspection under way. Checks send their requests through it, and share answers under a name.
pub(super) struct Inspection<'a> {
    pub(super) target: &'a Target,
    network: &'a dyn Network,
    clocks: Arc<dyn Clocks>,
    runtime: Runtime,
    recorder: Recorder,
    pacing: Pacing,
    interrupt: Interrupt,
    /// Shared answers by name, each with the places of its records.
    known: BTreeMap<String, (Verdict<Answer>, Vec<usize>)>,
    handshake: Option<Verdict<Handshake>>,
    /// A token and a client after their time, once a check has waited for it.
    expired: Option<Verdict<Expired>>,
    /// Places of the records that the check under way looks at.
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
            handshake: None,
            expired: None,
            seen: Vec::new(),
            observed: None,
        })
    }

    /// Sends a request. After an error of the network or of a gateway it is sent again, as often as the pacing allows.
    pub(super) fn send(&mut self, probe: &Probe) -> Verdict<Answer> {
        let first = self.sent();
        let answer = self.attempts(probe);
        let last = self.sent();
        for record in self.recorder.journal().records.iter_mut().skip(first + 1) {
            record.is_repeat = true;
        }
        self.seen.extend(first..last);
        answer
    }

    fn attempts(&self, probe: &Probe) -> Verdict<Answer> {
        let mut attempt = 0;
        loop {
            let result = self.attempt(probe)?;
            match self.pacing.next(attempt, result.as_ref().map(|answer| answer.status)) {
                Next::Deliver => {
                    return result.map_err(|error| NotPassed::Inconclusive(network_error(&error)));
                }
                Next::Repeat => self.pause(PAUSE)?,
                Next::GiveUp(reason) => return Err(NotPassed::Inconclusive(reason)),
            }
            attempt += 1;
        }
    }

    /// Sends a request without repeating it. An error of the network is returned in words.
    pub(super) fn send_once(&mut self, probe: &Probe) -> Verdict<Result<Answer, String>> {
        let place = self.sent();
        let result = self.attempt(probe)?;
        self.seen.push(place);
        Ok(result.map_err(|error| network_error(&error)))
    }

    fn attempt(&self, probe: &Probe) -> Verdict<Result<Answer, HttpError>> {
        let request =
            probe.request().ok_or_else(|| NotPassed::Inconclusive("the request cannot be made".into()))?;
        let result = self.wait_for(self.recorder.exchange(request))?;
        self.is_open().map(|()| result)
    }

    /// Fails once no more requests are sent.
    pub(super) fn is_open(&self) -> Verdict {
        match &self.recorder.journal().closed {
            Some(reason) => Err(NotPassed::Inconclusive(reason.clone())),
            None => Ok(()),
        }
    }

    /// The answer that is shared under this name. `send` gets it if no check has.
    pub(super) fn once(
        &mut self,
        name: &str,
        send: impl FnOnce(&mut Self) -> Verdict<Answer>,
    ) -> Verdict<Answer> {
        if let Some((answer, records)) = self.known.get(name) {
            self.seen.extend(records);
            return answer.clone();
        }
        let before = self.seen.len();
        let answer = send(self);
        self.known.insert(name.to_owned(), (answer.clone(), self.seen[before..].to_vec()));
        answer
    }

    /// The TLS handshake with the deployment, made once for all checks.
    pub(super) fn handshake(&mut self) -> Verdict<Handshake> {
        if let Some(handshake) = &self.handshake {
            return handshake.clone();
        }
        let handshake = self.handshake_attempts()?;
        let handshake = handshake.or_else(|rejection| match rejection {
            Rejection::Untrusted(actual) => {
                broken("TLS 1.2 or later, with a certificate that verifies", actual)
            }
            Rejection::Unreachable(reason) => Err(NotPassed::Inconclusive(reason)),
        });
        self.handshake = Some(handshake.clone());
        handshake
    }

    fn handshake_attempts(&self) -> Verdict<Result<Handshake, Rejection>> {
        let (host, port) = self.target.address();
        for _ in 0..self.pacing.repeats {
            match self.wait_for(self.network.handshake(host, port))? {
                Err(Rejection::Unreachable(_)) => self.pause(PAUSE)?,
                handshake => return Ok(handshake),
            }
        }
        self.wait_for(self.network.handshake(host, port))
    }

    /// Lets time pass.
    pub(super) fn pause(&self, time: Duration) -> Verdict {
        self.wait_for(async { sleep_until(Instant::now() + time).await })
    }

    /// Waits for a future. An interrupt ends the wait.
    pub(super) fn wait_for<T>(&self, future: impl Future<Output = T>) -> Verdict<T> {
        let finished = self.runtime.block_on(self.interrupt.unless(future));
        finished.ok_or(NotPassed::Interrupted)
    }

    /// The clocks of this machine.
    pub(super) fn clocks(&self) -> Arc<dyn Clocks> {
        Arc::clone(&self.clocks)
    }

    /// Time since 1970 on this machine.
    pub(super) fn wall(&self) -> Duration {
        let _entered = self.runtime.enter();
        self.clocks.wall()
    }

    /// Time since any origin on this machine.
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
