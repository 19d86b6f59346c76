//! The log of a schedule, and queries over it. No query keeps state: each one reads the whole log.

use scaikey_policy::{Counters, FetchCounts, FetchReason};

use crate::clock::{Clock, SECOND};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A token request began. The next of the three entries below ends it.
    FetchBegan(FetchReason),
    Granted(Token),
    Failed {
        at: Clock,
        retry_after: Option<u64>,
    },
    Abandoned,
    /// This generation and lower ones must not be sent again. It need not exist.
    Invalidated(u64, FetchReason),
    /// A call sent the cached token: a fresh one, or an older one because no other was available.
    Hit,
    StaleSent,
    /// A call stopped at the closed gate.
    Gated,
    /// A second attempt ended with this status, or without a response.
    Retried(Option<u16>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) generation: u64,
    pub(crate) asked: Clock,
    /// Seconds.
    pub(crate) lifetime: u64,
}

impl Token {
    /// Remaining lifetime in nanoseconds.
    pub(crate) fn remaining(self, now: Clock) -> u64 {
        (self.lifetime * SECOND).saturating_sub(now.since(self.asked))
    }
}

/// Number of tokens issued.
pub(crate) fn issued(entries: &[Entry]) -> u64 {
    entries.iter().filter(|entry| matches!(entry, Entry::Granted(_))).count() as u64
}

/// The cached token: the last one issued that was not invalidated, neither since nor during its token request.
pub(crate) fn held(entries: &[Entry]) -> Option<Token> {
    let is_stored = |end: &usize| matches!(entries[*end], Entry::Granted(_)) && !is_overtaken(entries, *end);
    let stored = (0..entries.len()).rev().find(is_stored)?;
    let Entry::Granted(token) = entries[stored] else { return None };
    (token.generation > refused(entries)).then_some(token)
}

/// Why the cache is empty: the reason for which the last cached token was invalidated.
pub(crate) fn empty_reason(entries: &[Entry]) -> FetchReason {
    let took_it_away = |end: &usize| held(&entries[..*end]).is_some() && held(&entries[..=*end]).is_none();
    match (0..entries.len()).rev().find(took_it_away).map(|end| entries[end]) {
        Some(Entry::Invalidated(_, reason)) => reason,
        _ => FetchReason::Cold,
    }
}

/// Number of the token request in flight.
pub(crate) fn under_way(entries: &[Entry]) -> Option<usize> {
    let asked = entries.iter().filter(|entry| matches!(entry, Entry::FetchBegan(_))).count();
    let ended = entries.iter().filter(|entry| is_end(entry)).count();
    (asked > ended).then_some(asked)
}

/// How this token request ended, if it is the last that ended and no token was invalidated during it.
pub(crate) fn outcome(entries: &[Entry], number: Option<usize>) -> Option<Entry> {
    let ends: Vec<_> = (0..entries.len()).filter(|index| is_end(&entries[*index])).collect();
    let end = *ends.last().filter(|_| Some(ends.len()) == number)?;
    (!is_overtaken(entries, end)).then_some(entries[end])
}

/// Number of the last failure, counted from the first one, unless a success followed it.
pub(crate) fn last_failure(entries: &[Entry]) -> Option<u64> {
    let is_failure = |entry: &&Entry| matches!(entry, Entry::Failed { .. });
    let last = entries.iter().rev().find(|entry| is_failure(entry) || matches!(entry, Entry::Granted(_)))?;
    is_failure(&last).then(|| entries.iter().filter(is_failure).count() as u64)
}

/// Nanoseconds until the gate opens.
pub(crate) fn gate(entries: &[Entry], now: Clock) -> Option<u64> {
    let row: Vec<_> = entries.iter().rev().take_while(|entry| !matches!(entry, Entry::Granted(_))).collect();
    let mut failures = row.iter().filter_map(|entry| match entry {
        Entry::Failed { at, retry_after } => Some((*at, retry_after.unwrap_or(0).min(3600) * SECOND)),
        _ => None,
    });
    let (at, delay) = failures.next()?;
    let earlier = failures.count() as u32;
    let back_off = match earlier {
        0..4 => 0,
        // 1.6 is 8 / 5.
        4..13 => SECOND * 8_u64.pow(earlier - 4) / 5_u64.pow(earlier - 4),
        _ => 60 * SECOND,
    };
    Some(delay.max(back_off).saturating_sub(now.since(at))).filter(|left| *left > 0)
}

pub(crate) fn last_fetch(entries: &[Entry]) -> Option<FetchReason> {
    entries
        .iter()
        .rev()
        .find_map(|entry| if let Entry::FetchBegan(reason) = entry { Some(*reason) } else { None })
}

pub(crate) fn counters(entries: &[Entry]) -> Counters {
    let count =
        |is_one: &dyn Fn(Entry) -> bool| entries.iter().filter(|entry| is_one(**entry)).count() as u64;
    Counters {
        hits: count(&|entry| entry == Entry::Hit),
        fetched: fetches(entries, |end| matches!(end, Entry::Granted(_))),
        failed: fetches(entries, |end| matches!(end, Entry::Failed { .. })),
        stale_sent: count(&|entry| entry == Entry::StaleSent),
        retries_accepted: count(&|entry| matches!(entry, Entry::Retried(Some(status)) if status != 401)),
        retries_refused: count(&|entry| entry == Entry::Retried(Some(401))),
        retries_failed: count(&|entry| entry == Entry::Retried(None)),
        gated: count(&|entry| entry == Entry::Gated),
    }
}

/// Token requests with this end, by reason.
fn fetches(entries: &[Entry], is_end: fn(&Entry) -> bool) -> FetchCounts {
    let of = |reason| {
        let ended = (0..entries.len()).filter(|end| is_end(&entries[*end]));
        ended.filter(|end| last_fetch(&entries[..*end]) == Some(reason)).count() as u64
    };
    FetchCounts {
        cold: of(FetchReason::Cold),
        window: of(FetchReason::Window),
        refused: of(FetchReason::Refused),
        asked: of(FetchReason::Asked),
    }
}

/// The greatest generation that was invalidated. One that was not issued yet does not count.
fn refused(entries: &[Entry]) -> u64 {
    let known = entries.iter().enumerate().filter_map(|(index, entry)| match entry {
        Entry::Invalidated(generation, _) => {
            Some(*generation).filter(|known| *known <= issued(&entries[..index]))
        }
        _ => None,
    });
    known.max().unwrap_or(0)
}

/// Whether a token was invalidated during the token request that ended here.
fn is_overtaken(entries: &[Entry], end: usize) -> bool {
    let beginning = (0..end).rev().find(|index| matches!(entries[*index], Entry::FetchBegan(_)));
    beginning.is_some_and(|beginning| refused(&entries[..beginning]) < refused(&entries[..end]))
}

fn is_end(entry: &Entry) -> bool {
    matches!(entry, Entry::Granted(_) | Entry::Failed { .. } | Entry::Abandoned)
}
