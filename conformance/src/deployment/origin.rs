//! Origins of URLs.

use http::Uri;

/// Whether two absolute URLs have the same scheme, host and port.
pub(crate) fn is_same_origin(one: &str, other: &str) -> bool {
    let origin = |url: &str| {
        let uri: Uri = url.parse().ok()?;
        let scheme = uri.scheme_str()?.to_owned();
        let port = uri.port_u16().unwrap_or(if scheme == "https" { 443 } else { 80 });
        Some((scheme, uri.host()?.to_ascii_lowercase(), port))
    };
    origin(one).is_some_and(|origin_of_one| origin(other) == Some(origin_of_one))
}

/// Whether two absolute URLs have the same origin and path.
pub(crate) fn is_same_url(one: &str, other: &str) -> bool {
    let path = |url: &str| url.parse::<Uri>().ok()?.path_and_query().map(ToString::to_string);
    is_same_origin(one, other) && path(one) == path(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        assert!(is_same_origin("https://a.test/x", "https://A.test:443/y"));
        for other in ["http://a.test", "https://a.test:8443", "https://b.test", "/x"] {
            assert!(!is_same_origin("https://a.test", other), "{other}");
        }
    }
}
