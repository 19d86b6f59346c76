//! The decisions of the ScaiKey client: when to fetch a token, reuse it, retry a request, or wait.
//!
//! **In scope:**
//!
//! - the 30 s window, measured by two clocks
//! - generations: a late 401 never discards a newer token
//! - the single retry after a 401
//! - sending the old token when its renewal fails
//! - the gate, which delays token requests after repeated failures
//! - any number of overlapping calls
//!
//! **Out of scope:** clocks, I/O and allocation. Time is an argument. The token is an opaque `T: Clone` (use a cheap
//! handle); this crate never reads, prints or compares it. No function fails or panics.
//!
//! A call takes its first [`Step`] from [`Cache::begin`] and follows the steps until it delivers or stops:
//!
//! ```
//! use core::time::Duration;
//! use scaikey_policy::{RetryDecision, Cache, Instant, Step};
//!
//! let mut cache = Cache::<_, String>::new();
//! let now = Instant::new(0, 0);
//!
//! let Step::Fetch(fetch) = cache.begin(now) else { unreachable!("the cache is empty") };
//! let attempt = fetch.granted(&mut cache, "token", now, Duration::from_secs(3600));
//! assert_eq!(*attempt.issued().token(), "token");
//! assert!(matches!(attempt.answered(&mut cache, 200, now), RetryDecision::Deliver));
//! ```
#![no_std]

mod cache;
mod call;
mod counters;
mod gate;
mod instant;
mod issued;
mod status;

pub use cache::Cache;
pub use call::{Attempt, Fetch, RetryDecision, Step, StopReason, Wait};
pub use counters::{Counters, FetchCounts, FetchReason};
pub use instant::Instant;
pub use issued::{Generation, IssuedToken};
pub use status::{State, Status};
