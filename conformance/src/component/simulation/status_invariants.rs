//! What holds for the status of a client: it agrees with the journal.

use std::time::Duration;

use scaikey_host::types::{Counters, Fetches, State, Status};

use crate::component::endpoint::MockEndpoint;
use crate::component::endpoint::journal::{Entry, Kind};
use crate::core::verdict::{Verdict, broken};

/// Judges a status by the status before it and by the journal.
pub(super) fn check(before: Option<&Status>, status: &Status, mock: &MockEndpoint) -> Verdict {
    if before.is_some_and(|before| shrunk(before, status)) {
        return broken("counters and generations never shrink", format!("{before:?}, then {status:?}"));
    }
    let fetched = total(&status.counters.fetched);
    let requests = mock.journal.of(Kind::Token).count() as u64;
    if fetched + total(&status.counters.failed) != requests {
        return broken(format!("the status counts {requests} token requests"), format!("{status:?}"));
    }
    if status.generation.unwrap_or_default() > fetched {
        return broken("no generation beyond the number of tokens fetched", format!("{status:?}"));
    }
    let retries =
        mock.journal.entries.iter().filter(|entry: &&Entry| entry.count(Kind::Resource) == 2).count() as u64;
    let Counters { retries_accepted, retries_refused, .. } = status.counters;
    if retries_accepted + retries_refused > retries {
        return broken(format!("the status counts at most {retries} retries"), format!("{status:?}"));
    }
    if status.state != state(status.remaining) || status.generation.is_some() != status.remaining.is_some() {
        return broken("the state follows from the life that is left", format!("{status:?}"));
    }
    Ok(())
}

fn shrunk(before: &Status, after: &Status) -> bool {
    let generation = before.generation.zip(after.generation).is_some_and(|(before, after)| after < before);
    generation || numbers(before).into_iter().zip(numbers(after)).any(|(before, after)| after < before)
}

fn numbers(status: &Status) -> impl IntoIterator<Item = u64> {
    let Counters { hits, fetched, failed, stale_sent, gated, assumed_lifetimes, capped_lifetimes, .. } =
        status.counters;
    let Counters { retries_accepted, retries_refused, retries_failed, .. } = status.counters;
    let retries = [retries_accepted, retries_refused, retries_failed];
    let fetches =
        [fetched, failed].map(|Fetches { cold, window, refused, asked }| [cold, window, refused, asked]);
    [hits, stale_sent, gated, assumed_lifetimes, capped_lifetimes]
        .into_iter()
        .chain(retries)
        .chain(fetches.into_iter().flatten())
}

fn total(fetches: &Fetches) -> u64 {
    fetches.cold + fetches.window + fetches.refused + fetches.asked
}

fn state(remaining: Option<u64>) -> State {
    match remaining.map(Duration::from_nanos) {
        None => State::Empty,
        Some(Duration::ZERO) => State::Expired,
        Some(left) if left <= WINDOW => State::Stale,
        Some(_) => State::Fresh,
    }
}

const WINDOW: Duration = Duration::from_secs(30);
