//! A component of the client world that does nothing: its functions answer with zeros. It is written down as text, so
//! that a hostile one differs from it by a few words.

use scaikey_component::CLIENT;
use wit_component::{ComponentEncoder, DecodedWasm, StringEncoding, decode, embed_component_metadata};

/// The component, one of its functions replaced by this code.
pub(crate) fn blank(function: &str, code: &str) -> Vec<u8> {
    let functions: String = FUNCTIONS
        .iter()
        .map(|(name, signature, blank)| {
            let code = if *name == function { code } else { blank };
            format!("(func (export {name:?}) {signature} {code})\n")
        })
        .collect();
    let mut module = wat::parse_str(format!("(module {SURROUNDINGS} {functions})")).expect("a module");
    // The contract, as the built-in component states it.
    let Ok(DecodedWasm::Component(contract, world)) = decode(CLIENT) else { panic!("no component") };
    embed_component_metadata(&mut module, &contract, world, StringEncoding::UTF8).expect("room for it");
    let mut encoder = ComponentEncoder::default();
    encoder.module(&module).and_then(ComponentEncoder::encode).expect("a component")
}

pub(crate) const START: &str = "_initialize";
pub(crate) const REALLOC: &str = "cabi_realloc";
pub(crate) const OPEN: &str = "scaikey:client/auth@0.1.0#[static]client.open";
pub(crate) const TOKEN: &str = "scaikey:client/auth@0.1.0#[method]client.token";
pub(crate) const SEND: &str = "scaikey:client/auth@0.1.0#[method]client.send";
pub(crate) const DISCARD: &str = "scaikey:client/auth@0.1.0#[method]client.discard";
pub(crate) const STATUS: &str = "scaikey:client/auth@0.1.0#[method]client.status";
/// Called once a response was read.
pub(crate) const FREE: &str = "cabi_post_scaikey:client/auth@0.1.0#[method]client.send";

/// Export, signature, and code that does no harm.
const FUNCTIONS: &[(&str, &str, &str)] = &[
    (START, "", ""),
    (REALLOC, "(param i32 i32 i32 i32) (result i32)", "(call $allocate (local.get 3))"),
    (
        OPEN,
        "(param i32) (result i32)",
        "(i32.store (i32.const 520) (call $new (i32.const 1))) (i32.const 512)",
    ),
    (TOKEN, "(param i32 i32 i64) (result i32)", "(i32.const 1024)"),
    (SEND, "(param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64) (result i32)", "(i32.const 1024)"),
    (DISCARD, "(param i32 i64)", ""),
    (STATUS, "(param i32) (result i32)", "(i32.const 1024)"),
    (FREE, "(param i32)", ""),
];

/// Memory is full of zeros from 1024 to 65536; above, allocations begin, and begin again after a page of them.
const SURROUNDINGS: &str = r#"
    (import "[export]scaikey:client/auth@0.1.0" "[resource-new]client" (func $new (param i32) (result i32)))
    (import "wasi:clocks/monotonic-clock@0.2.12" "now" (func $now (result i64)))
    (import "wasi:clocks/monotonic-clock@0.2.12" "subscribe-duration" (func $timer (param i64) (result i32)))
    (import "wasi:io/poll@0.2.12" "poll" (func $poll (param i32 i32 i32)))
    (memory (export "memory") 4)
    (table $table 1 funcref)
    (global $next (mut i32) (i32.const 0))
    (func $deep (call $deep))
    (func $wait (param $span i64)
        (i32.store (i32.const 256) (call $timer (local.get $span)))
        (call $poll (i32.const 256) (i32.const 1) (i32.const 264)))
    (func $allocate (param $size i32) (result i32)
        (i32.add (i32.const 65536) (global.get $next))
        (global.set $next
            (i32.and (i32.const 0xfff8)
                (i32.add (i32.const 7) (i32.add (global.get $next) (local.get $size))))))
"#;
