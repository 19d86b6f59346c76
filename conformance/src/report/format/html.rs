//! The report as one HTML page. It needs no network and no server, and is complete without its script.
//!
//! Every text is escaped by `maud`; should that ever fail, the page's own policy lets no other script run.

mod area;
mod comparison;
mod entry;
mod filter;
mod findings;
mod header;
mod lanes;
mod message;
mod prose;
mod timeline;

use std::io::{self, Write};

use base64ct::{Base64, Encoding};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::report::Report;
use crate::report::wording::{heading, title};

impl Report {
    /// Writes the report as an HTML page.
    pub fn write_html(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(page(self).into_string().as_bytes())
    }
}

fn page(report: &Report) -> Markup {
    let judgements: Vec<_> = report.judgements.iter().zip(findings::findings(&report.judgements)).collect();
    let areas = judgements.chunk_by(|(a, _), (b, _)| a.requirement.area() == b.requirement.area());
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (heading(report)) ": " (report.subject.name.as_str()) " | " (title(report)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (header::header(report))
                (filter::filter(report))
                main {
                    @for area in areas { (area::area(report, area)) }
                }
                (lanes::symbols())
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// What the page may do: be styled and run by its own two files, and nothing else.
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
mod tests;
