//! What the environment of a process changes for the command: roots of trust, proxies, certificates.

/// An authority of our own, and what it certifies.
#[path = "../../tests/pool/authority.rs"]
#[expect(dead_code, reason = "the tests of the host use the rest")]
mod authority;
/// A server by hyper, plain or with TLS, that remembers what it saw.
#[path = "../../tests/pool/peer.rs"]
mod peer;
/// A server of a few lines of TCP, for what no HTTP library would say.
#[path = "../../tests/pool/raw.rs"]
#[expect(dead_code, reason = "the tests of the host use the rest")]
mod raw;

use std::fs;
use std::path::Path;
use std::process::Command;

use tokio::task::spawn_blocking;

use crate::authority::Authority;
use crate::peer::Peer;
use crate::raw::listen;

/// What the command prints when it calls `/hello` under `base`, with these variables.
async fn call(base: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scaikey"));
    command
        .args(["call", "GET", "/hello"])
        .env_clear()
        .envs([("SCAIKEY_BASE", base), ("SCAIKEY_CLIENT_ID", "app"), ("SCAIKEY_CLIENT_SECRET", "hunter2")])
        .envs(variables.iter().copied());
    let output = spawn_blocking(move || command.output()).await.expect("no panic").expect("the command runs");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8")
}

#[tokio::test]
async fn proxy_variables_are_not_looked_at() {
    let peer = Peer::plain().await;
    let (proxy, address) = listen().await;
    let proxied = format!("http://{address}");
    let names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    assert_eq!(call(&peer.http(""), &names.map(|name| (name, &*proxied))).await, "/hello");
    let waiting = tokio::time::timeout(std::time::Duration::ZERO, proxy.accept()).await;
    assert!(waiting.is_err(), "{waiting:?}");
}

#[tokio::test]
async fn the_systems_roots_are_where_openssl_looks_and_bad_ones_do_no_harm() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.serving(&["http/1.1"])).await;
    // One for each run, since runs may overlap.
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("roots-{}.pem", std::process::id()));
    let bad = "-----BEGIN CERTIFICATE-----\nMC4C\n-----END CERTIFICATE-----\n";
    fs::write(&file, format!("{bad}{}", authority.pem())).expect("a writable target directory");
    let answer = call(&peer.https(""), &[("SSL_CERT_FILE", file.to_str().expect("a UTF-8 path"))]).await;
    fs::remove_file(file).expect("a writable target directory");
    assert_eq!(answer, "/hello");
    let refusal = call(&peer.https(""), &[("SSL_CERT_FILE", "no-such-file")]).await;
    assert!(refusal.contains("TLS certificate rejected"), "{refusal}");
    assert_eq!(peer.seen().requests.len(), 2, "a token and a call");
}

#[tokio::test]
async fn the_command_trusts_a_file_of_roots_and_shows_a_certificate() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.demanding()).await;
    let certified = authority.certify("client", 2099);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = |name: &str, text: String| {
        let file = folder.join(format!("{}-{name}", std::process::id()));
        fs::write(&file, text).expect("a writable target directory");
        #[cfg(unix)]
        fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600))
            .expect("a file of ours");
        file.into_os_string().into_string().expect("a UTF-8 path")
    };
    let roots = file("roots.pem", authority.pem());
    let chain = file("chain.pem", certified.certificate.pem());
    let key = file("key.pem", certified.key.serialize_pem());
    let trust = ("SCAIKEY_CA_FILE", &*roots);
    let identity = [("SCAIKEY_CLIENT_CERT", &*chain), ("SCAIKEY_CLIENT_KEY", &*key)];
    let answer = call(&peer.https(""), &[&[trust], &identity[..]].concat()).await;
    let stranger = call(&peer.https(""), &[trust]).await;
    let untrusted = call(&peer.https(""), &identity).await;
    for file in [&roots, &chain, &key] {
        fs::remove_file(file).expect("a writable target directory");
    }
    assert_eq!(answer, "/hello");
    assert!(stranger.starts_with("scaikey: token endpoint: "), "{stranger}");
    assert!(untrusted.contains("TLS certificate rejected"), "{untrusted}");
}
