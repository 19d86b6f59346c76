//! Redirects: neither the client secret nor the token goes where a server points.

use crate::component::checks::{Check, check};
use crate::component::endpoint::reply::{Reply, status};
use crate::component::harness::Harness;
use crate::core::verdict::Verdict;

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("fault.token-endpoint-redirects", |w| token_requests(w, ELSEWHERE)),
    check("fault.token-endpoint-redirects-at-home", |w| token_requests(w, AT_HOME)),
    check("fault.resource-redirects", |w| calls(w, ELSEWHERE)),
    check("fault.resource-redirects-at-home", |w| calls(w, AT_HOME)),
];

/// Passes if each redirect of the token endpoint is an error.
fn token_requests(w: &mut Harness, locations: &[&str]) -> Verdict {
    let mut expected = Vec::new();
    for redirect in redirects(locations) {
        expected.push(format!("fetch nothing ({redirect}), fail: *"));
        w.mock().token_endpoint.next([redirect]);
        w.open();
        w.get();
    }
    w.saw(expected)
}

/// Passes if each redirect of the resource is delivered.
fn calls(w: &mut Harness, locations: &[&str]) -> Verdict {
    let mut expected = vec!["fetch token#1, send token#1 (200), deliver 200".to_owned()];
    w.get();
    for redirect in redirects(locations) {
        expected.push(format!("send token#1 ({redirect}), deliver {redirect}"));
        w.mock().resource.next([redirect]);
        w.get();
    }
    w.saw(expected)
}

fn redirects<'a>(locations: &'a [&str]) -> impl Iterator<Item = Reply> + 'a {
    let redirect = |location: &'a &str| STATUSES.map(|moved| status(moved).header("location", *location));
    locations.iter().flat_map(redirect)
}

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];
/// Other origins, some of which look like home, and home without encryption.
const ELSEWHERE: &[&str] = &[
    "https://evil.test/api/v1/platform/oauth/token",
    "https://scaikey.test.evil/api/v1/admin/tenants",
    "https://scaikey.test:8443/api/v1/admin/tenants",
    "https://scaikey.test@evil.test/api/v1/admin/tenants",
    "//evil.test/api/v1/admin/tenants",
    "http://scaikey.test/api/v1/platform/oauth/token",
    "http://scaikey.test/api/v1/admin/tenants",
];
const AT_HOME: &[&str] = &[
    "https://scaikey.test/api/v1/platform/oauth/token",
    "https://scaikey.test/api/v1/admin/tenants",
    "/api/v1/admin/tenants/",
    "elsewhere",
    "",
];
