//! Secrets.

use std::fmt;

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};
use zeroize::Zeroizing;

/// A client secret or an access token. It has no `Display` and a redacted `Debug`, and is wiped from memory when dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Returns the text. Keep it out of logs and errors.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns every spelling of this secret: as it is, form-encoded, and both as part of a longer text in base64. The
    /// longest come first, since one may contain another. An empty secret has none.
    pub fn spellings(&self) -> Vec<Self> {
        if self.expose().is_empty() {
            return Vec::new();
        }
        let form: String = form_urlencoded::byte_serialize(self.expose().as_bytes()).collect();
        let encoded = [self.expose(), &form].into_iter().flat_map(within_base64);
        let telling = encoded.filter(|spelling| spelling.len() >= TELLING);
        let plain = [self.expose().to_owned(), form.clone()];
        let mut spellings: Vec<_> = telling.chain(plain).map(Self::from).collect();
        spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.expose().len()));
        spellings
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned().into())
    }
}

/// The part that a text determines in the base64 of a longer text, for each offset and in both alphabets.
fn within_base64(text: &str) -> impl Iterator<Item = String> {
    (0..3).flat_map(move |before| {
        let longer = [&[0; 2][..before], text.as_bytes()].concat();
        // A character is six bits; those that share bits with a neighbour are left out.
        let own = (before * 8).div_ceil(6)..longer.len() * 8 / 6;
        [Base64Unpadded::encode_string(&longer), Base64UrlUnpadded::encode_string(&longer)]
            .map(|encoded| encoded.get(own.clone()).unwrap_or_default().to_owned())
    })
}

/// Fewer characters of base64 may be a coincidence.
const TELLING: usize = 4;
