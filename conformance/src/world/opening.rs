//! How the caller comes by a client.

use std::sync::Arc;

use scaikey_host::{Options, types};

use super::World;
use super::client::Client;
use crate::application::Application;
use crate::mock::journal::Deed;

impl World {
    /// The caller opens a client beside those that it has, and uses this one from now on. Without this, the first act
    /// opens one.
    pub(crate) fn open(&mut self) {
        self.open_with(|_| {});
    }

    /// The same for another application, whose tokens the mock issues from now on. Gives the typed error, if it failed
    /// with one.
    pub(crate) fn open_as(&mut self, application: &'static Application) -> Option<types::Error> {
        self.application = application;
        self.mock().application = application;
        self.open_with(|_| {})
    }

    /// The same with options that differ from those of the application.
    pub(crate) fn open_with(&mut self, change: impl FnOnce(&mut Options)) -> Option<types::Error> {
        let mut options = self.application.options();
        change(&mut options);
        self.opened = true;
        self.idle.extend(self.client.take());
        self.begin(Deed::Open);
        let (network, clocks) = (Arc::clone(&self.network), Arc::clone(&self.door.clocks));
        let opening = Client::open(&self.subject, options, network, clocks, self.memory);
        match self.runtime.block_on(opening) {
            Ok(client) => {
                self.client = Some(client);
                self.end(String::new());
                None
            }
            Err(failure) => self.fail(failure),
        }
    }
}
