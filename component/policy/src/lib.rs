//! When to fetch a token, reuse it, retry a request, or wait: every decision of the ScaiKey client, and nothing else.
//!
//! **In scope:** the 30 s window, two clocks, generations and fencing, the single retry on 401, the old token that
//! outlives a failed renewal, and the gate that spares a failing token endpoint. Any number of calls may overlap.
//!
//! **Out of scope:** clocks, I/O, allocation, tokens. Time is an argument. The token is an opaque `T` that can be cloned
//! (make it a cheap handle) and neither read, printed nor compared here. Nothing in this crate can fail.
//!
//! A call asks [`Cache::begin`] for its first [`Step`] and obeys until it may deliver:
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
