//! Counters of a pool.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use http::Extensions;

/// Totals since the pool was made. They are not read at one instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoolCounters {
    /// Connections opened, TLS included.
    pub opened: u64,
    /// Requests begun.
    pub requests: u64,
    /// Responses on a connection that had brought one before.
    pub reused: u64,
    /// Bytes written to connections, before encryption.
    pub sent: u64,
    /// Bytes read from connections, after decryption.
    pub received: u64,
}

/// The live counters.
#[derive(Default)]
pub(super) struct Tally {
    opened: AtomicU64,
    requests: AtomicU64,
    reused: AtomicU64,
    sent: AtomicU64,
    received: AtomicU64,
}

impl Tally {
    pub(super) fn counters(&self) -> PoolCounters {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        PoolCounters {
            opened: read(&self.opened),
            requests: read(&self.requests),
            reused: read(&self.reused),
            sent: read(&self.sent),
            received: read(&self.received),
        }
    }

    pub(super) fn opened(&self) {
        self.opened.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn request(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    /// `extensions` are those of the response, with the mark of the connection.
    pub(super) fn response(&self, extensions: &Extensions) {
        let answered = extensions.get::<Answered>();
        if answered.is_some_and(|Answered(before)| before.swap(true, Ordering::Relaxed)) {
            self.reused.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(super) fn sent(&self, bytes: usize) {
        self.sent.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(super) fn received(&self, bytes: usize) {
        self.received.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

/// A mark for each connection: whether it has brought a response.
#[derive(Clone, Default)]
pub(super) struct Answered(Arc<AtomicBool>);
