//! Hostile components: a few functions of text each, assembled by the build script.

mod excess_imports;
mod overwritten;

use crate::component::subject::{LoadError, Subject};
use overwritten::overwritten;

/// One hostile component.
pub(super) struct Hostile {
    pub(super) name: &'static str,
    /// Its text; the first line says in one sentence what is wrong with it.
    text: &'static str,
    bytes: Bytes,
}

enum Bytes {
    /// A component.
    Whole(&'static [u8]),
    /// A module whose functions overwrite functions of the built-in component.
    Overwriting(&'static [u8]),
    /// The built-in component with imports that it does not use.
    ExcessImports,
}

impl Hostile {
    pub(super) fn summary(&self) -> String {
        self.text.lines().next().unwrap_or_default().trim_start_matches(";; ").into()
    }

    pub(super) fn subject(&self) -> Result<Subject, LoadError> {
        Subject::load(self.name, "scaikey-conformance selftest", &self.bytes())
    }

    fn bytes(&self) -> Vec<u8> {
        let bytes = match self.bytes {
            Bytes::Whole(bytes) => Ok(bytes.to_vec()),
            Bytes::Overwriting(module) => overwritten(module),
            Bytes::ExcessImports => excess_imports::component().map_err(Into::into),
        };
        bytes.expect("a test makes every component before anybody else")
    }
}

macro_rules! hostile {
    ($($kind:ident $folder:literal: $($name:literal)*;)*) => {
        &[$($(Hostile {
            name: $name,
            text: include_str!(concat!("hostile/", $folder, $name, ".wat")),
            bytes: Bytes::$kind(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".wasm"))),
        },)*)*
        Hostile {
            name: "excess-imports",
            text: include_str!("hostile/excess-imports.wat"),
            bytes: Bytes::ExcessImports,
        }]
    };
}

pub(super) const ALL: &[Hostile] = hostile! {
    Whole "whole/": "missing-export";
    Whole "replaced/": "does-nothing" "trap-in-open" "trap-in-send" "endless-loop" "memory-hog";
    Overwriting "overwritten/": "trap-in-token" "trap-in-discard" "trap-in-status" "leaky";
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hostile_component_is_well_formed() {
        for hostile in ALL {
            assert!(hostile.bytes().starts_with(b"\0asm"), "{}", hostile.name);
            assert!(hostile.summary().ends_with('.'), "{}", hostile.name);
        }
    }
}
