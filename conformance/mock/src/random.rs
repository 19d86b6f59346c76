//! Random text that cannot be guessed.

/// A word with 160 bits of entropy.
pub fn word() -> String {
    text(32)
}

/// This many random lower-case letters and digits, with five bits of entropy each.
pub(crate) fn text(length: usize) -> String {
    let mut bytes = vec![0; length];
    aws_lc_rs::rand::fill(&mut bytes).expect("the system has random bytes");
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// Thirty-two, so that each is as likely as any other.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
