//! From a judgement to the reports on it.

use super::refusal::{REFUSED, Refusal, complain};
use crate::report::Report;
use crate::report::destination::Destination;

/// Opens every place, judges, and writes the reports. Those that can be written are written, even if others cannot.
/// Answers the exit code.
pub(super) fn deliver(
    destinations: Vec<Destination>,
    judge: impl FnOnce() -> Result<Report, Refusal>,
) -> Result<u8, Refusal> {
    let mut complete = true;
    let mut told = |complaint: String| {
        complain(&complaint);
        complete = false;
    };
    let opened = destinations.into_iter().map(Destination::open);
    let opened: Vec<_> = opened.filter_map(|opened| opened.map_err(&mut told).ok()).collect();
    let report = judge()?;
    for destination in opened {
        destination.write(&report).unwrap_or_else(&mut told);
    }
    Ok(if complete { report.conclusion().exit_code() } else { REFUSED })
}
