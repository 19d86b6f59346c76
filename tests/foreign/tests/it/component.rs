//! The reference, compiled for `wasm32-wasip2` with the standard library: a component of another tool chain, which asks
//! its host for more than ours does and keeps the contract all the same.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use scaikey_conformance::{ComponentOptions, Outcome, RunOptions, Subject, judge};

#[test]
fn a_foreign_component_breaks_nothing_but_least_authority() {
    let subject = Subject::load("the reference", "judge", &compiled()).expect("it loads");
    let run = RunOptions { strict: true, ..RunOptions::default() };
    let report = judge(&subject, &ComponentOptions { run, ..ComponentOptions::default() });
    let broken = report
        .judgements
        .iter()
        .filter(|judgement| !matches!(judgement.outcome, Outcome::Pass | Outcome::NotApplicable(_)));
    let broken: Vec<_> = broken.map(|judgement| judgement.requirement.id.as_str()).collect();
    assert_eq!(broken, ["world.least-authority"]);
}

/// The component. The target is added to the tool chain if it is not there.
fn compiled() -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reference");
    if !libraries().is_dir() {
        run(Command::new("rustup").args(["target", "add", TARGET]));
    }
    run(Command::new(env!("CARGO"))
        .args(["rustc", "--quiet", "--locked", "--package", "scaikey-reference", "--lib"])
        .args(["--profile", "guest", "--target", TARGET, "--crate-type", "cdylib", "--target-dir"])
        .arg(&directory)
        .current_dir(root));
    fs::read(directory.join(TARGET).join("guest/scaikey_reference.wasm")).expect("cargo made it")
}

/// Where the standard library of the target is, if anywhere.
fn libraries() -> PathBuf {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output();
    String::from_utf8(output.expect("rustc runs").stdout).expect("UTF-8").trim().into()
}

#[track_caller]
fn run(command: &mut Command) {
    let output = command.output().expect("it starts");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
}

const TARGET: &str = "wasm32-wasip2";
