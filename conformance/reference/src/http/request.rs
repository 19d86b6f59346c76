//! The check of a request of a caller, before anything is sent.

use fluent_uri::UriRef;

use super::headers;
use crate::build::Build;
use crate::config::Config;
use crate::config::base::is_dots;
use crate::defect::Defect;
use crate::environment::{ErrorKind, ExchangeError, Outgoing};
use crate::types::{Endpoint, Error, Request};

/// Checks a request, and returns it as it is sent, without a token.
pub(crate) fn check(request: Request, config: &Config, build: Build) -> Result<Outgoing, Error> {
    let refused = |text: &str| Error::InvalidRequest(text.into());
    method(&request.method, build).map_err(refused)?;
    let url = match path(&request.path) {
        Ok(()) => format!("{}{}", config.base, request.path),
        Err(text) => url_despite_error(&request.path, config, build).ok_or_else(|| refused(text))?,
    };
    headers::check(&request.headers, build).map_err(refused)?;
    let size = request.body.as_ref().map_or(0, Vec::len);
    if u64::try_from(size).is_ok_and(|size| size > config.request_limit)
        && !build.has(Defect::RequestUnlimited)
    {
        let error = ExchangeError::new(ErrorKind::TooLarge, "the request body exceeds its limit");
        return Err(error.at(Endpoint::ProtectedResource));
    }
    Ok(Outgoing { method: request.method, url, headers: request.headers, body: request.body })
}

fn method(method: &str, build: Build) -> Result<(), &'static str> {
    if build.has(Defect::MethodUnchecked) {
        return Ok(());
    }
    if !(1..=32).contains(&method.len()) || !headers::is_token(method) {
        return Err("the method must be a token of at most 32 characters");
    }
    if matches!(method, "CONNECT" | "TRACE") {
        return Err("the methods CONNECT and TRACE are not for requests with a token");
    }
    Ok(())
}

fn path(path: &str) -> Result<(), &'static str> {
    if !path.starts_with('/') || path.starts_with("//") {
        return Err("the path must begin with exactly one '/'");
    }
    if path.len() > 8 << 10 {
        return Err("the path must be at most 8 KiB");
    }
    let parsed = UriRef::parse(path).map_err(|_| "the path must be percent-encoded ASCII")?;
    if parsed.has_fragment() {
        return Err("the path must have no fragment");
    }
    if parsed.path().as_str().split('/').any(is_dots) {
        return Err("the path must have no dot segments");
    }
    Ok(())
}

/// The URL to which a defective client sends a request with an invalid path.
fn url_despite_error(path: &str, config: &Config, build: Build) -> Option<String> {
    let appended = format!("{}{path}", config.base);
    match build.defect? {
        Defect::AbsolutePathFollowed if path.contains("://") => Some(path.to_owned()),
        Defect::PathUnchecked => Some(appended),
        Defect::DotSegmentsAllowed if path.split('/').any(is_dots) => Some(appended),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, acceptable: bool) {
        assert_eq!(path(text).is_ok(), acceptable, "{text:?}");
    }

    #[test]
    fn a_path_stays_below_the_base() {
        check("/", true);
        check("/api/v1/admin/tenants?page=2&search=a%20b+c/../d", true);
        check("/a//b", true);
        check("/a/...", true);
        check("/a%2fb/..c", true);
        check("/@evil.test", true);
    }

    #[test]
    fn a_path_that_could_lead_elsewhere_is_refused() {
        for hostile in ["", "a", "//evil.test", "https://evil.test/", "@evil.test", ".evil.test", "?a", "*"] {
            check(hostile, false);
        }
        for hostile in
            ["/\\evil", "/a#b", "/a b", "/a\tb", "/a\r\nb", "/\u{0}", "/\u{7f}", "/\u{e9}", "/%zz", "/%2"]
        {
            check(hostile, false);
        }
        for dots in [
            "/.",
            "/..",
            "/a/../b",
            "/a/./b",
            "/a/%2e%2E",
            "/%2e",
            "/.%2e/b",
            "/..?a",
            "/a/..%2fb",
            "/a%5C..",
        ] {
            check(dots, false);
        }
        check(&format!("/{}", "a".repeat(8 << 10)), false);
    }

    #[test]
    fn methods_are_tokens() {
        assert!(["GET", "PROPFIND", "get"].iter().all(|good| method(good, Build::default()).is_ok()));
        for bad in ["", "GET ", "G\nT", "CONNECT", "TRACE", &"A".repeat(33)] {
            assert!(method(bad, Build::default()).is_err(), "{bad:?}");
        }
    }
}
