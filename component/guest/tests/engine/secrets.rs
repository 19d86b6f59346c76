//! A long random run in a world that gossips: no secret comes out where it should not (C13).

use proptest::prelude::*;
use scaikey_guest::types::{Error, Options};
use scaikey_guest::{Client, Secret};

use crate::forms::{forms, gives_away};
use crate::gossip::{Echo, Gossip, Kind, PAIR, SECRET, TOKEN};
use crate::scene::{complete, get, options};
use crate::world::Sent;

/// One thing that happens, and what the exchanges meanwhile meet.
#[derive(Clone, Debug)]
struct Event {
    act: Act,
    kinds: [Kind; 4],
    echo: Echo,
}

#[derive(Clone, Debug)]
enum Act {
    Send,
    Token,
    Discard,
    Pass(u64),
    Step(i64),
}

/// Makes it happen. What shows is an error, if there is one, but for a response delivered with it.
fn happen(world: &Gossip, client: &Client<Gossip>, event: &Event) -> Option<String> {
    world.expect(event.kinds, event.echo);
    let error = match event.act {
        Act::Send => complete(client.send(get("/resource"))).err()?,
        Act::Token => complete(client.token(None)).err()?,
        Act::Discard => {
            client.discard(client.status().generation?);
            return None;
        }
        Act::Pass(seconds) => {
            world.passes(seconds);
            return None;
        }
        Act::Step(seconds) => {
            world.steps(seconds);
            return None;
        }
    };
    Some(match error {
        Error::Refused(refused) => format!("{:?}", refused.reason),
        error => format!("{error:?} {error:#?} {error}"),
    })
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    use Kind::{Beside, Broken, Code, Description, Fine, Refused, Silent};
    let kind = proptest::sample::select(vec![
        Fine,
        Fine,
        Fine,
        Fine,
        Beside,
        Code,
        Description,
        Refused,
        Broken,
        Silent,
    ]);
    let act = prop_oneof![
        6 => Just(Act::Send),
        2 => Just(Act::Token),
        1 => Just(Act::Discard),
        2 => (0..90_u64).prop_map(Act::Pass),
        1 => (-90..90_i64).prop_map(Act::Step),
    ];
    let echo = (0..3_usize, 0..18_usize, 0..210_usize);
    let event =
        (act, proptest::array::uniform4(kind), echo).prop_map(|(act, kinds, (secret, form, padding))| {
            Event { act, kinds, echo: Echo { secret, form, padding } }
        });
    proptest::collection::vec(event, 1..60)
}

/// All of a request but the field that carries its own credentials.
fn elsewhere(sent: &Sent) -> String {
    let mut text = format!("{} {} {:?}", sent.method, sent.path, sent.target);
    for (name, value) in sent.headers.iter().filter(|(name, _)| name != "authorization") {
        text += &format!("\n{name}: {}", String::from_utf8_lossy(value));
    }
    text + &String::from_utf8_lossy(sent.body.as_deref().unwrap_or_default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// E71
    #[test]
    fn nothing_gives_a_secret_or_a_token_away(events in events()) {
        let world = Gossip::default();
        let options = Options { client_secret: SECRET.into(), ..options() };
        let client = Client::open(world.clone(), options).expect("acceptable options");
        let secrets = [SECRET, PAIR, TOKEN].map(forms).concat();
        for event in &events {
            let shown = happen(&world, &client, event);
            for text in [shown, Some(format!("{:?}", client.status()))].into_iter().flatten() {
                prop_assert!(!gives_away(&text, &secrets), "{text}");
            }
        }
        for sent in world.sent() {
            prop_assert!(!gives_away(&elsewhere(&sent), &secrets), "{sent:?}");
            let credentials = sent.header("authorization").expect("credentials");
            let scheme = if sent.path.ends_with("/oauth/token") { "Basic " } else { "Bearer " };
            prop_assert!(credentials.starts_with(scheme), "{credentials}");
        }
    }
}

/// E71
#[test]
fn a_secret_shows_nothing_of_itself() {
    let secret = Secret::from(String::from(SECRET));
    assert!(!gives_away(&format!("{secret:?} {secret:#?}"), &forms(SECRET)));
}
