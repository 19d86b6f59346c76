//! The client of the contract.

/// One attempt of a call.
mod attempt;
/// One call and its retry.
mod call;
/// Counters of the status.
pub(crate) mod counters;
/// The deadline of a call.
pub(crate) mod deadline;
/// The status of a client.
mod status;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tokio::sync::Mutex;

use crate::build::{Build, Style};
use crate::client::deadline::Deadline;
use crate::config::Config;
use crate::defect::Defect;
use crate::environment::Environment;
use crate::error::NoToken;
use crate::faults;
use crate::http::request;
use crate::moment::Moment;
use crate::token::Token;
use crate::token::cache::Cache;
use crate::token::gate::Gate;
use crate::token::shared::SharedFetches;
use crate::types::{self, Counters, Error, FailureKind, FetchReason};

/// One application's credentials, its cached token, and the right to use them. Its calls may overlap.
pub struct Client<W> {
    pub(crate) environment: W,
    pub(crate) build: Build,
    pub(crate) config: Config,
    pub(crate) cache: Rc<RefCell<Cache>>,
    pub(crate) gate: RefCell<Gate>,
    /// Held by the call that fetches.
    pub(crate) fetch_lock: Mutex<()>,
    pub(crate) shared: RefCell<SharedFetches>,
    pub(crate) counters: RefCell<Counters>,
    pub(crate) last_fetch: Cell<Option<FetchReason>>,
    pub(crate) last_failure: Cell<Option<FailureKind>>,
    /// The outcome of a fetch in `open`, until the first call takes it.
    pub(crate) eager: Cell<Option<Result<Rc<Token>, NoToken>>>,
    /// What only defective clients keep.
    pub(crate) state: faults::DefectState,
}

impl<W: Environment> Client<W> {
    /// Makes a client. Fails with `configuration` only.
    pub async fn open(options: types::Options, environment: W, build: Build) -> Result<Self, Error> {
        let state = faults::DefectState::default();
        let config = match Config::new(options, build) {
            Err(_) if build.has(Defect::ConfigurationTrapsLate) => state.config_until_first_call(build),
            checked => checked,
        };
        let client = Self {
            environment,
            build,
            config: config.map_err(|text| Error::Configuration(text.into()))?,
            cache: faults::cache(build),
            gate: RefCell::new(Gate::new(build)),
            fetch_lock: Mutex::new(()),
            shared: RefCell::default(),
            counters: RefCell::new(counters::ZERO),
            last_fetch: Cell::new(None),
            last_failure: Cell::new(None),
            eager: Cell::new(None),
            state,
        };
        if build.is(Style::Eager) || build.has(Defect::FetchesAtOpen) {
            client.eager.set(Some(client.renew(Deadline::NONE).await));
        }
        Ok(client)
    }

    /// Hands out the token that a call would send now, within a deadline in nanoseconds from now.
    pub async fn token(&self, deadline: Option<u64>) -> Result<types::Token, Error> {
        let until = self.deadline(deadline);
        let old = self.cache.borrow().usable(self.now()).filter(|_| self.build.has(Defect::StaleHandedOut));
        let token = match old {
            Some(old) => old,
            None => self.acquire(until).await.map_err(NoToken::error)?,
        };
        Ok(token.shown(self.now(), self.build))
    }

    /// Sends one request with a token and delivers the response, after at most one retry.
    pub async fn send(&self, request: types::Request) -> Result<types::Response, Error> {
        let until = self.deadline(request.deadline);
        let request = request::check(request, &self.config, self.build)?;
        if self.build.has(Defect::NeverCalls) {
            return Ok(types::Response { status: 200, headers: Vec::new(), body: Vec::new(), attempts: 1 });
        }
        self.call(&request, until).await
    }

    /// Forgets the cached token if it is the one of this generation or older. An unknown generation changes nothing.
    pub fn discard(&self, generation: u64) {
        let mut cache = self.cache.borrow_mut();
        match self.build.defect {
            Some(Defect::DiscardIgnored) => {}
            Some(Defect::DiscardAny) => cache.drop_any(FetchReason::Asked),
            _ => cache.forget(generation, FetchReason::Asked),
        }
    }

    pub(crate) fn now(&self) -> Moment {
        Moment::read(&self.environment, self.build)
    }

    pub(crate) fn count(&self, change: impl FnOnce(&mut Counters)) {
        if !self.build.has(Defect::CountersStill) {
            change(&mut self.counters.borrow_mut());
        }
    }

    /// Begins a call.
    fn deadline(&self, nanoseconds: Option<u64>) -> Deadline {
        self.state.trap_if_options_were_bad();
        let obeyed = nanoseconds.filter(|_| !self.build.has(Defect::DeadlineIgnored));
        Deadline::new(self.now(), obeyed)
    }
}
