//! The HTML report, as its script shows it: run by Node on a document of a few lines.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use scaikey_conformance::{
    Broken, Event, Evidence, Exchange, Gap, Judgement, Lane, Level, Message, Outcome, Report,
};
use serde_json::Value;

use crate::language::present;
use crate::report::{component, deployment, file, timeless};

/// What the page of a report shows, as markup. Nothing where Node is missing.
fn shown(report: &Report, name: &str, filter: &[&str]) -> Option<String> {
    if !present("node", [20, 19]) {
        return None;
    }
    let page = file(name, |out| report.write_html(out));
    let output = Command::new("node").arg(RENDER).arg(page).args(filter).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

/// The text of some markup.
fn text(markup: &str) -> String {
    let parts = markup.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text = parts.collect::<String>().replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

/// How each requirement is shown, from its beginning tag on: its id, and the markup.
fn entries(page: &str) -> Vec<(&str, &str)> {
    let parts = page.split("<details class=\"entry\" id=\"").skip(1);
    parts.map(|part| part.split_once('"').expect("an id")).collect()
}

fn entry<'a>(page: &'a str, id: &str) -> &'a str {
    entries(page).into_iter().find(|(known, _)| *known == id).expect("it is shown").1
}

/// A report on one requirement, whose check had this evidence.
fn single(outcome: Outcome, evidence: Evidence) -> Report {
    let mut report = deployment();
    report.judgements.truncate(1);
    report.judgements[0].outcome = outcome;
    report.judgements[0].evidence = evidence;
    report
}

fn failed(expected: &'static str, actual: &'static str) -> Outcome {
    Outcome::Fail(Broken { expected: expected.into(), actual: actual.into() })
}

#[test]
fn the_page_shows_what_the_json_report_holds() {
    #[track_caller]
    fn check(report: &Report, name: &str) {
        let Some(page) = shown(report, name, &[]) else { return };
        let mut json = Vec::new();
        report.write_json(&mut json).expect("memory");
        let json: Value = serde_json::from_slice(&json).expect("JSON");
        let (all, judgements) = (text(&page), json["judgements"].as_array().expect("judgements"));
        for member in ["/heading", "/meaning", "/subject/name", "/subject/command", "/suite", "/unmatched/0"]
        {
            if let Some(told) = json.pointer(member) {
                assert!(all.contains(told.as_str().expect("a text")), "{member}: {told}");
            }
        }
        let ids: Vec<_> = entries(&page).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), judgements.len());
        for judgement in judgements {
            let id = judgement["id"].as_str().expect("a text");
            let entry = text(entry(&page, id));
            let mut texts = Vec::new();
            gather(judgement, &mut texts);
            for told in texts.into_iter().filter(|told| told.chars().count() <= 600) {
                assert!(entry.contains(told), "{id}: {told:?} in {entry}");
            }
        }
    }
    check(&COMPONENT, "component.html");
    check(&timeless(), "timeless.html");
    check(&deployment(), "deployment.html");
}

/// The texts of a judgement that are shown as they are.
fn gather<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    let hidden = ["area", "profile", "since", "needs", "seed", "took", "at", "lane", "delay", "gap"];
    match value {
        Value::String(text) => texts.extend(text.lines()),
        Value::Array(items) => items.iter().for_each(|item| gather(item, texts)),
        Value::Object(members) => {
            let shown = members.iter().filter(|(name, _)| !hidden.contains(&name.as_str()));
            shown.for_each(|(_, member)| gather(member, texts));
        }
        _ => {}
    }
}

#[test]
fn every_outcome_is_shown_and_what_must_be_seen_is_open() {
    for (report, name) in [(&*COMPONENT, "component-open.html"), (&deployment(), "deployment-open.html")] {
        let Some(page) = shown(report, name, &[]) else { return };
        for judgement in &report.judgements {
            let (id, word) = (&judgement.requirement.id, judgement.word());
            let (tag, rest) = entry(&page, id).split_once('>').expect("a tag");
            let is_open = match word {
                "inconclusive" => judgement.requirement.level != Level::Observe,
                _ => matches!(word, "fail" | "error"),
            };
            assert_eq!(tag.contains("open"), is_open, "{id}: {tag}");
            let outcome = format!("<summary><span class=\"outcome {word}\">{word}</span>");
            assert!(rest.starts_with(&outcome), "{id}: {rest}");
        }
    }
}

