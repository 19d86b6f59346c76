//! The edges of what a component may take: the last value that is enough, and what stops it below.

use scaikey_component::CLIENT;
use scaikey_host::types::Request;
use scaikey_host::{Authority, Client, Component, Engine, Error, Interruption, Limits, Options};

use crate::blank::{SEND, blank};

/// The least value of a limit with which a component that does this in `send` can be opened and called. One less
/// stops it, for this reason.
async fn least(code: &str, reason: &str, limits: impl Fn(usize) -> Limits) -> usize {
    let engine = Engine::new(Interruption::Fuel).expect("an engine");
    let component = Component::load(&engine, &blank(SEND, code), Authority::Least).expect("of our world");
    let (mut stopped, mut enough) = (0, MUCH);
    while enough - stopped > 1 {
        let middle = stopped + (enough - stopped) / 2;
        match send(&component, limits(middle)).await {
            Ok(()) => enough = middle,
            Err(error) if error.is_configuration() => stopped = middle,
            Err(error) => {
                assert_eq!(error.class(), reason, "{code} with {middle}: {error}");
                stopped = middle;
            }
        }
    }
    enough
}

async fn send(component: &Component, limits: Limits) -> Result<(), Error> {
    let options = Options::platform("http://localhost", "my-service", "hunter2");
    let client = Client::builder(component).limits(limits).open(options).await?;
    client.send(Request::get("/")).await.map(drop)
}

#[tokio::test]
async fn memory_is_counted_to_the_byte() {
    let with = |memory| Limits { memory, ..Limits::default() };
    let at_rest = least(NOTHING, "memory", with).await;
    assert_eq!(at_rest, 4 * PAGE);
    assert_eq!(
        least("(drop (memory.grow (i32.const 3))) (i32.const 1024)", "memory", with).await,
        at_rest + 3 * PAGE
    );
}

#[tokio::test]
async fn tables_are_counted_to_the_element() {
    let with = |table_elements| Limits { table_elements, ..Limits::default() };
    let at_rest = least(NOTHING, "memory", with).await;
    let growing = "(drop (table.grow $table (ref.null func) (i32.const 7))) (i32.const 1024)";
    assert_eq!(least(growing, "memory", with).await, at_rest + 7);
}

/// A timer has two: what is waited for, and the wait.
#[tokio::test]
async fn handles_are_counted_one_by_one() {
    let with = |handles| Limits { handles, ..Limits::default() };
    let code = |timers| "(drop (call $timer (i64.const 1)))".repeat(timers) + NOTHING;
    assert_eq!(least(&code(10), "memory", with).await, 20);
    assert_eq!(least(&code(11), "memory", with).await, 22);
}

/// Each holds as much of a body as the host takes; at more than 64 MiB in all the component traps.
#[tokio::test]
async fn requests_that_are_never_sent_meet_the_limit_of_handles_before_that_of_memory() {
    let engine = Engine::new(Interruption::Epochs).expect("an engine");
    let hoarding = blank(SEND, "(loop (call $hoard) (br 0)) unreachable");
    let component = Component::load(&engine, &hoarding, Authority::Least).expect("of our world");
    let error = send(&component, Limits::default()).await.expect_err("stopped");
    assert!(error.is_memory(), "{error}");
}

#[tokio::test]
async fn fuel_is_counted_by_the_instruction() {
    let with = |fuel: usize| Limits { fuel: fuel as u64, ..Limits::default() };
    let code = |calls| "(drop (call $allocate (i32.const 8)))".repeat(calls) + NOTHING;
    let [none, ten, twenty] = [
        least(&code(0), "exhausted", with).await,
        least(&code(10), "exhausted", with).await,
        least(&code(20), "exhausted", with).await,
    ];
    assert!(none < ten && ten < twenty, "{none} {ten} {twenty}");
}

/// Many definitions of a few bytes that would be a million instances.
#[test]
fn a_component_that_explodes_while_it_is_compiled_is_refused() {
    let step = |inner: String, _| {
        format!("(component {inner} (instance (instantiate 0)) (instance (instantiate 0)))")
    };
    check_refused(&wat::parse_str((0..40).fold("(component)".into(), step)).expect("a component"));
}

#[test]
fn a_component_that_is_too_large_is_refused() {
    let mut padded = [CLIENT, b"\0\xff\xff\xff\x1f"].concat();
    padded.resize(64 * 1024 * 1024 + 1, 0);
    check_refused(&padded);
}

#[track_caller]
fn check_refused(bytes: &[u8]) {
    let engine = Engine::new(Interruption::Fuel).expect("an engine");
    let error = Component::load(&engine, bytes, Authority::Least).expect_err("too large");
    assert!(error.is_invalid_component(), "{error}");
    assert!(error.to_string().starts_with("the component is too large"), "{error}");
}

const NOTHING: &str = "(i32.const 1024)";
const PAGE: usize = 64 * 1024;
const MUCH: usize = 1 << 20;
