//! A response that was checked.

use crate::environment::ExchangeError;

/// A response whose status and header fields arrived.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    /// The whole body, or why it is not whole.
    pub(crate) body: Result<Vec<u8>, ExchangeError>,
}

impl Answer {
    /// Every value of the header field of this name.
    pub(crate) fn header(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.headers
            .iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| &value[..])
    }

    /// Whether the body has a content coding.
    pub(crate) fn is_coded(&self) -> bool {
        self.header("content-encoding").any(|coding| !coding.trim_ascii().eq_ignore_ascii_case(b"identity"))
    }
}
