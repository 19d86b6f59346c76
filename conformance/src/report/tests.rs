//! Tests of all formats.

mod formats;
pub(super) mod samples;
mod secrets;
