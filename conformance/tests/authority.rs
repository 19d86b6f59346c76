//! A component that imports more than it needs: that breaks one requirement, and nothing else.

use scaikey_conformance::{Outcome, Run, Subject, judge};
use wasmparser::{
    ComponentAlias, ComponentExternalKind, ComponentOuterAliasKind, ComponentTypeRef, Parser, Payload,
};

#[test]
fn an_import_beyond_least_authority_breaks_that_requirement_alone() {
    let subject = Subject::load("a curious component", "judge", &importing_random()).expect("it loads");
    let report = judge(&subject, &Run { seeds: 0..=0, strict: true, ..Run::default() });
    let mut broken =
        report.judgements.iter().filter(|judgement| matches!(judgement.outcome, Outcome::Fail(_)));
    let (first, second) = (broken.next().expect("one"), broken.next());
    assert_eq!(first.requirement.id, "world.least-authority");
    let Outcome::Fail(difference) = &first.outcome else { panic!("{:?}", first.outcome) };
    assert_eq!(difference.actual.as_str(), RANDOM);
    assert!(second.is_none(), "{second:?}");
}

/// The built-in component with one import more, which it does not use.
fn importing_random() -> Vec<u8> {
    let mut bytes = scaikey_component::CLIENT.to_vec();
    let index = types(&bytes);
    // (type (instance (type (func (result u64))) (export "get-random-u64" (func (type 0)))))
    let mut instance = vec![1, 0x42, 2, 0x01, 0x40, 0, 0, 0x77, 0x04, 0];
    instance.extend(named("get-random-u64"));
    instance.extend([0x01, 0]);
    bytes.extend(section(7, instance));
    // (import "wasi:random/random@0.2.0" (instance (type $index)))
    let mut import = vec![1, 0];
    import.extend(named(RANDOM));
    import.extend([0x05, small(index)]);
    bytes.extend(section(10, import));
    bytes
}

/// How many types a component has of its own, which is the index of the next.
fn types(bytes: &[u8]) -> usize {
    let (mut depth, mut count) = (0, 0);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.expect("the component is well-formed") {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            Payload::ComponentTypeSection(types) => count += types.count() as usize,
            Payload::ComponentImportSection(imports) => {
                let types = imports.into_iter().map(|import| import.expect("an import").ty);
                count += types.filter(|import| matches!(import, ComponentTypeRef::Type(_))).count();
            }
            Payload::ComponentAliasSection(aliases) => {
                count +=
                    aliases.into_iter().filter(|alias| is_type(alias.as_ref().expect("an alias"))).count();
            }
            Payload::ComponentExportSection(exports) => {
                let kinds = exports.into_iter().map(|export| export.expect("an export").kind);
                count += kinds.filter(|kind| *kind == ComponentExternalKind::Type).count();
            }
            _ => {}
        }
    }
    count
}

fn is_type(alias: &ComponentAlias<'_>) -> bool {
    matches!(
        alias,
        ComponentAlias::InstanceExport { kind: ComponentExternalKind::Type, .. }
            | ComponentAlias::Outer { kind: ComponentOuterAliasKind::Type, .. }
    )
}

fn section(id: u8, content: Vec<u8>) -> Vec<u8> {
    [vec![id, small(content.len())], content].concat()
}

fn named(name: &str) -> Vec<u8> {
    [vec![small(name.len())], name.into()].concat()
}

/// A number in the one byte that LEB128 takes for it.
fn small(number: usize) -> u8 {
    assert!(number < 0x80, "{number} takes more than one byte");
    number as u8
}

const RANDOM: &str = "wasi:random/random@0.2.0";
