//! Compiled code on disk: the next start finds it.
#![cfg(unix)]

use std::fs;
use std::path::Path;

use scaikey_component::CLIENT;
use scaikey_host::{Authority, Cache, CacheCounters, Client, Component, Engine, Interruption, Options};

#[tokio::test]
async fn the_second_start_compiles_nothing_and_works() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("second-start");
    fs::remove_dir_all(&directory).ok();
    let load = || {
        let cache = Cache::open(&directory).expect("a directory of our own");
        let engine = Engine::new(Interruption::Epochs).expect("an engine").cached(cache.clone());
        (Component::load(&engine, CLIENT, Authority::Least).expect("our component"), cache.counters())
    };
    assert_eq!(load().1, CacheCounters { found: 0, compiled: 1 });
    let (component, counters) = load();
    assert_eq!(counters, CacheCounters { found: 1, compiled: 0 });
    let options = Options::platform("https://scaikey.example", "app", "hunter2");
    let client = Client::builder(&component).open(options).await.expect("good options");
    assert_eq!(client.status().await.expect("a component that works").generation, None);
}
