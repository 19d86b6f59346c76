//! The declared capabilities of a component.

use std::collections::HashMap;

use serde::Deserialize;

use crate::core::requirement::Need;

/// A declaration: a TOML file with lines such as `tenant = false`. A component is assumed to have each capability that is
/// not declared, if its world has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Capabilities(HashMap<Capability, bool>);

/// Capabilities that a component may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Capability {
    Tenant,
    Scopes,
    Overlap,
}

impl Capabilities {
    /// Reads a declaration. Fails with one line.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().lines().collect::<Vec<_>>().join(" "))
    }

    /// What is declared about a need of a check; `None` if nothing is.
    pub(crate) fn declared(&self, need: Need) -> Option<bool> {
        let capability = match need {
            Need::Tenant => Capability::Tenant,
            Need::Scopes => Capability::Scopes,
            Need::Overlap => Capability::Overlap,
            Need::Time | Need::Faults | Need::Platform | Need::Tls => return None,
        };
        self.0.get(&capability).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_a_line() {
        let capabilities = Capabilities::read("tenant = false\noverlap = true\n").expect("it is well-formed");
        assert_eq!(capabilities.declared(Need::Tenant), Some(false));
        assert_eq!(capabilities.declared(Need::Overlap), Some(true));
        assert_eq!(capabilities.declared(Need::Scopes), None);
    }

    #[test]
    fn a_misspelt_capability_is_an_error_of_one_line() {
        let error = Capabilities::read("tenants = false").expect_err("it is misspelt");
        assert!(error.contains("tenants") && !error.contains('\n'), "{error}");
    }
}
