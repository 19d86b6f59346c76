//! The contract under schedules: overlapping calls, moving clocks, failing requests and refused tokens, in any order.
//!
//! [`exploration`] takes every schedule within small bounds and checks the laws in [`world`] after each event;
//! [`comparison`] takes long random ones and compares each step with [`model`] besides.

mod call;
mod clock;
mod event;
mod ledger;
mod world;

mod exploration;

mod comparison;
mod history;
mod model;
