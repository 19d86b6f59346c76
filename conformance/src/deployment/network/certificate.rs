//! The TLS handshake: its version, and how long the certificate is valid.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::client::verify_server_cert_signed_by_trust_anchor;
use rustls::pki_types::{CertificateDer, ServerName, SignatureVerificationAlgorithm, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, ProtocolVersion, RootCertStore};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

/// A handshake that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Handshake {
    /// Such as `TLS 1.3`.
    pub(crate) version: &'static str,
    /// When the certificate expires, since 1970.
    pub(crate) expires: Duration,
}

/// Why a handshake failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// The server is reachable and not trusted.
    Untrusted(String),
    /// No server could be reached.
    Unreachable(String),
}

/// Connects, makes a handshake and closes the connection.
pub(crate) async fn handshake(
    config: Arc<ClientConfig>,
    host: String,
    port: u16,
) -> Result<Handshake, Rejection> {
    let late = || Rejection::Unreachable("connect timeout".into());
    timeout(HANDSHAKE_TIMEOUT, connect(config, &host, port)).await.map_err(|_| late())?
}

async fn connect(config: Arc<ClientConfig>, host: &str, port: u16) -> Result<Handshake, Rejection> {
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| Rejection::Untrusted(format!("{host} is not a valid name in a certificate")))?;
    let unknown = |_| Rejection::Unreachable("the host name does not resolve".into());
    let addresses: Vec<_> = lookup_host((host, port)).await.map_err(unknown)?.collect();
    let stream = TcpStream::connect(&*addresses).await.map_err(|error| unreachable(&error))?;
    let stream = TlsConnector::from(Arc::clone(&config))
        .connect(name, stream)
        .await
        .map_err(|error| rejected(&error))?;
    let (_, session) = stream.get_ref();
    let version = match session.protocol_version() {
        Some(ProtocolVersion::TLSv1_3) => "TLS 1.3",
        _ => "TLS 1.2",
    };
    let leaf = session.peer_certificates().and_then(|chain| chain.first());
    let algorithms = config.crypto_provider().signature_verification_algorithms.all;
    let expires = leaf.and_then(|certificate| end(certificate, algorithms));
    let expires = expires.ok_or_else(|| Rejection::Untrusted("the certificate cannot be read".into()))?;
    Ok(Handshake { version, expires })
}

/// When a certificate expires, since 1970. The verifier says so when it verifies at a time long after.
fn end(
    certificate: &CertificateDer<'_>,
    algorithms: &[&'static dyn SignatureVerificationAlgorithm],
) -> Option<Duration> {
    let certificate = ParsedCertificate::try_from(certificate).ok()?;
    let long_after = UnixTime::since_unix_epoch(Duration::MAX);
    let roots = RootCertStore::empty();
    match verify_server_cert_signed_by_trust_anchor(&certificate, &roots, &[], long_after, algorithms) {
        Err(rustls::Error::InvalidCertificate(CertificateError::ExpiredContext { not_after, .. })) => {
            Some(Duration::from_secs(not_after.as_secs()))
        }
        _ => None,
    }
}

fn unreachable(error: &io::Error) -> Rejection {
    Rejection::Unreachable(match error.kind() {
        io::ErrorKind::ConnectionRefused => "connection refused: no server listens there".into(),
        kind => kind.to_string(),
    })
}

fn rejected(error: &io::Error) -> Rejection {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>());
    match cause {
        Some(rustls::Error::InvalidCertificate(fault)) => Rejection::Untrusted(untrusted(fault)),
        Some(rustls::Error::InvalidMessage(_)) => {
            Rejection::Untrusted("TLS handshake failed: the server answered without TLS".into())
        }
        Some(_) => Rejection::Untrusted("TLS handshake failed: no TLS 1.2 or later".into()),
        None => Rejection::Unreachable("the connection was closed during the TLS handshake".into()),
    }
}

fn untrusted(fault: &CertificateError) -> String {
    let text = match fault {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "the certificate has expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the certificate is not valid yet"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "the certificate is for another name"
        }
        CertificateError::UnknownIssuer => {
            "the certificate's issuer is not trusted: pass its CA with --ca-file"
        }
        CertificateError::Revoked => "the certificate was revoked",
        _ => "the certificate does not verify",
    };
    text.into()
}

const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);
