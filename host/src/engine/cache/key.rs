//! What compiled code is found by.

use std::fmt;
use std::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};
use wasmtime::Engine;

use super::entry::FORMAT;

/// SHA-256 of all that the compiled code depends on: format, component, compiler and its settings.
pub(super) struct Key(pub(super) [u8; 32]);

impl Key {
    pub(super) fn new(engine: &Engine, bytes: &[u8]) -> Self {
        let mut digest = Sha256::new().chain_update(FORMAT).chain_update(Sha256::digest(bytes));
        engine.precompile_compatibility_hash().hash(&mut Feed(&mut digest));
        Self(digest.finalize().into())
    }
}

/// As the name of a file.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What is hashed goes into a digest, since 64 bits are too few to tell engines apart for ever.
struct Feed<'a>(&'a mut Sha256);

impl Hasher for Feed<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Nobody asks: the digest is the result.
    fn finish(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, Interruption};

    #[test]
    fn other_bytes_and_other_settings_have_other_keys() {
        let [epochs, fuel] = [Interruption::Epochs, Interruption::Fuel]
            .map(|interruption| Engine::new(interruption).expect("an engine"));
        let key = |engine: &Engine, bytes: &[u8]| Key::new(engine.runtime(), bytes).to_string();
        assert_eq!(key(&epochs, b"a"), key(&epochs, b"a"));
        assert_ne!(key(&epochs, b"a"), key(&epochs, b"b"));
        assert_ne!(key(&epochs, b"a"), key(&fuel, b"a"));
        assert_eq!(key(&epochs, b"a").len(), 64);
    }
}
