//! The virtual world of one check: a subject with a client of its own, a mock ScaiKey in place of the network, and a
//! paused time that moves only when told to.

pub(crate) mod acts;
mod clocks;
mod door;
mod failure;
mod passage;
mod verdicts;

use std::io;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use scaikey_host::Client;
use tokio::runtime::{Builder, Runtime};

use crate::application::Application;
use crate::mock::Mock;
use crate::mock::moment::Moment;
use crate::redaction::Redaction;
use crate::subject::Subject;
use clocks::VirtualClocks;

pub(crate) struct World {
    subject: Subject,
    application: &'static Application,
    runtime: Runtime,
    clocks: Arc<VirtualClocks>,
    mock: Arc<Mutex<Mock>>,
    /// `None` if the subject would not open one.
    client: Option<Client>,
    /// Whether the client trapped or was stopped.
    broken: bool,
    /// The schedules that a simulation is to play.
    pub(crate) seeds: RangeInclusive<u64>,
    /// The schedule that this is the world of.
    pub(crate) seed: Option<u64>,
}

impl World {
    /// A world that begins with the subject opening a client. Fails only if there can be no runtime.
    pub(crate) fn new(subject: &Subject, application: &'static Application) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_time().start_paused(true).build()?;
        let clocks = Arc::new(runtime.block_on(async { VirtualClocks::start() }));
        let mock = Arc::new(Mutex::new(Mock::new(application)));
        let mut world = Self {
            subject: subject.clone(),
            application,
            runtime,
            clocks,
            mock,
            client: None,
            broken: false,
            seeds: 0..=0,
            seed: None,
        };
        world.open();
        Ok(world)
    }

    /// The same world at its beginning.
    pub(crate) fn again(&self) -> io::Result<Self> {
        Ok(Self { seeds: self.seeds.clone(), ..Self::new(&self.subject, self.application)? })
    }

    /// The mock, to script it.
    pub(crate) fn mock(&self) -> MutexGuard<'_, Mock> {
        self.mock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that happened, for people.
    pub(crate) fn timeline(&self) -> Vec<String> {
        self.mock().journal.timeline()
    }

    /// What must not be printed of this world.
    pub(crate) fn redaction(&self) -> Redaction {
        Redaction::new(self.application, self.mock().issued())
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
        self.clocks.moment()
    }
}
