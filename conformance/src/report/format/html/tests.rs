use super::*;
use crate::report::tests::samples::{self, HOSTILE};

fn written(report: &Report) -> String {
    let mut out = Vec::new();
    report.write_html(&mut out).expect("it is written");
    String::from_utf8(out).expect("it is text")
}

/// How a requirement is shown, from its beginning tag on.
fn entry<'a>(page: &'a str, id: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("<details class=\"entry\" id=\"{id}\"")).expect("it is shown");
    rest.split("<details class=\"entry\"").next().unwrap_or_default()
}

#[test]
fn every_outcome_is_shown_and_failures_are_open() {
    #[track_caller]
    fn check(page: &str, id: &str, outcome: &str, open: bool) {
        let (tag, _) = entry(page, id).split_once('>').expect("a tag");
        assert!(tag.contains(&format!("data-outcome=\"{outcome}\"")), "{tag}");
        assert_eq!(tag.contains(" open"), open, "{tag}");
    }
    let page = written(&samples::component());
    check(&page, "world.survives-a-call", "pass", false);
    check(&page, "acquisition.token-before-call", "not-applicable", false);
    check(&page, "acquisition.bearer-header", "skipped", false);
    check(&page, "reuse.fifty-calls", "error", true);
    check(&page, "window.reuse-above-thirty-seconds", "warning", false);
    check(&page, "retry.once-after-401", "fail", true);
    check(&page, "retry.constant-401", "known", false);
    let page = written(&samples::deployment());
    check(&page, "token.basic", "fail", true);
    check(&page, "keys.signature", "inconclusive", true);
    check(&page, "token.not-cached", "inconclusive", false);
}

#[test]
fn the_head_says_what_was_judged_and_how() {
    #[track_caller]
    fn check(report: &Report, title: &str, told: &[&str], silent: &[&str]) {
        let page = written(report);
        assert!(page.contains(&format!(" | {title}</title>")), "{page}");
        assert!(page.contains(&format!("<p class=\"eyebrow\">{title}<")), "{page}");
        let named = |fact: &&str| page.contains(&format!("<dt>{fact}</dt>"));
        assert!(told.iter().all(named) && !silent.iter().any(named), "{page}");
    }
    let component = ["SHA-256", "Transport", "Random schedules"];
    let deployment = ["Surface", "Profiles", "Requests"];
    check(&samples::component(), "ScaiKey client conformance", &component, &deployment);
    check(&samples::deployment(), "ScaiKey deployment conformance", &deployment, &component);
}

#[test]
fn a_conclusion_has_the_colour_of_what_decided_it() {
    #[track_caller]
    fn check(word: &str, colour: &str) {
        let mut report = samples::deployment();
        report.judgements.retain(|judgement| judgement.word() == word);
        let page = written(&report);
        assert!(page.contains(&format!("<h1 class=\"{colour}\">")), "{page}");
    }
    check("error", "error");
    check("fail", "fail");
    check("inconclusive", "inconclusive");
    check("warning", "pass");
    check("skipped", "warning");
}

#[test]
fn what_was_not_run_is_folded_away() {
    let page = written(&samples::component());
    let (_, folded) = page.split_once("<summary>1 not run</summary>").expect("a fold");
    assert!(folded.starts_with("<details class=\"entry\" id=\"acquisition.bearer-header\""), "{folded}");
}

#[test]
fn a_story_has_a_lane_for_each_party_and_colours_for_tokens() {
    let page = written(&samples::component());
    let shown = entry(&page, "retry.once-after-401");
    for party in ["clocks", "caller", "client", "token endpoint", "resource", "metadata", "elsewhere"] {
        assert!(shown.contains(&format!("<span>{party}</span>")), "{party} in {shown}");
    }
    assert!(shown.contains("Bearer <b class=\"token token-1\">token#1</b>"), "{shown}");
    assert!(shown.contains("<span class=\"at\">3570 s<small>3570 s later</small></span>"), "{shown}");
    assert!(shown.contains("<li class=\"gap\"><p>7 events left out</p></li>"), "{shown}");
    assert!(shown.contains("No response came."), "{shown}");
}

#[test]
fn no_text_becomes_markup() {
    for page in samples::both().iter().map(written) {
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("</script").count(), 1);
        assert!(!page.contains("<img") && !page.contains('\u{1b}') && !page.contains(HOSTILE));
        assert!(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img src=x"));
    }
}

#[test]
fn the_page_may_run_its_own_script_and_load_nothing() {
    let page = written(&samples::component());
    let script = Base64::encode_string(&Sha256::digest(between(&page, "<script>", "</script>")));
    let style = Base64::encode_string(&Sha256::digest(between(&page, "<style>", "</style>")));
    assert_eq!(
        between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\""),
        format!(
            "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; \
             form-action 'none'"
        )
    );
    for word in ["src=\"", "http-equiv=\"refresh", "url(", "@import", "style=\"", "onclick=\""] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn no_page_exceeds_two_megabytes() {
    assert!(written(&samples::long(1)).len() < 200_000);
    assert!(written(&samples::long(200)).len() < 2_000_000);
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).expect("a beginning");
    rest.split_once(after).expect("an end").0
}
