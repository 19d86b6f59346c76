use crate::{CONFIGURED, check, scaikey, scratch, written};
use std::fs;

#[test]
fn what_is_no_component_of_this_world_ends_with_3() {
    let text = written("text.wasm", b"not WebAssembly");
    let core = written("core.wasm", b"\0asm\x01\0\0\0");
    let cut = written("cut.wasm", &scaikey_component::CLIENT[..1000]);
    let empty = written("empty.wasm", b"\0asm\x0d\0\x01\0");
    for (file, line) in [
        (&text, "no WebAssembly component"),
        (&core, "a core module, no component"),
        (&cut, "no valid component"),
        (&empty, "no export scaikey:client/auth@0.1.0"),
    ] {
        check(&["inspect", file], &[], 3, line);
        check(&["token", "--component", file], CONFIGURED, 3, line);
    }
}

#[test]
fn the_built_in_component_asks_for_http_and_clocks_alone() {
    let output = scaikey(&["inspect"], &[]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut imports: Vec<_> = text
        .lines()
        .filter_map(|line| line.strip_prefix("import"))
        .map(|name| name.trim().split_once('@').map_or(name, |(interface, _)| interface))
        .collect();
    imports.sort_unstable();
    let expected = [
        "wasi:clocks/monotonic-clock",
        "wasi:clocks/wall-clock",
        "wasi:http/outgoing-handler",
        "wasi:http/types",
        "wasi:io/error",
        "wasi:io/poll",
        "wasi:io/streams",
    ];
    assert_eq!(imports, expected, "{text}");
    assert!(text.ends_with("world      client\n"), "{text}");
}

/// `(import "wasi:random/random@0.2.0" (instance (export "get-random-u64" (func (result u64)))))` and nothing else.
const RANDOM: &[u8] = b"\0asm\r\0\x01\0\x07\x1b\x01B\x02\x01@\0\0w\x04\0\x0eget-random-u64\x01\0\n\x1d\x01\0\
    \x18wasi:random/random@0.2.0\x05\0";

#[test]
fn inspect_marks_what_is_not_granted() {
    let output = scaikey(&["inspect", &written("random.wasm", RANDOM)], &[]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("import     wasi:random/random@0.2.0  (not granted)\n"), "{text}");
}

#[test]
fn export_writes_the_built_in_component_and_overwrites_on_request_only() {
    let path = scratch("exported.wasm");
    let file = path.to_str().expect("a UTF-8 path");
    fs::remove_file(&path).ok();
    assert_eq!(scaikey(&["export", file], &[]).status.code(), Some(0));
    assert_eq!(fs::read(&path).expect("a file"), scaikey_component::CLIENT);
    check(&["export", file], &[], 2, "exists: overwrite it with --force");
    fs::write(&path, vec![0; 1 << 20]).expect("a writable file");
    assert_eq!(scaikey(&["export", file, "--force"], &[]).status.code(), Some(0));
    assert_eq!(fs::read(&path).expect("a file"), scaikey_component::CLIENT);
}
