//! The policy under schedules of overlapping calls, clock moves, failing requests and 401s, in any order.
//!
//! [`exploration`] runs every schedule within small bounds and checks the invariants in [`driver`] after each event.
//! [`comparison`] runs long random schedules and also compares each step with [`model`].

mod call;
mod clock;
mod driver;
mod event;
mod issued_tokens;

mod exploration;

mod comparison;
mod log;
mod model;
