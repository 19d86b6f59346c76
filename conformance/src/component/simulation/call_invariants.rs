//! What holds for every call, whatever tokens there are: what is retried, how it ends, and when.

use std::time::Duration;

use crate::component::endpoint::journal::{Action, End, Entry, Exchange, Kind};
use crate::component::endpoint::request::Request;
use crate::core::verdict::{Verdict, broken};

/// Judges one call after its end.
pub(super) fn check(call: &Entry) -> Verdict {
    let (Action::Send(Request { deadline, .. }) | Action::Token(deadline)) = &call.action else {
        return Ok(());
    };
    let Some(end) = &call.end else { return Ok(()) };
    if let Action::Send(_) = call.action {
        retry(call)?;
        ending(call, end)?;
    }
    punctuality(call, end, *deadline)
}

/// Number of the token that was refused to the call.
pub(super) fn refused(call: &Entry) -> Option<usize> {
    let mut attempts = attempts(call);
    let first = attempts.next()?;
    let learnt = attempts.next().is_some() || call.end.as_ref().is_some_and(|end| main(end) == REFUSED);
    first.token.filter(|_| learnt)
}

fn retry(call: &Entry) -> Verdict {
    let mut attempts = attempts(call);
    match (attempts.next(), attempts.next()) {
        (Some(first), Some(_)) if first.answer.status() != Some(401) => {
            broken("only a 401 is retried", format!("a second attempt after: {first}"))
        }
        _ => Ok(()),
    }
}

/// The end follows from the last attempt: its answer is delivered, unless it is a first 401 or comes too late.
fn ending(call: &Entry, end: &End) -> Verdict {
    let text = main(end);
    let delivered;
    let expected = match attempts(call).last().and_then(|last| last.answer.reply()) {
        Some(last) if last.is_whole() => {
            let status = last.response.status().as_u16();
            delivered = format!("deliver {status}");
            let refused = status == 401 && call.count(Kind::Resource) == 1;
            if !last.delay.is_zero() && text == TOO_LATE {
                return Ok(());
            }
            if refused { REFUSED } else { &delivered }
        }
        _ => "fail: ",
    };
    let fits = if expected == "fail: " { text.starts_with(expected) } else { text == expected };
    if fits { Ok(()) } else { broken(expected, end.text.clone()) }
}

/// A call ends by its deadline, and by four exchanges of ten seconds in any case; nothing begins after the deadline.
fn punctuality(call: &Entry, end: &End, deadline: Option<Duration>) -> Verdict {
    let limit = deadline.unwrap_or(LONGEST_CALL).min(LONGEST_CALL);
    let took = end.at.elapsed - call.at.elapsed;
    if took > limit + LATENESS {
        return broken(format!("a call ends within {limit:?}"), format!("it took {took:?}"));
    }
    let over = deadline.map(|deadline| call.at.elapsed + deadline);
    let late = |exchange: &&Exchange| over.is_some_and(|over| exchange.at.elapsed >= over);
    let late = call.exchanges.iter().find(late);
    late.map_or(Ok(()), |exchange| broken("nothing begins after the deadline", exchange.to_string()))
}

fn attempts(call: &Entry) -> impl Iterator<Item = &Exchange> {
    call.exchanges.iter().filter(|exchange| exchange.kind == Kind::Resource)
}

/// The text of an end without the reason for a refusal.
fn main(end: &End) -> &str {
    end.text.split_once(", since ").map_or(&end.text, |(main, _)| main)
}

const REFUSED: &str = "fail: refused with 401";
const TOO_LATE: &str = "fail: timeout at the resource";
const LONGEST_CALL: Duration = Duration::from_secs(40);
/// The runtime's timers are up to a millisecond late; a call waits for four at most.
const LATENESS: Duration = Duration::from_millis(4);
