//! Ten token requests in a row.

use std::time::Duration;

use super::{Check, check};
use crate::core::verdict::NotPassed;
use crate::deployment::inspection::Inspection;
use crate::deployment::inspection::tokens::GRANT;

pub(super) const CHECKS: &[Check] = &[check("load.ten-in-a-row", |i| {
    let left = i.recorder().journal().left();
    let probe = i.authentication()?.probe(i.target, GRANT);
    let mut times = Vec::new();
    for _ in 0..left.min(10) {
        match i.send(&probe) {
            Ok(_) => times.extend(i.last_seen().map(|record| record.took)),
            Err(NotPassed::Inconclusive(reason)) if is_asked_to_slow_down(i) => {
                i.observed = Some(format!("after {} answers: {reason}", times.len()));
                return Ok(());
            }
            Err(reason) => return Err(reason),
        }
    }
    i.observed = Some(summary(times));
    Ok(())
})];

fn is_asked_to_slow_down(i: &Inspection<'_>) -> bool {
    i.last_seen().is_some_and(|record| record.outcome.is_ok_and(|answer| answer.status == 429))
}

fn summary(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let within = |share: usize| {
        let place = (times.len() * share).div_ceil(100).saturating_sub(1);
        times.get(place).map_or(0, Duration::as_millis)
    };
    let [half, most, all] = [50, 95, 100].map(within);
    format!("{} answers: half within {half} ms, 95 % within {most} ms, all within {all} ms", times.len())
}
