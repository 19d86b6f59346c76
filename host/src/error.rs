//! The error of this crate.

mod explain;
mod predicates;
mod redact;
#[cfg(feature = "wasmtime")]
mod typed;

use std::fmt;
use std::time::Duration;

use wasmtime::component::ResourceTableError;
use wasmtime::{FrameInfo, Trap, WasmBacktrace};
use wasmtime_wasi_http::FieldMapError;

use crate::secret::Secret;
use crate::types;
use redact::redacted;

/// Why loading a component, opening a client or a call failed.
///
/// The text is one line that says what to do. It holds no secret, and of responses only the error text of the token
/// endpoint. In texts that a component returned, the client secret is replaced; they are truncated to 1 KiB.
pub struct Error(Box<Kind>);

enum Kind {
    Answered { error: types::Error, text: String },
    Busy(usize),
    Certificate(&'static str),
    Configuration(String),
    Engine(wasmtime::Error),
    Exhausted,
    InvalidComponent { text: String, cause: Option<wasmtime::Error> },
    Late,
    Memory,
    TimedOut(Duration),
    Trapped(wasmtime::Error),
}

impl Error {
    /// The typed error that the component returned; `None` if the host failed the call. Its texts are as the component
    /// returned them, without redaction: do not show those of a component that you do not trust.
    pub fn client(&self) -> Option<&types::Error> {
        match &*self.0 {
            Kind::Answered { error, .. } => Some(error),
            _ => None,
        }
    }

    /// The functions that were running when the component trapped, the innermost first. Empty if it did not trap, or if
    /// its functions have no names. At most 20 names of 200 characters each; the component chose them.
    pub fn backtrace(&self) -> Vec<String> {
        let Kind::Trapped(cause) = &*self.0 else { return Vec::new() };
        let Some(backtrace) = cause.downcast_ref::<WasmBacktrace>() else { return Vec::new() };
        let names = backtrace.frames().iter().filter_map(FrameInfo::func_name);
        let readable = |name| explain::line(&format!("{:#}", rustc_demangle::demangle(name)));
        names.map(readable).map(|name| name.chars().take(NAME).collect()).take(FRAMES).collect()
    }

    /// An error that the component returned, whose text is shown without this client secret.
    pub(crate) fn answered(error: types::Error, secret: &Secret) -> Self {
        let text = redacted(explain::error(&error), secret);
        Self(Box::new(Kind::Answered { error, text }))
    }

    pub(crate) fn busy(waiting: usize) -> Self {
        Self(Box::new(Kind::Busy(waiting)))
    }

    pub(crate) fn certificate(text: &'static str) -> Self {
        Self(Box::new(Kind::Certificate(text)))
    }

    pub(crate) fn configuration(text: impl Into<String>) -> Self {
        Self(Box::new(Kind::Configuration(text.into())))
    }

    pub(crate) fn engine(cause: wasmtime::Error) -> Self {
        Self(Box::new(Kind::Engine(cause)))
    }

    pub(crate) fn invalid_component(text: impl Into<String>) -> Self {
        Self(Box::new(Kind::InvalidComponent { text: text.into(), cause: None }))
    }

    pub(crate) fn unloadable(text: &str, cause: wasmtime::Error) -> Self {
        let text = format!("{text}: {}", cause.root_cause());
        Self(Box::new(Kind::InvalidComponent { text, cause: Some(cause) }))
    }

    pub(crate) fn late() -> Self {
        Self(Box::new(Kind::Late))
    }

    pub(crate) fn exhausted() -> Self {
        Self(Box::new(Kind::Exhausted))
    }

    pub(crate) fn timed_out(limit: Duration) -> Self {
        Self(Box::new(Kind::TimedOut(limit)))
    }

    /// Tells an exceeded limit from a trap.
    pub(crate) fn stopped(cause: wasmtime::Error) -> Self {
        if cause.is::<Exceeded>()
            || matches!(cause.downcast_ref(), Some(ResourceTableError::Full))
            || cause.root_cause().to_string().ends_with(HANDLES)
            || matches!(
                cause.downcast_ref(),
                Some(FieldMapError::TooManyFields | FieldMapError::TotalSizeTooBig)
            )
        {
            return Self(Box::new(Kind::Memory));
        }
        if cause.downcast_ref() == Some(&Trap::OutOfFuel) {
            return Self::exhausted();
        }
        Self(Box::new(Kind::Trapped(cause)))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match &*self.0 {
            Kind::Answered { text, .. } => text.clone(),
            Kind::Busy(waiting) => {
                format!("{waiting} calls wait for this client already; try again later, or open more clients")
            }
            Kind::Certificate(text) => (*text).into(),
            Kind::Configuration(text) => text.clone(),
            Kind::Engine(cause) => format!("no engine on this machine: {}", cause.root_cause()),
            Kind::Exhausted => {
                "the component computed for too long and was stopped; report it to its author, or embed it with \
                 more processor time or fuel"
                    .into()
            }
            Kind::InvalidComponent { text, .. } => text.clone(),
            Kind::Late => "the deadline passed while earlier calls were under way; allow more time, or open more clients".into(),
            Kind::Memory => {
                "the component needs more memory, handles or header fields than it may have and was stopped; \
                 send and accept less, or embed it with greater limits"
                    .into()
            }
            Kind::TimedOut(limit) => {
                format!(
                    "the call took longer than {limit:?} and was stopped; look at the network, or raise its timeout"
                )
            }
            Kind::Trapped(cause) => {
                format!("the component broke off, report it to its author: {}", cause.root_cause())
            }
        };
        f.write_str(&explain::line(&text))
    }
}

/// The text of `Display`.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            Kind::Engine(cause)
            | Kind::Trapped(cause)
            | Kind::InvalidComponent { cause: Some(cause), .. } => Some(cause.as_ref()),
            _ => None,
        }
    }
}

/// A memory or a table would have grown beyond its limit.
#[derive(Debug)]
pub(crate) struct Exceeded;

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("memory or table beyond its limit")
    }
}

impl std::error::Error for Exceeded {}

/// The text of the error of wasmtime for too many handles, which has no type.
const HANDLES: &str = "store handle limit exceeded";
/// Bounds of a backtrace: functions, and characters of a name.
const FRAMES: usize = 20;
const NAME: usize = 200;
