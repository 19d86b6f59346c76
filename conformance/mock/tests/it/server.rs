//! A deployment behind sockets.

use std::io::ErrorKind;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use scaikey_mock::{Certificate, Defect, EndpointFault, Faults, Mock, Server, Setup};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::client::{GRANT, NOW, PLATFORM, REPORTS, basic, keys};

/// A server, and what it logs.
struct Running {
    server: Server,
    log: Receiver<String>,
    certificate: Option<Certificate>,
}

impl Running {
    async fn start(setup: Setup, certificate: Option<Certificate>) -> Self {
        let (told, log) = channel();
        let log_line = move |line: &str| told.send(line.to_owned()).unwrap_or_default();
        let listen = ([127, 0, 0, 1], 0).into();
        let server = Mock::new(setup).serve(listen, certificate.as_ref(), || NOW, log_line).await;
        Self { server: server.expect("a free port"), log, certificate }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.server.address()).await.expect("a connection")
    }

    /// A TLS connection to this name, by a client that trusts the authority.
    async fn connect_tls(
        &self,
        name: &'static str,
    ) -> std::io::Result<impl AsyncRead + AsyncWrite + Unpin + Send + 'static> {
        let mut roots = RootCertStore::empty();
        let pem = self.certificate.as_ref().expect("TLS").authority_pem();
        roots.add(CertificateDer::from_pem_slice(pem.as_bytes()).expect("a root")).expect("a root");
        let provider = Arc::new(default_provider());
        let config = ClientConfig::builder_with_details(provider, Arc::new(At(NOW)))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_root_certificates(roots)
            .with_no_client_auth();
        TlsConnector::from(Arc::new(config))
            .connect(name.try_into().expect("a name"), self.connect().await)
            .await
    }
}

/// The time of the client.
#[derive(Debug)]
struct At(Duration);

impl rustls::time_provider::TimeProvider for At {
    fn current_time(&self) -> Option<rustls::pki_types::UnixTime> {
        Some(rustls::pki_types::UnixTime::since_unix_epoch(self.0))
    }
}

fn usual() -> Setup {
    Setup::usual(keys())
}

fn with_fault(fault: EndpointFault) -> Setup {
    Setup { faults: Faults { token_endpoint: Some(fault), ..Faults::default() }, ..usual() }
}

/// One for all tests, since it takes a moment.
fn certificate() -> Certificate {
    static CERTIFICATE: LazyLock<Certificate> = LazyLock::new(|| Certificate::new(NOW, None));
    CERTIFICATE.clone()
}

fn token_request() -> Request<Full<Bytes>> {
    let request = Request::post(PLATFORM).header("host", "localhost").header("authorization", basic(REPORTS));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(Full::from(GRANT)).expect("a request")
}