#[test]
fn the_header_says_what_was_judged_and_how() {
    #[track_caller]
    fn check(report: &Report, name: &str, title: &str, facts: &[(&str, &str)]) {
        let Some(page) = shown(report, name, &[]) else { return };
        assert!(page.contains(&format!(" | {title}</title>")), "{page}");
        assert!(page.contains(&format!("<p class=\"eyebrow\">{title}<")), "{page}");
        let (_, list) = page.split_once("<dl class=\"facts\">").expect("facts");
        let (list, _) = list.split_once("</dl>").expect("an end");
        let told = list.split("<dt>").skip(1).map(|fact| {
            let (name, value) = fact.split_once("</dt>").expect("a name");
            (name, text(value))
        });
        let told: Vec<_> =
            told.filter(|(name, _)| !matches!(*name, "Subject" | "Repeat" | "Suite")).collect();
        let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        assert_eq!(told, facts);
    }
    let mut client = component();
    client.subject.digest = Some("0f".repeat(32));
    client.time = Some((Duration::from_millis(1_766_000_000_123), Duration::from_micros(2_050_999)));
    let digest = "0f".repeat(32);
    let (levels, began) = ("MUST decides, SHOULD warns", "17 December 2025, 19:33 UTC");
    let how = [("SHA-256", &*digest), ("Transport", "virtual"), ("Random schedules", "seeds 0 to 199")];
    let when = [("Levels", levels), ("Began", began), ("Took", "2.05 s")];
    check(&client, "facts-client.html", "ScaiKey client conformance", &[how, when].concat());
    let timed = [
        ("Surface", "platform"),
        ("Profiles", "safe, noisy, slow, load"),
        ("Requests", "31 of at most 40, 2 of them repeated"),
        ("Levels", "SHOULD counts as MUST"),
        ("Began", "1 January 2030, 00:00 UTC"),
        ("Took", "1.5 s"),
    ];
    let title = "ScaiKey deployment conformance";
    check(&deployment(), "facts-deployment.html", title, &timed);
    let untimed = Report { time: None, ..deployment() };
    check(&untimed, "facts-untimed.html", title, &timed[..4]);
}

#[test]
fn a_conclusion_has_the_colour_of_what_decided_it() {
    #[track_caller]
    fn check(word: &str, colour: &str) {
        let mut report = Report { unmatched: Vec::new(), ..deployment() };
        report
            .judgements
            .retain(|judgement| judgement.word() == word && judgement.requirement.level == Level::Must);
        let Some(page) = shown(&report, &format!("colour-{word}.html"), &[]) else { return };
        assert!(page.contains(&format!("<h1 class=\"{colour}\">")), "{word}: {page}");
    }
    check("error", "error");
    check("fail", "fail");
    check("inconclusive", "inconclusive");
    check("warning", "pass");
    check("skipped", "warning");
}

#[test]
fn what_was_not_run_is_folded_away() {
    let Some(page) = shown(&COMPONENT, "idle.html", &[]) else { return };
    let (before, folded) = page.split_once("<details class=\"idle\"><summary>").expect("a fold");
    let (_, area) = before.rsplit_once("<section id=\"area-").expect("an area");
    let is_idle = |judgement: &&Judgement| {
        judgement.word() == "skipped" && area.starts_with(&format!("{}\"", judgement.requirement.area()))
    };
    let idle = COMPONENT.judgements.iter().filter(is_idle).count();
    assert!(folded.starts_with(&format!("{idle} not run</summary><details class=\"entry\"")), "{folded}");
    assert!(!before.contains("<span class=\"outcome skipped\">"), "{before}");
}

