//! The invariants: requirements that are watched in every check.

use crate::component::application::{Application, ORIGIN};
use crate::component::endpoint::MockEndpoint;
use crate::component::endpoint::journal::{Action, CALLER, Entry, Exchange, Kind};
use crate::component::secrets;
use crate::core::spellings::Spellings;
use crate::core::verdict::{NotPassed, Verdict, broken};

/// The invariants that were broken, by requirement. `wrote` is what the subject wrote to its standard streams.
pub(crate) fn violations(
    application: &Application,
    mock: &MockEndpoint,
    wrote: &[u8],
) -> Vec<(&'static str, NotPassed)> {
    let judged = [
        (NO_TRAP, no_trap(mock)),
        (CALLS_END, calls_end(mock)),
        (TWO_TOKEN_REQUESTS, two_token_requests(mock)),
        (TWO_ATTEMPTS, two_attempts(mock)),
        (OWN_ORIGIN, own_origin(mock)),
        (ONLY_NEEDED_REQUESTS, only_needed_requests(mock)),
        (SECRETS_CONFINED, confinement(application, mock, wrote)),
    ];
    judged.into_iter().filter_map(|(id, verdict)| Some((id, verdict.err()?))).collect()
}

fn no_trap(mock: &MockEndpoint) -> Verdict {
    stopped(mock, |text| text.starts_with("stop: the component broke off"), "a component that lives on")
}

fn calls_end(mock: &MockEndpoint) -> Verdict {
    stopped(
        mock,
        |text| text.ends_with("without end") || text.ends_with("too much memory"),
        "a call that ends",
    )
}

fn stopped(mock: &MockEndpoint, how: impl Fn(&str) -> bool, expected: &str) -> Verdict {
    let ends = mock.journal.entries.iter().filter_map(|entry| entry.end.as_ref());
    let mut texts = ends.map(|end| &end.text);
    texts.find(|text| how(text)).map_or(Ok(()), |text| broken(expected, text.clone()))
}

fn two_token_requests(mock: &MockEndpoint) -> Verdict {
    let mut entries = mock.journal.entries.iter();
    entries.try_for_each(|entry| two_each(entry.count(Kind::Token), callers(entry), "token requests"))
}

fn two_attempts(mock: &MockEndpoint) -> Verdict {
    for entry in &mock.journal.entries {
        two_each(entry.count(Kind::Resource), callers(entry), "requests to the resource")?;
        let resource = || entry.exchanges.iter().filter(|exchange| exchange.kind == Kind::Resource);
        for caller in 0..callers(entry) {
            let number = caller.to_string();
            let own = resource().filter(|exchange| exchange.request.header(CALLER).eq([number.as_bytes()]));
            two_each(own.count(), 1, "requests to the resource")?;
        }
    }
    Ok(())
}

fn callers(entry: &Entry) -> usize {
    if let Action::Together(_, callers) = entry.action { callers } else { 1 }
}

fn two_each(count: usize, calls: usize, what: &str) -> Verdict {
    if count <= 2 * calls {
        return Ok(());
    }
    broken(format!("at most two {what} in one call"), format!("{count} {what} in {calls} call(s)"))
}

fn own_origin(mock: &MockEndpoint) -> Verdict {
    let home = |url: &str| url.strip_prefix(ORIGIN).is_some_and(|path| path.starts_with('/'));
    let stray = mock.journal.of(Kind::Unscripted).find(|exchange| !home(&exchange.request.url));
    stray.map_or(Ok(()), |exchange| broken(format!("requests to {ORIGIN} only"), exchange.to_string()))
}

fn only_needed_requests(mock: &MockEndpoint) -> Verdict {
    let stray = mock.journal.of(Kind::Unscripted).next();
    stray.map_or(Ok(()), |exchange| broken("only requests that the call needs", exchange.to_string()))
}

