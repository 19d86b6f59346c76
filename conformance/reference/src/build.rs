//! The build of a client: its style and its defect.

use crate::defect::Defect;

/// How to build a client. The default keeps the contract literally.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Build {
    /// How it behaves where the contract leaves a choice.
    pub style: Style,
    /// Its defect, if any.
    pub defect: Option<Defect>,
}

/// A way to keep every MUST of the contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Follows the contract literally.
    #[default]
    Plain,
    /// Fetches its first token in `open`. The first call uses the outcome, even a failure, and fetches none.
    Eager,
    /// Counts lifetimes from when the response arrived.
    FromReceipt,
    /// Has clocks of whole seconds.
    WholeSeconds,
    /// Does not form-encode client id and secret for HTTP Basic.
    RawBasic,
    /// Discards a token that a second attempt was refused with.
    DropsAfterSecond401,
}

impl Style {
    /// Every style, plain first.
    pub const ALL: &[Self] = &[
        Self::Plain,
        Self::Eager,
        Self::FromReceipt,
        Self::WholeSeconds,
        Self::RawBasic,
        Self::DropsAfterSecond401,
    ];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Eager => "eager",
            Self::FromReceipt => "from-receipt",
            Self::WholeSeconds => "whole-seconds",
            Self::RawBasic => "raw-basic",
            Self::DropsAfterSecond401 => "drops-after-second-401",
        }
    }
}

impl Build {
    /// Whether this is the defect.
    pub(crate) fn has(self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    /// Whether this is the style.
    pub(crate) fn is(self, style: Style) -> bool {
        self.style == style
    }
}
