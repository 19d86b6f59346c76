//! Why a command did not bring what was asked for.

use std::fmt;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use scaikey_host::Error;
use scaikey_host::types::Error as ClientError;

use super::note;

/// One line for standard error, and an exit status.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The user's to mend, before anything was sent.
    Usage(String),
    /// There was an answer, but no success.
    Answered(String),
    /// Everything else: no answer, or no component to ask.
    NoAnswer(String),
}

impl Trouble {
    pub(super) fn usage(text: impl Into<String>) -> Self {
        Self::Usage(text.into())
    }

    /// The exit status.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Answered(_) => 1,
            Self::Usage(_) => 2,
            Self::NoAnswer(_) => 3,
        }
    }

    /// Writes the line, with colour where it helps, and hands on the exit status.
    pub(super) fn tell(&self) -> ExitCode {
        let colourless = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let mark = match colourless || !io::stderr().is_terminal() {
            true => "scaikey:",
            false => "\x1b[1;31mscaikey:\x1b[0m",
        };
        note(mark, &self.to_string());
        ExitCode::from(self.code())
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        if error.is_configuration() || error.is_invalid_request() {
            return Self::Usage(error.to_string());
        }
        match error.client() {
            Some(ClientError::Refused(_)) => Self::Answered(error.to_string()),
            _ => Self::NoAnswer(error.to_string()),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Usage(text) | Self::Answered(text) | Self::NoAnswer(text)) = self;
        f.write_str(text)
    }
}
