//! A journal at length: one line for each event, with its virtual time.

use std::time::Duration;

use super::journal::{Act, Deed, End, Exchange, Journal, Kind};
use super::request::Request;
use crate::application::ORIGIN;

impl Journal {
    /// Lines such as `+3570.000000000 s  POST /api/v1/platform/oauth/token -> 200, issues token#2`.
    pub(crate) fn timeline(&self) -> Vec<String> {
        self.acts.iter().flat_map(Act::events).collect()
    }
}

impl Act {
    fn events(&self) -> Vec<String> {
        let deed = match &self.deed {
            Deed::Open => "the client is opened".into(),
            Deed::Send(Request { method, url, deadline, .. }) => {
                format!("the caller sends {method} {}{}", short(url), within(*deadline))
            }
            Deed::Token(deadline) => format!("the caller asks for the token{}", within(*deadline)),
            Deed::Discard(generation) => format!("the caller discards generation {generation}"),
            Deed::Status => "the caller asks for the client's condition".into(),
            Deed::Clocks(text) => text.clone(),
        };
        let mut lines = vec![stamped(self.at.elapsed, &deed)];
        lines
            .extend(self.exchanges.iter().map(|exchange| stamped(exchange.at.elapsed, &described(exchange))));
        if let Some(End { at, text, said }) = &self.end {
            let texts = [text, said].into_iter().filter(|text| !text.is_empty());
            lines.extend(texts.map(|text| stamped(at.elapsed, &format!("  {text}"))));
        }
        lines
    }
}

fn described(exchange: &Exchange) -> String {
    let Exchange { kind, request, reply, token, .. } = exchange;
    let mut text = format!("  {} {} -> {reply}", request.method, short(&request.url));
    match (kind, token) {
        (Kind::Token, Some(number)) => text += &format!(", issues token#{number}"),
        (Kind::Resource, Some(number)) => text += &format!(", carried token#{number}"),
        (Kind::Resource, None) => text += ", carried no token that was issued",
        (Kind::Unscripted, _) => text += ", unscripted",
        (Kind::Token, None) => {}
    }
    if !reply.delay.is_zero() {
        text += &format!(", answered after {:?}", reply.delay);
    }
    text
}

fn within(deadline: Option<Duration>) -> String {
    deadline.map(|deadline| format!(" within {deadline:?}")).unwrap_or_default()
}

fn short(url: &str) -> &str {
    url.strip_prefix(ORIGIN).filter(|path| path.starts_with('/')).unwrap_or(url)
}

fn stamped(at: Duration, text: &str) -> String {
    let time = format!("+{}.{:09} s", at.as_secs(), at.subsec_nanos());
    format!("{time:>20}  {text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_exact_and_aligned() {
        assert_eq!(stamped(Duration::ZERO, "x"), "      +0.000000000 s  x");
        assert_eq!(stamped(Duration::new(3569, 999_999_999), "x"), "   +3569.999999999 s  x");
    }

    #[test]
    fn foreign_origins_are_printed_whole() {
        assert_eq!(short("https://scaikey.test/a"), "/a");
        assert_eq!(short("https://scaikey.test.evil/a"), "https://scaikey.test.evil/a");
    }
}
