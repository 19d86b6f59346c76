//! Random token responses.

use proptest::prelude::*;

use crate::fixture::Fixture;
use crate::reply::{Reply, status, token};

/// A reply with random bytes, or with a valid body that was mutated.
fn any_reply() -> impl Strategy<Value = Reply> {
    let valid =
        r#"{"access_token":"t\u0041","token_type":"bearer","expires_in":36e2,"scope":"a b","error":null}"#;
    let mutated = proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>(), 0..3_u8), 1..6)
        .prop_map(move |changes| {
            let mut bytes = valid.as_bytes().to_vec();
            for (place, byte, change) in changes {
                let place = place.index(bytes.len());
                match change {
                    0 => bytes[place] = byte,
                    1 => bytes.insert(place, byte),
                    _ => drop(bytes.remove(place)),
                }
            }
            bytes
        });
    let body = prop_oneof![proptest::collection::vec(any::<u8>(), 0..200), mutated];
    let header = ("(retry-after|content-encoding|content-length|x)", "[ -~]{0,12}");
    (100..600_u16, body, proptest::option::of(header)).prop_map(|(code, body, header)| {
        let reply = status(if code < 400 { 200 } else { code }).body(body);
        header.into_iter().fold(reply, |reply, (name, value)| reply.with(&name, &value))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_token_response_breaks_the_client(reply in any_reply()) {
        let fixture = Fixture::new();
        fixture.io.token_endpoint([reply, token("good", 3600)]);
        if let Ok(token) = fixture.token() {
            prop_assert!((1..=16_384).contains(&token.value.len()));
            prop_assert!(token.value.bytes().all(|byte| matches!(byte, 0x21..=0x7e)));
            prop_assert!(token.remaining <= 24 * 3600 * 1_000_000_000);
        }
        fixture.advance(24 * 3600);
        prop_assert_eq!(fixture.token().expect("the next response is valid").value, "good");
    }
}
