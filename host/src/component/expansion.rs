//! How large a component becomes while it is compiled.
//!
//! The compiler writes out every instance of a component within the component: twenty definitions of a few bytes, each
//! made of two instances of the one before, are a million instances. So that is added up first.

use wasmparser::{
    BinaryReaderError, ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentOuterAliasKind,
    ComponentTypeRef, Parser, Payload,
};

/// Whether a component has more than 16 MiB, core modules aside, once every instance in it is written out. What is no
/// component has not: the compiler will say so.
pub(crate) fn is_excessive(bytes: &[u8]) -> bool {
    expanded(bytes).is_ok_and(|size| size > GREATEST)
}

/// A component or a module that is being read.
struct Frame {
    /// Its bytes, those of its instances included and those of its definitions left out.
    size: u64,
    /// The same of each component that it can name.
    components: Vec<u64>,
    is_module: bool,
}

fn expanded(bytes: &[u8]) -> Result<u64, BinaryReaderError> {
    let mut frame = Frame { size: bytes.len() as u64, components: Vec::new(), is_module: false };
    let mut outer = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        match payload {
            Payload::ComponentSection { ref unchecked_range, .. }
            | Payload::ModuleSection { ref unchecked_range, .. } => {
                let size = unchecked_range.len() as u64;
                frame.size = frame.size.saturating_sub(size);
                let is_module = matches!(payload, Payload::ModuleSection { .. });
                outer.push(std::mem::replace(&mut frame, Frame { size, components: Vec::new(), is_module }));
            }
            Payload::End(_) => {
                let Some(surrounding) = outer.pop() else { break };
                let ended = std::mem::replace(&mut frame, surrounding);
                if !ended.is_module {
                    frame.components.push(ended.size);
                }
            }
            Payload::ComponentInstanceSection(instances) => {
                for instance in instances {
                    if let ComponentInstance::Instantiate { component_index, .. } = instance? {
                        frame.size = frame.size.saturating_add(nth(&frame, component_index));
                    }
                }
            }
            Payload::ComponentAliasSection(aliases) => {
                for alias in aliases {
                    frame.components.extend(aliased(&frame, &outer, &alias?));
                }
            }
            Payload::ComponentExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ComponentExternalKind::Component {
                        frame.components.push(nth(&frame, export.index));
                    }
                }
            }
            Payload::ComponentImportSection(imports) => {
                for import in imports {
                    if let ComponentTypeRef::Component(_) = import?.ty {
                        frame.components.push(UNKNOWN);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(frame.size)
}

/// The size of the component that an alias names, if it names one.
fn aliased(frame: &Frame, outer: &[Frame], alias: &ComponentAlias<'_>) -> Option<u64> {
    match alias {
        ComponentAlias::Outer { kind: ComponentOuterAliasKind::Component, count: 0, index } => {
            Some(nth(frame, *index))
        }
        ComponentAlias::Outer { kind: ComponentOuterAliasKind::Component, count, index } => {
            let surrounding = outer.iter().nth_back(*count as usize - 1);
            Some(surrounding.map_or(UNKNOWN, |frame| nth(frame, *index)))
        }
        ComponentAlias::InstanceExport { kind: ComponentExternalKind::Component, .. } => Some(UNKNOWN),
        _ => None,
    }
}

fn nth(frame: &Frame, index: u32) -> u64 {
    frame.components.get(index as usize).copied().unwrap_or(UNKNOWN)
}

const GREATEST: u64 = 16 * 1024 * 1024;
/// Of a component that is only known when instances are made. No tool chain instantiates one.
const UNKNOWN: u64 = u64::MAX;

#[cfg(test)]
mod tests {
    use super::*;

    /// A component in which each definition but the first has two instances of the one before.
    fn doubling(levels: u32) -> String {
        let step = |inner: String, _| {
            format!("(component {inner} (instance (instantiate 0)) (instance (instantiate 0)))")
        };
        (0..levels).fold("(component)".into(), step)
    }

    /// The same, the definitions beside each other.
    fn doubling_beside(levels: u32) -> String {
        let definition = |index| {
            format!(
                "(component (alias outer 1 {index} (component)) \
                 (instance (instantiate 0)) (instance (instantiate 0)))"
            )
        };
        format!(
            "(component (component) {} (instance (instantiate {levels})))",
            (0..levels).map(definition).collect::<String>()
        )
    }

    #[track_caller]
    fn check(text: &str, excessive: bool) {
        let bytes = wat::parse_str(text).expect("a component");
        assert_eq!(is_excessive(&bytes), excessive, "{text}");
    }

    #[test]
    fn instances_add_up() {
        check(&doubling(10), false);
        check(&doubling(30), true);
        check(&doubling(80), true);
        check(&doubling_beside(10), false);
        check(&doubling_beside(30), true);
    }

    #[test]
    fn a_component_that_was_handed_in_has_no_size() {
        check("(component (import \"a\" (component)))", false);
        check("(component (import \"a\" (component)) (instance (instantiate 0)))", true);
        let given = "(component (component $a (component) (export \"a\" (component 0))) (instance $b (instantiate $a)) \
                     (alias export $b \"a\" (component)) ";
        check(&format!("{given})"), false);
        check(&format!("{given} (instance (instantiate 1)))"), true);
        check("(component (component) (export \"a\" (component 0)) (instance (instantiate 1)))", false);
    }

    #[test]
    fn what_is_no_component_is_left_to_the_compiler() {
        assert!(!is_excessive(b""));
        assert!(!is_excessive(b"not WebAssembly"));
        let whole = wat::parse_str(doubling(30)).expect("a component");
        assert!(!is_excessive(&whole[..whole.len() - 1]));
    }

    #[test]
    fn the_built_in_component_is_far_from_excessive() {
        let size = expanded(scaikey_component::CLIENT).expect("a component");
        assert!(size < GREATEST / 100, "{size}");
    }
}
