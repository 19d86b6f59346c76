//! The request of a person, or of a build server, to end a run.

use tokio::sync::watch;

/// Whether somebody has had enough. A clone is of the same mind.
#[derive(Clone, Debug)]
pub struct Interrupt(watch::Sender<bool>);

impl Interrupt {
    /// Nobody has had enough yet.
    pub fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Somebody has had enough: what is under way ends.
    pub fn give(&self) {
        self.0.send_replace(true);
    }

    /// What comes of a future; `None` if somebody has had enough before.
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
