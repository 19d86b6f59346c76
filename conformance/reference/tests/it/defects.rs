//! The list of defects.

use std::collections::BTreeSet;

use scaikey_reference::{Build, Defect};

use crate::fixture::{play, status};

#[test]
fn names_are_unique_and_in_kebab_case() {
    let names: BTreeSet<_> = Defect::ALL.iter().map(|defect| defect.name()).collect();
    assert_eq!(names.len(), Defect::ALL.len());
    for name in names {
        assert!(name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')), "{name}");
    }
}

#[test]
fn summaries_are_one_sentence() {
    for defect in Defect::ALL {
        let summary = defect.summary();
        assert!(summary.ends_with('.') && !summary.contains(". "), "{summary}");
    }
}

/// What a defect makes of a call whose token is refused, after one that went well.
#[track_caller]
fn check(defect: Defect, expected: &str) {
    let record = play(Build { defect: Some(defect), ..Build::default() }, async |fixture, client| {
        fixture.get(&client).await;
        fixture.resource([status(401), status(401)]);
        fixture.get(&client).await;
    });
    assert_eq!(record[1], expected, "{}", defect.name());
}

#[test]
fn a_defect_changes_what_it_says() {
    check(Defect::RetryNever, "send t1 (401), deliver 401 after 1");
    check(Defect::RefusedTokenKept, "send t1 (401), send t1 (401), deliver 401 after 2");
    check(
        Defect::RetryTwice,
        "send t1 (401), fetch t2, send t2 (401), fetch t3, send t3 (200), deliver 200 after 3",
    );
    check(Defect::NoCache, "fetch t2, send t2 (401), fetch t3, send t3 (401), deliver 401 after 2");
}
