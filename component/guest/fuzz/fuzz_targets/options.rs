//! Arbitrary options.
#![no_main]

#[path = "../../tests/corpus/properties.rs"]
#[expect(dead_code, reason = "the other targets use the other properties")]
mod properties;
#[path = "../../tests/corpus/canned_io.rs"]
mod canned_io;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| properties::options(input));
