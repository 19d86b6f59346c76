//! The reports of a run in which everything occurs.

use std::collections::BTreeSet;
use std::time::Duration;

use scaikey_conformance::{
    Broken, Event, Evidence, Exchange, Gap, Identity, Judgement, Lane, Means, Message, Outcome, Palette,
    Report, Settings, requirements,
};
use serde_json::{Value, json};

/// One judgement of each kind, on the first requirements of the registry.
fn everything() -> Report {
    let broken = || Broken { expected: "1      deliver 200".into(), actual: HOSTILE.into() };
    let outcomes = [
        (Outcome::Pass, None, None),
        (Outcome::Pass, None, Some(HOSTILE)),
        (Outcome::Warning(broken()), None, None),
        (Outcome::Fail(broken()), None, None),
        (Outcome::Fail(broken()), Some(HOSTILE), None),
        (Outcome::Error(HOSTILE.into()), None, None),
        (Outcome::Inconclusive(HOSTILE.into()), None, None),
        (Outcome::NotApplicable(HOSTILE.into()), None, None),
        (Outcome::Skipped(HOSTILE.into()), None, None),
    ];
    let judgements =
        requirements::all().zip(outcomes).map(|(requirement, (outcome, expectation, observed))| {
            let expectation = expectation.map(Into::into);
            let (observed, seed) = (observed.map(Into::into), Some(u64::MAX));
            let (evidence, took) = (evidence(), Duration::from_millis(7));
            let seen_in = requirements::find("retry.discard").expect("a known id");
            Judgement { requirement, outcome, expectation, observed, seen_in, evidence, seed, took }
        });
    let digest = Some("0f".repeat(32));
    Report {
        subject: Identity { name: HOSTILE.into(), digest, command: "scaikey-conformance".into() },
        settings: Settings {
            strict: true,
            means: Means::Component { transport: "virtual", seeds: 0..=u64::MAX },
        },
        judgements: judgements.collect(),
        unmatched: Vec::new(),
        time: Some((Duration::from_millis(1_766_000_000_123), Duration::from_secs(2))),
    }
}

fn evidence() -> Evidence {
    let message = |line: &'static str| Message {
        line: line.into(),
        headers: vec![("x-hostile".into(), HOSTILE.into())],
        body: HOSTILE.into(),
        length: 1 << 40,
    };
    let exchange = Exchange {
        request: message("GET https://scaikey.test/"),
        response: Some(message("200")),
        delay: Duration::from_nanos(1),
        token: Some(1),
    };
    let at = Duration::from_secs(200 * 24 * 3600);
    let event =
        |exchange| Event { at, lane: Lane::Resource, text: HOSTILE.into(), is_answer: false, exchange };
    let unanswered = Exchange { response: None, ..exchange.clone() };
    Evidence {
        events: vec![event(None), event(Some(exchange)), event(Some(unanswered))],
        gap: Some(Gap { after: 1, missing: 9 }),
    }
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut text = Vec::new();
    write(&mut text).expect("memory");
    String::from_utf8(text).expect("UTF-8")
}

fn json(report: &Report) -> Value {
    serde_json::from_str(&written(|out| report.write_json(out))).expect("JSON")
}

/// Descends into a value and its schema. Fails on a member that the other side does not know.
#[track_caller]
fn compare(value: &Value, schema: &Value, root: &Value, path: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let known = root.pointer(&reference[1..]).unwrap_or_else(|| panic!("{path}: no {reference}"));
        return compare(value, known, root, path);
    }
    match value {
        Value::Object(members) => {
            let schema = schema["anyOf"].get(0).unwrap_or(schema);
            let Some(known) = schema["properties"].as_object() else {
                return compare(value, schema, root, path);
            };
            let names = |names: Vec<&String>| names.into_iter().cloned().collect::<BTreeSet<_>>();
            assert_eq!(names(members.keys().collect()), names(known.keys().collect()), "{path}");
            for (name, member) in members {
                compare(member, &known[name], root, &format!("{path}.{name}"));
            }
        }
        Value::Array(items) if schema["items"].is_object() => {
            items.iter().for_each(|item| compare(item, &schema["items"], root, path));
        }
        _ => {}
    }
}

#[test]
fn the_schema_knows_every_member_and_no_other() {
    let schema: Value = serde_json::from_str(include_str!("../report.schema.json")).expect("JSON");
    compare(&json(&everything()), &schema, &schema, "report");
}

#[test]
fn json_has_the_whole_report() {
    let report = json(&everything());
    let counts = json!({
        "pass": 2, "warning": 1, "fail": 1, "known": 1, "error": 1, "not-applicable": 1, "skipped": 1,
    });
    assert_eq!(report["counts"], counts);
    assert_eq!((&report["conclusion"], &report["exit_code"]), (&json!("undecided"), &json!(3)));
    assert_eq!(report["time"], json!({ "began": "2025-12-17T19:33:20.123Z", "took": "2000000000" }));
    let judgement = &report["judgements"][3];
    assert_eq!(judgement["outcome"], "fail");
    assert_eq!(judgement["expected"], "1      deliver 200");
    assert_eq!(judgement["seed"], "18446744073709551615");
    let repeat = "scaikey-conformance --include retry.discard --seed 18446744073709551615 --strict";
    assert_eq!(judgement["repeat"], repeat);
    assert_eq!(judgement["evidence"]["events"][1]["at"], "17280000000000000");
}

#[test]
fn junit_counts_what_the_report_counts() {
    let text = written(|out| everything().write_junit(out));
    let document = quick_junit::Report::deserialize_from_str(&text).expect("what quick-junit reads");
    assert_eq!((document.tests, document.failures, document.errors), (8, 1, 1), "{text}");
    assert_eq!(text.matches("<skipped ").count(), 3, "{text}");
    assert!(!text.contains('\u{fffe}'), "XML forbids it");
    for message in text.split("message=\"").skip(1) {
        let (message, _) = message.split_once('"').expect("an end");
        assert!(message.chars().count() <= 250 && !message.contains('\n'), "{message}");
    }
}

/// No line of a report for people begins with what strangers wrote.
#[test]
fn strangers_never_begin_a_line() {
    let text = written(|out| everything().write(out, Palette::NONE));
    assert!(text.contains("evil"));
    for line in text.lines().filter(|line| line.contains("evil")) {
        assert!(line.starts_with(' ') || line.starts_with("Judging "), "{line}");
    }
}

/// What would end an element, a line or an escape sequence, if it could.
const HOSTILE: &str =
    "evil\n::error::evil ]]></failure><skipped/> \u{1b}[31mevil\u{0}\u{fffe} &amp; \"'|`\nevil";