async fn speak(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> SendRequest<Full<Bytes>> {
    let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("a connection");
    tokio::spawn(connection);
    sender
}

/// Status and body of the response.
async fn exchange(
    sender: &mut SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
) -> hyper::Result<(StatusCode, Bytes)> {
    let response = sender.send_request(request).await?;
    let status = response.status();
    Ok((status, response.into_body().collect().await?.to_bytes()))
}

#[tokio::test]
async fn a_connection_serves_many_requests() {
    let running = Running::start(usual(), None).await;
    assert_eq!(running.server.base(), format!("http://{}", running.server.address()));
    let mut sender = speak(running.connect().await).await;
    for number in 1..=3 {
        let (status, body) = exchange(&mut sender, token_request()).await.expect("an answer");
        assert_eq!(status, 200);
        assert!(body.starts_with(b"{\"access_token\":\"eyJ"));
        let line = running.log.recv().expect("a line");
        assert_eq!(
            line,
            format!("POST {PLATFORM} app_reports 200 token {number}, 3600 s, admin:read openid")
        );
    }
}

#[tokio::test]
async fn tls_works_for_every_name_of_loopback() {
    let running = Running::start(usual(), Some(certificate())).await;
    assert!(running.server.base().starts_with("https://127.0.0.1:"));
    for name in ["localhost", "127.0.0.1", "::1"] {
        let mut sender = speak(running.connect_tls(name).await.expect("trust")).await;
        let (status, _) = exchange(&mut sender, token_request()).await.expect("an answer");
        assert_eq!(status, 200, "{name}");
    }
}

#[tokio::test]
async fn an_issuer_follows_from_the_host_field() {
    let running = Running::start(usual(), Some(certificate())).await;
    let mut sender = speak(running.connect_tls("localhost").await.expect("trust")).await;
    let path = "/api/v1/platform/oauth/.well-known/openid-configuration";
    let request =
        Request::get(path).header("host", "localhost:8443").body(Full::default()).expect("a request");
    let (_, body) = exchange(&mut sender, request).await.expect("an answer");
    let document: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(document["issuer"], "https://localhost:8443");
}

#[tokio::test]
async fn clients_see_defects_of_a_certificate() {
    for (defect, expected) in [
        (Defect::CertificateExpired, Some("certificate expired")),
        (Defect::CertificateForAnotherName, Some("certificate not valid for name")),
        (Defect::CertificateExpiresSoon, None),
    ] {
        let running = Running::start(usual(), Some(Certificate::new(NOW, Some(defect)))).await;
        let error = running.connect_tls("localhost").await.err().map(|error| error.to_string());
        assert!(error.as_deref().unwrap_or_default().contains(expected.unwrap_or_default()), "{error:?}");
        assert_eq!(error.is_some(), expected.is_some(), "{}", defect.name());
    }
}

#[tokio::test]
async fn a_tls_port_closes_plain_http_unless_it_has_that_defect() {
    for (defect, expected) in [(None, None), (Some(Defect::PlaintextServed), Some(StatusCode::OK))] {
        let running = Running::start(Setup { defect, ..usual() }, Some(certificate())).await;
        let mut sender = speak(running.connect().await).await;
        let answer = exchange(&mut sender, token_request()).await;
        assert_eq!(answer.ok().map(|(status, _)| status), expected);
        assert!(running.connect_tls("localhost").await.is_ok());
    }
}

#[tokio::test]
async fn a_reset_resets_the_connection() {
    let running =
        Running::start(with_fault(EndpointFault { reset: true, ..EndpointFault::default() }), None).await;
    let mut stream = running.connect().await;
    let request = format!("POST {PLATFORM} HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\nx");
    stream.write_all(request.as_bytes()).await.expect("written");
    let error = stream.read_u8().await.expect_err("no answer");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert!(running.log.recv().expect("a line").contains(" reset "));
}

#[tokio::test]
async fn a_body_is_cut_where_its_fault_says() {
    for (cut, expected) in [(0, 0), (20, 20), (1 << 30, usize::MAX)] {
        for tls in [None, Some(certificate())] {
            let is_tls = tls.is_some();
            let running =
                Running::start(with_fault(EndpointFault { cut: Some(cut), ..EndpointFault::default() }), tls)
                    .await;
            let mut sender = match is_tls {
                true => speak(running.connect_tls("localhost").await.expect("trust")).await,
                false => speak(running.connect().await).await,
            };
            let response = sender.send_request(token_request()).await.expect("a head");
            assert_eq!(response.status(), 200);
            let length: usize =
                response.headers()["content-length"].to_str().expect("ASCII").parse().expect("a number");
            let (mut body, mut read) = (response.into_body(), 0);
            let broken = loop {
                match body.frame().await {
                    Some(Ok(frame)) => read += frame.into_data().expect("data").len(),
                    Some(Err(_)) => break true,
                    None => break false,
                }
            };
            assert_eq!((broken, read), (true, expected.min(length - 1)));
        }
    }
}

#[tokio::test]
async fn a_delayed_reply_keeps_no_other_waiting() {
    let fault = EndpointFault { delay_ms: 60_000, ..EndpointFault::default() };
    let running = Running::start(with_fault(fault), None).await;
    let mut sender = speak(running.connect().await).await;
    let answer = exchange(&mut sender, token_request());
    assert!(tokio::time::timeout(Duration::from_millis(50), answer).await.is_err());
    // Nobody else waits for it.
    let mut sender = speak(running.connect().await).await;
    assert_eq!(exchange(&mut sender, token_request()).await.expect("an answer").0, 200);
}

#[tokio::test]
async fn a_long_request_body_is_refused_unread() {
    let running = Running::start(usual(), None).await;
    let mut stream = running.connect().await;
    let head = format!("POST {PLATFORM} HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\n\r\n");
    stream.write_all(head.as_bytes()).await.expect("written");
    stream.write_all(&[b'x'; 65_537]).await.expect("written");
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 413");
}

#[tokio::test]
async fn invalid_requests_get_no_grant() {
    let running = Running::start(usual(), None).await;
    for bytes in [&b"\0\0\0\0\r\n\r\n"[..], b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nhost: a b\r\n\r\n"]
    {
        let mut stream = running.connect().await;
        stream.write_all(bytes).await.expect("written");
        let mut answer = Vec::new();
        // A connection may be reset, too.
        let _ = stream.read_to_end(&mut answer).await;
        assert!(!answer.starts_with(b"HTTP/1.1 2"), "{}", bytes.escape_ascii());
    }
}

#[tokio::test]
async fn a_dropped_server_closes_its_connections_and_its_port() {
    let running = Running::start(usual(), None).await;
    let address = running.server.address();
    let mut sender = speak(running.connect().await).await;
    drop(running);
    assert!(exchange(&mut sender, token_request()).await.is_err());
    assert!(TcpStream::connect(address).await.is_err());
}
