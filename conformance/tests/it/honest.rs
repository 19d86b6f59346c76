//! Deployments that differ from the mock in one answer: what is documented or left open passes, and what is broken fails,
//! whatever it looks like.

use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use base64ct::{Base64UrlUnpadded, Encoding};
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use scaikey_conformance::{
    Address, DeploymentOptions, Internet, Interrupt, Outcome, Pacing, RunOptions, Selection, Target,
    judge_deployment,
};
use scaikey_host::{Clocks, SystemClocks};
use scaikey_mock::{Algorithm, Handler, Keys, Limits, Mock, Protocol, Reply, Server, Setup};
use tokio::runtime::Builder;

/// What a deployment answers to a request; `None` is what the mock does.
trait Change: Fn(&Request<Bytes>) -> Option<Response<Bytes>> + Send + Sync + 'static {}

impl<T: Fn(&Request<Bytes>) -> Option<Response<Bytes>> + Send + Sync + 'static> Change for T {}

#[test]
fn a_redirect_is_followed_to_where_it_leads() {
    let leading =
        |location| move |request: &Request<Bytes>| (request.uri().path() == TENANTS).then(|| led(location));
    for (location, read, kept) in [
        ("tenants/", "pass", "pass"),
        ("/api/v1/admin/tenants/?page=1", "pass", "pass"),
        ("/nowhere", "fail", "pass"),
        ("?page=2", "fail", "pass"),
        ("//b.test/api/v1/admin/tenants/", "pass", "fail"),
    ] {
        for (id, expected) in [("admin.read", read), ("admin.redirect-keeps-origin", kept), (CLIENT, read)] {
            check(leading(location), None, id, expected);
        }
    }
}

#[test]
fn a_list_may_be_long() {
    let long = |request: &Request<Bytes>| {
        let is_list = request.uri().path().starts_with(TENANTS) && !query(request).contains("per_page=1");
        is_list.then(|| answered(200, vec![b' '; 2 << 20]))
    };
    check(long, None, "admin.read", "pass");
    check(long, None, CLIENT, "pass");
    // The redirect drops the query.
    let led = move |request: &Request<Bytes>| {
        if request.uri().path() == TENANTS { Some(led("tenants/")) } else { long(request) }
    };
    check(led, None, "admin.read", "pass");
}

#[test]
fn what_the_audit_list_wants_is_left_open() {
    let refusing = |part: &'static str, status| {
        move |request: &Request<Bytes>| {
            let is_audit = request.uri().path().contains("/audit") && query(request).contains(part);
            is_audit.then(|| answered(status, "{}"))
        }
    };
    for (part, status, expected) in [
        ("page=1", 422, "pass"),
        ("actor_id", 422, "pass"),
        ("actor_id", 400, "pass"),
        ("", 422, "not-applicable"),
        ("", 403, "not-applicable"),
        ("", 404, "fail"),
        ("actor_id", 500, "fail"),
    ] {
        check(refusing(part, status), None, "admin.audit", expected);
    }
}

#[test]
fn a_scope_is_refused_or_the_token_endpoint_is_broken() {
    let scoped = |status| {
        move |request: &Request<Bytes>| {
            request.body().ends_with(b"scope=openid").then(|| answered(status, "{}"))
        }
    };
    for (status, expected) in [
        (400, "not-applicable"),
        (403, "not-applicable"),
        (422, "not-applicable"),
        (500, "fail"),
        (404, "fail"),
    ] {
        check(scoped(status), None, "admin.forbidden", expected);
    }
}

