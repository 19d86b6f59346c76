//! Random events with endpoints that echo secrets: no error, status or request leaks one.

use proptest::prelude::*;
use scaikey_guest::types::{Error, Options};
use scaikey_guest::{Client, Secret};

use crate::echoing_io::{Behaviour, Echo, EchoingIo, PAIR, SECRET, TOKEN};
use crate::fixture::{complete, get, options};
use crate::scripted_io::SentRequest;
use crate::spellings::{contains_any, spellings};

/// An action, and the behaviour of the endpoints during it.
#[derive(Clone, Debug)]
struct Event {
    action: Action,
    behaviours: [Behaviour; 4],
    echo: Echo,
}

#[derive(Clone, Debug)]
enum Action {
    Send,
    Token,
    Discard,
    Pass(u64),
    Step(i64),
}

/// Performs the action. Returns the text of the error, if any, without the response that `refused` carries.
fn apply(io: &EchoingIo, client: &Client<EchoingIo>, event: &Event) -> Option<String> {
    io.expect(event.behaviours, event.echo);
    let error = match event.action {
        Action::Send => complete(client.send(get("/resource"))).err()?,
        Action::Token => complete(client.token(None)).err()?,
        Action::Discard => {
            client.discard(client.status().generation?);
            return None;
        }
        Action::Pass(seconds) => {
            io.advance(seconds);
            return None;
        }
        Action::Step(seconds) => {
            io.shift_wall_clock(seconds);
            return None;
        }
    };
    Some(match error {
        Error::Refused(refused) => format!("{:?}", refused.reason),
        error => format!("{error:?} {error:#?} {error}"),
    })
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    use Behaviour::{
        Disconnect, EchoInCode, EchoInDescription, EchoInHeaders, Success, Timeout, TokenBesideError,
    };
    let behaviour = proptest::sample::select(vec![
        Success,
        Success,
        Success,
        Success,
        TokenBesideError,
        EchoInCode,
        EchoInDescription,
        EchoInHeaders,
        Disconnect,
        Timeout,
    ]);
    let action = prop_oneof![
        6 => Just(Action::Send),
        2 => Just(Action::Token),
        1 => Just(Action::Discard),
        2 => (0..90_u64).prop_map(Action::Pass),
        1 => (-90..90_i64).prop_map(Action::Step),
    ];
    let echo = (0..3_usize, 0..18_usize, 0..210_usize);
    let event = (action, proptest::array::uniform4(behaviour), echo).prop_map(
        |(action, behaviours, (secret, spelling, padding))| Event {
            action,
            behaviours,
            echo: Echo { secret, spelling, padding },
        },
    );
    proptest::collection::vec(event, 1..60)
}

/// A request without the field that carries its credentials.
fn elsewhere(sent: &SentRequest) -> String {
    let mut text = format!("{} {} {:?}", sent.method, sent.path, sent.origin);
    for (name, value) in sent.headers.iter().filter(|(name, _)| name != "authorization") {
        text += &format!("\n{name}: {}", String::from_utf8_lossy(value));
    }
    text + &String::from_utf8_lossy(sent.body.as_deref().unwrap_or_default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// E71
    #[test]
    fn no_error_status_or_request_leaks_a_secret(events in events()) {
        let io = EchoingIo::default();
        let options = Options { client_secret: SECRET.into(), ..options() };
        let client = Client::open(io.clone(), options).expect("valid options");
        let secrets = [SECRET, PAIR, TOKEN].map(spellings).concat();
        for event in &events {
            let text = apply(&io, &client, event);
            for text in [text, Some(format!("{:?}", client.status()))].into_iter().flatten() {
                prop_assert!(!contains_any(&text, &secrets), "{text}");
            }
        }
        for sent in io.sent() {
            prop_assert!(!contains_any(&elsewhere(&sent), &secrets), "{sent:?}");
            let credentials = sent.header("authorization").expect("credentials");
            let scheme = if sent.path.ends_with("/oauth/token") { "Basic " } else { "Bearer " };
            prop_assert!(credentials.starts_with(scheme), "{credentials}");
        }
    }
}

/// E71
#[test]
fn debug_of_a_secret_does_not_show_it() {
    let secret = Secret::from(String::from(SECRET));
    assert!(!contains_any(&format!("{secret:?} {secret:#?}"), &spellings(SECRET)));
}
