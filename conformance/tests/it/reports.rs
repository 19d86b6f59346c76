//! The reports of runs in which everything occurs.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use quick_xml::Reader;
use quick_xml::events::Event as Markup;
use scaikey_conformance::{
    Broken, Event, Evidence, Exchange, Gap, Identity, Judgement, Lane, Means, Message, Outcome, Palette,
    Profile, Report, Requirement, Settings, requirements,
};
use serde_json::{Map, Value, json};

/// A component's report.
fn component() -> Report {
    let means = Means::Component { transport: "virtual", seeds: 0..=u64::MAX };
    report(requirements::component(), means, Some("0f".repeat(32)))
}

/// A deployment's report.
fn deployment() -> Report {
    let means = Means::Deployment {
        surface: "tenant",
        allowed: vec![Profile::Noisy, Profile::Slow, Profile::Load],
        budget: 40,
        sent: 31,
        repeated: 2,
    };
    report(requirements::deployment(), means, None)
}

/// One judgement of each kind, again and again.
fn report(
    requirements: impl Iterator<Item = &'static Requirement>,
    means: Means,
    digest: Option<String>,
) -> Report {
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
    let outcomes = outcomes.into_iter().cycle();
    let judgements = requirements.zip(outcomes).map(|(requirement, (outcome, expectation, observed))| {
        let expectation = expectation.map(Into::into);
        let (observed, seed) = (observed.map(Into::into), Some(u64::MAX));
        let (evidence, took) = (evidence(), Duration::from_millis(7));
        let seen_in = requirements::find("retry.discard").expect("a known id");
        Judgement { requirement, outcome, expectation, observed, seen_in, evidence, seed, took }
    });
    Report {
        subject: Identity { name: HOSTILE.into(), digest, command: "scaikey-conformance".into() },
        settings: Settings { strict: true, means },
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
    let event = |lane, exchange| Event { at, lane, text: HOSTILE.into(), is_answer: false, exchange };
    let unanswered = Exchange { response: None, ..exchange.clone() };
    let events = vec![
        event(Lane::Caller, None),
        event(Lane::Clocks, None),
        event(Lane::TokenEndpoint, Some(exchange.clone())),
        event(Lane::Resource, Some(exchange.clone())),
        event(Lane::Metadata, Some(exchange)),
        event(Lane::Elsewhere, Some(unanswered)),
    ];
    Evidence { events, gap: Some(Gap { after: 1, missing: 9 }) }
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut text = Vec::new();
    write(&mut text).expect("memory");
    String::from_utf8(text).expect("UTF-8")
}

fn json(report: &Report) -> Value {
    serde_json::from_str(&written(|out| report.write_json(out))).expect("JSON")
}

/// Descends into a value and its schema. Fails on a member that the other side does not know, and on a word that the
/// schema does not list.
#[track_caller]
fn compare(value: &Value, schema: &Value, root: &Value, path: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let known = root.pointer(&reference[1..]).unwrap_or_else(|| panic!("{path}: no {reference}"));
        return compare(value, known, root, path);
    }
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{path}: {value}");
    }
    match value {
        Value::Object(members) => {
            if let Some(shapes) = schema["anyOf"].as_array() {
                return compare(value, shape(members, shapes, root), root, path);
            }
            assert_eq!(names(members), names(schema["properties"].as_object().expect(path)), "{path}");
            for (name, member) in members {
                compare(member, &schema["properties"][name], root, &format!("{path}.{name}"));
            }
        }
        Value::Array(items) if schema["items"].is_object() => {
            items.iter().for_each(|item| compare(item, &schema["items"], root, path));
        }
        _ => {}
    }
}

/// Of several shapes the one with these members, or else the first.
fn shape<'a>(members: &Map<String, Value>, shapes: &'a [Value], root: &'a Value) -> &'a Value {
    let mut resolved = shapes.iter().filter_map(|shape| root.pointer(&shape["$ref"].as_str()?[1..]));
    let fits =
        |shape: &&Value| shape["properties"].as_object().is_some_and(|known| names(known) == names(members));
    resolved.find(fits).unwrap_or(&shapes[0])
}

fn names(members: &Map<String, Value>) -> BTreeSet<&str> {
    members.keys().map(String::as_str).collect()
}

