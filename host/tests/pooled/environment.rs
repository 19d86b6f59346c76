use std::fs;
use std::path::Path;
use std::process::Command;

use tokio::task::spawn_blocking;

use crate::authority::Authority;
use crate::peer::Peer;
use crate::raw::listen;

/// The command asks `base` for a token, with these variables. There is no token endpoint there, and it complains.
async fn complaint(base: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scaikey"));
    command
        .arg("token")
        .env_clear()
        .envs([("SCAIKEY_BASE", base), ("SCAIKEY_CLIENT_ID", "app"), ("SCAIKEY_CLIENT_SECRET", "hunter2")])
        .envs(variables.iter().copied());
    let output = spawn_blocking(move || command.output()).await.expect("no panic").expect("the command runs");
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[tokio::test]
async fn proxy_variables_are_not_looked_at() {
    let peer = Peer::plain().await;
    let (proxy, address) = listen().await;
    let proxied = format!("http://{address}");
    let names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    let line = complaint(&peer.http(""), &names.map(|name| (name, &*proxied))).await;
    assert_eq!(peer.seen().requests.len(), 1, "{line}");
    let waiting = tokio::time::timeout(std::time::Duration::ZERO, proxy.accept()).await;
    assert!(waiting.is_err(), "{waiting:?}");
}

#[tokio::test]
async fn the_systems_roots_are_where_openssl_looks_and_bad_ones_do_no_harm() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.serving(&["http/1.1"])).await;
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("roots.pem");
    let bad = "-----BEGIN CERTIFICATE-----\nMC4C\n-----END CERTIFICATE-----\n";
    fs::write(&file, format!("{bad}{}", authority.pem())).expect("a writable target directory");
    let file = file.to_str().expect("a UTF-8 path");
    for (roots, certified) in [("no-such-file", false), (file, true)] {
        let line = complaint(&peer.https(""), &[("SSL_CERT_FILE", roots)]).await;
        assert_eq!(line.contains("tls certificate not accepted"), !certified, "{roots}: {line}");
        assert_eq!(peer.seen().requests.len(), usize::from(certified), "{roots}: {line}");
    }
}
