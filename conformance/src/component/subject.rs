//! The subject of a run: a component, or the reference that the judge is tested on.

use std::fmt;

use scaikey_host::{Authority, Component, Engine, Interruption, inspect};
use scaikey_reference::Build;
use sha2::{Digest, Sha256};

use crate::core::redaction::Redacted;
use crate::core::report::Identity;

/// A compiled component, or the reference. Every check opens clients of its own.
#[derive(Clone)]
pub struct Subject {
    name: String,
    command: String,
    digest: Option<String>,
    make: Make,
    excess_imports: Vec<String>,
}

/// What clients are opened from.
#[derive(Clone)]
pub(crate) enum Make {
    Component(Component),
    Reference(Build),
}

/// Why a component cannot be loaded, in one line.
#[derive(Debug)]
pub struct LoadError(String);

impl Subject {
    /// Compiles a component. `command` is the beginning of the command that judges it again. Fails if the bytes are not a
    /// component, or if it does not implement the world `scaikey:client`.
    pub fn load(
        name: impl Into<String>,
        command: impl Into<String>,
        bytes: &[u8],
    ) -> Result<Self, LoadError> {
        let name = name.into();
        let failed = |reason: &dyn fmt::Display| LoadError(format!("{name} cannot be judged: {reason}"));
        let engine = Engine::new(Interruption::Fuel).map_err(|error| failed(&error))?;
        let inspection = inspect(&engine, bytes).map_err(|error| failed(&error))?;
        let missing = inspection.missing;
        if !missing.is_empty() {
            return Err(failed(&missing.join("; ")));
        }
        let component = Component::load(&engine, bytes, Authority::Inert).map_err(|error| failed(&error))?;
        let digest = Some(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect());
        let excess_imports = inspection.beyond_least_authority;
        Ok(Self { name, command: command.into(), digest, make: Make::Component(component), excess_imports })
    }

    /// The reference in this build.
    pub fn reference(build: Build) -> Self {
        let defect = build.defect.map(|defect| format!(", {}", defect.name())).unwrap_or_default();
        Self {
            name: format!("the reference, {}{defect}", build.style.name()),
            command: "scaikey-conformance selftest".into(),
            digest: None,
            make: Make::Reference(build),
            excess_imports: Vec::new(),
        }
    }

    /// Its identity in reports.
    pub(crate) fn identity(&self) -> Identity {
        Identity {
            name: Redacted::of_the_suite(&self.name),
            digest: self.digest.clone(),
            command: Redacted::of_the_suite(&self.command),
        }
    }

    /// Whether calls of one client can overlap.
    pub(crate) fn overlaps(&self) -> bool {
        matches!(self.make, Make::Reference(_))
    }

    /// Its imports beyond outgoing HTTP and the two clocks.
    pub(crate) fn excess_imports(&self) -> &[String] {
        &self.excess_imports
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

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LoadError {}
