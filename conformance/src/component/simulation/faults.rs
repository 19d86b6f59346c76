//! Faults of servers, at random.

use std::time::Duration;

use super::random::Random;
use crate::component::application::PLATFORM;
use crate::component::endpoint::fault::FAULTS;
use crate::component::endpoint::reply::{Answer, Delivery, Reply, lost, silence, status};
use crate::component::endpoint::{Wording, token_response};

/// A reply of the token endpoint without a token.
pub(super) fn token_reply(random: &mut Random) -> Answer {
    let promising = status(200).body(token_response("never-issued", 3600));
    let reply = match random.below(9) {
        0 => return lost(random.pick(FAULTS)),
        1 => silence(),
        2 => torn(random, promising),
        3 => lying(random, promising),
        4 => status(random.pick(&[301, 302, 303, 307, 308])).header("location", "https://evil.test/token"),
        5 => status(random.pick(&[204, 206])).body(promising.response.into_body()),
        6 => asking_for_time(random),
        7 => {
            let secret = random.pick(PLATFORM.spellings).0;
            let body = format!(r#"{{"error":"invalid_client","error_description":"{secret} is no secret"}}"#);
            status(random.pick(&[400, 401, 403, 500])).body(body)
        }
        _ => status(200).body(random.pick(MALFORMED)),
    };
    reply.into()
}

/// A reply of the resource that is not a plain success.
pub(super) fn resource_reply(random: &mut Random) -> Answer {
    let answer = match random.below(12) {
        0 => lost(random.pick(FAULTS)),
        1 => silence().into(),
        2 => torn(random, status(200)).into(),
        3 => lying(random, status(200)).into(),
        4 => torn(random, status(401)).into(),
        5 => asking_for_time(random).into(),
        6 => status(random.pick(&[302, 307])).header("location", "https://evil.test/").into(),
        7 => status(random.pick(&[200, 204, 400, 403, 404, 500])).into(),
        _ => status(401).into(),
    };
    answer.after(Duration::from_millis(random.pick(&[0, 0, 0, 0, 1000, 9_999, 10_001])))
}

fn torn(random: &mut Random, reply: Reply) -> Reply {
    let length = random.below(reply.response.body().len() as u64 + 1) as usize;
    reply.delivery(random.pick(&[Delivery::Cut(length), Delivery::Stalled(length)]))
}

fn lying(random: &mut Random, reply: Reply) -> Reply {
    let length = reply.response.body().len();
    let told = random.pick(&[0, length - 1, length + 1, usize::MAX]);
    reply.header("content-length", told.to_string())
}

fn asking_for_time(random: &mut Random) -> Reply {
    let retry_after = random.pick(&[
        "0",
        "1",
        "120",
        "3600",
        "99999999999999999999",
        "-1",
        "soon",
        "Tue, 01 Jan 2030 00:05:00 GMT",
        "Fri, 31 Dec 2049 23:59:59 GMT",
        "Tue, 01 Jan 1980 00:00:00 GMT",
    ]);
    status(random.pick(&[429, 503])).header("retry-after", retry_after)
}

/// Bodies of a 200 that hold no token according to RFC 6749.
const MALFORMED: &[&str] = &[
    "",
    "null",
    "[]",
    "<html>welcome</html>",
    r#"{"access_token":"never-issued","token_type":"Bearer","expires_in":3600"#,
    r#"{"token_type":"Bearer","expires_in":3600}"#,
    r#"{"access_token":null,"token_type":"Bearer","expires_in":3600}"#,
    r#"{"access_token":"","token_type":"Bearer","expires_in":3600}"#,
    r#"{"access_token":"never issued","token_type":"Bearer","expires_in":3600}"#,
    r#"{"access_token":"never-issued\r\nx-evil: 1","token_type":"Bearer","expires_in":3600}"#,
    r#"{"access_token":"never-issued","access_token":"either","token_type":"Bearer","expires_in":3600}"#,
    r#"{"access_token":"never-issued","token_type":"mac","expires_in":3600}"#,
    r#"{"access_token":"never-issued","token_type":"Bearer","expires_in":-5}"#,
    r#"{"access_token":"never-issued","token_type":"Bearer","expires_in":true}"#,
    r#"{"access_token":"never-issued","token_type":"Bearer","expires_in":"an hour"}"#,
    r#"{"access_token":"never-issued","error":"invalid_scope"}"#,
];

/// Unusual token responses that are valid, each with its lifetime if that is fixed.
pub(super) const WORDINGS: &[(Wording, Option<u64>)] = &[
    (token_response, None),
    (token_response, None),
    (
        |token, life| format!(r#"{{"expires_in":"{life}","access_token":"{token}","token_type":"BEARER"}}"#),
        None,
    ),
    (
        |token, life| format!(r#"{{"access_token":"{token}","expires_in":{life}.9,"refresh_token":"r"}}"#),
        None,
    ),
    (|token, _| format!(r#"{{"access_token":"{token}","token_type":"bearer"}}"#), Some(300)),
    (|token, _| format!(r#"{{"access_token":"{token}","expires_in":1e300}}"#), Some(86_400)),
];
