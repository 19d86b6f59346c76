//! The token request (RFC 6749 section 4.4.2).

use form_urlencoded::Serializer;

use crate::build::Build;
use crate::config::Config;
use crate::environment::Outgoing;
use crate::faults;

pub(crate) fn request(config: &Config, refresh_token: Option<&str>, build: Build) -> Outgoing {
    let mut body = Serializer::new(String::new());
    body.append_pair("grant_type", "client_credentials");
    if !config.scopes.is_empty() {
        body.append_pair("scope", &config.scopes.join(" "));
    }
    for (name, value) in config.credentials.members() {
        body.append_pair(name, value);
    }
    let header = |name: &str, value: String| (name.to_owned(), value.into_bytes());
    let mut headers = vec![header("content-type", "application/x-www-form-urlencoded".into())];
    if let Some(authorization) = config.credentials.authorization(build) {
        headers.push(header("authorization", authorization));
    }
    let request = Outgoing {
        method: "POST".into(),
        url: format!("{}{}", config.base, config.token_path),
        headers,
        body: Some(body.finish().into_bytes()),
    };
    faults::token_request(request, config, refresh_token, build)
}
