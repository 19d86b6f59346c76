//! Components that trap, loop, hang or hoard: each gets a verdict, and the judge lives on.
//!
//! They are made of the built-in component by overwriting the code of one function in place.

use std::ops::Range;

use scaikey_conformance::{Conclusion, Outcome, Report, Run, Subject, judge};
use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

#[track_caller]
fn check(function: &str, code: &[u8], actual: &str) {
    let subject = Subject::load("a hostile component", "judge", &hostile(function, code)).expect("it loads");
    let report = judge(&subject, &Run::default());
    assert_eq!(report.conclusion(), Conclusion::Nonconformant);
    let first = &report.judgements[0];
    assert_eq!(first.requirement.id, "world.survives-a-call");
    let Outcome::Fail(difference) = &first.outcome else { panic!("{:?}", first.outcome) };
    assert!(difference.actual.as_str().contains(actual), "{}", difference.actual);
    assert_eq!(ran(&report), 1);
}

/// How many checks ran.
fn ran(report: &Report) -> usize {
    report
        .judgements
        .iter()
        .filter(|judgement| {
            !judgement.evidence.events.is_empty() && judgement.seen_in.id == judgement.requirement.id
        })
        .count()
}

#[test]
fn a_trap_is_a_verdict() {
    check(SEND, UNREACHABLE, "1      stop: the component broke off");
    check(OPEN, UNREACHABLE, "1      stop: the component broke off");
}

#[test]
fn an_endless_loop_is_a_verdict() {
    check(SEND, ENDLESS, "1      stop: the component computed without end");
    check(OPEN, ENDLESS, "1      stop: the component computed without end");
}

#[test]
fn hoarding_memory_is_a_verdict() {
    check(SEND, HOARDING, "1      stop: the component took too much memory");
}

/// The built-in component, its function of this name doing nothing but `code`.
fn hostile(function: &str, code: &[u8]) -> Vec<u8> {
    let mut bytes = scaikey_component::CLIENT.to_vec();
    let body = body(&bytes, &format!("scaikey:client/auth@0.1.0#{function}"));
    let (last, rest) = bytes[body].split_last_mut().expect("a body ends");
    assert_eq!(*last, END);
    rest.fill(NOP);
    rest[..code.len()].copy_from_slice(code);
    bytes
}

/// Where the instructions of an exported core function stand.
fn body(bytes: &[u8], export: &str) -> Range<usize> {
    let (mut imported, mut wanted, mut bodies) = (0, None, Vec::new());
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.expect("the component is well-formed") {
            Payload::ModuleSection { .. } if wanted.is_none() => (imported, bodies) = (0, Vec::new()),
            Payload::ImportSection(imports) if wanted.is_none() => {
                let functions = imports
                    .into_imports()
                    .filter(|import| matches!(import.as_ref().expect("an import").ty, TypeRef::Func(_)));
                imported = functions.count();
            }
            Payload::ExportSection(exports) => {
                let found = exports
                    .into_iter()
                    .map(|entry| entry.expect("an export"))
                    .find(|entry| entry.name == export && entry.kind == ExternalKind::Func);
                wanted = wanted.or(found.map(|entry| entry.index as usize - imported));
            }
            Payload::CodeSectionEntry(body) => {
                let start = body.get_operators_reader().expect("a body").original_position();
                bodies.push(start..body.range().end);
            }
            _ => {}
        }
    }
    bodies.swap_remove(wanted.expect("the function is exported"))
}

const OPEN: &str = "[static]client.open";
const SEND: &str = "[method]client.send";

/// `unreachable`
const UNREACHABLE: &[u8] = &[0x00];
/// `loop br 0 end unreachable`
const ENDLESS: &[u8] = &[0x03, 0x40, 0x0c, 0x00, END, 0x00];
/// `loop i32.const 16 memory.grow drop br 0 end unreachable`
const HOARDING: &[u8] = &[0x03, 0x40, 0x41, 0x10, 0x40, 0x00, 0x1a, 0x0c, 0x00, END, 0x00];
const NOP: u8 = 0x01;
const END: u8 = 0x0b;
