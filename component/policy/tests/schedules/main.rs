//! The contract under schedules: overlapping calls, moving clocks, failing requests and refused tokens, in any order.
//!
//! [`exploration`] takes every schedule within small bounds and checks the laws in [`driver`] after each event;
//! [`comparison`] takes long random ones and compares each step with [`model`] besides.

mod call;
mod clock;
mod driver;
mod event;
mod issued_tokens;

mod exploration;

mod comparison;
mod log;
mod model;
