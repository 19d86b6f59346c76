//! A token with its generation and lifetime.

use core::time::Duration;

use crate::Instant;

/// Number of a token within one cache, counted upwards from 1. It distinguishes tokens even if their texts are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Generation(u64);

impl Generation {
    /// The generation with this number.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number of this generation.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    pub(crate) fn advance(&mut self) -> Self {
        self.0 = self.0.saturating_add(1);
        *self
    }
}

/// A token, and when it was requested.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IssuedToken<T> {
    pub(crate) token: T,
    pub(crate) generation: Generation,
    pub(crate) asked: Instant,
    pub(crate) lifetime: Duration,
}

impl<T> IssuedToken<T> {
    /// The token itself.
    pub fn token(&self) -> &T {
        &self.token
    }

    /// Number of this token.
    pub fn generation(&self) -> Generation {
        self.generation
    }

    /// Time since just before its request was written.
    pub fn age(&self, now: Instant) -> Duration {
        now.since(self.asked)
    }

    /// Remaining lifetime; zero once expired.
    pub fn remaining(&self, now: Instant) -> Duration {
        self.lifetime.saturating_sub(self.age(now))
    }

    /// Time until the token becomes stale: the remaining lifetime less 30 s. Zero once stale.
    pub fn fresh_for(&self, now: Instant) -> Duration {
        self.remaining(now).saturating_sub(REFRESH_WINDOW)
    }

    /// Whether a call may send the token without fetching another one first. False with exactly 30 s left.
    pub(crate) fn is_fresh(&self, now: Instant) -> bool {
        !self.fresh_for(now).is_zero()
    }

    /// Whether the token must not be sent any more.
    pub(crate) fn is_expired(&self, now: Instant) -> bool {
        self.remaining(now).is_zero()
    }

    /// How long fetching a replacement may take: the remaining lifetime, less a reserve for sending the old token.
    pub(crate) fn replacement_time(&self, now: Instant) -> Duration {
        let remaining = self.remaining(now);
        remaining - SEND_RESERVE.min(remaining / 2)
    }
}

/// Calls replace a token from this long before its expiry.
const REFRESH_WINDOW: Duration = Duration::from_secs(30);

/// Time reserved for sending the old token if its replacement does not arrive. It tolerates timers that fire late.
const SEND_RESERVE: Duration = Duration::from_secs(1);
