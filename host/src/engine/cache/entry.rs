//! The bytes of one entry: format, key, digest of the code, code.

use sha2::{Digest, Sha256};

use super::key::Key;

/// The entry that holds this code.
pub(super) fn seal(key: &Key, code: &[u8]) -> Vec<u8> {
    [FORMAT, key.0.as_slice(), Sha256::digest(code).as_slice(), code].concat()
}

/// The code in an entry, if it is an entry of this format, for this key, and whole.
pub(super) fn open<'a>(key: &Key, entry: &'a [u8]) -> Option<&'a [u8]> {
    let entry = entry.strip_prefix(FORMAT)?.strip_prefix(&key.0)?;
    let (digest, code) = entry.split_at_checked(DIGEST)?;
    (Sha256::digest(code).as_slice() == digest).then_some(code)
}

/// Changes when the form of entries does.
pub(super) const FORMAT: &[u8] = b"scaikey compiled component 1\n";
const DIGEST: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

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
}
