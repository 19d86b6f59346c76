//! What a run found out.

mod conclusion;
pub(crate) mod destination;
pub(crate) mod excerpt;
pub(crate) mod format;
mod palette;
mod repeat;
mod settings;
mod wording;

pub use conclusion::{Conclusion, Counts};
pub use palette::Palette;

pub(crate) use crate::core::report::{Identity, Judgement, Means, Report, Settings};

#[cfg(test)]
mod tests;
