//! The imports that a component may have.

use wasmtime::component::Component;
use wasmtime::component::types::ComponentItem;

/// The part of WASI 0.2 that a component may import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// Outgoing HTTP, the two clocks, and the polling and streams that they need. For production.
    Least,
    /// All of WASI 0.2, without environment, files and sockets. Random numbers are the same each time, and standard
    /// output and error are captured. For testing components of other tool chains.
    Inert,
}

/// The imports that [`Authority::Least`] does not grant, in order.
pub(crate) fn beyond_least(component: &Component) -> Vec<String> {
    let engine = component.engine();
    component
        .component_type()
        .imports(engine)
        .filter(|(name, import)| !granted(name) && acts(component, &import.ty))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn granted(import: &str) -> bool {
    import.split_once('@').is_some_and(|(name, version)| LEAST.contains(&name) && version.starts_with("0.2."))
}

/// Whether an import can do anything. An interface of types alone cannot.
fn acts(component: &Component, import: &ComponentItem) -> bool {
    match import {
        ComponentItem::Type(_) => false,
        ComponentItem::ComponentInstance(instance) => {
            instance.exports(component.engine()).any(|(_, export)| acts(component, &export.ty))
        }
        _ => true,
    }
}

const LEAST: &[&str] = &[
    "wasi:clocks/monotonic-clock",
    "wasi:clocks/wall-clock",
    "wasi:http/outgoing-handler",
    "wasi:http/types",
    "wasi:io/error",
    "wasi:io/poll",
    "wasi:io/streams",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(import: &str, expected: bool) {
        assert_eq!(granted(import), expected, "{import}");
    }

    #[test]
    fn http_and_clocks_are_granted_in_any_release_of_wasi_0_2() {
        check("wasi:http/types@0.2.0", true);
        check("wasi:http/outgoing-handler@0.2.12", true);
        check("wasi:clocks/wall-clock@0.2.6", true);
        check("wasi:http/types@0.3.0", false);
        check("wasi:http/types@0.20.0", false);
        check("wasi:http/types", false);
        check("wasi:http/incoming-handler@0.2.0", false);
        check("wasi:random/random@0.2.0", false);
        check("wasi:cli/environment@0.2.0", false);
        check("evil:wasi/types@0.2.0", false);
    }
}
