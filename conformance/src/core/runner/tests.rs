use super::*;
use crate::core::evidence::Evidence;
use crate::core::redaction::Redaction;
use crate::core::report::Judgement;
use crate::core::requirements;
use crate::core::spellings::Spellings;
use crate::core::verdict::Verdict;

/// A suite of four requirements whose answers are fields. The last one is an invariant.
struct Fake {
    preflight: fn() -> Result<(), (&'static str, NotPassed)>,
    check: fn(&str) -> Result<Checked<&'static str>, String>,
    inapplicable: fn(&str) -> Option<Inapplicable>,
    unselected: fn(&str) -> Option<String>,
    unmet_need: fn(&str) -> Option<String>,
    ran: Vec<&'static str>,
}

impl Default for Fake {
    fn default() -> Self {
        Self {
            preflight: || Ok(()),
            check: |_| Ok(passed()),
            inapplicable: |_| None,
            unselected: |_| None,
            unmet_need: |_| None,
            ran: Vec::new(),
        }
    }
}

impl Suite for Fake {
    type Recording = &'static str;

    fn requirements(&self) -> Vec<&'static Requirement> {
        [MUST, SHOULD, OBSERVE, INVARIANT].map(|id| requirements::find(id).expect("a known id")).into()
    }

    fn preflight(&mut self) -> Result<(), (&'static str, NotPassed)> {
        (self.preflight)()
    }

    fn inapplicable(&self, requirement: &Requirement) -> Option<Inapplicable> {
        (self.inapplicable)(&requirement.id)
    }

    fn unselected(&self, requirement: &Requirement) -> Option<String> {
        (self.unselected)(&requirement.id)
    }

    fn unmet_need(&self, requirement: &Requirement) -> Option<String> {
        (self.unmet_need)(&requirement.id)
    }