#[test]
fn a_token_that_tells_no_scope_has_none_unless_a_person_says_so() {
    let untold = |request: &Request<Bytes>| {
        let token = [r#"{"alg":"ES256"}"#, r#"{"sub":"app_reports"}"#, "x"]
            .map(|part| Base64UrlUnpadded::encode_string(part.as_bytes()));
        let response =
            format!(r#"{{"access_token":"{}","token_type":"Bearer","expires_in":300}}"#, token.join("."));
        request.uri().path().ends_with("/oauth/token").then(|| answered(200, response))
    };
    check(untold, None, "admin.read", "not-applicable");
    let told = move |request: &Request<Bytes>| {
        untold(request).or_else(|| (request.uri().path().starts_with(TENANTS)).then(|| answered(200, "[]")))
    };
    check(told, None, "admin.read", "not-applicable");
    let says = |address: Address| Address { allowed_scopes: Some(vec!["admin:read".into()]), ..address };
    assert_eq!(judged(told, says(address(None)), "admin.read").name(), "pass");
}

#[test]
fn keys_are_looked_at_on_both_surfaces() {
    let platform = |status, body: &'static str| {
        move |request: &Request<Bytes>| {
            (request.uri().path() == PLATFORM_JWKS).then(|| answered(status, body))
        }
    };
    let private = r#"{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}]}"#;
    check(platform(200, private), Some("acme"), "keys.public-only", "fail");
    check(platform(404, "{}"), Some("acme"), "keys.public-only", "pass");
    let outcome = judged(platform(404, "{}"), address(Some("acme")), "keys.same-on-both-surfaces");
    let Outcome::Fail(broken) = outcome else { panic!("{outcome:?}") };
    assert!(format!("{broken:?}").contains("404"), "{broken:?}");
    let seen = AtomicBool::new(false);
    let exchanging = move |request: &Request<Bytes>| {
        let is_first = request.uri().path() == PLATFORM_JWKS && !seen.swap(true, Ordering::Relaxed);
        is_first.then(|| answered(200, r#"{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}"#))
    };
    check(exchanging, Some("acme"), "keys.same-on-both-surfaces", "pass");
}

/// One requirement comes to this outcome where a deployment answers like that.
#[track_caller]
fn check(change: impl Change, tenant: Option<&str>, id: &str, expected: &str) {
    let outcome = judged(change, address(tenant), id);
    assert_eq!(outcome.name(), expected, "{id}: {outcome:?}");
}

fn judged(change: impl Change, address: Address, id: &str) -> Outcome {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let changed = Changed { mock: Mock::new(Setup::usual(KEYS.clone())).into(), change };
    let free = (Ipv4Addr::LOCALHOST, 0).into();
    let server = runtime.block_on(Server::start(free, Protocol::Http, Limits::default(), changed));
    let server = server.expect("a free port");
    let include = vec![id.parse().expect("it names a requirement")];
    let pacing = Pacing { interval: Duration::ZERO, ..Pacing::default() };
    let selection = Selection { include, ..Selection::default() };
    let run = RunOptions { strict: true, selection, ..RunOptions::default() };
    let options = DeploymentOptions { run, pacing, ..DeploymentOptions::default() };
    let target = Target::new(Address { base: server.base(), ..address }).expect("it is right");
    let internet = Internet::new(None).expect("no certificates");
    let judged = judge_deployment(&target, &internet, &options, &Interrupt::new(), &|_, _| {});
    let judgements = judged.expect("a runtime").report.judgements;
    judgements.into_iter().find(|judgement| judgement.requirement.id == id).expect("a known id").outcome
}

fn address(tenant: Option<&str>) -> Address {
    let id = if tenant.is_some() { "invoices" } else { "reports" };
    Address {
        base: String::new(),
        tenant: tenant.map(str::to_owned),
        client_id: format!("app_{id}"),
        client_secret: format!("{id}-secret-for-tests").as_str().into(),
        resource: None,
        allowed_scopes: None,
        allow_http: false,
    }
}

/// The mock, but for one answer.
struct Changed<C> {
    mock: Mutex<Mock>,
    change: C,
}

impl<C: Change> Handler for Changed<C> {
    fn handle(&self, request: Request<Bytes>) -> Reply {
        match (self.change)(&request) {
            Some(response) => Reply { response, ..Reply::empty(StatusCode::OK) },
            None => self.mock.lock().expect("no panic").answer(SystemClocks.wall(), &request),
        }
    }
}

fn led(location: &str) -> Response<Bytes> {
    let mut response = answered(307, "");
    response.headers_mut().insert("location", location.parse().expect("text"));
    response
}

fn answered(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status.try_into().expect("a status");
    response
}

fn query(request: &Request<Bytes>) -> &str {
    request.uri().query().unwrap_or_default()
}

const TENANTS: &str = "/api/v1/admin/tenants";
const CLIENT: &str = "client.one-token-for-two-calls";
const PLATFORM_JWKS: &str = "/api/v1/platform/.well-known/jwks.json";

static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::generate(Algorithm::Es256));
