//! A client of a deployment.

use std::sync::LazyLock;
use std::time::Duration;

use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use bytes::Bytes;
use http::Request;
use http::request::Builder;
use scaikey_mock::{Algorithm, Faults, Keys, Mock, Reply, Setup, Variant};
use serde_json::Value;

/// The time of every test.
pub(crate) const NOW: Duration = Duration::from_secs(1_800_000_000);
pub(crate) const BASE: &str = "https://scaikey.test";
pub(crate) const PLATFORM: &str = "/api/v1/platform/oauth/token";
pub(crate) const ACME: &str = "/api/v1/auth/tenants/acme/oauth/token";
pub(crate) const PLATFORM_KEYS: &str = "/api/v1/platform/.well-known/jwks.json";
pub(crate) const ACME_KEYS: &str = "/api/v1/auth/tenants/acme/.well-known/jwks.json";
pub(crate) const PLATFORM_DISCOVERY: &str = "/api/v1/platform/oauth/.well-known/openid-configuration";
pub(crate) const ACME_DISCOVERY: &str = "/api/v1/auth/tenants/acme/.well-known/openid-configuration";
pub(crate) const ASSIGNEES: &str = "/api/v1/tenants/tnt_acme0001/applications/me/assignees";
pub(crate) const TENANTS: &str = "/api/v1/admin/tenants/";
pub(crate) const GRANT: &str = "grant_type=client_credentials";
/// Default lifetime of tokens.
pub(crate) const HOUR: Duration = Duration::from_secs(3600);
/// Id and secret of the usual applications.
pub(crate) const REPORTS: [&str; 2] = ["app_reports", "reports-secret-for-tests"];
pub(crate) const ADMIN: [&str; 2] = ["app_admin", "admin-secret-for-tests"];
pub(crate) const INVOICES: [&str; 2] = ["app_invoices", "invoices-secret-for-tests"];

/// One set of keys for all tests, since generating them takes a moment.
pub(crate) fn keys() -> Keys {
    static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::generate(Algorithm::Rs256));
    KEYS.clone()
}

/// A client of the usual deployment.
pub(crate) fn usual() -> Client {
    Client::of(Setup::usual(keys()))
}

pub(crate) fn with_variant(variant: Variant) -> Client {
    Client::of(Setup { variant, ..Setup::usual(keys()) })
}

pub(crate) fn with_faults(faults: Faults) -> Client {
    Client::of(Setup { faults, ..Setup::usual(keys()) })
}

/// A deployment with one GLOBAL application, `app_one`, that has this secret.
pub(crate) fn one(secret: &str) -> Setup {
    let mut setup = Setup::usual(keys());
    setup.applications.truncate(1);
    setup.applications[0].id = "app_one".to_owned();
    setup.applications[0].secret = secret.to_owned();
    setup
}

/// A client of a deployment, and the time of its requests.
pub(crate) struct Client {
    pub(crate) mock: Mock,
    pub(crate) now: Duration,
}

impl Client {
    pub(crate) fn of(setup: Setup) -> Self {
        Self { mock: Mock::new(setup), now: NOW }
    }

    pub(crate) fn send(&mut self, request: Builder, body: impl Into<Bytes>) -> Reply {
        self.mock.answer(self.now, &request.body(body.into()).expect("a request"))
    }

    /// The reply of a token endpoint to these credentials, by HTTP Basic.
    pub(crate) fn ask(&mut self, path: &str, credentials: [&str; 2], form: &str) -> Reply {
        let request = post(path).header("authorization", basic(credentials));
        self.send(request, form.to_owned())
    }

    /// A token for these scopes, or for every allowed one if empty. Empty if none is granted.
    pub(crate) fn token(&mut self, path: &str, credentials: [&str; 2], scope: &str) -> String {
        let reply = self.ask(path, credentials, &format!("{GRANT}&scope={scope}"));
        let body: Value = serde_json::from_slice(reply.response.body()).unwrap_or_default();
        body["access_token"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn get(&mut self, path: &str) -> Reply {
        self.send(Request::get(format!("{BASE}{path}")), "")
    }

    pub(crate) fn get_with(&mut self, path: &str, token: &str) -> Reply {
        self.call("GET", path, token, "")
    }

    pub(crate) fn call(&mut self, method: &str, path: &str, token: &str, body: &str) -> Reply {
        let request = Request::builder().method(method).uri(format!("{BASE}{path}"));
        self.send(request.header("authorization", format!("Bearer {token}")), body.to_owned())
    }
}

/// A token request without credentials.
pub(crate) fn post(path: &str) -> Builder {
    Request::post(format!("{BASE}{path}")).header("content-type", "application/x-www-form-urlencoded")
}

pub(crate) fn basic([id, secret]: [&str; 2]) -> String {
    format!("Basic {}", Base64::encode_string(format!("{id}:{secret}").as_bytes()))
}

pub(crate) fn status(reply: &Reply) -> u16 {
    reply.response.status().as_u16()
}

pub(crate) fn json(reply: &Reply) -> Value {
    serde_json::from_slice(reply.response.body()).expect("JSON")
}

pub(crate) fn text(reply: &Reply) -> &str {
    str::from_utf8(reply.response.body()).expect("UTF-8")
}

pub(crate) fn header<'a>(reply: &'a Reply, name: &str) -> &'a str {
    reply.response.headers().get(name).map_or("", |value| value.to_str().expect("ASCII"))
}

/// Header and claims of a token.
pub(crate) fn parts(token: &str) -> [Value; 2] {
    let mut parts = token.split('.').map(|part| {
        serde_json::from_slice(&Base64UrlUnpadded::decode_vec(part).expect("base64")).expect("JSON")
    });
    [parts.next().expect("a header"), parts.next().expect("claims")]
}
