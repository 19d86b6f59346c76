//! One call and its outcome.

use std::fmt;

use scaikey_terminal::Error;
use serde_json::{Value, json};

use crate::setup::Opened;
use crate::{answer, error, options};

pub(super) struct CallResult {
    method: String,
    path: String,
    outcome: Result<Answered, Failed>,
}

struct Answered {
    status: u16,
    attempts: u8,
}

struct Failed {
    class: &'static str,
    error: Error,
}

impl CallResult {
    pub(super) async fn with(opened: &Opened, method: &str, path: &str) -> Self {
        let sent = opened.client.send(options::request(method, path, opened.timeout)).await;
        let outcome = sent
            .map(|response| Answered { status: response.status, attempts: response.attempts })
            .map_err(|error| Failed { class: error.class(), error: error::of(error) });
        Self { method: method.to_owned(), path: path.to_owned(), outcome }
    }

    /// The exit status of `scaikey call`.
    pub(super) fn code(&self) -> u8 {
        match &self.outcome {
            Ok(Answered { status, .. }) => u8::from(!answer::is_success(*status)),
            Err(Failed { error, .. }) => error.status(),
        }
    }

    pub(super) fn json(&self) -> Value {
        let (method, path) = (&self.method, &self.path);
        match &self.outcome {
            Ok(Answered { status, attempts }) => {
                json!({ "method": method, "path": path, "status": status, "attempts": attempts })
            }
            Err(Failed { class, error }) => {
                json!({ "method": method, "path": path, "failure": class, "text": error.to_string() })
            }
        }
    }
}

impl fmt::Display for CallResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: ", self.method, self.path)?;
        match &self.outcome {
            Ok(Answered { status, attempts: 1 }) => write!(f, "{}", answer::status(*status)),
            Ok(Answered { status, attempts }) => {
                write!(f, "{} after {attempts} attempts", answer::status(*status))
            }
            Err(Failed { error, .. }) => write!(f, "{error}"),
        }
    }
}
