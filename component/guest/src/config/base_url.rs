//! The base URL: the origin of all requests, and a path prefix.

use alloc::format;
use alloc::string::String;
use fluent_uri::Uri;

use crate::exchange::Origin;
use crate::request::path::RequestPath;

/// Which hosts may be called over plain `http`.
#[derive(Clone, Copy)]
pub(crate) enum PlainHttp {
    LoopbackOnly,
    Anywhere,
}

/// A parsed base URL.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    pub(crate) origin: Origin,
    /// Path prefix without a trailing slash; may be empty.
    pub(crate) prefix: String,
}

impl BaseUrl {
    /// Parses a base URL. The error says what is expected.
    pub(crate) fn parse(text: &str, plain_http: PlainHttp) -> Result<Self, &'static str> {
        let uri = Uri::parse(text).map_err(|_| FORM)?;
        let scheme = uri.scheme().as_str();
        let secure = scheme.eq_ignore_ascii_case("https");
        if !secure && !scheme.eq_ignore_ascii_case("http") {
            return Err(FORM);
        }
        if uri.has_query() || uri.has_fragment() {
            return Err("remove query and fragment");
        }
        let authority = uri.authority().ok_or(FORM)?;
        if authority.has_userinfo() {
            return Err("remove the user information");
        }
        let host = authority.host().to_ascii_lowercase();
        if !is_host(&host) {
            return Err("expected a host name or an IP address");
        }
        if let (false, PlainHttp::LoopbackOnly) = (secure || is_loopback(&host), plain_http) {
            return Err("plain http is for loopback only: use https, or set allow-http");
        }
        if authority.port().is_some_and(|port| port.is_empty()) {
            return Err(PORT);
        }
        let port = authority.port_to_u16().map_err(|_| PORT)?;
        let own_port = if secure { 443 } else { 80 };
        let authority = match port {
            Some(0) => return Err(PORT),
            Some(port) if port != own_port => format!("{host}:{port}"),
            _ => host,
        };
        Ok(Self { origin: Origin { secure, authority }, prefix: prefix(uri.path().as_str())? })
    }
}

fn is_host(host: &str) -> bool {
    let name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    host.starts_with('[') || (!host.is_empty() && host.bytes().all(name))
}

/// Whether the host is this machine: `localhost`, 127.0.0.0/8 or `::1`.
fn is_loopback(host: &str) -> bool {
    let octet = |text: &str| text.len() <= 3 && text.parse::<u8>().is_ok();
    let mut octets = host.split('.');
    match host {
        "localhost" | "[::1]" => true,
        _ => octets.next() == Some("127") && octets.clone().count() == 3 && octets.all(octet),
    }
}

fn prefix(path: &str) -> Result<String, &'static str> {
    let prefix = path.strip_suffix('/').unwrap_or(path);
    if prefix.is_empty() {
        return Ok(String::new());
    }
    if prefix.split('/').skip(1).any(str::is_empty) || RequestPath::parse(prefix).is_err() {
        return Err("expected a percent-encoded path without empty or dot segments");
    }
    Ok(prefix.into())
}

const FORM: &str = "expected https://host[:port][/path]";
const PORT: &str = "expected a port from 1 to 65535";

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn accepts(text: &str, origin: &str, prefix: &str) {
        let base = BaseUrl::parse(text, PlainHttp::LoopbackOnly).expect(text);
        let scheme = if base.origin.secure { "https" } else { "http" };
        assert_eq!(format!("{scheme}://{}", base.origin.authority), origin, "{text}");
        assert_eq!(base.prefix, prefix, "{text}");
    }

    #[track_caller]
    fn rejects(text: &str) {
        assert!(BaseUrl::parse(text, PlainHttp::LoopbackOnly).is_err(), "{text:?}");
    }

    #[test]
    fn an_origin_with_or_without_a_path_prefix() {
        accepts("https://scaikey.example", "https://scaikey.example", "");
        accepts("https://scaikey.example/", "https://scaikey.example", "");
        accepts("HTTPS://ScaiKey.Example:443/", "https://scaikey.example", "");
        accepts("https://scaikey.example:8443/a/b/", "https://scaikey.example:8443", "/a/b");
        accepts("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443", "");
    }

    #[test]
    fn plain_http_is_for_loopback_only() {
        accepts("http://localhost:8080", "http://localhost:8080", "");
        accepts("http://127.0.0.1:80", "http://127.0.0.1", "");
        accepts("http://127.1.2.3:8080", "http://127.1.2.3:8080", "");
        accepts("http://[::1]:8080", "http://[::1]:8080", "");
        for elsewhere in [
            "http://scaikey.example",
            "http://10.0.0.1",
            "http://localhost.example",
            "http://127.0.0.1.example",
            "http://[::ffff:127.0.0.1]",
            "http://0.0.0.0",
            "http://127.1",
            "http://127.0.0.256",
            "http://127.0.0.0001",
            "http://127.a.b.c",
            "http://127.0.0.0001",
            "http://127.0.0.256",
            "http://2130706433",
        ] {
            rejects(elsewhere);
            assert!(BaseUrl::parse(elsewhere, PlainHttp::Anywhere).is_ok(), "{elsewhere}");
        }
    }

    #[test]
    fn other_urls_are_rejected() {
        for text in [
            "",
            "scaikey.example",
            "/api",
            "//scaikey.example",
            "ftp://scaikey.example",
            "https:scaikey.example",
            "https://",
            "https:///path",
            "https://user@scaikey.example",
            "https://user:secret@scaikey.example",
            "https://scaikey.example?tenant=a",
            "https://scaikey.example#top",
            "https://scaikey.example:",
            "https://scaikey.example:0",
            "https://scaikey.example:65536",
            "https://scaikey.example:port",
            "https://scaikey.example//",
            "https://scaikey.example/a//b",
            "https://scaikey.example/a/../b",
            "https://scaikey.example/%2e%2e/b",
            "https://scai key.example",
            "https://scaikey.example\\@evil.example",
            "https://sca%69key.example",
            "https://scaikey!.example",
            "https://schl\u{fc}ssel.example",
            "https://scaikey.example/\r\n",
        ] {
            rejects(text);
        }
    }
}
