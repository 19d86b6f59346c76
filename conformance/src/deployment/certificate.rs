//! What a TLS handshake tells: the version, and how long the certificate lasts.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{CertificateError, ClientConfig, ProtocolVersion};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use x509_cert::Certificate;
use x509_cert::der::Decode;

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
pub(super) async fn handshake(
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
    let stream = TlsConnector::from(config).connect(name, stream).await.map_err(|error| rejected(&error))?;
    let (_, session) = stream.get_ref();
    let version = match session.protocol_version() {
        Some(ProtocolVersion::TLSv1_3) => "TLS 1.3",
        _ => "TLS 1.2",
    };
    let leaf = session.peer_certificates().and_then(|chain| chain.first());
    let certificate = leaf.and_then(|der| Certificate::from_der(der).ok());
    let certificate =
        certificate.ok_or_else(|| Rejection::Untrusted("the certificate cannot be read".into()))?;
    let expires = certificate.tbs_certificate.validity.not_after.to_unix_duration();
    Ok(Handshake { version, expires })
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
