//! How a token endpoint bears many requests in a row.

use std::time::Duration;

use super::{Check, GRANT, check};
use crate::deployment::visit::{Unmet, Visit};

pub(super) const CHECKS: &[Check] = &[check("load.ten-in-a-row", |v| {
    let left = v.recorder().journal().left();
    let ask = v.authentication()?.ask(v.target, GRANT);
    let mut times = Vec::new();
    for _ in 0..left.min(10) {
        match v.ask(&ask) {
            Ok(_) => times.extend(v.last_seen().map(|record| record.took)),
            Err(Unmet::Inconclusive(reason)) if is_asked_to_slow_down(v) => {
                v.observed = Some(format!("after {} answers: {reason}", times.len()));
                return Ok(());
            }
            Err(unmet) => return Err(unmet),
        }
    }
    v.observed = Some(summary(times));
    Ok(())
})];

fn is_asked_to_slow_down(v: &Visit<'_>) -> bool {
    v.last_seen().is_some_and(|record| record.outcome.is_ok_and(|answer| answer.status == 429))
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
