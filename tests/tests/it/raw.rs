//! A server of a few lines of TCP, for answers that no HTTP library would give.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Answers each connection with the next text, as soon as a request head is there and before its body is read, then
/// closes its side.
pub(crate) struct Raw {
    pub(crate) base: String,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Raw {
    pub(crate) async fn answering(answers: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let mut answers: VecDeque<_> = answers.iter().map(|answer| answer.to_string()).collect();
        let lines = Arc::default();
        let server = Self { base, lines: Arc::clone(&lines) };
        tokio::spawn(async move {
            while let Some(answer) = answers.pop_front() {
                let (stream, _) = listener.accept().await.expect("a connection");
                answer_early(stream, &answer, &lines).await;
            }
        });
        server
    }

    /// The request lines so far, without the version.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.lines.lock().expect("no panic elsewhere").clone()
    }
}

async fn answer_early(mut stream: TcpStream, answer: &str, lines: &Mutex<Vec<String>>) {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        head.push(stream.read_u8().await.expect("a whole head").into());
    }
    let line = head.split(" HTTP").next().expect("a first line");
    lines.lock().expect("no panic elsewhere").push(line.to_owned());
    stream.write_all(answer.as_bytes()).await.expect("a peer that listens");
    stream.shutdown().await.expect("a peer that listens");
    // A connection closed with bytes unread is reset, and the peer may lose the answer.
    tokio::io::copy(&mut stream, &mut tokio::io::sink()).await.ok();
}

/// A token response of its own connection.
pub(crate) const TOKEN: &str = "HTTP/1.1 200 OK\r\ncontent-length: 42\r\n\r\n\
    {\"access_token\":\"token\",\"expires_in\":3600}";
