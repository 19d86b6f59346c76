//! The egress rule: requests reach the origin of the base URL and nothing else.

use std::fmt;

use http::Uri;
use http::uri::Scheme;

/// The origin that is reachable; none if the base URL has no origin.
#[derive(Debug)]
pub(crate) struct Egress(Option<Origin>);

impl Egress {
    /// Permits the origin of `base_url`. The component checks the rest of that URL.
    pub(crate) fn to(base_url: &str) -> Self {
        Self(base_url.parse().ok().as_ref().and_then(Origin::of))
    }

    pub(crate) fn permits(&self, target: &Uri) -> bool {
        self.0.is_some() && self.0 == Origin::of(target)
    }
}

impl fmt::Display for Egress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(Origin { scheme, host, port }) => write!(f, "{scheme}://{host}:{port}"),
            None => f.write_str("none"),
        }
    }
}

/// Scheme, host and port (RFC 6454 section 4), the port always explicit.
#[derive(Debug, PartialEq, Eq)]
struct Origin {
    scheme: Scheme,
    host: String,
    port: u16,
}

impl Origin {
    fn of(uri: &Uri) -> Option<Self> {
        let scheme = uri.scheme()?;
        let authority = uri.authority()?;
        // Anything around the host but a port, user information above all, leaves no prefix to strip.
        let suffix = authority.as_str().strip_prefix(authority.host())?;
        let port = match suffix {
            "" if *scheme == Scheme::HTTP => 80,
            "" if *scheme == Scheme::HTTPS => 443,
            _ => suffix.strip_prefix(':')?.parse().ok()?,
        };
        Some(Self { scheme: scheme.clone(), host: authority.host().to_ascii_lowercase(), port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base_url: &str, target: &str, permitted: bool) {
        let target: Uri = target.parse().expect("a URI");
        assert_eq!(Egress::to(base_url).permits(&target), permitted, "from {base_url} to {target}");
    }

    #[test]
    fn the_origin_is_reachable_however_it_is_spelled() {
        check("https://scaikey.example", "https://scaikey.example/", true);
        check("https://scaikey.example/prefix", "https://scaikey.example/other?q", true);
        check("https://scaikey.example", "https://scaikey.example:443/", true);
        check("https://scaikey.example:443", "https://scaikey.example/", true);
        check("http://localhost", "http://localhost:80/", true);
        check("https://ScaiKey.Example", "https://scaikey.example/", true);
        check("https://scaikey.example", "https://SCAIKEY.EXAMPLE/", true);
        check("http://127.0.0.1:8080", "http://127.0.0.1:8080/", true);
        check("http://[::1]:8080", "http://[::1]:8080/", true);
    }

    #[test]
    fn another_scheme_host_or_port_is_not() {
        check("https://scaikey.example", "http://scaikey.example/", false);
        check("https://scaikey.example", "http://scaikey.example:443/", false);
        check("https://scaikey.example", "ftp://scaikey.example/", false);
        check("https://scaikey.example", "https://scaikey.example:8443/", false);
        check("https://scaikey.example", "https://scaikey.example.evil.example/", false);
        check("https://scaikey.example", "https://evil.scaikey.example/", false);
        check("https://scaikey.example", "https://scaikey.example./", false);
        check("https://scaikey.example", "https://evil.example/scaikey.example", false);
        check("http://127.0.0.1:8080", "http://127.0.0.1:8081/", false);
        check("http://127.0.0.1:8080", "http://localhost:8080/", false);
        check("http://127.0.0.1:8080", "http://169.254.169.254/latest/meta-data", false);
    }

    #[test]
    fn user_information_and_odd_ports_are_not() {
        check("https://scaikey.example", "https://user@scaikey.example/", false);
        check("https://scaikey.example", "https://scaikey.example@evil.example/", false);
        check("https://scaikey.example", "https://scaikey.example:65979/", false);
        check("https://scaikey.example", "https://scaikey.example:/", false);
        check("https://user@scaikey.example", "https://scaikey.example/", false);
    }

    #[test]
    fn without_an_origin_nothing_is() {
        check("", "https://scaikey.example/", false);
        check("scaikey.example", "https://scaikey.example/", false);
        check("/path", "/path", false);
        check("https://", "https://scaikey.example/", false);
        check("not a url", "https://scaikey.example/", false);
        check("https://scaikey.example", "/relative", false);
    }
}
