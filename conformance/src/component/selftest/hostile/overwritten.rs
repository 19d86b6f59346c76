//! The built-in component, some of its functions overwritten in place.

use std::error::Error;
use std::ops::Range;

use wasmparser::{BinaryReaderError, ExternalKind, Parser, Payload, TypeRef};

/// The component in which each core function that `module` exports has the code that it has there. Fails if the
/// component has no such function, or no room for the code.
pub(super) fn overwritten(module: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = scaikey_component::CLIENT.to_vec();
    for function in functions(module)? {
        let room = function.of(&functions(&bytes)?).ok_or("there is no such function")?;
        let (end, code) = module[function.code].split_last().ok_or("there is no code")?;
        let (last, rest) = bytes[room].split_last_mut().ok_or("there is no room")?;
        let begun = rest.get_mut(..code.len()).ok_or("there is too little room")?;
        begun.copy_from_slice(code);
        rest[code.len()..].fill(NOP);
        *last = *end;
    }
    Ok(bytes)
}

/// An exported core function, and where its instructions stand.
struct Function {
    name: String,
    code: Range<usize>,
}

impl Function {
    /// Where the function of the same name has its instructions.
    fn of(&self, functions: &[Self]) -> Option<Range<usize>> {
        functions.iter().find(|known| known.name == self.name).map(|known| known.code.clone())
    }
}

/// The functions that the core modules of a module or component define and export.
fn functions(bytes: &[u8]) -> Result<Vec<Function>, BinaryReaderError> {
    let mut functions = Vec::new();
    let (mut imported, mut exported, mut bodies) = (0, Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ModuleSection { .. } => (imported, exported, bodies) = (0, Vec::new(), Vec::new()),
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        exported.push((export.name.to_owned(), export.index as usize));
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                let start = body.get_operators_reader()?.original_position();
                bodies.push(start..body.range().end);
            }
            Payload::End(_) => {
                for (name, index) in exported.drain(..) {
                    let code = index.checked_sub(imported).and_then(|index| bodies.get(index));
                    functions.extend(code.map(|code| Function { name, code: code.clone() }));
                }
            }
            _ => {}
        }
    }
    Ok(functions)
}

const NOP: u8 = 0x01;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::options::ComponentOptions;
    use crate::component::subject::Subject;
    use crate::component::suite::judge;
    use crate::core::outcome::Outcome;

    /// Each hostile component gets a verdict from one check, and the judge lives on.
    #[track_caller]
    fn check(function: &str, code: &str, actual: &str) {
        let bytes = overwritten(&module(&format!("scaikey:client/auth@0.1.0#{function}"), code));
        let bytes = bytes.expect("a component");
        let subject = Subject::load("a hostile component", "judge", &bytes).expect("it loads");
        let report = judge(&subject, &ComponentOptions::default());
        let first = &report.judgements[0];
        assert_eq!(first.requirement.id, "world.survives-a-call");
        let Outcome::Fail(difference) = &first.outcome else { panic!("{:?}", first.outcome) };
        assert!(difference.actual.as_str().contains(actual), "{}", difference.actual);
        let ran = report.judgements.iter().filter(|judgement| {
            !judgement.evidence.events.is_empty() && judgement.seen_in.id == judgement.requirement.id
        });
        assert_eq!(ran.count(), 1);
    }

    #[test]
    fn a_trap_is_a_verdict() {
        check(SEND, "", "1      stop: the component broke off");
        check(OPEN, "", "1      stop: the component broke off");
    }

    #[test]
    fn an_endless_loop_is_a_verdict() {
        check(SEND, "(loop (br 0))", "1      stop: the component computed without end");
        check(OPEN, "(loop (br 0))", "1      stop: the component computed without end");
    }

    #[test]
    fn hoarding_memory_is_a_verdict() {
        let hoarding = "(loop (drop (memory.grow (i32.const 16))) (br 0))";
        check(SEND, hoarding, "1      stop: the component took too much memory");
    }

    #[test]
    fn a_missing_function_is_an_error() {
        assert!(overwritten(&module("elsewhere", "")).is_err());
    }

    fn module(function: &str, code: &str) -> Vec<u8> {
        let text = format!(r#"(module (func (export "{function}") {code} unreachable))"#);
        wat::parse_str(text).expect("a module")
    }

    const OPEN: &str = "[static]client.open";
    const SEND: &str = "[method]client.send";
}
