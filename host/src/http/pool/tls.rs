//! Which certificates are trusted, and which one is shown.

use std::fmt;
use std::sync::{Arc, OnceLock};

use rustls::crypto::aws_lc_rs::{default_provider, sign::any_supported_type};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, RootCertStore};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::secret::Secret;

/// Trusted roots, and an optional client certificate. TLS 1.2 and 1.3; certificates are always verified.
///
/// The roots of the system are trusted: those that OpenSSL would read, or those at `SSL_CERT_FILE` and `SSL_CERT_DIR`.
/// They are read once in a process, when it first connects over `https`. Unreadable ones are skipped. Without any root,
/// every `https` exchange fails as [`TlsCertificateError`](crate::HttpError::TlsCertificateError).
pub struct Tls {
    /// Besides those of the system.
    roots: RootCertStore,
    identity: Option<Arc<SingleCertAndKey>>,
}

impl Tls {
    /// Trusts the roots of the system. Reads nothing yet.
    pub fn new() -> Self {
        Self { roots: RootCertStore::empty(), identity: None }
    }

    /// Trusts these authorities too: one or more certificates as PEM. Fails if there is none, or if one is invalid.
    pub fn trust(mut self, pem: &[u8]) -> Result<Self, Error> {
        for certificate in certificates(pem)? {
            self.roots.add(certificate).map_err(|_| Error::certificate(NOT_A_ROOT))?;
        }
        Ok(self)
    }

    /// Sets the client certificate for servers that ask for one: its chain as PEM, the certificate first, and its private
    /// key as PEM without a passphrase. Fails if they are invalid or do not belong together.
    ///
    /// The decoded key is wiped from memory; the signer made from it lives as long as the pool.
    pub fn identity(self, chain: &[u8], key: &Secret) -> Result<Self, Error> {
        let chain = certificates(chain)?;
        let key = PrivateKeyDer::from_pem_slice(key.expose().as_bytes()).map(Zeroizing::new);
        let key = key.map_err(|_| Error::certificate(NO_KEY))?;
        let certified =
            CertifiedKey::new(chain, any_supported_type(&key).map_err(|_| Error::certificate(NO_KEY))?);
        certified.keys_match().map_err(|_| Error::certificate(ANOTHER_KEY))?;
        Ok(Self { identity: Some(Arc::new(certified.into())), ..self })
    }

    /// The configuration of rustls, for connections without a pool. Reads the roots of the system if they have not been
    /// read.
    pub fn config(&self) -> ClientConfig {
        let mut roots = system_roots().clone();
        roots.extend(self.roots.roots.iter().cloned());
        // The provider is named, so that another crate's features cannot change it.
        let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .expect("aws-lc-rs serves the default versions")
            .with_root_certificates(roots);
        match &self.identity {
            Some(identity) => builder.with_client_cert_resolver(identity.clone()),
            None => builder.with_no_client_auth(),
        }
    }
}

impl Default for Tls {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").field("roots", &self.roots.roots.len()).finish_non_exhaustive()
    }
}

fn system_roots() -> &'static RootCertStore {
    static ROOTS: OnceLock<RootCertStore> = OnceLock::new();
    ROOTS.get_or_init(|| {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        roots
    })
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let certificates = certificates.map_err(|_| Error::certificate(NOT_PEM))?;
    if certificates.is_empty() {
        return Err(Error::certificate(NOT_PEM));
    }
    Ok(certificates)
}

const NOT_PEM: &str = "no certificates; they must be PEM, with BEGIN CERTIFICATE before each";
const NOT_A_ROOT: &str = "a certificate that cannot be a root of trust; name those of the authority";
const NO_KEY: &str =
    "no private key that can be used; it must be PEM, RSA, ECDSA or Ed25519, without a passphrase";
const ANOTHER_KEY: &str =
    "the private key is not that of the first certificate; name the two that belong together";
