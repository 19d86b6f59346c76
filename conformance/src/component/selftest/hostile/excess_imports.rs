//! The built-in component with one import more, which it does not use: the files of its host.

use wasmparser::{
    BinaryReaderError, ComponentAlias, ComponentExternalKind, ComponentOuterAliasKind, ComponentTypeRef,
    Parser, Payload,
};

/// The component. Fails only if the built-in one is malformed.
pub(super) fn component() -> Result<Vec<u8>, BinaryReaderError> {
    let mut bytes = scaikey_component::CLIENT.to_vec();
    let (types, instances) = count(&bytes)?;
    let (types, instances) = (small(types), small(instances));
    // (type (instance (export "descriptor" (type (sub resource)))))
    let resource = [&[1, 0x42, 1, 0x04][..], &named(DESCRIPTOR), &[0x03, 0x01]].concat();
    // (alias export $types "descriptor" (type $descriptor))
    let alias = [&[1, 0x03, 0x00, instances, small(DESCRIPTOR.len())][..], DESCRIPTOR.as_bytes()].concat();
    // (type (instance (export "get-directories" (func (result (list (tuple (own $descriptor) string)))))))
    let directories = [
        &[1, 0x42, 6, 0x02, 0x03, 0x02, 1, types + 1][..],
        &[0x01, 0x69, 0, 0x01, 0x6f, 2, 1, 0x73, 0x01, 0x70, 2, 0x01, 0x40, 0, 0x00, 3],
        &[&[0x04][..], &named("get-directories"), &[0x01, 4]].concat(),
    ]
    .concat();
    bytes.extend(section(TYPES, &resource));
    bytes.extend(section(IMPORTS, &import("wasi:filesystem/types@0.2.0", types)));
    bytes.extend(section(ALIASES, &alias));
    bytes.extend(section(TYPES, &directories));
    bytes.extend(section(IMPORTS, &import("wasi:filesystem/preopens@0.2.0", types + 2)));
    Ok(bytes)
}

/// How many types and instances a component has of its own, which are the indices of the next.
fn count(bytes: &[u8]) -> Result<(usize, usize), BinaryReaderError> {
    let (mut depth, mut types, mut instances) = (0, 0, 0);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            Payload::ComponentTypeSection(section) => types += section.count() as usize,
            Payload::ComponentInstanceSection(section) => instances += section.count() as usize,
            Payload::ComponentImportSection(imports) => {
                for import in imports {
                    let import = import?;
                    types += usize::from(matches!(import.ty, ComponentTypeRef::Type(_)));
                    instances += usize::from(matches!(import.ty, ComponentTypeRef::Instance(_)));
                }
            }
            Payload::ComponentAliasSection(aliases) => {
                for alias in aliases {
                    let kind = kind(&alias?);
                    types += usize::from(kind == Some(ComponentExternalKind::Type));
                    instances += usize::from(kind == Some(ComponentExternalKind::Instance));
                }
            }
            Payload::ComponentExportSection(exports) => {
                for export in exports {
                    let kind = export?.kind;
                    types += usize::from(kind == ComponentExternalKind::Type);
                    instances += usize::from(kind == ComponentExternalKind::Instance);
                }
            }
            _ => {}
        }
    }
    Ok((types, instances))
}

fn kind(alias: &ComponentAlias<'_>) -> Option<ComponentExternalKind> {
    match alias {
        ComponentAlias::InstanceExport { kind, .. } => Some(*kind),
        ComponentAlias::Outer { kind: ComponentOuterAliasKind::Type, .. } => {
            Some(ComponentExternalKind::Type)
        }
        _ => None,
    }
}

fn import(interface: &str, instance: u8) -> Vec<u8> {
    [&[1][..], &named(interface), &[0x05, instance]].concat()
}

fn named(name: &str) -> Vec<u8> {
    [&[0, small(name.len())], name.as_bytes()].concat()
}

fn section(id: u8, content: &[u8]) -> Vec<u8> {
    [&[id, small(content.len())], content].concat()
}

/// A number in the one byte that LEB128 takes for it.
fn small(number: usize) -> u8 {
    assert!(number < 0x7e, "{number} takes more than one byte");
    number as u8
}

const DESCRIPTOR: &str = "descriptor";
const ALIASES: u8 = 6;
const TYPES: u8 = 7;
const IMPORTS: u8 = 10;
