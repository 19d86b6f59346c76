//! The judge judged: the whole cast, by the command.

use std::process::Command;

use serde_json::Value;

#[test]
fn the_judge_finds_each_defect_and_nothing_else() {
    let output = Command::new(env!("CARGO_BIN_EXE_scaikey-conformance"))
        .args(["selftest", "--json", "-"])
        .output()
        .expect("the command starts");
    let matrix: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    let subjects = matrix["subjects"].as_array().expect("a list");
    let wrong: Vec<_> = subjects.iter().filter(|subject| subject["right"] != true).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(matrix["idle"], Value::Array(Vec::new()), "no defect turns these red");
    assert_eq!((matrix["right"].as_bool(), output.status.code()), (Some(true), Some(0)));
    assert!(output.stderr.is_empty(), "progress is for terminals");
}
