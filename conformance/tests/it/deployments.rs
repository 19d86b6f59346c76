//! The judge of deployments judged: each defect of the mock is found by the requirement that is there to find it and by
//! none that has nothing to do with it, and whatever ScaiKey leaves open passes.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use Surfaces::{Both, Platform, Tenant};
use scaikey_conformance::{
    Address, Conclusion, DeploymentOptions, Level, Outcome, Pacing, Palette, Profile, Report, RunOptions,
    Target, judge_mock, requirements,
};
use scaikey_mock::{Algorithm, Application, Defect, Keys, Mock, Setup, Variant};

/// A defect, where it shows, what finds it, and what it breaks besides.
type Row = (Defect, Surfaces, &'static str, &'static [&'static str]);

/// Certificates have no part in it: they show on sockets (`sockets.rs`).
const TABLE: &[Row] = &[
    (Defect::PlaintextServed, Both, "transport.plaintext-refused", &[]),
    (Defect::ClockOff, Both, "transport.clock", &[]),
    (Defect::BasicRefused, Both, "token.basic", CLIENT),
    (Defect::FormRefused, Both, "token.form-credentials", &[]),
    (Defect::WrongSecretAccepted, Both, "token.wrong-secret-refused", &[]),
    (Defect::UnknownGrantAccepted, Both, "token.unknown-grant-refused", &[]),
    (Defect::UnknownGrantFails, Both, "token.unknown-grant-understood", &[]),
    (Defect::GetGrants, Both, "token.get-refused", &[]),
    (Defect::GetFails, Both, "token.get-refused", &[]),
    (Defect::TokenHtml, Both, "token.basic", &[]),
    (Defect::RefreshTokenReturned, Both, "token.no-refresh-token", &[]),
    (Defect::ExpiresInMissing, Both, "token.expires-in", &[]),
    (Defect::ExpiresInText, Both, "token.expires-in", &[]),
    (
        Defect::ExpiresInZero,
        Both,
        "token.expires-in",
        &["client.one-token-for-two-calls", "expiry.honoured", "token.lifetime-usable"],
    ),
    (Defect::LifetimeTooShort, Both, "token.lifetime-usable", &[]),
    (Defect::TokenTypeOdd, Both, "token.type-bearer", CLIENT),
    (Defect::AccessTokenEmpty, Both, "token.access-token", &[]),
    (Defect::OpaqueToken, Both, "claims.jwt", &[]),
    (
        Defect::AlgNone,
        Both,
        "claims.jwt",
        &[
            "keys.signature",
            "refusal.status",
            "refusal.tampered-claims",
            "refusal.tampered-signature",
            "refusal.unsigned",
        ],
    ),
    (Defect::Hs256, Both, "claims.jwt", &["keys.signature"]),
    (Defect::SubDiffers, Both, "claims.identity", &[]),
    (Defect::ClientIdClaimDiffers, Both, "claims.identity", &[]),
    (Defect::GrantClaimMissing, Both, "claims.grant", &[]),
    (Defect::PlatformTokenMissing, Platform, "claims.platform", &[]),
    (Defect::AppScopeWrong, Platform, "claims.platform", &[]),
    (Defect::TenantIdMissing, Tenant, "claims.tenant", &[]),
    (Defect::ScopeAsArray, Both, "scope.text", &["scope.omitted"]),
    (Defect::ScopeGrantsMore, Both, "scope.only-requested", &[]),
    (Defect::ScopeIgnoredWhenRequested, Both, "scope.requested", &[]),
    (Defect::UnallowedScopeGranted, Both, "scope.not-allowed", &[]),
    (Defect::OmittedScopeGrantsLess, Both, "scope.omitted", &[]),
    (Defect::JwksEmpty, Both, "keys.published", &[]),
    (Defect::JwksHtml, Both, "keys.published", &[]),
    (Defect::JwksPrivate, Both, "keys.public-only", &[]),
    (Defect::JwksWithoutSigningKey, Both, "keys.signature", &[]),
    (Defect::JwksDuplicateKid, Both, "keys.distinct-ids", &[]),
    (Defect::JwksDiffersBySurface, Tenant, "keys.same-on-both-surfaces", &[]),
    (Defect::DiscoveryHtml, Both, "discovery.document", &[]),
    (Defect::DiscoveryElsewhere, Both, "discovery.token-endpoint", &[]),
    (Defect::DiscoveryOtherPath, Both, "discovery.token-endpoint", &[]),
    (Defect::JwksUriElsewhere, Both, "discovery.jwks-uri", &[]),
    (Defect::RedirectToHttp, Platform, "admin.redirect-keeps-origin", &[]),
    (Defect::RedirectElsewhere, Platform, "admin.redirect-keeps-origin", &[]),
    (Defect::AdminReadFails, Platform, "admin.read", CLIENT),
    (Defect::AdminReadHtml, Platform, "admin.read", &[]),
    (Defect::ForbiddenTextChanged, Platform, "admin.forbidden", &[]),
    (Defect::ForbiddenAs401, Platform, "admin.forbidden", &[]),
    (Defect::ForbiddenIgnored, Platform, "admin.forbidden", &[]),
    (Defect::AbsentTokenAccepted, Both, "refusal.no-token", &["refusal.status"]),
    (
        Defect::GarbageTokenHtml,
        Both,
        "refusal.garbage",
        &[
            "expiry.honoured",
            "refusal.status",
            "refusal.tampered-claims",
            "refusal.tampered-signature",
            "refusal.unsigned",
        ],
    ),
    (Defect::GarbageToken403, Both, "refusal.status", &[]),
    (
        Defect::SignatureUnchecked,
        Both,
        "refusal.tampered-signature",
        &["refusal.status", "refusal.tampered-claims"],
    ),
    (Defect::ClaimsUnchecked, Both, "refusal.tampered-claims", &["refusal.status"]),
    (Defect::AlgNoneAccepted, Both, "refusal.unsigned", &["refusal.status"]),
    (Defect::ExpiredAccepted, Both, "expiry.honoured", &[]),
    (Defect::AuditMissing, Platform, "admin.audit", &[]),
];

/// Without an honest deployment the component cannot work either.
const CLIENT: &[&str] =
    &["client.one-token-for-two-calls", "client.survives-a-refused-token", "client.survives-expiry"];

/// The surfaces on which a defect shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Surfaces {
    Both,
    Platform,
    Tenant,
}

#[test]
fn each_defect_is_found_by_what_should_find_it_and_by_nothing_unrelated() {
    for (defect, surfaces, finder, besides) in TABLE {
        for surface in [Platform, Tenant] {
            let shows = [Both, surface].contains(surfaces);
            let broken = [finder].into_iter().chain(*besides).copied().filter(|_| shows).collect();
            let report = judged(surface, |setup| setup.defect = Some(*defect));
            assert_eq!(red(&report), broken, "{} on {surface:?}", defect.name());
        }
    }
}

#[test]
fn what_is_left_open_passes() {
    for variant in Variant::ALL {
        for surface in [Platform, Tenant] {
            let report = judged(surface, |setup| setup.variant = *variant);
            assert_eq!(red(&report), BTreeSet::new(), "{} on {surface:?}", variant.name());
            assert_eq!(report.conclusion(), Conclusion::Conformant, "{} on {surface:?}", variant.name());
        }
    }
}

/// What applications may be like without their deployment being any worse.
#[test]
fn no_application_makes_an_honest_deployment_fail() {
    for surface in [Platform, Tenant] {
        let honest = |change: fn(&mut Setup)| {
            let report = judged(surface, change);
            assert_eq!((red(&report), report.conclusion()), (BTreeSet::new(), Conclusion::Conformant));
        };
        honest(|setup| each(setup, |application| application.secret = RESERVED.into()));
        honest(|setup| {
            setup.variant = Variant::CredentialsAsTheyAre;
            each(setup, |application| application.secret = RESERVED.into());
        });
        honest(|setup| each(setup, |application| application.allowed_scopes = vec!["openid".into()]));
        honest(|setup| each(setup, |application| application.allowed_scopes = Vec::new()));
        honest(|setup| each(setup, |application| application.token_lifetime = 86_400));
    }
}

fn each(setup: &mut Setup, change: impl Fn(&mut Application)) {
    setup.applications.iter_mut().for_each(change);
}

/// A token that opens nothing proves nothing when it is changed and refused.
#[test]
fn a_refusal_counts_only_where_a_good_token_is_accepted() {
    for defect in [Defect::SignatureUnchecked, Defect::ClaimsUnchecked, Defect::AlgNoneAccepted] {
        let report = judged(Platform, |setup| {
            setup.defect = Some(defect);
            each(setup, |application| application.allowed_scopes = vec!["openid".into()]);
        });
        for id in ["refusal.tampered-signature", "refusal.tampered-claims", "refusal.unsigned"] {
            let judgement = report.judgements.iter().find(|judgement| judgement.requirement.id == id);
            let outcome = &judgement.expect("a known id").outcome;
            assert!(matches!(outcome, Outcome::NotApplicable(_)), "{}: {id}: {outcome:?}", defect.name());
        }
    }
}

#[test]
fn an_honest_deployment_is_judged_by_all_that_its_surface_has() {
    for (surface, absent) in [
        (Platform, &["claims.tenant", "keys.same-on-both-surfaces"][..]),
        (
            Tenant,
            &[
                "claims.platform",
                "admin.read",
                "admin.redirect-keeps-origin",
                "admin.forbidden",
                "admin.audit",
            ],
        ),
    ] {
        let report = judged(surface, |_| {});
        let unjudged = report.judgements.iter().filter(|judgement| judgement.outcome != Outcome::Pass);
        let mut unjudged: Vec<_> = unjudged.map(|judgement| &*judgement.requirement.id).collect();
        unjudged.retain(|id| *id != "load.ten-in-a-row");
        assert_eq!(unjudged, absent, "{surface:?}");
    }
}

#[test]
fn the_table_has_every_defect_but_those_of_certificates() {
    let known: Vec<_> = TABLE.iter().map(|(defect, ..)| *defect).collect();
    let is_certificate = |defect: &&Defect| defect.name().starts_with("certificate-");
    let all: Vec<_> = Defect::ALL.iter().filter(|defect| !is_certificate(defect)).copied().collect();
    assert_eq!(known, all);
}

/// A requirement that nothing broken turns red proves nothing.
#[test]
fn each_requirement_that_can_be_broken_finds_something() {
    let found: BTreeSet<_> =
        TABLE.iter().flat_map(|(_, _, finder, besides)| [finder].into_iter().chain(*besides)).collect();
    let can_be_broken = requirements::deployment().filter(|requirement| requirement.level != Level::Observe);
    let idle = can_be_broken.map(|requirement| &*requirement.id).filter(|id| !found.contains(id));
    assert_eq!(idle.collect::<Vec<_>>(), ["transport.tls", "transport.certificate-lasts"]);
}

/// The report of a strict run, by all that a patient person allows. It holds no secret in any format.
fn judged(surface: Surfaces, change: impl FnOnce(&mut Setup)) -> Report {
    let mut setup = Setup::usual(KEYS.clone());
    for application in &mut setup.applications {
        application.token_lifetime = 300;
    }
    change(&mut setup);
    let id = if surface == Platform { "app_reports" } else { "app_invoices" };
    let application = setup.applications.iter().find(|application| application.id == id).expect("one");
    // That variant leaves less than the application says.
    let allowed_scopes =
        (setup.variant != Variant::OpenIdNotAllowed).then(|| application.allowed_scopes.clone());
    let secret = application.secret.clone();
    let target = Target::new(Address {
        base: "https://scaikey.test".into(),
        tenant: (surface == Tenant).then(|| "acme".into()),
        client_id: id.into(),
        client_secret: secret.as_str().into(),
        resource: (surface == Tenant).then(|| ASSIGNEES.into()),
        allowed_scopes,
        allow_http: false,
    });
    let options = DeploymentOptions {
        run: RunOptions { strict: true, ..RunOptions::default() },
        allowed: vec![Profile::Noisy, Profile::Slow],
        pacing: Pacing { interval: Duration::ZERO, ..Pacing::default() },
        ..DeploymentOptions::default()
    };
    let judged = judge_mock(&target.expect("it is right"), Mock::new(setup), &options).expect("a runtime");
    keeps_secrets(&judged.report, &secret);
    judged.report
}

#[track_caller]
fn keeps_secrets(report: &Report, secret: &str) {
    let mut text = Vec::new();
    report.write(&mut text, Palette::NONE).expect("memory");
    report.write_json(&mut text).expect("memory");
    report.write_junit(&mut text).expect("memory");
    report.write_html(&mut text).expect("memory");
    report.write_annotations(&mut text).expect("memory");
    report.write_summary(&mut text).expect("memory");
    let text = String::from_utf8(text).expect("UTF-8");
    // All tokens of the mock begin like this.
    for telling in [secret, "eyJ"] {
        assert!(!text.contains(telling), "{telling}");
    }
}

fn red(report: &Report) -> BTreeSet<&str> {
    let is_red = |outcome: &Outcome| {
        matches!(outcome, Outcome::Fail(_) | Outcome::Inconclusive(_) | Outcome::Error(_))
    };
    let red = report.judgements.iter().filter(|judgement| is_red(&judgement.outcome));
    red.map(|judgement| judgement.requirement.id.as_str()).collect()
}

/// All that an encoding changes.
const RESERVED: &str = "sec+ret/0123 456=~&:789";
const ASSIGNEES: &str = "/api/v1/tenants/tnt_acme0001/applications/me/assignees";

/// The keys of all deployments here: it takes a while to make one.
static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::generate(Algorithm::Rs256));
