//! One visit to a deployment: what was asked, what was answered, and what several checks look at.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use scaikey_host::{Clocks, Transport};
use tokio::runtime::Runtime;
use tokio::time::{Instant, sleep_until};

use super::answer::Answer;
use super::ask::Ask;
use super::certificate::{Handshake, Rejection};
use super::checks::Outlived;
use super::conduct::{Conduct, Next, trouble};
use super::interrupt::Interrupt;
use super::network::Network;
use super::recorder::{Record, Recorder};
use super::target::Target;
use crate::outcome::Difference;

/// A visit under way. Checks ask through it; what one has learnt others see without asking again.
pub(super) struct Visit<'a> {
    pub(super) target: &'a Target,
    network: &'a dyn Network,
    clocks: Arc<dyn Clocks>,
    runtime: Runtime,
    recorder: Recorder,
    conduct: Conduct,
    interrupt: Interrupt,
    /// Answers by the names that checks share them under, each with the places of its records.
    known: BTreeMap<String, (Found<Answer>, Vec<usize>)>,
    shaken: Option<Found<Handshake>>,
    /// What became of a token and of a client when time had passed.
    pub(super) outlived: Option<Found<Outlived>>,
    /// Records that the check under way looks at.
    pub(super) seen: Vec<usize>,
    /// What the check under way observed where the documents are silent.
    pub(super) observed: Option<String>,
}

/// What a check finds.
pub(super) type Found<T> = Result<T, Unmet>;

/// Why a check does not pass.
#[derive(Clone, Debug)]
pub(super) enum Unmet {
    /// The deployment breaks the rule.
    Broken(Difference),
    /// Something between kept it from being seen.
    Inconclusive(String),
    /// It cannot be seen with this application.
    NotApplicable(String),
    /// It makes no sense without another requirement, of this id.
    Pointless(&'static str),
    /// The person who runs it has had enough.
    Interrupted,
}

impl From<Difference> for Unmet {
    fn from(difference: Difference) -> Self {
        Self::Broken(difference)
    }
}

impl<'a> Visit<'a> {
    pub(super) fn begin(
        target: &'a Target,
        network: &'a dyn Network,
        conduct: Conduct,
        interrupt: Interrupt,
    ) -> std::io::Result<Self> {
        let runtime = network.runtime()?;
        let entered = runtime.enter();
        let clocks = network.clocks();
        let recorder = Recorder::new(network.transport(), Arc::clone(&clocks), conduct.clone());
        drop(entered);
        Ok(Self {
            target,
            network,
            clocks,
            runtime,
            recorder,
            conduct,
            interrupt,
            known: BTreeMap::new(),
            shaken: None,
            outlived: None,
            seen: Vec::new(),
            observed: None,
        })
    }

    /// What the deployment answers. What the network or a gateway loses is asked for again, as often as the conduct says.
    pub(super) fn ask(&mut self, ask: &Ask) -> Found<Answer> {
        let first = self.recorder.journal().sent();
        let found = self.attempts(ask);
        let mut journal = self.recorder.journal();
        let last = journal.sent();
        for record in journal.records.iter_mut().take(last).skip(first + 1) {
            record.is_repeat = true;
        }
        drop(journal);
        self.seen.extend(first..last);
        found
    }

    fn attempts(&self, ask: &Ask) -> Found<Answer> {
        for attempt in 0.. {
            let request =
                ask.request().ok_or_else(|| Unmet::Inconclusive("the request cannot be made".into()))?;
            if self.recorder.journal().is_spent() {
                return Err(self.spent());
            }
            let came = self.wait_for(self.recorder.ask(request))?;
            let outline = came.as_ref().map(|answer| (answer.status, self.retry_after(answer)));
            match self.conduct.next(attempt, outline) {
                Next::Deliver => {
                    return came.map_err(|error| Unmet::Inconclusive(trouble(&error)));
                }
                Next::Repeat(after) => self.pause(after)?,
                Next::GiveUp(reason) => return Err(Unmet::Inconclusive(reason)),
            }
        }
        unreachable!("attempts are counted without end, and given up before")
    }

    /// What comes of a single attempt, or what is wrong with the network.
    pub(super) fn try_once(&mut self, ask: &Ask) -> Found<Result<Answer, String>> {
        let place = self.sent();
        let request =
            ask.request().ok_or_else(|| Unmet::Inconclusive("the request cannot be made".into()))?;
        if self.recorder.journal().is_spent() {
            return Err(self.spent());
        }
        let came = self.wait_for(self.recorder.ask(request))?;
        self.seen.push(place);
        Ok(came.map_err(|error| trouble(&error)))
    }

    /// The answer that is known under this name, asked for if it is not.
    pub(super) fn once(&mut self, name: &str, ask: impl FnOnce(&mut Self) -> Found<Answer>) -> Found<Answer> {
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
    pub(super) fn handshake(&mut self) -> Found<Handshake> {
        if let Some(found) = &self.shaken {
            return found.clone();
        }
        let (host, port) = self.target.address();
        let shaken = self.wait_for(self.network.handshake(host, port))?;
        let found = shaken.map_err(|rejection| match rejection {
            Rejection::Untrusted(actual) => Unmet::Broken(Difference {
                expected: "TLS 1.2 or later, with a certificate that verifies".into(),
                actual,
            }),
            Rejection::Unreachable(reason) => Unmet::Inconclusive(reason),
        });
        self.shaken = Some(found.clone());
        found
    }

    /// Lets time pass.
    pub(super) fn pause(&self, time: Duration) -> Found<()> {
        self.wait_for(async { sleep_until(Instant::now() + time).await })
    }

    /// Waits for something, unless the person who runs this has had enough.
    pub(super) fn wait_for<T>(&self, future: impl Future<Output = T>) -> Found<T> {
        let finished = self.runtime.block_on(self.interrupt.unless(future));
        finished.ok_or(Unmet::Interrupted)
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
        self.recorder.journal().sent()
    }

    /// The last record that the check under way has seen.
    pub(super) fn last_seen(&self) -> Option<Record> {
        self.recorder.journal().records.get(*self.seen.last()?).cloned()
    }

    /// What there is to say once no more requests are permitted.
    pub(super) fn spent(&self) -> Unmet {
        let requests = self.conduct.requests;
        Unmet::Inconclusive(format!("all {requests} requests of this run are spent: --requests permits more"))
    }

    /// Time that an answer asks to wait, from a number of seconds or a date.
    fn retry_after(&self, answer: &Answer) -> Option<Duration> {
        let text = answer.header(http::header::RETRY_AFTER)?;
        let seconds = text.trim().parse().ok().map(Duration::from_secs);
        seconds.or_else(|| Some(super::date::since_1970(text)?.saturating_sub(self.wall())))
    }
}
