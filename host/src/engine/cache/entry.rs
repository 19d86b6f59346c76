//! An entry of the cache: its key, and its bytes, which are format, key, digest of the code, and code.

use std::fmt;
use std::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};
use wasmtime::Engine;

/// SHA-256 of everything that the compiled code depends on: format, component, compiler and its settings.
pub(super) struct Key([u8; 32]);

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

/// Feeds a [`Hash`] into SHA-256, since a hash of 64 bits is too short for a key.
struct Feed<'a>(&'a mut Sha256);

impl Hasher for Feed<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Unused: the digest is the result.
    fn finish(&self) -> u64 {
        0
    }
}

/// Makes the entry for this code.
pub(super) fn seal(key: &Key, code: &[u8]) -> Vec<u8> {
    [FORMAT, key.0.as_slice(), Sha256::digest(code).as_slice(), code].concat()
}

/// Returns the code of an entry if the entry is of this format, of this key, and undamaged.
pub(super) fn open<'a>(key: &Key, entry: &'a [u8]) -> Option<&'a [u8]> {
    let entry = entry.strip_prefix(FORMAT)?.strip_prefix(&key.0)?;
    let (digest, code) = entry.split_at_checked(DIGEST)?;
    (Sha256::digest(code).as_slice() == digest).then_some(code)
}

/// Change it with the format of entries.
const FORMAT: &[u8] = b"scaikey compiled component 1\n";
const DIGEST: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, Interruption};

    #[test]
    fn an_entry_opens_with_its_own_key_and_whole_only() {
        let key = Key([7; 32]);
        let entry = seal(&key, b"code");
        assert_eq!(open(&key, &entry), Some(&b"code"[..]));
        assert_eq!(open(&Key([8; 32]), &entry), None);
        for length in 0..entry.len() {
            assert_eq!(open(&key, &entry[..length]), None, "{length} bytes");
        }
        for at in 0..entry.len() {
            let mut damaged = entry.clone();
            damaged[at] ^= 1;
            assert_eq!(open(&key, &damaged), None, "byte {at}");
        }
        assert_eq!(open(&key, &[&entry[..], b"more"].concat()), None);
    }

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
