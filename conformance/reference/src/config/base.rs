//! The base URL, below which requests go.

use std::net::{Ipv4Addr, Ipv6Addr};

use fluent_uri::Uri;
use fluent_uri::component::Authority;

use crate::build::Build;
use crate::defect::Defect;
use crate::types::Settings;

/// Checks a base URL and returns it without a trailing slash.
pub(crate) fn parse(text: &str, settings: &Settings, build: Build) -> Result<String, &'static str> {
    let uri = Uri::parse(text).map_err(|_| "the base URL is no URL")?;
    let authority = uri.authority().ok_or("the base URL has no host")?;
    if uri.has_query() || uri.has_fragment() {
        return Err("the base URL must have neither query nor fragment");
    }
    if authority.has_userinfo() && !build.has(Defect::UserInfoAllowed) {
        return Err("the base URL must not have user information");
    }
    if authority.host().is_empty() {
        return Err("the base URL has no host");
    }
    if authority.has_port() && !matches!(authority.port_to_u16(), Ok(Some(1..))) {
        return Err("the port of the base URL must be 1 to 65535");
    }
    match uri.scheme().as_str().to_ascii_lowercase().as_str() {
        "https" => {}
        "http" if settings.allow_http || is_loopback(&authority) || build.has(Defect::PlaintextAllowed) => {}
        "http" => return Err("the base URL must be https unless plain http is allowed"),
        _ => return Err("the base URL must be https"),
    }
    let path = uri.path().as_str();
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.split('/').skip(1).any(|segment| segment.is_empty() || is_dots(segment)) {
        return Err("the path of the base URL must have no empty and no dot segments");
    }
    Ok(text.strip_suffix('/').unwrap_or(text).to_owned())
}

/// Whether a segment is `.` or `..`, percent-encoded or not, or becomes one for a server that takes an encoded slash or
/// backslash for the end of a segment.
pub(crate) fn is_dots(segment: &str) -> bool {
    let decoded = segment.to_ascii_lowercase().replace("%2e", ".").replace("%5c", "%2f");
    decoded.split("%2f").any(|part| matches!(part, "." | ".."))
}

fn is_loopback(authority: &Authority<'_>) -> bool {
    let host = authority.host();
    let in_brackets = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    match in_brackets {
        Some(host) => host.parse().is_ok_and(|address: Ipv6Addr| address.is_loopback()),
        None => {
            host.eq_ignore_ascii_case("localhost")
                || host.parse().is_ok_and(|address: Ipv4Addr| address.is_loopback())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DEFAULTS;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(parse(text, &DEFAULTS, Build::default()).ok().as_deref(), expected);
    }

    #[test]
    fn a_base_is_an_origin_and_perhaps_a_prefix() {
        check("https://scaikey.example", Some("https://scaikey.example"));
        check("https://scaikey.example/", Some("https://scaikey.example"));
        check("https://gateway.example:8443/scai/key", Some("https://gateway.example:8443/scai/key"));
        check("https://a@scaikey.example", None);
        check("https://scaikey.example?a", None);
        check("https://scaikey.example#a", None);
        check("https://scaikey.example:", None);
        check("https://scaikey.example:0", None);
        check("https://scaikey.example:65536", None);
        check("https://scaikey.example//", None);
        check("https://scaikey.example/a//b", None);
        check("https://scaikey.example/a/%2E./b", None);
        check("https://", None);
        check("scaikey.example", None);
        check("ftp://scaikey.example", None);
        check("https://sc\u{e4}ikey.example", None);
    }

    #[test]
    fn plain_http_is_for_loopback() {
        check("http://localhost:8080", Some("http://localhost:8080"));
        check("http://127.1.2.3", Some("http://127.1.2.3"));
        check("http://[::1]:80/a", Some("http://[::1]:80/a"));
        check("http://scaikey.example", None);
        check("http://127.0.0.1.evil.example", None);
        check("http://[::2]", None);
    }

    #[test]
    fn plain_http_can_be_allowed() {
        let settings = Settings { allow_http: true, ..DEFAULTS };
        assert!(parse("http://scaikey.example", &settings, Build::default()).is_ok());
    }
}
