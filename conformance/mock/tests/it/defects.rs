//! Where each defect shows.

use scaikey_mock::{Defect, Setup};

use crate::client::keys;
use crate::comparison::differences;

/// The requests with other replies than those of an honest deployment.
const SHOWN: &[(Defect, &[&str])] = &[
    (
        Defect::BasicRefused,
        &[
            "basic",
            "basic, tenant",
            "scope",
            "scope, tenant",
            "scope, one unknown",
            "scope, all unknown",
            "wrong secret",
            "no grant",
            "unknown grant",
            "list",
            "list, without admin scope",
            "list, tenant",
            "assignees",
            "audit",
            "audit of another",
        ],
    ),
    (Defect::FormRefused, &["form"]),
    (Defect::WrongSecretAccepted, &["wrong secret"]),
    (Defect::UnknownGrantAccepted, &["unknown grant"]),
    (Defect::UnknownGrantFails, &["unknown grant"]),
    (Defect::GetGrants, &["GET"]),
    (Defect::GetFails, &["GET"]),
    (
        Defect::TokenHtml,
        &[
            "basic",
            "basic, tenant",
            "form",
            "scope",
            "scope, tenant",
            "scope, one unknown",
            "scope, all unknown",
            "wrong secret",
            "no grant",
            "unknown grant",
            "list",
            "list, without admin scope",
            "list, tenant",
            "assignees",
            "audit",
            "audit of another",
        ],
    ),
    (Defect::RefreshTokenReturned, TOKENS),
    (Defect::ExpiresInMissing, TOKENS),
    (Defect::ExpiresInText, TOKENS),
    (Defect::ExpiresInZero, TOKENS),
    (Defect::LifetimeTooShort, TOKENS),
    (Defect::TokenTypeOdd, TOKENS),
    (
        Defect::AccessTokenEmpty,
        &[
            "basic",
            "basic, tenant",
            "form",
            "scope",
            "scope, tenant",
            "scope, one unknown",
            "list",
            "list, without admin scope",
            "list, tenant",
            "assignees",
            "audit",
            "audit of another",
        ],
    ),
    // What cannot be taken apart cannot be changed by this interview either.
    (
        Defect::OpaqueToken,
        &[
            "basic",
            "basic, tenant",
            "form",
            "scope",
            "scope, tenant",
            "scope, one unknown",
            "changed signature",
            "changed claims",
        ],
    ),
    (
        Defect::AlgNone,
        &[
            "basic",
            "basic, tenant",
            "form",
            "scope",
            "scope, tenant",
            "scope, one unknown",
            "changed signature",
            "changed claims",
            "changed to no signature",
        ],
    ),
    (Defect::Hs256, TOKENS),
    (Defect::SubDiffers, TOKENS),
    (Defect::ClientIdClaimDiffers, TOKENS),
    (Defect::GrantClaimMissing, TOKENS),
    (Defect::PlatformTokenMissing, PLATFORM_TOKENS),
    (Defect::AppScopeWrong, PLATFORM_TOKENS),
    (Defect::TenantIdMissing, &["basic, tenant", "scope, tenant"]),
    (Defect::ScopeAsArray, TOKENS),
    (Defect::ScopeGrantsMore, &["scope", "scope, tenant", "scope, one unknown"]),
    (Defect::ScopeIgnoredWhenRequested, &["scope", "scope, tenant", "scope, one unknown"]),
    (Defect::UnallowedScopeGranted, &["scope, one unknown", "scope, all unknown"]),
    (Defect::OmittedScopeGrantsLess, &["basic", "basic, tenant", "form"]),
    (Defect::JwksEmpty, &["keys", "keys, tenant"]),
    (Defect::JwksHtml, &["keys", "keys, tenant"]),
    (Defect::JwksPrivate, &["keys", "keys, tenant"]),
    (Defect::JwksWithoutSigningKey, &["keys", "keys, tenant"]),
    (Defect::JwksDuplicateKid, &["keys", "keys, tenant"]),
    (Defect::JwksDiffersBySurface, &["keys, tenant"]),
    (Defect::DiscoveryHtml, &["discovery", "discovery, tenant"]),
    (Defect::DiscoveryElsewhere, &["discovery", "discovery, tenant"]),
    (Defect::DiscoveryOtherPath, &["discovery", "discovery, tenant"]),
    (Defect::JwksUriElsewhere, &["discovery", "discovery, tenant"]),
    (Defect::RedirectToHttp, &["list, bare"]),
    (Defect::RedirectElsewhere, &["list, bare"]),
    // The audit tells that reading failed.
    (Defect::AdminReadFails, &["list", "audit"]),
    (Defect::AdminReadHtml, &["list"]),
    (Defect::ForbiddenTextChanged, &["list, without admin scope", "list, tenant"]),
    (Defect::ForbiddenAs401, &["list, without admin scope", "list, tenant"]),
    (Defect::ForbiddenIgnored, &["list, without admin scope", "list, tenant"]),
    (Defect::AbsentTokenAccepted, &["no token"]),
    (Defect::GarbageTokenHtml, BAD_TOKENS),
    (Defect::GarbageToken403, BAD_TOKENS),
    (Defect::SignatureUnchecked, &["changed signature", "changed claims"]),
    (Defect::ClaimsUnchecked, &["changed claims"]),
    (Defect::AlgNoneAccepted, &["changed to no signature"]),
    (Defect::ExpiredAccepted, &["expired"]),
    (Defect::AuditMissing, &["audit"]),
];

/// Defects that show on sockets only, and the one that shows in every reply.
const OTHERS: &[Defect] = &[
    Defect::PlaintextServed,
    Defect::CertificateExpired,
    Defect::CertificateForAnotherName,
    Defect::CertificateExpiresSoon,
    Defect::ClockOff,
];

const TOKENS: &[&str] = &["basic", "basic, tenant", "form", "scope", "scope, tenant", "scope, one unknown"];
const PLATFORM_TOKENS: &[&str] = &["basic", "form", "scope", "scope, one unknown"];
const BAD_TOKENS: &[&str] =
    &["garbage", "changed signature", "changed claims", "changed to no signature", "expired"];

#[test]
fn each_defect_shows_where_it_should() {
    for (defect, shown) in SHOWN {
        let setup = Setup { defect: Some(*defect), ..Setup::usual(keys()) };
        assert_eq!(differences(&setup), *shown, "{}", defect.name());
    }
}

#[test]
fn the_table_holds_every_defect() {
    let table = OTHERS.iter().chain(SHOWN.iter().map(|(defect, _)| defect));
    assert!(Defect::ALL.iter().eq(table));
    assert_eq!(differences(&Setup { defect: Some(Defect::ClockOff), ..Setup::usual(keys()) }).len(), 28);
}

#[test]
fn names_are_unique() {
    let mut names: Vec<_> = Defect::ALL.iter().map(|defect| defect.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Defect::ALL.len());
}
