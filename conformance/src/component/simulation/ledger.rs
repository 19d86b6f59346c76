//! The history of each token, and what a call may do with it.

use std::time::Duration;

use super::call_invariants;
use crate::component::endpoint::MockEndpoint;
use crate::component::endpoint::journal::{Action, End, Entry, Kind};
use crate::component::endpoint::request::Request;
use crate::core::clocks::Moment;
use crate::core::verdict::{Verdict, broken};

/// Tokens are known by their numbers in the mock endpoint. A single caller uses them in the order of their issue.
#[derive(Default)]
pub(super) struct Ledger {
    /// When each token was asked for.
    asked: Vec<Moment>,
    /// The newest token that was sent or handed out.
    used: usize,
    /// The newest token that was refused or discarded. None up to it is used again.
    discarded: usize,
}

impl Ledger {
    /// The caller discarded this token.
    pub(super) fn discarded(&mut self, number: Option<usize>) {
        self.discarded = self.discarded.max(number.unwrap_or_default());
    }

    /// Judges one call, and records it.
    pub(super) fn enter(&mut self, call: &Entry, mock: &MockEndpoint) -> Verdict {
        let known = self.asked.len();
        let old = self.left(known, call.at, mock);
        let refused = call_invariants::refused(call);
        if let Some(first) = call.exchanges.first().filter(|first| first.kind == Kind::Token)
            && old > WINDOW
        {
            return broken("no token request while a fresh token is cached", first.to_string());
        }
        for exchange in &call.exchanges {
            if exchange.kind == Kind::Token {
                self.asked.extend(exchange.token.map(|_| exchange.at));
                continue;
            }
            self.check(exchange.token, exchange.at, known, mock)?;
            if exchange.token == refused {
                self.discarded(refused);
            }
        }
        let Some(end) = &call.end else { return Ok(()) };
        if let Some(number) = end.text.strip_prefix("hand out token#") {
            return self.check(number.parse().ok(), end.at, known, mock);
        }
        if call.count(Kind::Resource) > 0 { Ok(()) } else { unsent(call, end, old) }
    }

    /// The remaining lifetime of this token, if it is the cached one.
    fn left(&self, number: usize, now: Moment, mock: &MockEndpoint) -> Duration {
        if number == 0 || number != self.used || number <= self.discarded {
            return Duration::ZERO;
        }
        mock.lifetime_of(number).saturating_sub(now.since(self.asked[number - 1]))
    }

    /// A token is used `now`; those up to `known` were fetched in earlier calls.
    fn check(&mut self, token: Option<usize>, now: Moment, known: usize, mock: &MockEndpoint) -> Verdict {
        let Some(number) = token else {
            return broken("no request without a token that was issued", "a request without one");
        };
        if number <= self.discarded {
            return broken("no token again that was refused or discarded", format!("token#{number}"));
        }
        if number < self.used {
            return broken("no token again that was replaced", format!("token#{number}"));
        }
        self.used = number;
        if number <= known && self.left(number, now, mock).is_zero() {
            return broken("no cached token that has expired", format!("token#{number}"));
        }
        Ok(())
    }
}

/// Judges a call without a request to the resource, while the cached token had this lifetime left.
fn unsent(call: &Entry, end: &End, old: Duration) -> Verdict {
    if matches!(&call.action, Action::Send(Request { deadline: Some(_), .. }) | Action::Token(Some(_))) {
        return Ok(());
    }
    if old > LAST_MOMENT {
        return broken("no error while the cached token can be sent", end.text.clone());
    }
    match call.exchanges.last() {
        Some(last) if last.token.is_some() && last.answer.is_whole() && last.answer.delay().is_zero() => {
            broken("no error where a token came", end.text.clone())
        }
        _ => Ok(()),
    }
}

const WINDOW: Duration = Duration::from_secs(30);
/// A renewal leaves time to send the old token, unless it expires within this time.
const LAST_MOMENT: Duration = Duration::from_millis(4);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::application::PLATFORM;
    use crate::component::endpoint::reply::status;
    use crate::component::harness::caller::tenants;

    /// One call: when it is made, and its requests: 0 for a fetch, or the number of the token that is sent.
    type Call<'a> = (u64, &'a [usize]);

    /// The last call breaks this rule, if any. Tokens live 60 s; the first one is refused from the 40th second on.
    #[track_caller]
    fn check(calls: &[Call<'_>], complaint: Option<&str>) {
        let mut mock = MockEndpoint::new(&PLATFORM);
        mock.lifetime = 60;
        let mut ledger = Ledger::default();
        let mut verdict = Ok(());
        for (second, requests) in calls {
            assert_eq!(verdict, Ok(()));
            let wall = Duration::from_secs(*second);
            let now = Moment { wall, ..Moment::default() };
            mock.journal.begin(now, Action::Send(tenants()));
            for number in *requests {
                if *second >= 40 && *number == 1 {
                    mock.resource.next([status(401)]);
                }
                mock.answer(now, request(*number));
            }
            let last = mock.journal.of(Kind::Resource).last().and_then(|exchange| exchange.answer.status());
            let text = if requests.contains(&0) && *requests == [0] {
                "fail: x".into()
            } else {
                format!("deliver {}", last.unwrap_or_default())
            };
            mock.journal.end(End { at: now, text, said: String::new() });
            let call = mock.journal.entries.last().unwrap();
            verdict = ledger.enter(call, &mock);
        }
        assert_eq!(verdict.err().map(|reason| reason.difference().expected.clone()).as_deref(), complaint);
    }

    fn request(number: usize) -> Request {
        let (template, value) = match number {
            0 => {
                let url = PLATFORM.token_url.into();
                let body = "grant_type=client_credentials".into();
                let method = "POST".into();
                (Request { method, url, body, ..Request::default() }, PLATFORM.authorization.to_owned())
            }
            number => (tenants(), format!("Bearer mock.token-{number}_~+/==")),
        };
        Request { headers: vec![("authorization".into(), value.into())], ..template }
    }

    #[test]
    fn a_token_is_used_until_it_expires() {
        check(&[(0, &[0, 1]), (29, &[1])], None);
        check(&[(0, &[0, 1]), (30, &[0, 2])], None);
        check(&[(0, &[0, 1]), (60, &[1])], Some("no cached token that has expired"));
    }

    #[test]
    fn a_fresh_token_is_not_replaced() {
        check(&[(0, &[0, 1]), (29, &[0, 2])], Some("no token request while a fresh token is cached"));
    }

    #[test]
    fn a_refused_token_is_not_used_again() {
        check(&[(0, &[0, 1]), (40, &[1, 0, 2])], None);
        check(&[(0, &[0, 1]), (40, &[1, 1])], Some("no token again that was refused or discarded"));
    }

    #[test]
    fn a_replaced_token_is_not_used_again() {
        check(&[(0, &[0, 1]), (30, &[0, 2]), (31, &[1])], Some("no token again that was replaced"));
    }

    #[test]
    fn no_request_goes_without_a_token() {
        check(&[(0, &[7])], Some("no request without a token that was issued"));
    }

    #[test]
    fn a_token_that_came_is_used() {
        check(&[(0, &[0])], Some("no error where a token came"));
    }

    #[test]
    fn a_living_token_serves_where_no_other_can_be_had() {
        check(&[(0, &[0, 1]), (30, &[0])], Some("no error while the cached token can be sent"));
    }
}
