//! What a run found out.

mod annotations;
mod conclusion;
pub(crate) mod destination;
mod draft;
mod exit_code;
mod format;
mod html;
pub(crate) mod human;
pub(crate) mod json;
mod junit;
pub(crate) mod line;
mod palette;
mod repeat;
mod settings;
mod summary;
mod wording;

pub use conclusion::{Conclusion, Counts};
pub use palette::Palette;

pub(crate) use crate::core::report::{Identity, Judgement, Means, Report, Settings};

#[cfg(test)]
mod canaries;
#[cfg(test)]
mod everywhere;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
