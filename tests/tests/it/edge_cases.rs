//! The table of edge cases: complete, and of one mind with the tests.

use std::collections::BTreeSet;
use std::fs;

use crate::cargo::root;

/// A number of the table, and a test that holds it, as `file::test` from the root.
type Held = (usize, String);

/// A row: its number, and what stands in its last column.
struct Row {
    number: usize,
    held_by: String,
}

impl Row {
    fn parse(line: &str) -> Option<Self> {
        let [number, _, held_by] =
            *line.strip_prefix("| E")?.strip_suffix(" |")?.split(" | ").collect::<Vec<_>>()
        else {
            panic!("not a row of three columns: {line}");
        };
        Some(Self { number: number.parse().expect("a number"), held_by: held_by.into() })
    }

    fn tests(&self) -> impl Iterator<Item = Held> {
        let quoted = self.held_by.split('`').skip(1).step_by(2);
        quoted.map(|test| {
            (self.number, if test.contains('/') { test.into() } else { format!("{ENGINE}/{test}") })
        })
    }
}

fn rows() -> Vec<Row> {
    let table = fs::read_to_string(root().join("tests/edge-cases.md")).expect("the table");
    table.lines().filter_map(Row::parse).collect()
}

#[test]
fn every_edge_case_has_its_row_and_each_row_a_test_or_a_reason() {
    let numbers: Vec<_> = rows().iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=73).collect::<Vec<_>>());
    for row in rows() {
        let has_reason = row.held_by.starts_with("does not arise: ");
        assert_ne!(has_reason, row.tests().next().is_some(), "E{}", row.number);
    }
}

#[test]
fn every_test_in_the_table_exists() {
    for (number, test) in rows().iter().flat_map(Row::tests) {
        let (file, name) = test.split_once("::").expect("file::test");
        let text = fs::read_to_string(root().join(file)).unwrap_or_default();
        let found = text.lines().any(|line| tested(line) == Some(name));
        assert!(found, "E{number}: no test {name} in {file}");
    }
}

#[test]
fn the_tests_name_the_same_numbers_as_the_table() {
    let said: BTreeSet<Held> =
        rows().iter().flat_map(Row::tests).filter(|(_, test)| test.starts_with(ENGINE)).collect();
    let meant = numbered_tests();
    assert_eq!(said.difference(&meant).collect::<Vec<_>>(), [] as [&Held; 0], "only the table says so");
    assert_eq!(meant.difference(&said).collect::<Vec<_>>(), [] as [&Held; 0], "only the tests say so");
}

/// The tests of the engine that have numbers in a line above them, `/// E1, E2`.
fn numbered_tests() -> BTreeSet<Held> {
    let mut tests = BTreeSet::new();
    for entry in fs::read_dir(root().join(ENGINE)).expect("the tests of the engine") {
        let path = entry.expect("an entry").path();
        let file = path.file_name().expect("a name").to_string_lossy();
        let mut numbers = Vec::new();
        for line in fs::read_to_string(&path).expect("text").lines() {
            if let Some(comment) = line.trim_start().strip_prefix("/// E") {
                numbers.extend(comment.split(", E").filter_map(|number| number.parse::<usize>().ok()));
            }
            if let Some(name) = tested(line) {
                tests.extend(numbers.drain(..).map(|number| (number, format!("{ENGINE}/{file}::{name}"))));
            }
        }
    }
    tests
}

/// The name of the function that this line begins.
fn tested(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let signature = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ")?;
    signature.split_once('(').map(|(name, _)| name)
}

const ENGINE: &str = "component/guest/tests/client";