#[test]
fn words_and_lines_that_differ_are_marked() {
    #[track_caller]
    fn check(expected: &'static str, actual: &'static str, sides: [&str; 2]) {
        let report = single(failed(expected, actual), Evidence::default());
        let Some(page) = shown(&report, "comparison.html", &[]) else { return };
        let parts = page.split("<pre>").skip(1).filter_map(|part| part.split("</pre>").next());
        assert_eq!(parts.collect::<Vec<_>>(), sides);
    }
    check(
        "a\nsend (200), deliver\nz",
        "a\nsend (401), deliver\nz",
        ["a\nsend (<mark>200)</mark>, deliver\nz\n", "a\nsend (<mark>401)</mark>, deliver\nz\n"],
    );
    check("a\nz", "a\nb\nc\nz", ["a\nz\n", "a\n<mark>b</mark>\n<mark>c</mark>\nz\n"]);
    check("", "<b>", ["", "<mark>&lt;b&gt;</mark>\n"]);
    check("same", "same", ["same\n", "same\n"]);
    check("a", "a\na", ["a\n", "a\n<mark>a</mark>\n"]);
    let token = "send <b class=\"token token-2\">token#8</b>";
    check(
        "send token#8\n",
        "send token#\n",
        [&format!("send <mark>{}</mark>\n", token.trim_start_matches("send ")), "send <mark>token#</mark>\n"],
    );
}

#[test]
fn a_transcript_shows_each_event_with_its_time_and_its_bytes() {
    let message = |line: &'static str| Message {
        line: line.into(),
        headers: vec![("authorization".into(), "Bearer token#1".into()); 31],
        body: "body".into(),
        length: 601,
    };
    let exchange = Exchange {
        request: message("GET https://scaikey.test/"),
        response: Some(message("200, cut short")),
        delay: Duration::from_nanos(29_999_999_999),
        token: Some(7),
    };
    let lost = Exchange { response: None, delay: Duration::ZERO, token: None, ..exchange.clone() };
    let event = |seconds, lane, exchange| Event {
        at: Duration::from_secs(seconds),
        lane,
        text: "event".into(),
        is_answer: lane == Lane::Caller,
        exchange,
    };
    let events = vec![
        event(0, Lane::Caller, None),
        event(0, Lane::TokenEndpoint, Some(exchange.clone())),
        event(3570, Lane::Clocks, None),
        event(3570, Lane::Resource, Some(exchange)),
        event(3570, Lane::Elsewhere, Some(lost)),
    ];
    let evidence = Evidence { events, gap: Some(Gap { after: 2, missing: 7 }) };
    let Some(page) = shown(&single(Outcome::Pass, evidence), "transcript.html", &[]) else { return };
    let (_, transcript) = page.split_once("<div class=\"transcript\">").expect("a transcript");
    let (names, rows) = transcript.split_once("<ol>").expect("a list");
    let participants = ["clocks", "caller", "client", "token endpoint", "resource", "elsewhere"];
    let spans = participants.map(|name| format!("<span>{name}</span>")).concat();
    assert!(names.contains(&spans) && !names.contains("metadata"), "{names}");
    let rows: Vec<_> = rows.split("</li>").take(6).collect();
    #[track_caller]
    fn check(row: &str, parts: &[&str], absent: &[&str]) {
        for part in parts {
            assert!(row.contains(part), "{part} in {row}");
        }
        for part in absent {
            assert!(!row.contains(part), "{part} in {row}");
        }
    }
    check(rows[0], &["<span class=\"at\">0 s</span>", "href=\"#left\" x=\"25.0%\"", "<p>event</p>"], &[]);
    let issued = "<g class=\"back token-1\"><line x1=\"58.3%\" x2=\"41.7%\">";
    check(rows[1], &[issued, "<text x=\"58.3%\">200\u{2026}</text>"], &["\"at\""]);
    check(rows[2], &[" class=\"gap\"><p>7 events left out</p>"], &[]);
    check(
        rows[3],
        &["<span class=\"at\">3570 s<small>3570 s later</small></span>", "<circle cx=\"8.3%\">"],
        &[],
    );
    let carried = "<g class=\"token-1\"><line x1=\"41.7%\" x2=\"75.0%\"></line><use href=\"#right\"";
    let bytes = "<pre class=\"message\" aria-label=\"Request\"><b>GET https://scaikey.test/</b>\n";
    let header = "<i>authorization:</i> Bearer <b class=\"token token-1\">token#1</b>\n";
    let more = "<i>1 more headers</i>\n\nbody\n<i>601 bytes in all</i>";
    let delay = "It was answered after 29.999999999 s.";
    check(rows[4], &[carried, bytes, header, more, delay], &["\"at\"", "No response came."]);
    assert_eq!(rows[4].matches(header).count(), 2 * 30, "{}", rows[4]);
    check(
        rows[5],
        &["<g><line x1=\"41.7%\" x2=\"91.7%\"></line><use href=\"#cross\"", "No response came."],
        &["aria-label=\"Response\"", "It was answered"],
    );
}

