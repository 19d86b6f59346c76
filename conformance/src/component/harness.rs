//! The harness of one check: the subject with clients of its own, and the mock endpoint in place of the network.
//!
//! - A virtual harness calls the mock endpoint in process, in virtual time that moves only when a check moves it.
//! - A harness over the wire uses sockets of the loopback interface, in real time.

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
use crate::core::clocks::Moment;
use crate::core::evidence::Evidence;
use crate::core::redaction::Redaction;
use client::SubjectClient;
use in_process::InProcess;

pub(crate) struct Harness {
    subject: Subject,
    application: &'static Application,
    transport: Transport,
    runtime: Runtime,
    in_process: InProcess,
    /// The transport of the clients, which ends at the mock endpoint.
    network: Arc<dyn scaikey_host::Transport>,
    /// Whether the subject was asked to open a client.
    opened: bool,
    /// The client in use; `None` if it did not open.
    client: Option<SubjectClient>,
    /// The client that was opened before it. It stays alive, so that clients that share state are found.
    idle: Option<SubjectClient>,
    /// What all earlier clients wrote to their standard streams.
    output: Vec<u8>,
    /// Whether the client trapped or was stopped.
    broken: bool,
    /// The response to the last request of the caller, if there was one.
    pub(crate) delivered: Option<types::Response>,
    /// Bytes of memory that each client may have.
    pub(crate) memory: usize,
    /// The schedules that a simulation is to play.
    pub(crate) seeds: RangeInclusive<u64>,
    /// The schedule that was played in it.
    pub(crate) seed: Option<u64>,
    /// What the subject does where the documents are silent.
    pub(crate) observed: Option<String>,
}

impl Harness {
    /// A new harness; the first action opens the client. Fails only if there is no runtime, or no port to listen on.
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

    /// A new harness for the same subject.
    pub(crate) fn again(&self) -> io::Result<Self> {
        Ok(Self { seeds: self.seeds.clone(), ..Self::new(&self.subject, self.application, self.transport)? })
    }

    /// The mock endpoint, to script it.
    pub(crate) fn mock(&self) -> MutexGuard<'_, MockEndpoint> {
        self.in_process.mock()
    }

    /// The evidence of what happened.
    pub(crate) fn evidence(&self) -> Evidence {
        let redaction = self.redaction();
        self.mock().journal.evidence(&redaction)
    }

    /// The redaction of this harness.
    pub(crate) fn redaction(&self) -> Redaction {
        secrets::redaction(self.application, self.mock().issued().len())
    }

    /// What the subject imports beyond outgoing HTTP and the two clocks, in words.
    pub(crate) fn excess_imports(&self) -> String {
        match self.subject.excess_imports() {
            [] => "no other import".into(),
            imports => imports.join("\n"),
        }
    }

    fn now(&self) -> Moment {
        let _context = self.runtime.enter();
        self.in_process.clocks.moment()
    }
}
