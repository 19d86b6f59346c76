//! The token request (RFC 6749 section 4.4.2).

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use form_urlencoded::Serializer;

use crate::config::Config;
use crate::secret::Secret;
use crate::types::Header;

/// The form in the body of the request.
pub(crate) fn form(config: &Config) -> Secret {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "client_credentials");
    if let Some(scope) = &config.scope {
        form.append_pair("scope", scope);
    }
    config.credentials.append_to(&mut form);
    Secret::from(form.finish())
}

/// The header fields of the request.
pub(crate) fn headers(config: &Config, form: &Secret) -> Vec<Header> {
    let mut headers = vec![
        header("accept", "application/json"),
        header("accept-encoding", "identity"),
        header("content-type", "application/x-www-form-urlencoded"),
        header("content-length", &form.expose().len().to_string()),
    ];
    if let Some(authorization) = config.credentials.authorization() {
        headers.push(header("authorization", authorization.expose()));
    }
    headers
}

fn header(name: &str, value: &str) -> Header {
    (name.into(), value.into())
}
