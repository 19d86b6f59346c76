//! What happened so far, in numbers.

/// Why a token was fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FetchReason {
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

/// Token requests by their [`FetchReason`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each field counts the reason of its name")]
pub struct FetchCounts {
    pub cold: u64,
    pub window: u64,
    pub refused: u64,
    pub asked: u64,
}

impl FetchCounts {
    pub(crate) fn count(&mut self, reason: FetchReason) {
        let counter = match reason {
            FetchReason::Cold => &mut self.cold,
            FetchReason::Window => &mut self.window,
            FetchReason::Refused => &mut self.refused,
            FetchReason::Asked => &mut self.asked,
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
    pub fetched: FetchCounts,
    /// Token requests that failed.
    pub failed: FetchCounts,
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
