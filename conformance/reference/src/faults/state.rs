//! State that only defective clients keep.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::trap;
use crate::build::Build;
use crate::config::Config;
use crate::defect::Defect;
use crate::token::cache::Cache;
use crate::types::{Options, Surface};

/// State that a client without a defect does not have.
#[derive(Default)]
pub(crate) struct DefectState {
    /// The options were bad.
    bad_options: Cell<bool>,
    /// There was a retry.
    pub(crate) retried: Cell<bool>,
    /// A connection failed.
    pub(crate) poisoned: Cell<bool>,
    /// A fetch began and did not end.
    pub(crate) fetching: Cell<bool>,
    /// The refresh token of the last token response.
    pub(crate) refresh_token: RefCell<Option<String>>,
}

impl DefectState {
    /// A configuration in place of invalid options, until the first call.
    pub(crate) fn config_until_first_call(&self, build: Build) -> Result<Config, &'static str> {
        self.bad_options.set(true);
        let options = Options {
            base_url: "https://localhost".into(),
            surface: Surface::Platform,
            client_id: "none".into(),
            client_secret: "none".into(),
            scopes: Vec::new(),
            settings: None,
        };
        Config::new(options, build)
    }

    pub(crate) fn trap_if_options_were_bad(&self) {
        if self.bad_options.get() {
            trap("bad options");
        }
    }
}

/// A cache of its own, or the one that all clients of the thread share.
pub(crate) fn cache(build: Build) -> Rc<RefCell<Cache>> {
    if !build.has(Defect::SharedCache) {
        return Rc::new(RefCell::new(Cache::new(build)));
    }
    SHARED.with_borrow_mut(|shared| {
        let cache = shared.upgrade().unwrap_or_else(|| Rc::new(RefCell::new(Cache::new(build))));
        *shared = Rc::downgrade(&cache);
        cache
    })
}

thread_local! {
    static SHARED: RefCell<Weak<RefCell<Cache>>> = const { RefCell::new(Weak::new()) };
}
