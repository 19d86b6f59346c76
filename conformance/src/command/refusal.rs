//! What keeps the command from doing as it was told.

use std::io::{self, Write};

use crate::core::redaction::Redacted;
use crate::report::excerpt::line;

/// A wrong command line, or a file that cannot be read or written, in one line.
#[derive(Debug)]
pub(super) struct Refusal(String);

impl Refusal {
    /// Tells the user.
    pub(super) fn tell(&self) {
        complain(&self.0);
    }
}

impl From<String> for Refusal {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// Prints a line on standard error that commands nothing, whatever strangers wrote into it.
pub(super) fn complain(text: &str) {
    let text = line(Redacted::of_the_suite(text).as_str(), LENGTH);
    // Nobody is left to tell if this fails too.
    let _ = writeln!(io::stderr(), "error: {text}");
}

/// The exit code for it.
pub(super) const REFUSED: u8 = 2;

/// Characters of a line.
const LENGTH: usize = 1000;
