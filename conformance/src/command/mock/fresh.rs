//! Words that nobody knows yet.

use base64ct::{Base64UrlUnpadded, Encoding};

/// A word of 192 random bits, in letters, digits and `-_`.
pub(super) fn word() -> String {
    let mut bytes = [0; 24];
    aws_lc_rs::rand::fill(&mut bytes).expect("the system has random bytes");
    Base64UrlUnpadded::encode_string(&bytes)
}
