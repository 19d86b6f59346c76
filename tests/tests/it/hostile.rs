//! Components that trap, never end or hoard: the host stops each for the right reason and goes on, and the judge has a
//! verdict on it.

use std::time::Duration;

use scaikey_component::CLIENT;
use scaikey_conformance::{ComponentOptions, Conclusion, Subject, judge};
use scaikey_host::types::Request;
use scaikey_host::{Authority, Client, Component, Engine, Error, Interruption, Limits, Options};

use crate::blank::{DISCARD, FREE, OPEN, REALLOC, SEND, START, STATUS, TOKEN, blank};

/// Hostile code for one function, and what stops it.
const HOSTILE: &[(&str, &str, &str)] = &[
    (START, "unreachable", "trap"),
    (OPEN, "unreachable", "trap"),
    (TOKEN, "unreachable", "trap"),
    (SEND, "unreachable", "trap"),
    (DISCARD, "unreachable", "trap"),
    (STATUS, "unreachable", "trap"),
    (REALLOC, "unreachable", "trap"),
    (FREE, "unreachable", "trap"),
    // The stack overflows.
    (SEND, "(call $deep) unreachable", "trap"),
    // A case that the result does not have, and a pointer out of memory.
    (SEND, "(i32.store8 (i32.const 2048) (i32.const 77)) (i32.const 2048)", "trap"),
    (SEND, "(i32.const -8)", "trap"),
    (REALLOC, "(i32.const -8)", "trap"),
    // Timers that are never closed.
    (SEND, "(loop (drop (call $timer (i64.const 1))) (br 0)) unreachable", "memory"),
    (START, "(loop (br 0)) unreachable", "exhausted"),
    // Hardly any of it is code of the component.
    (SEND, "(loop (drop (call $now)) (br 0)) unreachable", "exhausted"),
    (OPEN, "(loop (br 0)) unreachable", "exhausted"),
    (SEND, "(loop (br 0)) unreachable", "exhausted"),
    (FREE, "(loop (br 0)) unreachable", "exhausted"),
    (START, "(loop (drop (memory.grow (i32.const 16))) (br 0)) unreachable", "memory"),
    (SEND, "(loop (drop (memory.grow (i32.const 16))) (br 0)) unreachable", "memory"),
    (SEND, "(drop (memory.grow (i32.const 65535))) unreachable", "memory"),
    (SEND, "(loop (drop (table.grow $table (ref.null func) (i32.const 99))) (br 0)) unreachable", "memory"),
    (SEND, "(call $wait (i64.const -1)) unreachable", "timeout"),
];

/// Each hostile function is stopped for its reason, and again; then, in a new instance, the others work.
async fn check(interruption: Interruption) {
    let engine = Engine::new(interruption).expect("an engine");
    for (function, code, expected) in HOSTILE {
        let component = Component::load(&engine, &blank(function, code), Authority::Least);
        let opened = open(&component.expect("of our world")).await;
        let client = match opened {
            Ok(client) => client,
            Err(error) => {
                assert!([START, OPEN, REALLOC].contains(function), "{function} {code}: {error}");
                assert_eq!(reason(&error), *expected, "{function} {code}: {error}");
                continue;
            }
        };
        for _ in 0..2 {
            let error = call(&client, function).await.expect_err("hostile");
            assert_eq!(reason(&error), *expected, "{function} {code}: {error}");
            let other = if *function == STATUS { TOKEN } else { STATUS };
            call(&client, other).await.unwrap_or_else(|error| panic!("{function} {code}: {error}"));
        }
    }
}

#[tokio::test]
async fn in_production_each_is_stopped_and_the_client_works_on() {
    check(Interruption::Epochs).await;
}

#[tokio::test]
async fn under_the_judge_each_is_stopped_and_the_client_works_on() {
    check(Interruption::Fuel).await;
}

#[tokio::test]
async fn a_trap_tells_where_it_happened() {
    let engine = Engine::new(Interruption::Epochs).expect("an engine");
    let component = Component::load(&engine, &blank(SEND, "(call $deep) unreachable"), Authority::Least);
    let client = open(&component.expect("of our world")).await.expect("it opens");
    let error = call(&client, SEND).await.expect_err("hostile");
    assert_eq!(error.backtrace(), vec!["deep"; 20]);
}

