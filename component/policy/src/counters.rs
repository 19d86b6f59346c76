//! Event counters.

/// Why a token was fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FetchReason {
    /// There was no token yet.
    #[default]
    Cold,
    /// The cached token had 30 s or less left, or had expired.
    Window,
    /// The resource answered 401 to the token that was sent.
    Refused,
    /// The caller discarded the previous token.
    Asked,
}

/// Number of token requests by [`FetchReason`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each field counts the reason that it is named after")]
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

/// Events since the cache was created.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counters {
    /// Times a fresh cached token was used.
    pub hits: u64,
    /// Token requests that returned a token.
    pub fetched: FetchCounts,
    /// Token requests that failed.
    pub failed: FetchCounts,
    /// Times an older token was used because no replacement was available.
    pub stale_sent: u64,
    /// Second attempts answered with a status other than 401.
    pub retries_accepted: u64,
    /// Second attempts answered with 401.
    pub retries_refused: u64,
    /// Second attempts without a response.
    pub retries_failed: u64,
    /// Calls and retries that stopped at the closed gate.
    pub gated: u64,
}
