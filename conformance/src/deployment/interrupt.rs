//! The request of a person, or of a build server, to end a run.

use tokio::sync::watch;

/// Whether a run is to end. Clones share the state.
#[derive(Clone, Debug)]
pub struct Interrupt(watch::Sender<bool>);

impl Interrupt {
    /// An interrupt that was not given yet.
    pub fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Ends what is under way.
    pub fn give(&self) {
        self.0.send_replace(true);
    }

    /// The output of a future; `None` if the interrupt is given first.
    pub(super) async fn unless<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        let mut given = self.0.subscribe();
        tokio::select! {
            biased;
            _ = given.wait_for(|given| *given) => None,
            finished = future => Some(finished),
        }
    }
}

impl Default for Interrupt {
    fn default() -> Self {
        Self::new()
    }
}