/// It refuses its options, and says why with the client secret among them.
#[tokio::test]
async fn a_secret_that_the_component_says_is_not_shown() {
    let says = "(i32.store8 (i32.const 512) (i32.const 1)) \
        (i64.store (i32.const 528) (i64.load offset=28 align=4 (local.get 0))) (i32.const 512)";
    let engine = Engine::new(Interruption::Epochs).expect("an engine");
    let component = Component::load(&engine, &blank(OPEN, says), Authority::Least).expect("of our world");
    let error = open(&component).await.expect_err("refused");
    assert_eq!(error.to_string(), "configuration: [client secret]");
}

#[test]
fn the_judge_has_a_verdict_on_each() {
    for (function, code, _) in HOSTILE {
        let subject =
            Subject::load("a hostile component", "judge", &blank(function, code)).expect("of our world");
        let report = judge(&subject, &ComponentOptions::default());
        assert_eq!(report.conclusion(), Conclusion::Nonconformant, "{function} {code}");
    }
}

/// The built-in component, this text in it replaced by another of the same length, is refused with this line.
#[track_caller]
fn check_refused(old: &str, new: &str, expected: &str) {
    let engine = Engine::new(Interruption::Epochs).expect("an engine");
    let bytes = altered(old, new);
    let error = Component::load(&engine, &bytes, Authority::Least).expect_err("another world");
    assert!(error.is_invalid_component(), "{error}");
    assert!(error.to_string().contains(expected), "{error}");
    let unfit = Subject::load("another component", "judge", &bytes).expect_err("another world").to_string();
    assert_eq!(unfit.lines().count(), 1, "{unfit}");
}

#[test]
fn another_world_is_refused_and_what_differs_is_named() {
    check_refused("client/auth@0.1.0", "client/auth@0.2.0", "no export scaikey:client/auth@0.1.0");
    check_refused("client.status", "client.states", "no function [method]client.status");
    check_refused("retries-refused", "retries-refuted", "scaikey:client/auth@0.1.0 has another type");
    let both = "clocks: wasi:random/monotonic-clock@0.2.12, wasi:random/wall-clock@0.2.12";
    check_refused("wasi:clocks/", "wasi:random/", both);
}

#[test]
fn a_component_that_is_cut_off_is_refused() {
    let engine = Engine::new(Interruption::Epochs).expect("an engine");
    for length in (0..CLIENT.len()).step_by(4999) {
        let error = Component::load(&engine, &CLIENT[..length], Authority::Least).expect_err("cut off");
        assert!(error.is_invalid_component(), "{length}: {error}");
    }
}

async fn open(component: &Component) -> Result<Client, Error> {
    let limits = Limits {
        fuel: 10_000_000,
        processor_time: Duration::from_millis(50),
        call_timeout: Some(Duration::from_millis(500)),
        ..Limits::default()
    };
    let options = Options::platform("http://localhost", "my-service", "hunter2");
    Client::builder(component).limits(limits).open(options).await
}

async fn call(client: &Client, function: &str) -> Result<(), Error> {
    match function {
        TOKEN => client.token(None).await.map(drop),
        DISCARD => client.discard(1).await,
        STATUS => client.status().await.map(drop),
        _ => client.send(Request::get("/")).await.map(drop),
    }
}

fn reason(error: &Error) -> &'static str {
    let reasons = [
        (error.is_trap(), "trap"),
        (error.is_exhausted(), "exhausted"),
        (error.is_memory(), "memory"),
        (error.is_timeout(), "timeout"),
    ];
    reasons.into_iter().find_map(|(is, name)| is.then_some(name)).unwrap_or("another")
}

/// The built-in component, this text in it replaced by another of the same length.
pub(crate) fn altered(old: &str, new: &str) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut bytes = CLIENT.to_vec();
    for at in 0..bytes.len() - old.len() {
        if bytes[at..].starts_with(old.as_bytes()) {
            bytes[at..at + new.len()].copy_from_slice(new.as_bytes());
        }
    }
    bytes
}
