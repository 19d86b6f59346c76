//! Colours on terminals.

use std::io::IsTerminal;

/// The escape sequences of a report; all empty without colours.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    pub(crate) good: &'static str,
    pub(crate) mild: &'static str,
    pub(crate) bad: &'static str,
    pub(crate) strong: &'static str,
    pub(crate) plain: &'static str,
}

impl Palette {
    /// No colours.
    pub const NONE: Self = Self { good: "", mild: "", bad: "", strong: "", plain: "" };

    /// Green, yellow, red and bold.
    pub const ANSI: Self =
        Self { good: "\x1b[32m", mild: "\x1b[33m", bad: "\x1b[1;31m", strong: "\x1b[1m", plain: "\x1b[0m" };

    /// Colours if `out` is a terminal and the environment variable `NO_COLOR` is unset or empty.
    pub fn of(out: &impl IsTerminal) -> Self {
        if scaikey_terminal::colours(out) { Self::ANSI } else { Self::NONE }
    }
}
