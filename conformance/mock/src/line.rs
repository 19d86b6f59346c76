//! An exchange on one line of a terminal.

use bytes::Bytes;
use http::Request;

use crate::reply::{Fate, Reply};

/// One line that tells of an exchange: no secret, no token, nothing of a query or of what strangers write.
pub fn line(request: &Request<Bytes>, reply: &Reply) -> String {
    let _ = (request, Fate::Whole);
    format!("{} {}", reply.response.status().as_u16(), reply.note.what)
}
