//! The report as one HTML page, which carries the JSON report and shows it in the browser. It needs no network and no
//! server.
//!
//! The script makes text nodes of all that stands in the report. Should that ever fail, the policy of the page lets no
//! other script run.

use std::io::{self, Write};

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

use super::json;
use crate::report::Report;

impl Report {
    /// Writes the report as an HTML page.
    pub fn write_html(&self, out: &mut impl Write) -> io::Result<()> {
        write!(
            out,
            include_str!("html/page.html"),
            policy = policy(),
            style = STYLE,
            report = embedded(self)?,
            script = SCRIPT
        )
    }
}

/// The JSON report without any `<`, so that it can neither end the element that it stands in nor begin a comment.
fn embedded(report: &Report) -> io::Result<String> {
    Ok(json::compact(report)?.replace('<', "\\u003c"))
}

/// The Content Security Policy of the page: its own style and its own script, and nothing else.
fn policy() -> String {
    let [style, script] = [STYLE, SCRIPT].map(|text| Base64::encode_string(&Sha256::digest(text)));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; \
         form-action 'none'"
    )
}

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::core::outcome::{Broken, Outcome};
    use crate::core::redaction::Redacted;
    use crate::report::tests::samples;

    fn written(report: &Report) -> String {
        let mut out = Vec::new();
        report.write_html(&mut out).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
        let (_, rest) = text.split_once(before).expect("a beginning");
        rest.split_once(after).expect("an end").0
    }

    fn carried(page: &str) -> &str {
        between(page, "<script type=\"application/json\" id=\"report\">", "</script>")
    }

    /// A report in which every text is this one.
    fn filled(text: &str) -> Report {
        let text = || Redacted::of_the_suite(text);
        let mut report = samples::component();
        report.subject.name = text();
        report.subject.command = text();
        report.subject.digest = Some(text().to_string());
        report.unmatched = vec![text()];
        for judgement in &mut report.judgements {
            judgement.expectation = Some(text());
            judgement.observed = Some(text());
            match &mut judgement.outcome {
                Outcome::Warning(broken) | Outcome::Fail(broken) => {
                    *broken = Broken { expected: text(), actual: text() };
                }
                Outcome::Error(reason)
                | Outcome::Inconclusive(reason)
                | Outcome::NotApplicable(reason)
                | Outcome::Skipped(reason) => *reason = text(),
                Outcome::Pass => {}
            }
            for event in &mut judgement.evidence.events {
                event.text = text();
                let Some(exchange) = &mut event.exchange else { continue };
                for message in [Some(&mut exchange.request), exchange.response.as_mut()].into_iter().flatten()
                {
                    message.line = text();
                    message.headers = vec![(text(), text())];
                    message.body = text();
                }
            }
        }
        report
    }

    #[test]
    fn no_text_leaves_the_element_that_carries_the_report() {
        let rest = |page: &str| page.replace(carried(page), "");
        let plain = rest(&written(&samples::deployment()));
        for text in [
            "</script>",
            "</SCRIPT\n>",
            "</script/><script>alert(1)</script>",
            "<!--",
            "<!--<script>",
            "--></script>",
            "<![CDATA[",
            "\"}</script>",
            "\\u003c/script>",
            "{script}{{report}}",
            "\u{2028}\u{2029}\u{fffe}\u{1f980}",
        ] {
            let report = filled(text);
            let page = written(&report);
            assert!(!carried(&page).contains('<'), "{text}");
            assert_eq!(rest(&page), plain, "{text}");
            let mut json = Vec::new();
            report.write_json(&mut json).expect("memory");
            let parsed = [carried(&page).as_bytes(), &json]
                .map(|json| serde_json::from_slice::<Value>(json).expect("JSON"));
            assert_eq!(parsed[0], parsed[1], "{text}");
        }
    }

    #[test]
    fn the_page_runs_its_own_script_and_loads_nothing() {
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
        let page = page.replace(carried(&page), "");
        for word in
            ["src=", "http-equiv=\"refresh", "url(", "@import", "style=", "onclick=\"", "import(", "fetch("]
        {
            assert!(!page.contains(word), "{word}");
        }
    }

    #[test]
    fn the_script_makes_no_markup_of_texts() {
        for word in
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser", "srcdoc"]
        {
            assert!(!SCRIPT.contains(word), "{word}");
        }
    }

    #[test]
    fn the_page_adds_little_to_the_report() {
        let page = written(&samples::long(200));
        assert!(page.contains("<noscript>"));
        assert!(page.len() - carried(&page).len() < 32_000);
    }
}
