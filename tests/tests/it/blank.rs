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
    let encoder = ComponentEncoder::default();
    encoder.module(&module).and_then(|mut encoder| encoder.encode()).expect("a component")
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

/// Memory is full of zeros from 1024 to 65536; above, allocations begin, and begin again after a page of them. Below,
/// the host answers at 256 and 640; what is asked for stands at 768.
const SURROUNDINGS: &str = r#"
    (import "[export]scaikey:client/auth@0.1.0" "[resource-new]client" (func $new (param i32) (result i32)))
    (import "wasi:clocks/monotonic-clock@0.2.12" "now" (func $now (result i64)))
    (import "wasi:clocks/monotonic-clock@0.2.12" "subscribe-duration" (func $timer (param i64) (result i32)))
    (import "wasi:io/poll@0.2.12" "poll" (func $poll (param i32 i32 i32)))
    (import "wasi:io/streams@0.2.12" "[method]output-stream.check-write" (func $permit (param i32 i32)))
    (import "wasi:io/streams@0.2.12" "[method]output-stream.write" (func $write (param i32 i32 i32 i32)))
    (import "wasi:io/streams@0.2.12" "[resource-drop]output-stream" (func $drop_stream (param i32)))
    (import "wasi:http/types@0.2.12" "[static]fields.from-list" (func $fields (param i32 i32 i32)))
    (import "wasi:http/types@0.2.12" "[constructor]outgoing-request" (func $request (param i32) (result i32)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-scheme"
        (func $set_scheme (param i32 i32 i32 i32 i32) (result i32)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-authority"
        (func $set_authority (param i32 i32 i32 i32) (result i32)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-request.set-path-with-query"
        (func $set_path (param i32 i32 i32 i32) (result i32)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-request.body" (func $body (param i32 i32)))
    (import "wasi:http/types@0.2.12" "[method]outgoing-body.write" (func $stream (param i32 i32)))
    (import "wasi:http/types@0.2.12" "[resource-drop]outgoing-body" (func $drop_body (param i32)))
    (import "wasi:http/types@0.2.12" "[method]future-incoming-response.subscribe"
        (func $arrived (param i32) (result i32)))
    (import "wasi:http/types@0.2.12" "[method]future-incoming-response.get" (func $response (param i32 i32)))
    (import "wasi:http/outgoing-handler@0.2.12" "handle" (func $handle (param i32 i32 i32 i32)))
    (memory (export "memory") 4)
    (table $table 1 funcref)
    (global $next (mut i32) (i32.const 0))
    (global $hoarded (mut i32) (i32.const 0))
    (func $deep (call $deep))
    (func $wait (param $span i64) (call $await (call $timer (local.get $span))))
    (func $await (param $event i32)
        (i32.store (i32.const 256) (local.get $event))
        (call $poll (i32.const 256) (i32.const 1) (i32.const 264)))
    (func $new_request (result i32)
        (call $fields (i32.const 1024) (i32.const 0) (i32.const 640))
        (call $request (i32.load (i32.const 644))))
    ;; Keeps a request with as much of a body as the host takes, unsent. More than 64 MiB in all is a trap.
    (func $hoard (local $body i32) (local $stream i32) (local $permit i32)
        (call $body (call $new_request) (i32.const 640))
        (local.set $body (i32.load (i32.const 644)))
        (call $stream (local.get $body) (i32.const 640))
        (local.set $stream (i32.load (i32.const 644)))
        (loop $more
            (call $permit (local.get $stream) (i32.const 640))
            (local.set $permit (call $least (i32.load (i32.const 648))))
            (if (local.get $permit) (then
                (call $write (local.get $stream) (i32.const 0) (local.get $permit) (i32.const 640))
                (global.set $hoarded (i32.add (global.get $hoarded) (local.get $permit)))
                (br $more))))
        (call $drop_stream (local.get $stream))
        (call $drop_body (local.get $body))
        (if (i32.gt_u (global.get $hoarded) (i32.const 0x4000000)) (then unreachable)))
    (func $least (param $size i32) (result i32)
        (select (local.get $size) (i32.const 0x40000) (i32.lt_u (local.get $size) (i32.const 0x40000))))
    ;; Asks for the authority at 768, over HTTPS if so told. Anything but "denied" is a trap.
    (func $ask (param $https i32) (param $length i32) (local $request i32) (local $future i32)
        (local.set $request (call $new_request))
        (drop (call $set_scheme
            (local.get $request) (i32.const 1) (local.get $https) (i32.const 0) (i32.const 0)))
        (drop (call $set_authority
            (local.get $request) (i32.const 1) (i32.const 768) (local.get $length)))
        (i32.store8 (i32.const 767) (i32.const 47)) ;; A slash.
        (drop (call $set_path (local.get $request) (i32.const 1) (i32.const 767) (i32.const 1)))
        (call $handle (local.get $request) (i32.const 0) (i32.const 0) (i32.const 640))
        (if (i32.load8_u (i32.const 640)) (then unreachable))
        (local.set $future (i32.load (i32.const 648)))
        (call $await (call $arrived (local.get $future)))
        (call $response (local.get $future) (i32.const 640))
        (if (i32.ne (i32.load8_u (i32.const 656)) (i32.const 1)) (then unreachable))
        (if (i32.ne (i32.load8_u (i32.const 664)) (i32.const 15)) (then unreachable)))
    (func $allocate (param $size i32) (result i32)
        (i32.add (i32.const 65536) (global.get $next))
        (global.set $next
            (i32.and (i32.const 0xfff8)
                (i32.add (i32.const 7) (i32.add (global.get $next) (local.get $size))))))
"#;
