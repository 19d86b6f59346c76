use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use scaikey_host::{NetworkLimits, Pool, Tls};

/// One that nobody trusts, unless told to.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate with its key.
pub(crate) struct Certified {
    pub(crate) certificate: rcgen::Certificate,
    pub(crate) key: KeyPair,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new([]).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, key()).expect("a certificate"))
    }

    /// The root, as a file holds it.
    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate of `name` that is valid in any year of this century before `end`.
    pub(crate) fn certify(&self, name: &str, end: i32) -> Certified {
        let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
        params.not_before = date_time_ymd(2000, 1, 1);
        params.not_after = date_time_ymd(end, 1, 1);
        let key = key();
        Certified { certificate: params.signed_by(&key, &self.0).expect("a certificate"), key }
    }

    /// A pool that trusts the system and this authority.
    pub(crate) fn trusting(&self, limits: NetworkLimits) -> Pool {
        Pool::with(Tls::new().trust(self.pem().as_bytes()).expect("a root"), limits)
    }

    /// A server's side of TLS for `localhost` that offers these protocols.
    pub(crate) fn serving(&self, protocols: &[&str]) -> Arc<ServerConfig> {
        let mut config = self.certify("localhost", 2099).serving();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        Arc::new(config)
    }

    /// The same, for clients with a certificate of this authority alone.
    pub(crate) fn demanding(&self) -> Arc<ServerConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).expect("a root");
        let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), default_provider().into());
        let (chain, key) = self.certify("localhost", 2099).parts();
        let builder = ServerConfig::builder_with_provider(default_provider().into())
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_client_cert_verifier(verifier.build().expect("a verifier"));
        Arc::new(builder.with_single_cert(chain, key).expect("a key that fits"))
    }
}

impl Certified {
    pub(crate) fn serving(&self) -> ServerConfig {
        let (chain, key) = self.parts();
        ServerConfig::builder_with_provider(default_provider().into())
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .expect("a key that fits")
    }

    fn parts(&self) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        let key = PrivateKeyDer::try_from(self.key.serialize_der()).expect("PKCS #8");
        (vec![self.certificate.der().clone()], key)
    }
}

fn key() -> KeyPair {
    KeyPair::generate().expect("random numbers")
}