#[test]
fn the_filter_leaves_what_fits() {
    let report = &*COMPONENT;
    let Some(_) = shown(report, "filter.html", &[]) else { return };
    let check = |filter: [&str; 4], fits: &dyn Fn(&Judgement) -> bool| {
        let page = shown(report, "filter.html", &filter).expect("Node is here");
        let wanted: Vec<_> = report.judgements.iter().filter(|judgement| fits(judgement)).collect();
        let wanted: Vec<_> = wanted.iter().map(|judgement| judgement.requirement.id.as_str()).collect();
        let is_left = |entry: &str| !entry.split('>').next().unwrap_or_default().contains("hidden");
        let mut left: Vec<_> = entries(&page).into_iter().filter(|(_, entry)| is_left(entry)).collect();
        left.sort_by_key(|(id, _)| report.judgements.iter().position(|known| known.requirement.id == *id));
        assert_eq!(left.iter().map(|(id, _)| *id).collect::<Vec<_>>(), wanted, "{filter:?}");
        let count = format!(">{} of {} shown</output>", wanted.len(), report.judgements.len());
        assert!(page.contains(&count), "{filter:?}: {count}");
        let sections = page.matches("<section id=").count() - page.matches("\" hidden=\"\"><h2>").count();
        let areas: BTreeSet<_> = wanted.iter().filter_map(|id| id.split('.').next()).collect();
        assert_eq!(sections, areas.len(), "{filter:?}");
    };
    let is_must = |judgement: &Judgement| judgement.requirement.level == Level::Must;
    let is_retry = |judgement: &Judgement| judgement.requirement.area() == "retry";
    check(["", "", "", ""], &|_| true);
    check(["", "retry", "", ""], &is_retry);
    check(["", "", "MUST", ""], &is_must);
    check(["", "", "", "skipped"], &|judgement| judgement.word() == "skipped");
    check(["", "retry", "MUST", "fail"], &|judgement| {
        is_retry(judgement) && is_must(judgement) && judgement.word() == "fail"
    });
    check(["FIFTY-CALLS reuse", "", "", ""], &|judgement| judgement.requirement.id == "reuse.fifty-calls");
    check(["no such text anywhere", "", "", ""], &|_| false);
}

#[test]
fn no_text_becomes_an_element_or_an_attribute() {
    for (report, name) in
        [(&*COMPONENT, "hostile-component.html"), (&deployment(), "hostile-deployment.html")]
    {
        let Some(page) = shown(report, name, &[]) else { return };
        let tags = page.split('<').skip(1).filter(|tag| !tag.starts_with('/'));
        for tag in tags.map(|tag| tag.split('>').next().unwrap_or_default()) {
            let name = tag.split(' ').next().unwrap_or_default();
            assert!(ELEMENTS.contains(&name), "<{tag}>");
            let links = tag.split(" href=\"").skip(1);
            assert!(links.into_iter().all(|link| link.starts_with('#')), "<{tag}>");
            assert!(!tag.contains(" on") && !tag.contains(" style") && !tag.contains(" src"), "<{tag}>");
        }
    }
}

const ELEMENTS: [&str; 45] = [
    "title", "body", "header", "p", "button", "h1", "h2", "h3", "svg", "rect", "ul", "ol", "li", "b", "i",
    "nav", "a", "code", "dl", "div", "dt", "dd", "search", "input", "select", "option", "fieldset", "legend",
    "label", "output", "main", "section", "details", "summary", "span", "small", "pre", "mark", "line", "g",
    "use", "circle", "text", "defs", "path",
];

/// Judged once for all tests that change nothing of it.
static COMPONENT: LazyLock<Report> = LazyLock::new(component);

const RENDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/page/render.mjs");
