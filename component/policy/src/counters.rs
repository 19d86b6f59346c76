//! What happened so far, in numbers.

/// Why a token was fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reason {
    /// There was none.
    #[default]
    Cold,
    /// The cached one was within 30 s of its expiry, or past it.
    Window,
    /// The resource answered 401 to the one that was sent.
    Refused,
    /// The caller had discarded the one before.
    Asked,
}

/// Token requests by their [`Reason`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each field counts the reason of its name")]
pub struct Tally {
    pub cold: u64,
    pub window: u64,
    pub refused: u64,
    pub asked: u64,
}

impl Tally {
    pub(crate) fn count(&mut self, reason: Reason) {
        let counter = match reason {
            Reason::Cold => &mut self.cold,
            Reason::Window => &mut self.window,
            Reason::Refused => &mut self.refused,
            Reason::Asked => &mut self.asked,
        };
        *counter += 1;
    }
}

/// Events since the cache was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counters {
    /// Times a fresh cached token was used.
    pub hits: u64,
    /// Token requests that brought a token.
    pub fetched: Tally,
    /// Token requests that failed.
    pub failed: Tally,
    /// Times an older token was used because its replacement could not be had.
    pub stale_sent: u64,
    /// Second attempts answered with anything but 401.
    pub retries_accepted: u64,
    /// Second attempts answered with 401.
    pub retries_refused: u64,
    /// Second attempts that brought no response.
    pub retries_failed: u64,
    /// Calls, or retries, stopped because token requests were held back.
    pub gated: u64,
}
