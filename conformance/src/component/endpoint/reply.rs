//! What the mock answers, as a value.

use std::fmt;
use std::time::Duration;

use super::fault::Fault;

/// One answer of the mock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    /// Virtual time that passes before it is sent.
    pub(crate) delay: Duration,
    pub(crate) fate: Fate,
    /// Whether it is sent before the body of the request was read.
    pub(crate) early: bool,
}

/// How far a reply gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// All of it arrives.
    Whole,
    /// After so many bytes of the body the connection breaks.
    Cut(usize),
    /// After so many bytes of the body nothing more comes, and no end either.
    Stalled(usize),
    /// Every so often one byte of the body comes, and the last never.
    Dripping(Duration),
    /// The body has no end.
    Endless,
    /// Nothing comes, ever.
    Silence,
    /// There is no connection that could carry it.
    Lost(Fault),
}

impl Reply {
    /// Whether all of it arrives, and as much as it claims.
    pub(crate) fn is_whole(&self) -> bool {
        let length = self.body.len().to_string();
        let mut claims = self.headers.iter().filter(|(name, _)| *name == "content-length");
        self.fate == Fate::Whole && claims.all(|(_, claim)| *claim == length)
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self }
    }

    pub(crate) fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    pub(crate) fn fate(self, fate: Fate) -> Self {
        Self { fate, ..self }
    }

    /// The same, without waiting for the body of the request.
    pub(crate) fn early(self) -> Self {
        Self { early: true, ..self }
    }
}

/// A reply with this status and a body that says so.
pub(crate) fn status(status: u16) -> Reply {
    Reply {
        status,
        headers: vec![("content-type", "application/json".into())],
        body: format!(r#"{{"detail":"the mock answers {status}"}}"#).into(),
        delay: Duration::ZERO,
        fate: Fate::Whole,
        early: false,
    }
}

/// A connection that fails so.
pub(crate) fn lost(fault: Fault) -> Reply {
    status(502).fate(Fate::Lost(fault))
}

/// No reply, ever.
pub(crate) fn silence() -> Reply {
    status(504).fate(Fate::Silence)
}

/// In short, as traces show it: the status, or what came instead.
impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fate {
            Fate::Whole => write!(f, "{}", self.status),
            Fate::Cut(_) => write!(f, "{}, cut off", self.status),
            Fate::Stalled(_) => write!(f, "{}, stalled", self.status),
            Fate::Dripping(_) => write!(f, "{}, dripping", self.status),
            Fate::Endless => write!(f, "{}, endless", self.status),
            Fate::Silence => f.write_str("silence"),
            Fate::Lost(fault) => f.write_str(fault.name),
        }
    }
}
