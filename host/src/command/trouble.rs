//! Why a command did not get as far as an answer.

use std::fmt;
use std::process::ExitCode;

use scaikey_host::Error;
use scaikey_host::types::Error as ClientError;

/// One line for standard error, and an exit status.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The user's to mend, before anything was sent.
    Usage(String),
    /// The resource refused the token, and there was no other to try.
    Refused(String),
    /// Everything else: no answer, or no component to ask.
    NoAnswer(String),
}

impl Trouble {
    pub(crate) fn usage(text: impl Into<String>) -> Self {
        Self::Usage(text.into())
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Refused(_) => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
            Self::NoAnswer(_) => ExitCode::from(3),
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        match error.client() {
            Some(ClientError::Configuration(_) | ClientError::InvalidRequest(_)) => {
                Self::Usage(error.to_string())
            }
            Some(ClientError::Refused(_)) => Self::Refused(error.to_string()),
            _ => Self::NoAnswer(error.to_string()),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Usage(text) | Self::Refused(text) | Self::NoAnswer(text)) = self;
        f.write_str(text)
    }
}
