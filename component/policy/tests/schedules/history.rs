//! Everything that ever happened, and questions about it. Nothing is remembered in between: each answer is worked out
//! from the first fact on, or from the last one back.

use scaikey_policy::{Counters, Reason, Tally};

use crate::clock::{Clock, SECOND};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// A token request began. It ends with the next of the three facts below.
    Asked(Reason),
    Granted(Token),
    Failed {
        at: Clock,
        retry_after: Option<u64>,
    },
    Abandoned,
    /// This generation is not to be sent again, nor any before it. Perhaps there never was one.
    Unwanted(u64, Reason),
    /// A call took the cached token: a fresh one, or an older one for want of another.
    Hit,
    StaleSent,
    /// A call stopped behind the gate.
    Gated,
    /// A second attempt ended with this status, if any.
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
    /// Nanoseconds of life left.
    pub(crate) fn remaining(self, now: Clock) -> u64 {
        (self.lifetime * SECOND).saturating_sub(now.since(self.asked))
    }
}

/// How many tokens were issued.
pub(crate) fn issued(facts: &[Fact]) -> u64 {
    facts.iter().filter(|fact| matches!(fact, Fact::Granted(_))).count() as u64
}

/// The token that may be reused: the last one that was issued and no refusal concerned, neither since nor on its way.
pub(crate) fn held(facts: &[Fact]) -> Option<Token> {
    let is_stored = |end: &usize| matches!(facts[*end], Fact::Granted(_)) && !is_overtaken(facts, *end);
    let stored = (0..facts.len()).rev().find(is_stored)?;
    let Fact::Granted(token) = facts[stored] else { return None };
    (token.generation > refused(facts)).then_some(token)
}

/// Why nothing is held: what took the last token away.
pub(crate) fn vacancy(facts: &[Fact]) -> Reason {
    let took_it_away = |end: &usize| held(&facts[..*end]).is_some() && held(&facts[..=*end]).is_none();
    match (0..facts.len()).rev().find(took_it_away).map(|end| facts[end]) {
        Some(Fact::Unwanted(_, reason)) => reason,
        _ => Reason::Cold,
    }
}

/// Number of the token request under way.
pub(crate) fn under_way(facts: &[Fact]) -> Option<usize> {
    let asked = facts.iter().filter(|fact| matches!(fact, Fact::Asked(_))).count();
    let ended = facts.iter().filter(|fact| is_end(fact)).count();
    (asked > ended).then_some(asked)
}

/// How this token request ended, if it is the last that did and no refusal overtook it.
pub(crate) fn outcome(facts: &[Fact], number: Option<usize>) -> Option<Fact> {
    let ends: Vec<_> = (0..facts.len()).filter(|index| is_end(&facts[*index])).collect();
    let end = *ends.last().filter(|_| Some(ends.len()) == number)?;
    (!is_overtaken(facts, end)).then_some(facts[end])
}

/// The last failure, unless a success came after it. Its number counts all failures before it.
pub(crate) fn last_failure(facts: &[Fact]) -> Option<u64> {
    let is_failure = |fact: &&Fact| matches!(fact, Fact::Failed { .. });
    let last = facts.iter().rev().find(|fact| is_failure(fact) || matches!(fact, Fact::Granted(_)))?;
    is_failure(&last).then(|| facts.iter().filter(is_failure).count() as u64)
}

/// Nanoseconds until tokens may be asked for again.
pub(crate) fn gate(facts: &[Fact], now: Clock) -> Option<u64> {
    let row: Vec<_> = facts.iter().rev().take_while(|fact| !matches!(fact, Fact::Granted(_))).collect();
    let mut failures = row.iter().filter_map(|fact| match fact {
        Fact::Failed { at, retry_after } => Some((*at, retry_after.unwrap_or(0).min(3600) * SECOND)),
        _ => None,
    });
    let (at, wish) = failures.next()?;
    let earlier = failures.count() as u32;
    let back_off = match earlier {
        0..4 => 0,
        // 1.6 is 8 / 5.
        4..13 => SECOND * 8_u64.pow(earlier - 4) / 5_u64.pow(earlier - 4),
        _ => 60 * SECOND,
    };
    Some(wish.max(back_off).saturating_sub(now.since(at))).filter(|left| *left > 0)
}

pub(crate) fn last_fetch(facts: &[Fact]) -> Option<Reason> {
    facts.iter().rev().find_map(|fact| if let Fact::Asked(reason) = fact { Some(*reason) } else { None })
}

pub(crate) fn counters(facts: &[Fact]) -> Counters {
    let count = |is_one: &dyn Fn(Fact) -> bool| facts.iter().filter(|fact| is_one(**fact)).count() as u64;
    let is_status =
        |is_one: fn(u16) -> bool| move |fact| matches!(fact, Fact::Retried(Some(status)) if is_one(status));
    Counters {
        hits: count(&|fact| fact == Fact::Hit),
        fetched: fetches(facts, |end| matches!(end, Fact::Granted(_))),
        failed: fetches(facts, |end| matches!(end, Fact::Failed { .. })),
        stale_sent: count(&|fact| fact == Fact::StaleSent),
        retries_accepted: count(&is_status(|status| status != 401)),
        retries_refused: count(&is_status(|status| status == 401)),
        retries_failed: count(&|fact| fact == Fact::Retried(None)),
        gated: count(&|fact| fact == Fact::Gated),
    }
}

/// Token requests that ended so, by why they were made.
fn fetches(facts: &[Fact], ended_so: fn(&Fact) -> bool) -> Tally {
    let of = |reason| {
        let ended = (0..facts.len()).filter(|end| ended_so(&facts[*end]));
        ended.filter(|end| last_fetch(&facts[..*end]) == Some(reason)).count() as u64
    };
    Tally {
        cold: of(Reason::Cold),
        window: of(Reason::Window),
        refused: of(Reason::Refused),
        asked: of(Reason::Asked),
    }
}

/// The greatest generation known to be unwanted. One that was not issued yet does not count.
fn refused(facts: &[Fact]) -> u64 {
    let known = facts.iter().enumerate().filter_map(|(index, fact)| match fact {
        Fact::Unwanted(generation, _) => Some(*generation).filter(|known| *known <= issued(&facts[..index])),
        _ => None,
    });
    known.max().unwrap_or(0)
}

/// Whether more was known to be refused when this token request ended than when it began.
fn is_overtaken(facts: &[Fact], end: usize) -> bool {
    let beginning = (0..end).rev().find(|index| matches!(facts[*index], Fact::Asked(_)));
    beginning.is_some_and(|beginning| refused(&facts[..beginning]) < refused(&facts[..end]))
}

fn is_end(fact: &Fact) -> bool {
    matches!(fact, Fact::Granted(_) | Fact::Failed { .. } | Fact::Abandoned)
}
