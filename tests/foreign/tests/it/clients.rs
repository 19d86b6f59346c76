//! The component in other languages: clients that are scripts get along with ScaiKey.

use std::path::Path;
use std::process::Output;

use crate::mock::Mock;
use crate::report::file;
use crate::{node, python};

#[test]
fn node_gets_along_with_the_component() {
    if let Some(folder) = node::installed("node") {
        check(Path::new("node"), &folder.join("client.mjs"));
    }
}

#[test]
fn python_gets_along_with_the_component() {
    if let Some(python) = python::installed() {
        check(python, Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/python/client.py")));
    }
}

/// A script prints how each act went, and nothing else: no secret, no token.
#[track_caller]
fn check(language: &Path, script: &Path) {
    let extension = script.extension().and_then(|extension| extension.to_str()).expect("a script");
    let component = file(&format!("{extension}.wasm"), |out| {
        out.extend(scaikey_component::CLIENT);
        Ok(())
    });
    let mock = Mock::start(&[]);
    let output = mock.shell().arg(language).arg(script).arg(component).output();
    let Output { status, stdout, stderr } = output.expect("a shell");
    let (printed, complained) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert_eq!((&*printed, &*complained, status.code()), (EXPECTED, "", Some(0)));
}

const EXPECTED: &str = "\
token: number 1
call: 200 at attempt 1
refused token: 200 at attempt 2
hostile path: invalid-request: invalid path \"//evil.example\": expected exactly one / at the start
wrong secret: oauth: invalid_client
status: fresh, 1 retry accepted
";
