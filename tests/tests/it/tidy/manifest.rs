//! `Cargo.toml`: a reason beside each dependency, and each named once.

use std::fs;

use super::tracked;
use crate::cargo::metadata;

#[test]
fn every_dependency_has_a_sentence() {
    let files = tracked();
    let manifest = files.iter().find(|file| file.path == "Cargo.toml").expect("the workspace");
    let (_, section) = manifest.text.split_once("[workspace.dependencies]\n").expect("the section");
    let (section, _) = section.split_once("\n[").expect("a section after it");
    let mut above = "";
    for line in section.lines() {
        if line.contains(" = ") && !line.contains("{ path = ") {
            assert!(above.starts_with("# ") && above.ends_with('.'), "{line}");
        }
        above = line;
    }
}

#[test]
fn crates_take_their_dependencies_from_the_workspace() {
    for package in metadata().packages {
        let manifest = fs::read_to_string(&package.manifest_path).expect("a manifest");
        let mut section = "";
        for line in manifest.lines() {
            section = if line.starts_with('[') { line } else { section };
            let is_dependency = section.ends_with("dependencies]") && line.contains('=') && line != section;
            assert!(!is_dependency || line.contains("workspace = true"), "{}: {line}", package.name);
        }
    }
}
