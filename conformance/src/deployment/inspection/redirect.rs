//! Targets of redirects.

use fluent_uri::{Uri, UriRef};
use http::header;

use crate::deployment::exchanges::answer::Answer;
use crate::deployment::origin::is_same_origin;

/// The absolute URL that the answer to a request for this URL leads to, if it is a redirect. A `Location` that is no URL
/// comes as it stands: it has no origin.
pub(crate) fn onward(asked: &str, answer: &Answer) -> Option<String> {
    let is_redirect = (300..400).contains(&answer.status);
    let location = answer.header(header::LOCATION).filter(|_| is_redirect)?;
    Some(resolved(asked, location).unwrap_or_else(|| location.to_owned()))
}

/// The path of a URL below this base URL, with its query.
pub(super) fn below(base: &str, url: &str) -> Option<String> {
    let path = |url: &str| Some(url.parse::<http::Uri>().ok()?.path_and_query()?.as_str().to_owned());
    let (prefix, path) = (path(base)?, path(url)?);
    let path = path.strip_prefix(prefix.trim_end_matches('/'))?;
    (is_same_origin(base, url) && path.starts_with('/')).then(|| path.to_owned())
}

fn resolved(asked: &str, location: &str) -> Option<String> {
    let base = Uri::parse(asked).ok()?;
    let location = UriRef::parse(location).ok()?;
    Some(location.resolve_against(&base).ok()?.into_string())
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, HeaderValue};

    use super::*;

    #[track_caller]
    fn check(location: &'static str, expected: &str, path: Option<&str>) {
        let headers = HeaderMap::from_iter([(header::LOCATION, HeaderValue::from_static(location))]);
        let answer = |status| Answer { status, headers: headers.clone(), body: Bytes::new() };
        let onward = |status| onward("https://a.test/key/api/tenants?per_page=1", &answer(status));
        assert_eq!(onward(307).as_deref(), Some(expected), "{location}");
        assert_eq!(onward(200), None);
        assert_eq!(below("https://a.test/key", expected).as_deref(), path, "{location}");
    }

    #[test]
    fn a_redirect_is_seen_from_the_url_that_was_asked() {
        for (location, expected, path) in [
            ("https://a.test/key/api/tenants/", "https://a.test/key/api/tenants/", Some("/api/tenants/")),
            ("https://A.test:443/key/x?y=1", "https://A.test:443/key/x?y=1", Some("/x?y=1")),
            ("/key/api/tenants/", "https://a.test/key/api/tenants/", Some("/api/tenants/")),
            ("tenants/", "https://a.test/key/api/tenants/", Some("/api/tenants/")),
            ("../x", "https://a.test/key/x", Some("/x")),
            ("?page=1", "https://a.test/key/api/tenants?page=1", Some("/api/tenants?page=1")),
            // Beside the base URL.
            ("/api/tenants/", "https://a.test/api/tenants/", None),
            ("/keyhole", "https://a.test/keyhole", None),
            // Elsewhere.
            ("//b.test/key/x", "https://b.test/key/x", None),
            ("http://a.test/key/x", "http://a.test/key/x", None),
            ("https://a.test:8443/key/x", "https://a.test:8443/key/x", None),
            ("https://a.test@b.test/key/x", "https://a.test@b.test/key/x", None),
            // No URL, whatever a browser makes of it.
            ("/\\b.test/key/x", "/\\b.test/key/x", None),
            ("https://[a.test/key", "https://[a.test/key", None),
        ] {
            check(location, expected, path);
        }
    }
}
