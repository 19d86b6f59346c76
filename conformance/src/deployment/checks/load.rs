//! How a token endpoint bears many requests in a row.

use std::time::Duration;

use super::{Check, GRANT, check};
use crate::deployment::ask::Ask;
use crate::deployment::visit::Unmet;

pub(super) const CHECKS: &[Check] = &[check("load.ten-in-a-row", |v| {
    let mut times = Vec::new();
    for _ in 0..10 {
        let ask = Ask::post(v.target.token_url(), GRANT).basic(v.target);
        match v.ask(&ask) {
            Ok(_) => times.extend(v.last_seen().map(|record| record.took)),
            Err(Unmet::Inconclusive(reason)) => {
                v.observed = Some(format!("after {} answers: {reason}", times.len()));
                return Ok(());
            }
            Err(unmet) => return Err(unmet),
        }
    }
    v.observed = Some(summary(times));
    Ok(())
})];

fn summary(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |place: usize| times.get(place).map_or(0, Duration::as_millis);
    format!("half within {} ms, nine within {} ms, all within {} ms", at(4), at(8), at(9))
}
