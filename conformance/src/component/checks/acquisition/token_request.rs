//! How a token is asked for.

use crate::component::application::{
    Application, OTHER, PLATFORM, POST, PREFIXED, RAW, RESERVED, SCOPED, SLASHED, TENANT,
};
use crate::component::checks::{Check, check};
use crate::component::endpoint::journal::Kind;
use crate::component::endpoint::request::Request;
use crate::component::harness::Harness;
use crate::component::harness::caller::tenants;
use crate::core::verdict::same;

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("acquisition.platform-token-request", |w| {
        w.get();
        same(format!("POST {}", PLATFORM.token_url), line(&first(w)))
    }),
    Check {
        application: &TENANT,
        ..check("acquisition.tenant-token-request", |w| {
            w.get();
            same(format!("POST {}", TENANT.token_url), line(&first(w)))
        })
    },
    check("acquisition.slug-is-one-segment", |w| {
        let mut expected = Vec::new();
        let mut tokens = 0;
        for application in SLUGS {
            if w.open_as(application).or_else(|| w.get()).is_some() {
                expected.push("fail: *".to_owned());
                continue;
            }
            tokens += 1;
            expected.push(format!("fetch token#{tokens}, send token#{tokens} (200), deliver 200"));
        }
        w.saw(expected)
    }),
    Check {
        application: &PREFIXED,
        ..check("acquisition.base-url-prefix", |w| {
            w.send(&Request { url: format!("{}/api/v1/admin/tenants", PREFIXED.base), ..tenants() });
            w.saw(["fetch token#1, send token#1 (200), deliver 200"])
        })
    },
    Check {
        application: &SLASHED,
        ..check("acquisition.base-url-slash", |w| {
            w.get();
            w.saw(["fetch token#1, send token#1 (200), deliver 200"])
        })
    },
    check("acquisition.basic-credentials", |w| {
        w.get();
        w.open_as(&OTHER);
        w.get();
        same(format!("{}\n{}", PLATFORM.authorization, OTHER.authorization), shown(w, "authorization"))
    }),
    Check {
        application: &RESERVED,
        ..check("acquisition.encoded-credentials", |w| {
            w.get();
            same(RESERVED.authorization, shown(w, "authorization"))
        })
    },
    Check {
        application: &RAW,
        ..check("acquisition.raw-credentials", |w| {
            w.get();
            same(RAW.authorization, shown(w, "authorization"))
        })
    },
    Check {
        application: &POST,
        ..check("acquisition.post-credentials", |w| {
            w.get();
            same("", shown(w, "authorization"))?;
            let pairs = [
                "client_id=svc-usage-report",
                "client_secret=s3cret-A1b2C3d4E5f6",
                "grant_type=client_credentials",
            ];
            same(pairs.join("\n"), form(&first(w)))
        })
    },
    check("acquisition.one-authentication-method", |w| {
        w.get();
        let request = first(w);
        let mut places: Vec<_> = request.header("authorization").map(|_| "Authorization").collect();
        places.extend(request.url.contains("client_secret").then_some("URL"));
        places.extend(form(&request).contains("client_secret").then_some("body"));
        let shown = |place| {
            same(format!("credentials in: {place}"), format!("credentials in: {}", places.join(", ")))
        };
        shown("body").or_else(|_| shown("Authorization"))
    }),
    check("acquisition.form-content-type", |w| {
        w.get();
        let shown = shown(w, "content-type").to_ascii_lowercase();
        // A charset is allowed, and means nothing.
        let media_type = shown.split(';').next().unwrap_or_default().trim_end();
        same("content-type: application/x-www-form-urlencoded", format!("content-type: {media_type}"))
    }),
    check("acquisition.form-body", |w| {
        w.get();
        same("grant_type=client_credentials", form(&first(w)))
    }),
    Check {
        application: &SCOPED,
        ..check("acquisition.scope-parameter", |w| {
            w.get();
            let sent = form(&first(w));
            let asked =
                |scopes| same(format!("grant_type=client_credentials\nscope={scopes}"), sent.as_str());
            // The order of scopes means nothing.
            asked("openid+admin:read").or_else(|_| asked("admin:read+openid"))
        })
    },
    check("acquisition.open-sends-nothing", |w| {
        w.open();
        let sent = w.mock().journal.exchanges().count();
        same("0 requests", format!("{sent} requests"))
    }),
];

/// The first request, whatever it knocks at.
fn first(w: &Harness) -> Request {
    w.mock().journal.exchanges().next().map(|exchange| exchange.request.clone()).unwrap_or_default()
}

fn line(request: &Request) -> String {
    format!("{} {}", request.method, request.url)
}

/// The values of a header of all token requests, one a line.
fn shown(w: &Harness, name: &str) -> String {
    let mock = w.mock();
    let values = mock.journal.of(Kind::Token).flat_map(|exchange| exchange.request.header(name));
    values.map(|value| value.escape_ascii().to_string()).collect::<Vec<_>>().join("\n")
}

/// The pairs of a form, one a line in alphabetical order, without differences that mean nothing.
fn form(request: &Request) -> String {
    let body = String::from_utf8_lossy(&request.body).replace("%20", "+").replace("%3A", ":");
    let mut pairs: Vec<_> = body.split('&').collect();
    pairs.sort_unstable();
    pairs.join("\n")
}

const fn tenant(slug: &'static str, token_url: &'static str) -> Application {
    Application { tenant: Some(slug), token_url, ..TENANT }
}

/// Slugs that would change the path, and where they lead to if they are sent as one segment. Some can only be refused.
static SLUGS: &[Application] = &[
    tenant("acme-labs", TENANT.token_url),
    tenant("a/../b", "https://scaikey.test/api/v1/auth/tenants/a%2F..%2Fb/oauth/token"),
    tenant("../../admin", "https://scaikey.test/api/v1/auth/tenants/..%2F..%2Fadmin/oauth/token"),
    tenant("%2e%2e", "https://scaikey.test/api/v1/auth/tenants/%252e%252e/oauth/token"),
    tenant("acme?x=", "https://scaikey.test/api/v1/auth/tenants/acme%3Fx%3D/oauth/token"),
    tenant("acme#", "https://scaikey.test/api/v1/auth/tenants/acme%23/oauth/token"),
    tenant("acme labs", "https://scaikey.test/api/v1/auth/tenants/acme%20labs/oauth/token"),
    tenant("..", "nowhere"),
    tenant("", "nowhere"),
];