#[test]
fn the_schema_knows_every_member_and_no_other() {
    let schema: Value = serde_json::from_str(include_str!("../../report.schema.json")).expect("JSON");
    for report in [component(), deployment()] {
        compare(&json(&report), &schema, &schema, "report");
    }
}

#[test]
fn json_has_the_whole_report() {
    let mut report = component();
    report.judgements.truncate(9);
    let report = json(&report);
    let counts = json!({
        "pass": 2, "warning": 1, "fail": 1, "known": 1, "error": 1, "inconclusive": 1, "not-applicable": 1,
        "skipped": 1,
    });
    assert_eq!(report["counts"], counts);
    assert_eq!((&report["conclusion"], &report["exit_code"]), (&json!("undecided"), &json!(3)));
    let meaning = "1 requirement could not be judged: the run says nothing about the subject.";
    assert_eq!((&report["heading"], &report["meaning"]), (&json!("Undecided"), &json!(meaning)));
    let about = "how a token is asked for, and how it is shown to the resource";
    assert_eq!(report["areas"][1], json!({ "name": "acquisition", "about": about }));
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
fn json_says_what_was_judged_and_how() {
    #[track_caller]
    fn check(report: &Report, kind: &str, interface: Value, settings: Value) {
        let report = json(report);
        assert_eq!(report["subject"]["kind"], kind);
        assert_eq!((&report["interface"], &report["settings"]), (&interface, &settings));
    }
    let seeds = json!({ "first": "0", "last": "18446744073709551615" });
    let settings = json!({ "strict": true, "transport": "virtual", "seeds": seeds });
    check(&component(), "component", json!("scaikey:client@0.1.0"), settings);
    let settings = json!({
        "strict": true, "surface": "tenant", "allowed": ["noisy", "slow", "load"], "budget": 40, "sent": 31,
        "repeated": 2,
    });
    check(&deployment(), "deployment", Value::Null, settings);
}

/// The attributes of the root of an XML document, and the names of all elements.
fn read(xml: &str) -> (BTreeMap<String, String>, Vec<String>) {
    let (mut reader, mut root, mut names) = (Reader::from_str(xml), BTreeMap::new(), Vec::new());
    loop {
        let element = match reader.read_event().expect("well-formed XML") {
            Markup::Start(element) | Markup::Empty(element) => element,
            Markup::Eof => return (root, names),
            _ => continue,
        };
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        for attribute in element.attributes().map(|attribute| attribute.expect("well-formed XML")) {
            if names.is_empty() {
                root.insert(text(attribute.key.as_ref()), text(&attribute.value));
            }
        }
        names.push(text(element.name().as_ref()));
    }
}

#[test]
fn junit_counts_what_the_report_counts() {
    for mut report in [component(), deployment()] {
        report.judgements.truncate(9);
        let text = written(|out| report.write_junit(out));
        let counts = [
            ("tests", "testcase", 9),
            ("failures", "failure", 1),
            ("errors", "error", 2),
            ("skipped", "skipped", 3),
        ];
        let (root, elements) = read(&text);
        for (attribute, element, count) in counts {
            assert_eq!(root[attribute], count.to_string(), "{text}");
            assert_eq!(elements.iter().filter(|name| *name == element).count(), count, "{element} in {text}");
        }
        assert!(!text.contains('\u{fffe}'), "XML forbids it");
        for message in text.split("message=\"").skip(1) {
            let (message, _) = message.split_once('"').expect("an end");
            assert!(message.chars().count() <= 250 && !message.contains('\n'), "{message}");
        }
    }
}

/// No line of a report for people begins with what strangers wrote.
#[test]
fn strangers_never_begin_a_line() {
    for report in [component(), deployment()] {
        let text = written(|out| report.write(out, Palette::NONE));
        assert!(text.contains("evil"));
        for line in text.lines().filter(|line| line.contains("evil")) {
            assert!(line.starts_with(' ') || line.starts_with("Judging "), "{line}");
        }
    }
}

/// What would end an element, a line or an escape sequence, if it could.
const HOSTILE: &str =
    "evil\n::error::evil ]]></failure><skipped/> \u{1b}[31mevil\u{0}\u{fffe} &amp; \"'|`\nevil";