/// Passes if the client secret was sent to the token endpoint only, and tokens to the resource only, each in its place.
pub(crate) fn confinement(application: &Application, mock: &MockEndpoint, wrote: &[u8]) -> Verdict {
    let (secrets, tokens) = (&*secrets::of(application), secrets::of_tokens());
    for exchange in mock.journal.entries.iter().flat_map(|entry| &entry.exchanges) {
        for (place, text) in places(exchange) {
            let leaks = |secrets: &Spellings, kind, home| {
                (exchange.kind, place.as_str()) != (kind, home) && secrets.show_in(text)
            };
            if leaks(secrets, Kind::Token, application.home())
                || leaks(tokens, Kind::Resource, "authorization header")
            {
                return leak(format!("a secret in the {place} of: {exchange}"));
            }
        }
    }
    let ends = mock.journal.entries.iter().filter_map(|entry| entry.end.as_ref());
    let mut texts = ends.flat_map(|end| [&end.text, &end.said]);
    if let Some(text) = texts.find(|text| secrets.show_in(text) || tokens.show_in(text)) {
        return leak(format!("a secret in an error: {text}"));
    }
    if let Some(place) = mock.journal.entries.iter().find_map(|entry| entry.leak.as_ref()) {
        return leak(format!("a secret in {place}"));
    }
    if secrets.show_in(wrote) || tokens.show_in(wrote) {
        return leak("a secret on standard output or standard error".into());
    }
    Ok(())
}

fn places(exchange: &Exchange) -> impl Iterator<Item = (String, &[u8])> {
    let request = &exchange.request;
    let headers = request.headers.iter().map(|(name, value)| (format!("{name} header"), value.as_slice()));
    [("URL".to_owned(), request.url.as_bytes()), ("body".to_owned(), request.body.as_slice())]
        .into_iter()
        .chain(headers)
}

fn leak(actual: String) -> Verdict {
    broken("the client secret at the token endpoint only, the token at the resource only", actual)
}

