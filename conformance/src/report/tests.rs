//! What holds for reports in every format.

mod formats;
pub(super) mod samples;
mod secrets;
