//! Which of our crates may know which.

use std::collections::BTreeSet;

use cargo_metadata::{DependencyKind, Package};

use crate::cargo::metadata;

/// Each crate of the workspace, and the ones of ours that it may use.
const ALLOWED: &[(&str, &[&str])] = &[
    ("scaikey-policy", &[]),
    ("scaikey-guest", &["scaikey-policy"]),
    // What comes through from the guest is bytes.
    ("scaikey-component", &[]),
    ("scaikey-host", &[]),
    ("scaikey-terminal", &[]),
    ("scaikey", &["scaikey-component", "scaikey-host"]),
    ("scaikey-cli", &["scaikey-component", "scaikey-host", "scaikey-terminal"]),
    (
        "scaikey-conformance",
        &["scaikey-component", "scaikey-host", "scaikey-mock", "scaikey-reference", "scaikey-terminal"],
    ),
    // What the judge is tested on shares no code with what it judges.
    ("scaikey-mock", &[]),
    ("scaikey-reference", &[]),
    ("scaikey-foreign-tests", &["scaikey-component", "scaikey-conformance", "scaikey-host"]),
    ("scaikey-tests", &["scaikey", "scaikey-component", "scaikey-conformance", "scaikey-host"]),
];

#[test]
fn the_table_names_every_crate() {
    let packages = metadata().packages;
    let members: BTreeSet<_> = packages.iter().map(|package| package.name.as_str()).collect();
    assert_eq!(members, ALLOWED.iter().map(|(name, _)| *name).collect());
}

/// In any way: to run, to build or to test.
#[test]
fn crates_know_only_those_below_them() {
    for package in metadata().packages {
        let (_, allowed) = ALLOWED.iter().find(|(name, _)| package.name == name).expect("in the table");
        for known in ours(&package) {
            assert!(allowed.contains(&known), "{} must not know {known}", package.name);
        }
    }
}

#[test]
fn policy_depends_on_nothing() {
    let packages = metadata().packages;
    let policy = packages.iter().find(|package| package.name == "scaikey-policy").expect("a member");
    let shipped = policy.dependencies.iter().filter(|edge| edge.kind != DependencyKind::Development);
    assert_eq!(shipped.map(|edge| edge.name.as_str()).collect::<Vec<_>>(), [""; 0]);
}

fn ours(package: &Package) -> impl Iterator<Item = &str> {
    package.dependencies.iter().filter(|edge| edge.path.is_some()).map(|edge| edge.name.as_str())
}
