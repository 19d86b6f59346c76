//! What holds in every check, whatever the check is about.

use crate::application::{Application, ORIGIN};
use crate::mock::Mock;
use crate::mock::journal::{Exchange, Kind};
use crate::outcome::{Difference, Verdict};

/// Judges the whole journal of a check, and what the subject `wrote` to its standard streams.
pub(crate) fn hold(application: &Application, mock: &Mock, wrote: &[u8]) -> Verdict {
    budget(mock)?;
    origin(mock)?;
    script(mock)?;
    confinement(application, mock, wrote)
}

fn budget(mock: &Mock) -> Verdict {
    for act in &mock.journal.acts {
        let (fetches, sends) = (act.count(Kind::Token), act.count(Kind::Resource));
        if fetches > 2 || sends > 2 {
            return broken(
                "at most two token requests and two requests to the resource in one call",
                format!("{fetches} token requests and {sends} requests to the resource"),
            );
        }
    }
    Ok(())
}

fn origin(mock: &Mock) -> Verdict {
    let home = |url: &str| url.strip_prefix(ORIGIN).is_some_and(|path| path.starts_with('/'));
    let stray = mock.journal.of(Kind::Unscripted).find(|exchange| !home(&exchange.request.url));
    stray.map_or(Ok(()), |exchange| broken(&format!("requests to {ORIGIN} only"), exchange.to_string()))
}

fn script(mock: &Mock) -> Verdict {
    let stray = mock.journal.of(Kind::Unscripted).next();
    stray.map_or(Ok(()), |exchange| broken("only requests that the call needs", exchange.to_string()))
}

/// Passes if every secret stayed where it belongs: the client's at the token endpoint, the token at the resource,
/// each in the `Authorization` header.
pub(crate) fn confinement(application: &Application, mock: &Mock, wrote: &[u8]) -> Verdict {
    let secrets: Vec<&str> = application.spellings.iter().map(|(text, _)| *text).collect();
    let tokens: Vec<&str> = mock.issued().iter().map(String::as_str).collect();
    for exchange in mock.journal.acts.iter().flat_map(|act| &act.exchanges) {
        for (place, text) in places(exchange) {
            let home = place == "authorization header";
            let leaks = |secrets: &[&str], kind| !(home && exchange.kind == kind) && holds(text, secrets);
            if leaks(&secrets, Kind::Token) || leaks(&tokens, Kind::Resource) {
                return leak(format!("a secret in the {place} of: {exchange}"));
            }
        }
    }
    let ends = mock.journal.acts.iter().filter_map(|act| act.end.as_ref());
    let mut texts = ends.flat_map(|end| [&end.text, &end.said]);
    if let Some(text) = texts.find(|text| holds(text.as_bytes(), &secrets) || holds(text.as_bytes(), &tokens))
    {
        return leak(format!("a secret in an error: {text}"));
    }
    if holds(wrote, &secrets) || holds(wrote, &tokens) {
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

fn holds(text: &[u8], secrets: &[&str]) -> bool {
    secrets.iter().any(|secret| text.windows(secret.len()).any(|window| window == secret.as_bytes()))
}

fn leak(actual: String) -> Verdict {
    broken("the client secret at the token endpoint only, the token at the resource only", actual)
}

fn broken(expected: &str, actual: String) -> Verdict {
    Err(Difference { expected: format!("in every check: {expected}"), actual })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::PLATFORM;
    use crate::mock::journal::{Deed, End};
    use crate::mock::moment::Moment;
    use crate::mock::request::Request;

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
    fn check(requests: &[Request], end: &str, wrote: &str, complaint: Option<&str>) {
        let mut mock = Mock::new(&PLATFORM);
        mock.journal.begin(Moment::default(), Deed::Send(get(RESOURCE, &[])));
        for request in requests {
            mock.answer(Moment::default(), request.clone());
        }
        mock.journal.end(End { at: Moment::default(), text: String::new(), said: end.into() });
        let verdict = hold(&PLATFORM, &mock, wrote.as_bytes());
        let actual = verdict.err().map(|difference| difference.actual);
        assert_eq!(actual.as_deref(), complaint);
    }

    #[test]
    fn an_ordinary_call_is_fine() {
        check(&[fetch(GRANT), get(RESOURCE, &[BEARER])], "deliver 200", "", None);
    }

    #[test]
    fn a_third_request_of_a_kind_is_too_many() {
        let three = "3 token requests and 0 requests to the resource";
        check(&[fetch(GRANT), fetch(GRANT), fetch(GRANT)], "", "", Some(three));
        let three = "0 token requests and 3 requests to the resource";
        check(&[get(RESOURCE, &[]), get(RESOURCE, &[]), get(RESOURCE, &[])], "", "", Some(three));
    }

    #[test]
    fn strangers_are_not_visited() {
        let stranger = "unscripted GET https://scaikey.test.evil/ (404)";
        check(&[get("https://scaikey.test.evil/", &[])], "", "", Some(stranger));
        let unasked = "unscripted GET https://scaikey.test/health (404)";
        check(&[get("https://scaikey.test/health", &[])], "", "", Some(unasked));
    }

    #[test]
    fn secrets_out_of_place_are_found() {
        let body = format!("{GRANT}&client_secret={}", PLATFORM.secret);
        check(&[fetch(&body)], "", "", Some("a secret in the body of: fetch token#1"));
        let debug = get(RESOURCE, &[BEARER, ("x-debug", PLATFORM.authorization)]);
        let seen = "a secret in the x-debug header of: send token#1 (200)";
        check(&[fetch(GRANT), debug], "", "", Some(seen));
        let again = [fetch(GRANT), fetch("grant_type=client_credentials&old=mock.token-1_~+/==")];
        check(&again, "", "", Some("a secret in the body of: fetch token#2"));
    }

    #[test]
    fn secrets_in_errors_and_output_are_found() {
        let end = format!("fail: {} was refused", PLATFORM.secret);
        check(&[], &end, "", Some(&format!("a secret in an error: {end}")));
        check(&[], "", PLATFORM.secret, Some("a secret on standard output or standard error"));
    }
}
