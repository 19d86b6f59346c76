//! Replies that no HTTP library would send, written byte by byte. Each ends its connection.

use std::io;

use http::header::CONTENT_LENGTH;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy, sink};

use super::stream::Stream;
use crate::reply::{Delivery, Reply};

/// The last bytes of a connection, and how it ends.
#[derive(Debug)]
pub(super) struct Malformed {
    bytes: Vec<u8>,
    end: End,
}

#[derive(Debug)]
enum End {
    /// The client can read all that was written.
    Close,
    /// The client sees a reset.
    Reset,
}

impl Malformed {
    /// A reply that breaks off, that has another length than its `Content-Length`, or that does not wait for the body
    /// of its request; `None` for any other.
    pub(super) fn of(reply: &Reply) -> Option<Self> {
        let close = |bytes: Vec<u8>| Self { bytes, end: End::Close };
        match reply.delivery {
            Delivery::Cut(length) => Some(close(cut(reply, length))),
            Delivery::Reset => Some(Self { bytes: Vec::new(), end: End::Reset }),
            Delivery::Closed => Some(close(Vec::new())),
            Delivery::NotHttp => Some(close(NOT_HTTP.into())),
            Delivery::Whole if reply.early || !reply.is_whole() => Some(close(whole(reply))),
            _ => None,
        }
    }

    /// Writes it, and ends when the client has closed its side too.
    pub(super) async fn write(self, mut stream: impl Stream) -> io::Result<()> {
        stream.write_all(&self.bytes).await?;
        if let End::Reset = self.end {
            // The drop of the stream resets it.
            return stream.tcp().set_zero_linger();
        }
        stream.shutdown().await?;
        // A socket closed with unread bytes sends a reset, and the client may lose what was written.
        copy(&mut stream.take(UNREAD_LIMIT), &mut sink()).await?;
        Ok(())
    }
}

/// A body that breaks off before its length is complete, or, without a `Content-Length`, before the end of its only
/// chunk.
fn cut(reply: &Reply, length: usize) -> Vec<u8> {
    let body = reply.response.body();
    let mut bytes = if has_length(reply) {
        head(reply, "")
    } else {
        let mut bytes = head(reply, "transfer-encoding: chunked\r\n");
        bytes.extend(format!("{:x}\r\n", body.len()).bytes());
        bytes
    };
    bytes.extend(&body[..length.min(body.len())]);
    bytes
}

/// The whole body, whatever its `Content-Length` says.
fn whole(reply: &Reply) -> Vec<u8> {
    let body = reply.response.body();
    let framing =
        if has_length(reply) { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    let mut bytes = head(reply, &framing);
    bytes.extend(body);
    bytes
}

/// The head of the last reply on a connection. `framing` says how its body ends.
fn head(reply: &Reply, framing: &str) -> Vec<u8> {
    let status = reply.response.status();
    let reason = status.canonical_reason().unwrap_or_default();
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", status.as_str()).into_bytes();
    for (name, value) in reply.response.headers() {
        head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    head.extend(framing.bytes());
    head.extend(b"connection: close\r\n\r\n");
    head
}

fn has_length(reply: &Reply) -> bool {
    reply.response.headers().contains_key(CONTENT_LENGTH)
}

const NOT_HTTP: &str = "220 mail.scaikey.test ESMTP\r\n";
/// Bytes that a client may still send after the reply.
const UNREAD_LIMIT: u64 = 16 << 20;
