//! What a TLS handshake tells: the version, and how long the certificate lasts.

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

/// What was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Handshake {
    /// Such as `TLS 1.3`.
    pub(crate) version: &'static str,
    /// The end of the certificate, since 1970.
    pub(crate) expires: Duration,
}

/// Why there is no TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// The peer is there, and is not to be trusted.
    Untrusted(String),
    /// Nobody could be asked.
    Unreachable(String),
}

/// Connects, begins TLS and hangs up.
pub(crate) async fn handshake(
    config: Arc<ClientConfig>,
    host: String,
    port: u16,
) -> Result<Handshake, Rejection> {
    let late = || Rejection::Unreachable("no connection came about in time".into());
    timeout(PATIENCE, shake(config, &host, port)).await.map_err(|_| late())?
}

async fn shake(config: Arc<ClientConfig>, host: &str, port: u16) -> Result<Handshake, Rejection> {
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| Rejection::Untrusted(format!("{host} is no name that a certificate can have")))?;
    let unknown = |_| Rejection::Unreachable("the name of the host is not known".into());
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

/// The end of a certificate, since 1970: the verifier names it when it is asked long after.
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
        io::ErrorKind::ConnectionRefused => "nobody listens there: the connection was refused".into(),
        kind => kind.to_string(),
    })
}

fn rejected(error: &io::Error) -> Rejection {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>());
    match cause {
        Some(rustls::Error::InvalidCertificate(fault)) => Rejection::Untrusted(untrusted(fault)),
        Some(_) => Rejection::Untrusted("no TLS 1.2 or later came about".into()),
        None => Rejection::Unreachable("the connection broke off during the handshake".into()),
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
            "nobody whom this machine trusts has issued the certificate: --ca-file names others"
        }
        CertificateError::Revoked => "the certificate was revoked",
        _ => "the certificate does not verify",
    };
    text.into()
}

const PATIENCE: Duration = Duration::from_secs(10);
