//! The built component: what it imports and exports, its size, and what its bytes give away.

use std::env;

use scaikey_component::CLIENT;
use scaikey_host::{Engine, Inspection, Interruption, inspect};

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
fn it_is_small() {
    assert!(CLIENT.len() <= 140_000, "{} bytes", CLIENT.len());
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
