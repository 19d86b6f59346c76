//! What happened, one line an event.

use super::LENGTH;
use crate::core::evidence::{Event, Evidence};
use crate::report::excerpt::line;

/// The events of one check.
pub(crate) fn transcript(evidence: &Evidence) -> Vec<String> {
    let mut lines: Vec<_> = evidence.events.iter().map(told).collect();
    if let Some(gap) = evidence.gap {
        lines.insert(gap.after, format!("... {} events left out", gap.missing));
    }
    lines
}

/// Such as `+3570.000000000 s    POST /api/v1/platform/oauth/token -> 200, issues token#2`.
fn told(event: &Event) -> String {
    let time = format!("+{}.{:09} s", event.at.as_secs(), event.at.subsec_nanos());
    let indent = if event.exchange.is_some() { "  " } else { "" };
    format!("{time:>20}  {indent}{}", line(event.text.as_str(), LENGTH))
}
