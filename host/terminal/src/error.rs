//! Why a command fails.

use std::fmt;
use std::process::ExitCode;

use crate::output::complain;

/// A line for standard error, and an exit status.
#[derive(Debug)]
pub struct Error {
    text: String,
    status: u8,
}

impl Error {
    /// An error with this exit status.
    pub fn new(status: u8, text: impl Into<String>) -> Self {
        Self { text: text.into(), status }
    }

    /// The command line, a setting or a file is wrong: exit status 2.
    pub fn usage(text: impl Into<String>) -> Self {
        Self::new(USAGE, text)
    }

    /// The exit status.
    pub fn status(&self) -> u8 {
        self.status
    }

    /// Writes the line to standard error, after `prefix`, and returns the exit status.
    pub fn report(&self, prefix: &str) -> ExitCode {
        complain(prefix, &self.text);
        ExitCode::from(self.status)
    }
}

/// What a parser says about the command line, a setting or a file: exit status 2.
impl From<String> for Error {
    fn from(text: String) -> Self {
        Self::usage(text)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Error {}

/// The exit status for a wrong command line, setting or file.
pub(crate) const USAGE: u8 = 2;
