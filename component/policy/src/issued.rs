//! A token with its number and its life.

use core::time::Duration;

use crate::Instant;

/// Number of a token within one cache, counted upwards from 1. It tells tokens apart where their text may not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Generation(u64);

impl Generation {
    /// The generation of this number.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    pub(crate) fn advance(&mut self) -> Self {
        self.0 = self.0.saturating_add(1);
        *self
    }
}

/// A token that the token endpoint issued.
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

    /// Its number.
    pub fn generation(&self) -> Generation {
        self.generation
    }

    /// Time since it was asked for.
    pub fn age(&self, now: Instant) -> Duration {
        now.since(self.asked)
    }

    /// Life it has left, zero once expired.
    pub fn remaining(&self, now: Instant) -> Duration {
        self.lifetime.saturating_sub(self.age(now))
    }

    /// Time until it goes stale, zero once it has.
    pub fn fresh_for(&self, now: Instant) -> Duration {
        self.remaining(now).saturating_sub(REFRESH_WINDOW)
    }

    /// Whether it may be sent without trying to replace it first. With exactly the window left it may not.
    pub(crate) fn is_fresh(&self, now: Instant) -> bool {
        !self.fresh_for(now).is_zero()
    }

    /// Whether it may be sent at all, should no other be had.
    pub(crate) fn is_expired(&self, now: Instant) -> bool {
        self.remaining(now).is_zero()
    }

    /// How long replacing it may take: what is left of its life, less a last moment in which to send it after all.
    pub(crate) fn replacement_time(&self, now: Instant) -> Duration {
        let remaining = self.remaining(now);
        remaining - SEND_RESERVE.min(remaining / 2)
    }
}

/// A token is renewed this long before its expiry.
const REFRESH_WINDOW: Duration = Duration::from_secs(30);

/// Time kept back for sending the old token when its renewal does not come: enough for timers that fire late.
const SEND_RESERVE: Duration = Duration::from_secs(1);
