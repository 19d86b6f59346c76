//! The built component: its imports and exports, its size, its documentation, and what its bytes must not contain.

use std::env;

use scaikey_component::CLIENT;
use scaikey_host::{Engine, Inspection, Interruption, inspect};
use wasmparser::{Parser, Payload};
use wit_component::decode;

fn inspection() -> Inspection {
    let engine = Engine::new(Interruption::Epochs).expect("an engine");
    inspect(&engine, CLIENT).expect("a component")
}

#[test]
fn it_imports_outgoing_http_and_the_clocks_and_nothing_else() {
    let mut imports = inspection().imports;
    imports.sort_unstable();
    let expected = [
        "wasi:clocks/monotonic-clock@0.2.12",
        "wasi:clocks/wall-clock@0.2.12",
        "wasi:http/outgoing-handler@0.2.12",
        "wasi:http/types@0.2.12",
        "wasi:io/error@0.2.12",
        "wasi:io/poll@0.2.12",
        "wasi:io/streams@0.2.12",
    ];
    assert_eq!(imports, expected);
}

#[test]
fn it_exports_the_contract_and_nothing_else() {
    let inspection = inspection();
    let mut exports = inspection.exports;
    exports.sort_unstable();
    assert_eq!(exports, ["scaikey:client/auth@0.1.0", "scaikey:client/types@0.1.0"]);
    assert_eq!(inspection.missing, [""; 0]);
}

#[test]
fn it_has_at_most_140_kb_without_its_documentation() {
    let documentation: usize = custom_sections().iter().map(|(_, length)| length).sum();
    let code = CLIENT.len() - documentation;
    assert!(code <= 140_000, "{code} bytes, and {documentation} bytes of documentation");
}

#[test]
fn its_documentation_is_the_contract() {
    let decoded = decode(CLIENT).expect("a component");
    let package = &decoded.resolve().packages[decoded.package()];
    let documentation = package.docs.contents.as_deref().expect("documentation");
    for text in [include_str!("../../../wit/auth.wit"), include_str!("../../../wit/types.wit")] {
        assert!(documentation.contains(text), "{documentation}");
    }
    let send =
        documentation.lines().position(|line| line.trim().starts_with("send: func(")).expect("client.send");
    let above = documentation.lines().nth(send - 2).expect("its documentation");
    assert!(above.trim().starts_with("/// Sends one request"), "{above}");
}

#[test]
fn its_only_custom_section_is_the_documentation() {
    let names: Vec<_> = custom_sections().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["package-docs"]);
}

/// The names and lengths of the outermost custom sections.
fn custom_sections() -> Vec<(String, usize)> {
    let mut depth = 0;
    let mut sections = Vec::new();
    for payload in Parser::new(0).parse_all(CLIENT) {
        match payload.expect("a component") {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::CustomSection(section) if depth == 1 => {
                sections.push((section.name().to_owned(), section.range().len()));
            }
            _ => {}
        }
    }
    sections
}

#[test]
fn it_names_no_folder_of_the_machine_that_built_it() {
    let home = env::home_dir().expect("a home directory").display().to_string();
    let tree = env!("CARGO_MANIFEST_DIR").strip_suffix("/tests").expect("this package's folder");
    for folder in [home.as_str(), tree, ".cargo", "registry/src"] {
        let found = CLIENT.windows(folder.len()).any(|window| window == folder.as_bytes());
        assert!(!found, "{folder}");
    }
}
