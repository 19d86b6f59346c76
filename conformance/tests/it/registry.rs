//! What the registry promises: an id never changes and is never given to another rule, and a level never rises without
//! a new major version of the suite. `registry.snapshot` is what was promised last; with `UPDATE_SNAPSHOT` set, this
//! test adds to it what may be added.

use std::collections::BTreeMap;
use std::{env, fs};

use scaikey_conformance::requirements;

/// The version of a suite, and the level of each id: `OBSERVE`, `SHOULD`, `MUST`, or `RETIRED` of an id whose rule is no
/// more.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Snapshot {
    version: String,
    levels: BTreeMap<String, String>,
}

impl Snapshot {
    /// What is promised now. Ids that were promised before and are gone stay as retired.
    fn now(before: &Self) -> Self {
        let retired = before.levels.keys().map(|id| (id.clone(), RETIRED.to_owned()));
        let known =
            requirements::all().map(|requirement| (requirement.id.clone(), requirement.level.to_string()));
        Self { version: env!("CARGO_PKG_VERSION").into(), levels: retired.chain(known).collect() }
    }

    fn read(text: &str) -> Self {
        let mut lines = text.lines().map(|line| line.split_once(' ').expect("two words"));
        let (_, version) = lines.next().expect("a version");
        let levels = lines.map(|(level, id)| (id.trim().to_owned(), level.to_owned())).collect();
        Self { version: version.into(), levels }
    }

    fn write(&self) -> String {
        let lines = self.levels.iter().map(|(id, level)| format!("{level:<7} {id}\n"));
        format!("suite {}\n", self.version) + &lines.collect::<String>()
    }

    /// The promises before it that this one breaks.
    fn breaches(&self, before: &Self) -> Vec<String> {
        let broken = |(id, old): (&String, &String)| {
            let new = self.levels.get(id).map_or(RETIRED, String::as_str);
            match (old.as_str(), new) {
                (RETIRED, RETIRED) => None,
                (RETIRED, _) => Some(format!("{id} is the id of a rule that is no more: take another")),
                _ if self.major() != before.major() => None,
                (_, RETIRED) => Some(format!("{id} was removed: that takes a new major version")),
                _ if rank(new) > rank(old) => {
                    Some(format!("{id} rose from {old} to {new}: that takes a new major version"))
                }
                _ => None,
            }
        };
        before.levels.iter().filter_map(broken).collect()
    }

    /// The part of the version that changes when promises are broken.
    fn major(&self) -> &str {
        let parts = if self.version.starts_with("0.") { 2 } else { 1 };
        let end = self.version.match_indices('.').nth(parts - 1).map_or(self.version.len(), |(at, _)| at);
        &self.version[..end]
    }
}

fn rank(level: &str) -> Option<usize> {
    ["OBSERVE", "SHOULD", "MUST"].iter().position(|known| *known == level)
}

#[test]
fn no_promise_is_broken() {
    let before = Snapshot::read(include_str!("../registry.snapshot"));
    let now = Snapshot::now(&before);
    assert_eq!(now.breaches(&before), Vec::<String>::new());
    if env::var_os("UPDATE_SNAPSHOT").is_some() {
        fs::write(FILE, now.write()).expect("the snapshot is written");
        return;
    }
    assert_eq!(before, now, "the registry has changed: run `{UPDATE}`, and commit the snapshot");
}

#[track_caller]
fn check(before: &str, after: &str, breaches: &[&str]) {
    assert_eq!(Snapshot::read(after).breaches(&Snapshot::read(before)), breaches);
}

#[test]
fn rules_may_be_added_and_lowered() {
    check("suite 1.2.0\nMUST a.b", "suite 1.2.0\nSHOULD  a.b\nMUST    a.c", &[]);
    check("suite 1.2.0\nSHOULD a.b", "suite 1.3.0\nOBSERVE a.b", &[]);
}

#[test]
fn a_rule_is_removed_by_a_new_major_version_only() {
    let removed = "a.b was removed: that takes a new major version";
    check("suite 1.2.0\nMUST a.b", "suite 1.3.0", &[removed]);
    check("suite 1.2.0\nMUST a.b", "suite 1.3.0\nRETIRED a.b", &[removed]);
    check("suite 1.2.0\nMUST a.b", "suite 2.0.0\nRETIRED a.b", &[]);
    check("suite 0.1.0\nMUST a.b", "suite 0.1.9", &[removed]);
    check("suite 0.1.0\nMUST a.b", "suite 0.2.0", &[]);
}

#[test]
fn a_level_is_raised_by_a_new_major_version_only() {
    let rose = "a.b rose from OBSERVE to MUST: that takes a new major version";
    check("suite 1.2.0\nOBSERVE a.b", "suite 1.2.1\nMUST a.b", &[rose]);
    check("suite 1.2.0\nOBSERVE a.b", "suite 2.0.0\nMUST a.b", &[]);
}

#[test]
fn a_retired_id_never_comes_back() {
    let taken = "a.b is the id of a rule that is no more: take another";
    check("suite 1.2.0\nRETIRED a.b", "suite 2.0.0\nMUST a.b", &[taken]);
    check("suite 1.2.0\nRETIRED a.b", "suite 1.2.0\nRETIRED a.b", &[]);
}

const RETIRED: &str = "RETIRED";
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/registry.snapshot");
const UPDATE: &str = "UPDATE_SNAPSHOT=1 cargo test -p scaikey-conformance --test it registry";