    fn check(&mut self, requirement: &'static Requirement) -> Result<Checked<&'static str>, String> {
        self.ran.push(&requirement.id);
        (self.check)(&requirement.id)
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

fn passed() -> Checked<&'static str> {
    concluded(Ok(()))
}

fn concluded(verdict: Verdict) -> Checked<&'static str> {
    Checked { verdict, observed: None, seed: None, recording: "recorded", violations: Vec::new(), stop: None }
}

fn difference() -> NotPassed {
    NotPassed::Broken(Difference { expected: "a".into(), actual: "b".into() })
}

fn options(include: &[&str], change: impl FnOnce(&mut RunOptions)) -> RunOptions {
    let mut options = RunOptions::default();
    options.selection.include = include.iter().map(|text| text.parse().expect("a known id")).collect();
    change(&mut options);
    options
}

/// The judgements of a run, one line each: the word, and what is said with it.
fn judged(suite: &mut Fake, options: &RunOptions) -> Vec<String> {
    let results = run(suite, options);
    let redaction = Redaction::new(Vec::new());
    let judgements = results.judgements(|_| (&redaction, Evidence::default()));
    let told = |judgement: &Judgement| {
        let text = match &judgement.outcome {
            Outcome::Pass => return "pass".to_owned(),
            Outcome::Warning(broken) | Outcome::Fail(broken) => &broken.actual,
            Outcome::Error(text)
            | Outcome::Inconclusive(text)
            | Outcome::NotApplicable(text)
            | Outcome::Skipped(text) => text,
        };
        format!("{}: {text}", judgement.word())
    };
    judgements.iter().map(told).collect()
}

#[track_caller]
fn check(mut suite: Fake, options: &RunOptions, expected: [&str; 4]) {
    assert_eq!(judged(&mut suite, options), expected);
}

fn usual() -> RunOptions {
    RunOptions::default()
}

#[test]
fn a_verdict_becomes_an_outcome_by_its_level() {
    let broken = || Fake { check: |_| Ok(concluded(Err(difference()))), ..Fake::default() };
    check(broken(), &usual(), ["fail: b", "warning: b", "pass", "pass"]);
    check(broken(), &options(&[], |options| options.strict = true), ["fail: b", "fail: b", "pass", "pass"]);
    for (reason, expected) in [
        (NotPassed::Inconclusive("no answer".into()), "inconclusive: no answer"),
        (NotPassed::NotApplicable("no scope".into()), "not-applicable: no scope"),
        (NotPassed::PrerequisiteFailed("claims.jwt"), "skipped: pointless without claims.jwt"),
    ] {
        let result = Runner {
            suite: &mut Fake::default(),
            options: &usual(),
            expectations: Expectations::default(),
            violations: HashMap::new(),
            checked: 0,
            stop: None,
        }
        .outcome(requirements::find(MUST).expect("a known id"), reason);
        let text = result.map(|text| text.redacted(Some(&Redaction::new(Vec::new()))));
        let (Outcome::Inconclusive(text) | Outcome::NotApplicable(text) | Outcome::Skipped(text)) = &text
        else {
            panic!("{text:?}")
        };
        assert_eq!(format!("{}: {text}", result.name()), expected);
    }
}

#[test]
fn the_suite_may_break_and_costs_one_requirement() {
    let unable = Fake {
        check: |id| if id == MUST { Err("no runtime".into()) } else { Ok(passed()) },
        ..Fake::default()
    };
    check(unable, &usual(), ["error: no runtime", "pass", "pass", "pass"]);
    let panicking = Fake {
        check: |id| if id == SHOULD { panic!("a defect of the suite") } else { Ok(passed()) },
        ..Fake::default()
    };
    check(panicking, &usual(), ["pass", "error: the check panicked", "pass", "pass"]);
}

#[test]
fn a_failed_preflight_is_judged_alone_selected_or_not() {
    let failed = || Fake {
        preflight: || Err((SHOULD, difference())),
        check: |_| Ok(concluded(Err(difference()))),
        ..Fake::default()
    };
    let pointless = "skipped: pointless without retry.discard";
    check(failed(), &usual(), [pointless, "warning: b", pointless, "pass"]);
    let selected = options(&[MUST], |_| {});
    check(failed(), &selected, [pointless, "warning: b", "skipped: not selected", "pass"]);
    let interrupted = Fake { preflight: || Err((SHOULD, NotPassed::Interrupted)), ..Fake::default() };
    let told = "skipped: the run was interrupted";
    check(interrupted, &usual(), [told, "pass", told, "pass"]);
    let panicking = Fake { preflight: || panic!("a defect of the suite"), ..Fake::default() };
    let error = "error: the first call panicked";
    check(panicking, &usual(), [error, error, error, "skipped: no check ran"]);
}

#[test]
fn a_requirement_is_barred_in_a_fixed_order() {
    fn barring() -> Fake {
        Fake {
            inapplicable: |id| (id == MUST).then_some(Inapplicable { reason: "no overlap", claim: None }),
            unselected: |id| (id == OBSERVE).then(|| "noisy".into()),
            unmet_need: |_| Some("needs time".into()),
            ..Fake::default()
        }
    }
    let not_applicable = "not-applicable: no overlap";
    let unwatched = "skipped: no check ran";
    check(barring(), &usual(), [not_applicable, "skipped: needs time", "skipped: noisy", unwatched]);
    let none = options(&["always.no-trap"], |_| {});
    let unselected = "skipped: not selected";
    check(barring(), &none, [not_applicable, unselected, unselected, unwatched]);
    let stopped = Fake { preflight: || Err(("world.least-authority", difference())), ..barring() };
    let pointless = "skipped: pointless without world.least-authority";
    check(stopped, &usual(), [not_applicable, pointless, "skipped: noisy", unwatched]);
}

/// Whatever its level is, and only where it is selected.
#[test]
fn a_capability_that_is_claimed_and_impossible_fails() {
    let claiming = || Fake {
        inapplicable: |id| {
            (id == SHOULD)
                .then_some(Inapplicable { reason: "no overlap", claim: Some("overlap, as declared") })
        },
        ..Fake::default()
    };
    check(claiming(), &usual(), ["pass", "fail: no overlap", "pass", "pass"]);
    let others = options(&[MUST], |_| {});
    let unselected = "skipped: not selected";
    check(claiming(), &others, ["pass", "not-applicable: no overlap", unselected, "pass"]);
}

#[test]
fn a_run_stops_and_says_why() {
    let runaway = Fake {
        check: |_| Ok(Checked { stop: Some("it computed without end"), ..passed() }),
        ..Fake::default()
    };
    let stopped = "skipped: it computed without end";
    check(runaway, &usual(), ["pass", stopped, stopped, "pass"]);
    let interrupted = Fake { check: |_| Ok(concluded(Err(NotPassed::Interrupted))), ..Fake::default() };
    let told = "skipped: the run was interrupted";
    check(interrupted, &usual(), [told, told, told, "pass"]);
    let failing = || Fake {
        check: |id| Ok(if id == MUST { concluded(Err(difference())) } else { passed() }),
        ..Fake::default()
    };
    let ended = "skipped: the run ended with the failure of retry.once-after-401";
    let fast = options(&[], |options| options.fail_fast = true);
    check(failing(), &fast, ["fail: b", ended, ended, "pass"]);
    let expectations = format!("[[expectation]]\nrequirement = \"{MUST}\"\nreason = \"planned\"\n");
    let expectations = Expectations::read(&expectations).expect("it is well-formed");
    let expecting = |options: &mut RunOptions| {
        options.fail_fast = true;
        options.expectations = expectations.clone();
    };
    check(failing(), &options(&[], expecting), ["known: b", "pass", "pass", "pass"]);
    let unexpected = "fail: a pass: take it out of the expectations";
    check(Fake::default(), &options(&[], expecting), [unexpected, ended, ended, "pass"]);
}

#[test]
fn an_invariant_is_judged_by_the_first_check_that_broke_it() {
    let violating = || Fake {
        check: |id| {
            let violations = if id == MUST { Vec::new() } else { vec![(INVARIANT, difference())] };
            Ok(Checked { violations, seed: Some(7), ..passed() })
        },
        ..Fake::default()
    };
    check(violating(), &usual(), ["pass", "pass", "pass", "fail: b"]);
    let results = run(&mut violating(), &usual());
    let redaction = Redaction::new(vec![std::sync::Arc::new(Spellings::new(&[("b", "<secret>")]))]);
    let judgements = results.judgements(|recording| {
        assert_eq!(*recording, "recorded");
        (&redaction, Evidence::default())
    });
    let invariant = &judgements[3];
    assert_eq!((&*invariant.seen_in.id, invariant.seed), (SHOULD, Some(7)));
    let Outcome::Fail(broken) = &invariant.outcome else { panic!("{invariant:?}") };
    assert_eq!(broken.actual.as_str(), "<secret>");
    let selected = options(&[MUST], |_| {});
    let unselected = "skipped: not selected";
    check(violating(), &selected, ["pass", unselected, unselected, "pass"]);
    let excluded = options(&[], |options| {
        options.selection.exclude = vec![INVARIANT.parse().expect("a known id")];
    });
    check(violating(), &excluded, ["pass", "pass", "pass", unselected]);
}

#[test]
fn no_check_runs_that_is_barred() {
    let mut suite = Fake { unmet_need: |id| (id == SHOULD).then(|| "needs time".into()), ..Fake::default() };
    judged(&mut suite, &options(&[MUST, SHOULD], |_| {}));
    assert_eq!(suite.ran, [MUST]);
}

const MUST: &str = "retry.once-after-401";
const SHOULD: &str = "retry.discard";
const OBSERVE: &str = "input.byte-order-mark";
const INVARIANT: &str = "always.no-trap";
