//! Secrets stay out of errors.

use super::{Check, check};
use crate::application::RESERVED;
use crate::mock::reply::status;

pub(super) const CHECKS: &[Check] = &[Check {
    application: &RESERVED,
    ..check("secret.echo-cut-out", |w| {
        for echo in [RESERVED.secret, RESERVED.authorization] {
            let body = format!(r#"{{"error":"invalid_client","error_description":"who is {echo}?"}}"#);
            w.mock().token_endpoint.next([status(401).body(body)]);
            w.get();
        }
        w.saw(["fetch nothing (401), fail: oauth 401 invalid_client"; 2])?;
        w.secrets_stayed_home()
    })
}];
