//! Where each variant shows.

use scaikey_mock::{Setup, Variant};

use crate::client::keys;
use crate::comparison::differences;

/// The requests with other replies than usual.
const SHOWN: &[(Variant, &[&str])] = &[
    (Variant::Usual, &[]),
    (Variant::BearerLowerCase, TOKENS),
    (Variant::NoScopeMember, TOKENS),
    (Variant::ExtraMembers, TOKENS),
    (Variant::DetailErrors, &["scope, all unknown", "wrong secret", "no grant", "unknown grant"]),
    (Variant::UnknownScopeRefused, &["scope, one unknown"]),
    (Variant::UnknownScopeDropped, &["scope, all unknown"]),
    (Variant::OpenIdNotAllowed, &["basic", "basic, tenant", "form", "list, without admin scope"]),
    (
        Variant::Es256,
        &[
            "basic",
            "basic, tenant",
            "form",
            "scope",
            "scope, tenant",
            "scope, one unknown",
            "keys",
            "keys, tenant",
            "discovery",
            "discovery, tenant",
        ],
    ),
    (Variant::NoKid, TOKENS),
    (Variant::NoJti, TOKENS),
    (Variant::AudienceList, TOKENS),
    (Variant::PlatformIssuerPath, &["basic", "form", "scope", "scope, one unknown", "discovery"]),
    (Variant::TenantNull, &["basic", "form", "scope", "scope, one unknown"]),
    (Variant::ExtraClaims, TOKENS),
    (Variant::ExpiryLater, TOKENS),
    (Variant::SeveralKeys, &["keys", "keys, tenant"]),
    (
        Variant::NoChallenge,
        &[
            "wrong secret",
            "no token",
            "garbage",
            "changed signature",
            "changed claims",
            "changed to no signature",
            "expired",
        ],
    ),
    (
        Variant::SlashDropped,
        &[
            "list",
            "list, bare",
            "list, without admin scope",
            "list, tenant",
            "no token",
            "garbage",
            "changed signature",
            "changed claims",
            "changed to no signature",
            "expired",
            "audit",
            "audit of another",
        ],
    ),
    (Variant::BothForms, &["list, bare"]),
    (Variant::PermanentRedirect, &["list, bare"]),
    (Variant::RelativeRedirect, &["list, bare"]),
    (Variant::BareLists, &["list", "audit", "audit of another"]),
    (Variant::AuditForbidden, &["audit", "audit of another"]),
    (Variant::AuditUnfiltered, &["audit of another"]),
];

const TOKENS: &[&str] = &["basic", "basic, tenant", "form", "scope", "scope, tenant", "scope, one unknown"];

#[test]
fn each_variant_shows_where_it_should() {
    for (variant, shown) in SHOWN {
        let setup = Setup { variant: *variant, ..Setup::usual(keys()) };
        assert_eq!(differences(&setup), *shown, "{}", variant.name());
    }
}

#[test]
fn the_table_holds_every_variant() {
    // Each of these shows in nearly every answer.
    let others = [(Variant::CharsetNamed, 27), (Variant::NoDate, 28)];
    let table = SHOWN.iter().map(|(variant, _)| *variant);
    // And this one only where an encoding changes a secret.
    let is_other = |variant: &&Variant| {
        **variant == Variant::CredentialsAsTheyAre || others.iter().any(|(other, _)| other == *variant)
    };
    assert!(Variant::ALL.iter().filter(|variant| !is_other(variant)).copied().eq(table));
    for (variant, shown) in others {
        assert_eq!(
            differences(&Setup { variant, ..Setup::usual(keys()) }).len(),
            shown,
            "{}",
            variant.name()
        );
    }
}
