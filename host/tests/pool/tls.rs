use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::{env, fs};

use scaikey_host::{Error, HttpError, NetworkLimits, Pool, Secret, Tls};

use crate::authority::Authority;
use crate::get;
use crate::peer::Peer;

/// With a certificate of `authority` for `name` that ends with a year, a peer called `localhost` is met so.
async fn check(authority: &Authority, name: &str, end: i32, trusted: &Authority, expected: &str) {
    let peer = Peer::tls(Arc::new(authority.certify(name, end).serving())).await;
    let outcome = get(&trusted.trusting(NetworkLimits::default()), peer.https("/hello")).await;
    assert_eq!(format!("{outcome:?}"), expected, "{name} until {end}");
    assert_eq!(peer.seen().requests.len(), usize::from(outcome.is_ok()), "{name} until {end}");
}

#[tokio::test]
async fn a_certificate_counts_if_it_is_valid_named_right_and_of_a_trusted_root() {
    let (ours, another) = (Authority::new(), Authority::new());
    check(&ours, "localhost", 2099, &ours, "Ok(\"/hello\")").await;
    check(&ours, "localhost", 2001, &ours, "Err(TlsCertificateError)").await;
    check(&ours, "scaikey.example", 2099, &ours, "Err(TlsCertificateError)").await;
    check(&ours, "localhost", 2099, &another, "Err(TlsCertificateError)").await;
}

#[tokio::test]
async fn a_certificate_may_name_an_address() {
    let authority = Authority::new();
    let peer = Peer::tls(Arc::new(authority.certify("127.0.0.1", 2099).serving())).await;
    let uri = peer.http("/").replace("http:", "https:");
    let outcome = get(&authority.trusting(NetworkLimits::default()), uri).await;
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[tokio::test]
async fn a_server_that_asks_for_a_client_certificate_gets_it() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.demanding()).await;
    let ours = authority.certify("my-service", 2099);
    let tls = Tls::new().trust(authority.pem().as_bytes()).expect("a root");
    let tls = tls.identity(ours.certificate.pem().as_bytes(), &ours.key.serialize_pem().into());
    let pool = Pool::with(tls.expect("a pair"), NetworkLimits::default());
    assert_eq!(get(&pool, peer.https("/hello")).await.expect("an answer"), "/hello");
}

#[tokio::test]
async fn without_a_client_certificate_such_a_server_refuses() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.demanding()).await;
    let outcome = get(&authority.trusting(NetworkLimits::default()), peer.https("/")).await;
    assert!(matches!(outcome, Err(HttpError::TlsAlertReceived)), "{outcome:?}");
    assert_eq!(peer.seen().requests.len(), 0);
}

/// In a process of its own, whose system has its roots in a file that is not there yet.
#[tokio::test]
async fn the_roots_of_the_system_are_read_once_and_not_before_a_connection_needs_them() {
    let Some(roots) = env::var_os("SSL_CERT_FILE").filter(|path| path.to_string_lossy().ends_with(ROOTS))
    else {
        let roots = Path::new(env!("CARGO_TARGET_TMPDIR")).join(ROOTS);
        fs::remove_file(&roots).ok();
        let name = "tls::the_roots_of_the_system_are_read_once_and_not_before_a_connection_needs_them";
        let mut again = Command::new(env::current_exe().expect("this test"));
        let output = again.args(["--exact", name]).env("SSL_CERT_FILE", roots).env_remove("SSL_CERT_DIR");
        let Output { status, stdout, .. } = output.output().expect("it runs");
        let stdout = String::from_utf8_lossy(&stdout);
        assert!(status.success() && stdout.contains("1 passed"), "{stdout}");
        return;
    };
    let authority = Authority::new();
    let (plain, secure) = (Peer::plain().await, Peer::tls(authority.serving(&[])).await);
    let pool = Pool::with(Tls::new(), NetworkLimits::default());
    get(&pool, plain.http("/")).await.expect("an answer");
    fs::write(&roots, authority.pem()).expect("a file");
    get(&pool, secure.https("/")).await.expect("an answer");
    fs::remove_file(&roots).expect("a file");
    get(&Pool::new(), secure.https("/")).await.expect("an answer");
}

#[track_caller]
fn check_refused(outcome: Result<Tls, Error>, expected: &str) {
    let error = outcome.expect_err("of no use");
    assert!(error.is_invalid_certificate(), "{error}");
    assert!(error.to_string().starts_with(expected), "{error}");
    assert!(!format!("{error:?}").contains("MC4C"), "{error:?}");
}

#[test]
fn what_is_no_certificate_or_no_key_is_named() {
    let authority = Authority::new();
    let (one, another) = (authority.certify("one", 2099), authority.certify("another", 2099));
    let chain = one.certificate.pem();
    let identity = |key: &str| Tls::new().identity(chain.as_bytes(), &Secret::from(key));
    check_refused(Tls::new().trust(b""), "no certificates");
    check_refused(
        Tls::new().trust(b"-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"),
        "no certificates",
    );
    check_refused(Tls::new().trust(NO_ROOT), "a certificate that cannot be a root");
    check_refused(Tls::new().identity(b"", &one.key.serialize_pem().into()), "no certificates");
    check_refused(identity(""), "no private key");
    check_refused(identity(NO_KEY), "no private key");
    check_refused(identity(&another.key.serialize_pem()), "the private key is not that");
}

#[test]
fn neither_roots_nor_keys_are_shown() {
    let authority = Authority::new();
    let ours = authority.certify("my-service", 2099);
    let tls = Tls::new().identity(ours.certificate.pem().as_bytes(), &ours.key.serialize_pem().into());
    let shown = format!("{:?}", tls.expect("a pair"));
    assert!(shown.starts_with("Tls { roots: ") && shown.ends_with(", .. }"), "{shown}");
}

/// The name of the file with the roots of the system.
const ROOTS: &str = "roots-of-the-system.pem";
const NO_ROOT: &[u8] = b"-----BEGIN CERTIFICATE-----\nMC4C\n-----END CERTIFICATE-----\n";
const NO_KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n";
