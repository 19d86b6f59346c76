//! Whatever options a client is opened with.
#![no_main]

#[path = "../../tests/corpus/laws.rs"]
#[expect(dead_code, reason = "the other targets use the other laws")]
mod laws;
#[path = "../../tests/corpus/network.rs"]
mod network;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| laws::options(input));
