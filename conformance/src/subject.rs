//! The component that is judged.

use std::fmt;

use scaikey_host::{Authority, Component, Engine, Interruption, inspect};
use sha2::{Digest, Sha256};

use crate::report::Identity;

/// A component, compiled once; every check opens a client of its own.
#[derive(Clone)]
pub struct Subject {
    name: String,
    command: String,
    digest: String,
    component: Component,
    strange_imports: Vec<String>,
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
        if let Err(missing) = inspection.world {
            return Err(unfit(&missing.join("; ")));
        }
        let component = Component::load(&engine, bytes, Authority::Inert).map_err(|error| unfit(&error))?;
        let digest = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let strange_imports = inspection.beyond_least_authority;
        Ok(Self { name, command: command.into(), digest, component, strange_imports })
    }

    /// What reports say that it is.
    pub(crate) fn identity(&self) -> Identity {
        Identity {
            name: self.name.as_str().into(),
            digest: Some(self.digest.clone()),
            command: self.command.as_str().into(),
        }
    }

    /// Whether calls of one client of it can overlap.
    pub(crate) fn overlaps(&self) -> bool {
        false
    }

    /// What it imports beyond outgoing HTTP and the two clocks.
    pub(crate) fn strange_imports(&self) -> &[String] {
        &self.strange_imports
    }

    pub(crate) fn component(&self) -> &Component {
        &self.component
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
