//! The caller opens clients.

use std::sync::Arc;

use scaikey_host::{Options, types};

use super::Harness;
use super::client::SubjectClient;
use crate::component::application::Application;
use crate::component::endpoint::journal::Action;

impl Harness {
    /// The caller opens a client beside the one that it has, and uses the new one from now on. Without this, the first
    /// action opens one. Of the clients before, only the last stays alive.
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
        // What it wrote is all that stays of the one before the last.
        if let Some(oldest) = self.client.take().and_then(|client| self.idle.replace(client)) {
            self.output.extend(self.runtime.block_on(async move { oldest.output().await }));
        }
        self.begin(Action::Open);
        let (network, clocks) = (Arc::clone(&self.network), Arc::clone(&self.in_process.clocks));
        let opening = SubjectClient::open(&self.subject, options, network, clocks, self.memory);
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

#[cfg(test)]
mod tests {
    use scaikey_reference::{Build, Defect};

    use super::*;
    use crate::component::application::PLATFORM;
    use crate::component::options::Transport;
    use crate::component::subject::Subject;

    #[test]
    fn two_clients_and_all_output_are_kept() {
        let build = Build { defect: Some(Defect::SecretsPrinted), ..Build::default() };
        let mut harness =
            Harness::new(&Subject::reference(build), &PLATFORM, Transport::Virtual).expect("a runtime");
        harness.get();
        let written = harness.output();
        assert!(!written.is_empty());
        for _ in 0..3 {
            harness.open();
        }
        assert!(harness.client.is_some() && harness.idle.is_some());
        assert_eq!(harness.output(), written);
    }
}
