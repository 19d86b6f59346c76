//! The harness of one check: a subject with a client of its own, and a mock ScaiKey in place of all others. A virtual
//! harness has no network, and a paused time that moves only when told to; over the wire, both are real.

pub(crate) mod caller;
mod client;
mod clock_control;
mod failure;
pub(crate) mod in_process;
mod leak_scan;
mod opening;
mod verdicts;

use std::io;
use std::ops::RangeInclusive;
use std::sync::{Arc, MutexGuard};

use scaikey_host::{Limits, types};
use tokio::runtime::{Builder, Runtime};

use crate::component::application::Application;
use crate::component::endpoint::MockEndpoint;
use crate::component::options::Transport;
use crate::component::secrets;
use crate::component::subject::Subject;
use crate::component::wire::Wire;
use crate::core::evidence::Evidence;
use crate::core::moment::Moment;
use crate::core::redaction::Redaction;
use client::SubjectClient;
use in_process::InProcess;

pub(crate) struct Harness {
    subject: Subject,
    application: &'static Application,
    transport: Transport,
    runtime: Runtime,
    in_process: InProcess,
    /// What leads to the mock.
    network: Arc<dyn scaikey_host::Transport>,
    /// Whether the subject was asked to open a client.
    opened: bool,
    /// `None` if it did not.
    client: Option<SubjectClient>,
    /// The client that was opened before it. It lives on, so that what one has reaches the other if they share it.
    idle: Option<SubjectClient>,
    /// What all clients before these wrote to their standard streams.
    output: Vec<u8>,
    /// Whether the client trapped or was stopped.
    broken: bool,
    /// What the last request that the caller sent brought it, if it was a response.
    pub(crate) delivered: Option<types::Response>,
    /// Bytes of memory that each client may have.
    pub(crate) memory: usize,
    /// The schedules that a simulation is to play.
    pub(crate) seeds: RangeInclusive<u64>,
    /// The schedule that this is the harness of.
    pub(crate) seed: Option<u64>,
    /// What the subject does where the documents are silent.
    pub(crate) observed: Option<String>,
}

impl Harness {
    /// A harness in which nothing has happened; the first act opens the client. Fails only if there can be no runtime, or
    /// no port to listen on.
    pub(crate) fn new(
        subject: &Subject,
        application: &'static Application,
        transport: Transport,
    ) -> io::Result<Self> {
        let mut builder = Builder::new_current_thread();
        let runtime = match transport {
            Transport::Virtual => builder.enable_time().start_paused(true).build()?,
            Transport::Wire => builder.enable_all().build()?,
        };
        let in_process = runtime.block_on(async { InProcess::new(application) });
        let network: Arc<dyn scaikey_host::Transport> = match transport {
            Transport::Virtual => Arc::new(in_process.clone()),
            Transport::Wire => Arc::new(runtime.block_on(Wire::new(&in_process))?),
        };
        Ok(Self {
            subject: subject.clone(),
            application,
            transport,
            runtime,
            in_process,
            network,
            opened: false,
            client: None,
            idle: None,
            output: Vec::new(),
            broken: false,
            delivered: None,
            memory: Limits::default().memory,
            seeds: 0..=0,
            seed: None,
            observed: None,
        })
    }

    /// The same harness at its beginning.
    pub(crate) fn again(&self) -> io::Result<Self> {
        Ok(Self { seeds: self.seeds.clone(), ..Self::new(&self.subject, self.application, self.transport)? })
    }

    /// The mock, to script it.
    pub(crate) fn mock(&self) -> MutexGuard<'_, MockEndpoint> {
        self.in_process.mock()
    }

    /// Everything that happened, ready to be printed.
    pub(crate) fn evidence(&self) -> Evidence {
        let redaction = self.redaction();
        self.mock().journal.evidence(&redaction)
    }

    /// What must not be printed of this harness.
    pub(crate) fn redaction(&self) -> Redaction {
        secrets::redaction(self.application, self.mock().issued().len())
    }

    /// What the subject imports beyond outgoing HTTP and the two clocks, in words.
    pub(crate) fn strange_imports(&self) -> String {
        match self.subject.strange_imports() {
            [] => "no other import".into(),
            imports => imports.join("\n"),
        }
    }

    fn now(&self) -> Moment {
        let _context = self.runtime.enter();
        self.in_process.clocks.moment()
    }
}
