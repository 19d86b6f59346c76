//! `scaikey::connect`, in processes of their own, since it makes the component ready once in each.

use std::future::pending;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::mpsc;
use std::thread;
use std::{env, fs};

use scaikey::{Client, Options, Request};
use tokio::runtime::{Builder, Runtime};

use crate::peer::Peer;

/// Runs the test `clients_share_a_component_and_those_of_a_runtime_a_pool` with this directory for the user's caches.
#[track_caller]
fn check(caches: &Path) {
    let mut process = Command::new(env::current_exe().expect("this test"));
    let name = "connect::clients_share_a_component_and_those_of_a_runtime_a_pool";
    let output = process.args(["--exact", name, "--ignored"]).env("XDG_CACHE_HOME", caches).output();
    let Output { status, stdout, .. } = output.expect("it runs");
    let stdout = String::from_utf8_lossy(&stdout);
    assert!(status.success() && stdout.contains("1 passed"), "{stdout}");
}

fn place(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("connect").join(name);
    fs::remove_dir_all(&path).ok();
    fs::create_dir_all(&path).expect("a directory");
    path
}

#[cfg(unix)]
#[test]
fn compiled_code_is_kept_in_the_users_cache() {
    let caches = place("caches");
    check(&caches);
    let entries = || fs::read_dir(caches.join("scaikey")).expect("a directory").count();
    assert_eq!(entries(), 1);
    check(&caches);
    assert_eq!(entries(), 1);
}

#[test]
fn without_a_cache_clients_work_too() {
    let caches = place("no-caches");
    fs::write(caches.join("scaikey"), "a file in its place").expect("a file");
    check(&caches);
}

#[test]
#[ignore = "run by the others, with a cache directory"]
fn clients_share_a_component_and_those_of_a_runtime_a_pool() {
    let peer = peer();
    let base = peer.http("");
    let one = runtime();
    let clients = one.block_on(async { [connect(&base).await, connect(&base).await] });
    for client in &clients {
        one.block_on(call(client));
    }
    assert_eq!(peer.seen().connections, 1);
    // Nobody drives the connections of the first runtime now.
    runtime().block_on(async { call(&connect(&base).await).await });
    assert_eq!(peer.seen().connections, 2);
}

/// A server on a thread of its own.
fn peer() -> Peer {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        runtime().block_on(async {
            tell.send(Peer::plain().await).expect("somebody listens");
            pending::<()>().await;
        });
    });
    told.recv().expect("a server")
}

async fn connect(base: &str) -> Client {
    scaikey::connect(Options::platform(base, "app", "hunter2")).await.expect("good options")
}

async fn call(client: &Client) {
    assert_eq!(client.send(Request::get("/hello")).await.expect("an answer").body, b"/hello");
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}
