//! What is judged: a component, or the reference that the judge is tested on.

use std::fmt;

use scaikey_host::{Authority, Component, Engine, Interruption, inspect};
use scaikey_reference::Build;
use sha2::{Digest, Sha256};

use crate::core::redaction::Redacted;
use crate::core::report::Identity;

/// A component, compiled once, or the reference; every check opens a client of its own.
#[derive(Clone)]
pub struct Subject {
    name: String,
    command: String,
    digest: Option<String>,
    make: Make,
    strange_imports: Vec<String>,
}

/// What its clients are made of.
#[derive(Clone)]
pub(crate) enum Make {
    Component(Component),
    Reference(Build),
}

/// Why a component cannot be judged, in one line.
#[derive(Debug)]
pub struct Unfit(String);

impl Subject {
    /// Compiles a component. `command` is what begins the command that judges it again. Fails if the bytes are no
    /// component, or if it lacks the world `scaikey:client`.
    pub fn load(name: impl Into<String>, command: impl Into<String>, bytes: &[u8]) -> Result<Self, Unfit> {
        let name = name.into();
        let unfit = |reason: &dyn fmt::Display| Unfit(format!("{name} cannot be judged: {reason}"));
        let engine = Engine::new(Interruption::Fuel).map_err(|error| unfit(&error))?;
        let inspection = inspect(&engine, bytes).map_err(|error| unfit(&error))?;
        let missing = inspection.missing;
        if !missing.is_empty() {
            return Err(unfit(&missing.join("; ")));
        }
        let component = Component::load(&engine, bytes, Authority::Inert).map_err(|error| unfit(&error))?;
        let digest = Some(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect());
        let strange_imports = inspection.beyond_least_authority;
        Ok(Self { name, command: command.into(), digest, make: Make::Component(component), strange_imports })
    }

    /// The reference, built so.
    pub fn reference(build: Build) -> Self {
        let defect = build.defect.map(|defect| format!(", {}", defect.name())).unwrap_or_default();
        Self {
            name: format!("the reference, {}{defect}", build.style.name()),
            command: "scaikey-conformance selftest".into(),
            digest: None,
            make: Make::Reference(build),
            strange_imports: Vec::new(),
        }
    }

    /// What reports say that it is.
    pub(crate) fn identity(&self) -> Identity {
        Identity {
            name: Redacted::of_the_suite(&self.name),
            digest: self.digest.clone(),
            command: Redacted::of_the_suite(&self.command),
        }
    }

    /// Whether calls of one client of it can overlap.
    pub(crate) fn overlaps(&self) -> bool {
        matches!(self.make, Make::Reference(_))
    }

    /// What it imports beyond outgoing HTTP and the two clocks.
    pub(crate) fn strange_imports(&self) -> &[String] {
        &self.strange_imports
    }

    pub(crate) fn make(&self) -> &Make {
        &self.make
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject").field("name", &self.name).finish_non_exhaustive()
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unfit {}
