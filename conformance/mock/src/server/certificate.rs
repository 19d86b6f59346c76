//! A certificate for loopback addresses, and the authority that issues it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::PrivateKeyDer;

use crate::defect::Defect;

/// A certificate for `localhost`, 127.0.0.1 and ::1, issued by an authority of its own.
#[derive(Clone)]
pub struct Certificate {
    authority: String,
    serving: Arc<ServerConfig>,
}

impl Certificate {
    /// Generates a certificate. It is valid for a year from a day before `now`, the time since 1970, unless the defect says
    /// otherwise.
    pub fn new(now: Duration, defect: Option<Defect>) -> Self {
        let end = match defect {
            Some(Defect::CertificateExpired) => now.saturating_sub(HOUR),
            Some(Defect::CertificateExpiresSoon) => now + 5 * DAY,
            _ => now + 364 * DAY,
        };
        let names: &[&str] = match defect {
            Some(Defect::CertificateForAnotherName) => &["scaikey.example"],
            _ => &["localhost", "127.0.0.1", "::1"],
        };
        let issuer = authority(now);
        let mut params = named("ScaiKey mock", names, now, end);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let key = key();
        let certificate = params.signed_by(&key, &issuer).expect("a certificate");
        let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
        let serving = ServerConfig::builder_with_provider(default_provider().into())
            .with_safe_default_protocol_versions()
            .expect("versions that aws-lc-rs knows")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .expect("a key that fits");
        Self { authority: issuer.pem(), serving: Arc::new(serving) }
    }

    /// The certificate of the authority, which a client must trust, in PEM.
    pub fn authority_pem(&self) -> &str {
        &self.authority
    }

    /// The configuration of a TLS server with it.
    pub(crate) fn serving(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.serving)
    }
}

fn authority(now: Duration) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = named("ScaiKey mock authority", &[], now, now + 3650 * DAY);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    CertifiedIssuer::self_signed(params, key()).expect("a certificate")
}

/// A certificate with this common name for these hosts, valid until this end.
fn named(name: &str, names: &[&str], now: Duration, end: Duration) -> CertificateParams {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).expect("names");
    params.distinguished_name.push(DnType::CommonName, name);
    let epoch = date_time_ymd(1970, 1, 1);
    params.not_before = epoch + now.saturating_sub(DAY);
    params.not_after = epoch + end;
    params
}

fn key() -> KeyPair {
    KeyPair::generate().expect("random bytes")
}

/// Without the key.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate").field("authority", &self.authority).finish_non_exhaustive()
    }
}

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);
