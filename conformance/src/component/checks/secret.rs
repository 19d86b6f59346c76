//! Secrets stay where they belong.

use super::{Check, check};
use crate::component::application::RESERVED;
use crate::component::endpoint::fault::FAULTS;
use crate::component::endpoint::reply::{Delivery, Reply, lost, status};
use crate::component::harness::Harness;
use crate::core::verdict::{Verdict, broken};

pub(super) const CHECKS: &[Check] = &[
    Check {
        application: &RESERVED,
        ..check("secret.echo-cut-out", |w| {
            w.get();
            // One spelling is a mistake of clients, which no server makes of what it knows.
            let known = RESERVED.spellings.iter().filter(|(_, name)| !name.contains("%20"));
            for (secret, _) in known {
                for reply in echoes(secret) {
                    w.mock().token_endpoint.next([reply]);
                    w.open();
                    w.get();
                }
            }
            w.secrets_stayed_home()
        })
    },
    check("secret.token-cut-out", |w| {
        for number in 0..echoes("").len() {
            w.open();
            w.get();
            let token = w.mock().issued().last().cloned().unwrap_or_default();
            w.mock().resource.next([status(401)]);
            w.mock().token_endpoint.next(echoes(&token).into_iter().nth(number));
            w.get();
        }
        w.secrets_stayed_home()
    }),
    check("secret.failures-tell-nothing", |w| {
        for fault in FAULTS {
            w.mock().token_endpoint.next([lost(*fault)]);
            w.mock().resource.next([lost(*fault)]);
            w.open();
            w.get();
            w.get();
        }
        // Responses with a token that comes to nothing.
        w.mock().wording = |token, _| format!(r#"{{"access_token":"{token}","token_type":"mac"}}"#);
        w.get();
        w.open();
        w.get();
        w.mock().wording = |token, _| format!(r#"{{"access_token":"{token}""#);
        w.open();
        w.get();
        w.secrets_stayed_home()
    }),
    check("secret.silent-streams", |w| {
        w.get();
        w.mock().resource.next([status(401), status(500).delivery(Delivery::Cut(5))]);
        w.mock().token_endpoint.next([status(400).body(r#"{"error":"invalid_client"}"#)]);
        for _ in 0..3 {
            w.get();
        }
        w.wrote_nothing()
    }),
    check("secret.no-plaintext-downgrade", |w| {
        w.get();
        w.mock().resource.next([status(401)]);
        w.get();
        encrypted(w)
    }),
    check("secret.plaintext-base-refused", |w| {
        let bases = ["http://scaikey.test", "HTTP://scaikey.test:8080/prefix", "http://127.0.0.1.evil.test"];
        for base in bases {
            w.open_with(|options| options.base_url = base.into());
        }
        w.saw(["fail: configuration"; 3])
    }),
];

/// Error responses that say something back, in each member and with each status that a client may quote.
fn echoes(text: &str) -> Vec<Reply> {
    let bodies = [
        format!(r#"{{"error":"{text}"}}"#),
        format!(r#"{{"error":"invalid_client","error_description":"who is {text}?"}}"#),
        format!(r#"{{"error":"invalid_client","error_description":"{text}{text}","error_uri":"{text}"}}"#),
        format!(r#"{{"error":"invalid_client","error_description":"{:>199}","hint":"{text}"}}"#, text),
        format!(r#"{{"detail":"{text}"}}"#),
        text.to_owned(),
    ];
    bodies
        .into_iter()
        .flat_map(|body| [200, 400, 401, 500].map(|code| status(code).body(body.as_str())))
        .collect()
}

/// Passes if no request went by plain http.
fn encrypted(w: &Harness) -> Verdict {
    let mock = w.mock();
    let mut exchanges = mock.journal.entries.iter().flat_map(|entry| &entry.exchanges);
    match exchanges.find(|exchange| exchange.request.url.starts_with("http://")) {
        Some(plain) => broken("https only", plain.to_string()),
        None => Ok(()),
    }
}
