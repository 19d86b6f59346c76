use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Answers each connection with `replies` in turn, one a request, then closes it. Ends after `connections` of them
/// with the request heads it saw.
pub(crate) async fn serve(
    connections: usize,
    replies: &'static [&'static str],
) -> (SocketAddr, JoinHandle<Vec<String>>) {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let mut heads = Vec::new();
        for _ in 0..connections {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            for reply in replies {
                let Some(head) = read_head(&mut stream).await else { break };
                heads.push(head);
                stream.write_all(reply.as_bytes()).await.expect("a peer that reads");
            }
        }
        heads
    });
    (address, server)
}

/// A port that was free.
pub(crate) async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}

pub(crate) async fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?.into());
    }
    Some(head)
}
