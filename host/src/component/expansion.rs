//! How large a component becomes while it is compiled.
//!
//! The compiler writes out every instance of a component within the component: twenty definitions of a few bytes, each
//! made of two instances of the one before, are a million instances. Their sizes are added up before anything is compiled.

use std::mem::replace;

use wasmparser::{
    BinaryReaderError, ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentOuterAliasKind,
    ComponentTypeRef, Parser, Payload,
};

/// Whether a component has more than 16 MiB, core modules aside, once every instance in it is written out. Bytes that are
/// no component are not excessive: the compiler refuses them.
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

impl Frame {
    fn new(size: usize, is_module: bool) -> Self {
        Self { size: size as u64, components: Vec::new(), is_module }
    }

    /// The size of a component that it can name.
    fn nth(&self, index: u32) -> u64 {
        self.components.get(index as usize).copied().unwrap_or(UNKNOWN)
    }
}

fn expanded(bytes: &[u8]) -> Result<u64, BinaryReaderError> {
    let mut outer = Vec::new();
    let mut frame = Frame::new(bytes.len(), false);
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        match payload {
            Payload::ComponentSection { ref unchecked_range, .. }
            | Payload::ModuleSection { ref unchecked_range, .. } => {
                let is_module = matches!(payload, Payload::ModuleSection { .. });
                let inner = Frame::new(unchecked_range.len(), is_module);
                frame.size = frame.size.saturating_sub(inner.size);
                outer.push(replace(&mut frame, inner));
            }
            Payload::End(_) => {
                let Some(surrounding) = outer.pop() else { break };
                let ended = replace(&mut frame, surrounding);
                frame.components.extend((!ended.is_module).then_some(ended.size));
            }
            Payload::ComponentInstanceSection(instances) => {
                for instance in instances {
                    if let ComponentInstance::Instantiate { component_index, .. } = instance? {
                        frame.size = frame.size.saturating_add(frame.nth(component_index));
                    }
                }
            }
            Payload::ComponentAliasSection(aliases) => {
                for alias in aliases {
                    let size = aliased(&frame, &outer, &alias?);
                    frame.components.extend(size);
                }
            }
            Payload::ComponentExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    let is_component = export.kind == ComponentExternalKind::Component;
                    frame.components.extend(is_component.then(|| frame.nth(export.index)));
                }
            }
            Payload::ComponentImportSection(imports) => {
                for import in imports {
                    let is_component = matches!(import?.ty, ComponentTypeRef::Component(_));
                    frame.components.extend(is_component.then_some(UNKNOWN));
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
        ComponentAlias::Outer { kind: ComponentOuterAliasKind::Component, count, index } => {
            let named = outer.iter().chain([frame]).nth_back(*count as usize);
            Some(named.map_or(UNKNOWN, |frame| frame.nth(*index)))
        }
        ComponentAlias::InstanceExport { kind: ComponentExternalKind::Component, .. } => Some(UNKNOWN),
        _ => None,
    }
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
}
