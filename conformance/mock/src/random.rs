//! Characters that nobody can guess.

/// A word of 160 random bits.
pub fn word() -> String {
    text(32)
}

/// So many random lower-case letters and digits: about five bits each.
pub(crate) fn text(length: usize) -> String {
    let mut bytes = vec![0; length];
    aws_lc_rs::rand::fill(&mut bytes).expect("the system has random bytes");
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// Thirty-two, so that each is as likely as any other.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
