//! The built-in component with one import more, which it does not use.

use wasmparser::{
    BinaryReaderError, ComponentAlias, ComponentExternalKind, ComponentOuterAliasKind, ComponentTypeRef,
    Parser, Payload,
};

/// The component. Fails only if the built-in one is malformed.
pub(super) fn component() -> Result<Vec<u8>, BinaryReaderError> {
    let mut bytes = scaikey_component::CLIENT.to_vec();
    let index = types(&bytes)?;
    // (type (instance))
    bytes.extend(section(TYPES, &[1, 0x42, 0]));
    // (import "wasi:filesystem/preopens@0.2.0" (instance (type $index)))
    let name = [&[0, small(FILESYSTEM.len())], FILESYSTEM.as_bytes()].concat();
    bytes.extend(section(IMPORTS, &[&[1][..], &name, &[0x05, small(index)]].concat()));
    Ok(bytes)
}

/// How many types a component has of its own, which is the index of the next.
fn types(bytes: &[u8]) -> Result<usize, BinaryReaderError> {
    let (mut depth, mut count) = (0, 0);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            Payload::ComponentTypeSection(types) => count += types.count() as usize,
            Payload::ComponentImportSection(imports) => {
                for import in imports {
                    count += usize::from(matches!(import?.ty, ComponentTypeRef::Type(_)));
                }
            }
            Payload::ComponentAliasSection(aliases) => {
                for alias in aliases {
                    count += usize::from(is_type(&alias?));
                }
            }
            Payload::ComponentExportSection(exports) => {
                for export in exports {
                    count += usize::from(export?.kind == ComponentExternalKind::Type);
                }
            }
            _ => {}
        }
    }
    Ok(count)
}

fn is_type(alias: &ComponentAlias<'_>) -> bool {
    matches!(
        alias,
        ComponentAlias::InstanceExport { kind: ComponentExternalKind::Type, .. }
            | ComponentAlias::Outer { kind: ComponentOuterAliasKind::Type, .. }
    )
}

fn section(id: u8, content: &[u8]) -> Vec<u8> {
    [&[id, small(content.len())], content].concat()
}

/// A number in the one byte that LEB128 takes for it.
fn small(number: usize) -> u8 {
    assert!(number < 0x80, "{number} takes more than one byte");
    number as u8
}

const FILESYSTEM: &str = "wasi:filesystem/preopens@0.2.0";
const TYPES: u8 = 7;
const IMPORTS: u8 = 10;
