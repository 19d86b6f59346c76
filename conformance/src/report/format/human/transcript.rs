//! The events of a check, one line for each.

use super::LENGTH;
use crate::core::evidence::{Event, Evidence};
use crate::report::excerpt::line;

/// The lines of all events.
pub(crate) fn transcript(evidence: &Evidence) -> Vec<String> {
    let mut lines: Vec<_> = evidence.events.iter().map(line_of).collect();
    if let Some(gap) = evidence.gap {
        lines.insert(gap.after, format!("... {} events left out", gap.missing));
    }
    lines
}

/// A line such as `+3570.000000000 s    POST /api/v1/platform/oauth/token -> 200, issues token#2`.
fn line_of(event: &Event) -> String {
    let time = format!("+{}.{:09} s", event.at.as_secs(), event.at.subsec_nanos());
    let indent = if event.exchange.is_some() { "  " } else { "" };
    format!("{time:>20}  {indent}{}", line(event.text.as_str(), LENGTH))
}