const NO_TRAP: &str = "always.no-trap";
const CALLS_END: &str = "always.calls-end";
const TWO_TOKEN_REQUESTS: &str = "always.two-token-requests";
const TWO_ATTEMPTS: &str = "always.two-attempts";
const OWN_ORIGIN: &str = "always.own-origin";
const ONLY_NEEDED_REQUESTS: &str = "always.only-needed-requests";
const SECRETS_CONFINED: &str = "always.secrets-confined";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::application::PLATFORM;
    use crate::component::endpoint::journal::End;
    use crate::component::endpoint::request::Request;
    use crate::core::clocks::Moment;

    const RESOURCE: &str = "https://scaikey.test/api/v1/admin/tenants";

    fn get(url: &str, headers: &[(&str, &str)]) -> Request {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec()));
        Request { method: "GET".into(), url: url.into(), headers: headers.collect(), ..Request::default() }
    }

    fn fetch(body: &str) -> Request {
        let headers = vec![("authorization".to_owned(), PLATFORM.authorization.into())];
        Request {
            method: "POST".into(),
            url: PLATFORM.token_url.into(),
            headers,
            body: body.into(),
            deadline: None,
        }
    }

    const GRANT: &str = "grant_type=client_credentials";
    const BEARER: (&str, &str) = ("authorization", "Bearer mock.token-1_~+/==");

    #[track_caller]
    fn check(requests: &[Request], end: &str, wrote: &str, complaints: &[(&str, &str)]) {
        let mut mock = MockEndpoint::new(&PLATFORM);
        mock.journal.begin(Moment::default(), Action::Send(get(RESOURCE, &[])));
        for request in requests {
            mock.answer(Moment::default(), request.clone());
        }
        mock.journal.end(End { at: Moment::default(), text: end.into(), said: String::new() });
        let violations = violations(&PLATFORM, &mock, wrote.as_bytes());
        let actual: Vec<_> =
            violations.iter().map(|(id, reason)| (*id, reason.difference().actual.as_str())).collect();
        assert_eq!(actual, complaints);
    }

    #[test]
    fn an_ordinary_call_breaks_nothing() {
        check(&[fetch(GRANT), get(RESOURCE, &[BEARER])], "deliver 200", "", &[]);
    }

    #[test]
    fn a_third_request_of_a_kind_is_too_many() {
        let three = (TWO_TOKEN_REQUESTS, "3 token requests in 1 call(s)");
        check(&[fetch(GRANT), fetch(GRANT), fetch(GRANT)], "", "", &[three]);
        let three = (TWO_ATTEMPTS, "3 requests to the resource in 1 call(s)");
        check(&[get(RESOURCE, &[]), get(RESOURCE, &[]), get(RESOURCE, &[])], "", "", &[three]);
    }

    #[test]
    fn each_of_several_callers_has_two_attempts() {
        let three_of_one = ["0", "0", "0", "1"];
        let mut mock = MockEndpoint::new(&PLATFORM);
        mock.journal.begin(Moment::default(), Action::Together(get(RESOURCE, &[]), 2));
        for caller in three_of_one {
            mock.answer(Moment::default(), get(RESOURCE, &[(CALLER, caller)]));
        }
        let actual = two_attempts(&mock).map_err(|reason| reason.difference().actual.clone());
        assert_eq!(actual, Err("3 requests to the resource in 1 call(s)".into()));
    }

    #[test]
    fn requests_to_other_origins_are_found() {
        let stranger = "unscripted GET https://scaikey.test.evil/ (404)";
        let both = [(OWN_ORIGIN, stranger), (ONLY_NEEDED_REQUESTS, stranger)];
        check(&[get("https://scaikey.test.evil/", &[])], "", "", &both);
        let unasked = (ONLY_NEEDED_REQUESTS, "unscripted GET https://scaikey.test/health (404)");
        check(&[get("https://scaikey.test/health", &[])], "", "", &[unasked]);
    }

    #[test]
    fn traps_and_calls_without_end_are_found() {
        for (text, id) in [
            ("stop: the component broke off, report it to its author: wasm trap", NO_TRAP),
            ("stop: the component computed without end", CALLS_END),
            ("stop: the component waited without end", CALLS_END),
            ("stop: the component took too much memory", CALLS_END),
        ] {
            check(&[], text, "", &[(id, text)]);
        }
    }

    fn leaked(what: &str) -> (&'static str, &str) {
        (SECRETS_CONFINED, what)
    }

    #[test]
    fn secrets_out_of_place_are_found() {
        let body = format!("{GRANT}&client_secret={}", PLATFORM.secret);
        check(&[fetch(&body)], "", "", &[leaked("a secret in the body of: fetch token#1")]);
        let debug = get(RESOURCE, &[BEARER, ("x-debug", PLATFORM.authorization)]);
        let seen = "a secret in the x-debug header of: send token#1 (200)";
        check(&[fetch(GRANT), debug], "", "", &[leaked(seen)]);
        let again = [fetch(GRANT), fetch("grant_type=client_credentials&old=mock.token-1_~+/==")];
        check(&again, "", "", &[leaked("a secret in the body of: fetch token#2")]);
    }

    #[test]
    fn no_encoding_hides_a_secret() {
        let hidden = get(RESOURCE, &[BEARER, ("x-debug", "Zmk9bW9jay50b2tlbi0xX34rLz09")]);
        let seen = "a secret in the x-debug header of: send token#1 (200)";
        check(&[fetch(GRANT), hidden], "", "", &[leaked(seen)]);
        let end = "fail: 7333637265742D413162324333643445356636";
        check(&[], end, "", &[leaked(&format!("a secret in an error: {end}"))]);
    }

    #[test]
    fn secrets_in_errors_and_output_are_found() {
        let end = format!("fail: {} was refused", PLATFORM.secret);
        check(&[], &end, "", &[leaked(&format!("a secret in an error: {end}"))]);
        check(&[], "", PLATFORM.secret, &[leaked("a secret on standard output or standard error")]);
    }
}
