//! Replies that no HTTP library would send.

use std::io;

use http::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy, sink};
use tokio::net::TcpStream;

use crate::component::endpoint::fault::Fault;
use crate::component::endpoint::reply::{Fate, Reply};

/// What a connection carries last, and how it ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wreck {
    bytes: Vec<u8>,
    end: End,
}

#[derive(Debug, PartialEq, Eq)]
enum End {
    /// Nothing more comes, but what came can be read.
    Close,
    /// The peer is told that the connection is no more.
    Reset,
}

impl Wreck {
    /// What becomes of a reply that breaks off, lies about its length, or does not wait for the request; `None` if it is
    /// none of these.
    pub(super) fn of(reply: &Reply) -> Option<Self> {
        match reply.fate {
            Fate::Cut(length) => Some(Self::cut(reply, length)),
            Fate::Lost(fault) => Some(Self::lost(fault)),
            Fate::Whole if reply.early || !reply.is_whole() => Some(Self::told(reply)),
            _ => None,
        }
    }

    /// Puts it on this connection. Ends when the peer has closed its side, too.
    pub(super) async fn befall(self, mut stream: TcpStream) -> io::Result<()> {
        stream.write_all(&self.bytes).await?;
        if self.end == End::Reset {
            return stream.set_zero_linger();
        }
        stream.shutdown().await?;
        // A connection closed with bytes unread is reset, and the peer may lose what was written.
        copy(&mut stream.take(UNREAD_LIMIT), &mut sink()).await?;
        Ok(())
    }

    /// Breaks off within its only chunk, at the latest before the end of it: a cut after the last byte of the body is
    /// one, too.
    fn cut(reply: &Reply, length: usize) -> Self {
        let body = &reply.body;
        let mut bytes = head(reply, "transfer-encoding: chunked\r\n");
        bytes.extend(format!("{:x}\r\n", body.len()).bytes());
        bytes.extend(&body[..length.min(body.len())]);
        Self { bytes, end: End::Close }
    }

    /// What a socket can show of a fault. It has only these three to show.
    fn lost(fault: Fault) -> Self {
        let (bytes, end) = match fault.name {
            "HTTP-response-incomplete" => ("", End::Close),
            "HTTP-protocol-error" => (NOT_HTTP, End::Close),
            _ => ("", End::Reset),
        };
        Self { bytes: bytes.into(), end }
    }

    /// The whole body, whatever the head tells of it.
    fn told(reply: &Reply) -> Self {
        let told = reply.headers.iter().any(|(name, _)| *name == "content-length");
        let length = if told { String::new() } else { format!("content-length: {}\r\n", reply.body.len()) };
        let mut bytes = head(reply, &length);
        bytes.extend(&reply.body);
        Self { bytes, end: End::Close }
    }
}

/// The head of a last reply, in which `framing` tells how its body ends.
fn head(reply: &Reply, framing: &str) -> Vec<u8> {
    let reason = StatusCode::from_u16(reply.status).ok().and_then(|status| status.canonical_reason());
    let mut head = format!("HTTP/1.1 {} {}\r\n", reply.status, reason.unwrap_or_default());
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    (head + framing + "connection: close\r\n\r\n").into()
}

const NOT_HTTP: &str = "220 mail.scaikey.test ESMTP\r\n";
/// More than any subject still sends after it was answered.
const UNREAD_LIMIT: u64 = 16 << 20;
