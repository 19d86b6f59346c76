//! Each manner shows, and where.

use scaikey_mock::{Manner, Setup};

use crate::client::keys;
use crate::interview::differences;

/// Which questions are answered in another way than usual.
const SHOWN: &[(Manner, &[&str])] = &[
    (Manner::Usual, &[]),
    (Manner::BearerLowerCase, TOKENS),
    (Manner::NoScopeMember, TOKENS),
    (Manner::ExtraMembers, TOKENS),
    (Manner::DetailErrors, &["scope, all unknown", "wrong secret", "no grant", "unknown grant"]),
    (Manner::UnknownScopeRefused, &["scope, one unknown"]),
    (Manner::UnknownScopeDropped, &["scope, all unknown"]),
    (Manner::OpenIdNotAllowed, &["basic", "basic, tenant", "form", "list, without admin scope"]),
    (
        Manner::Es256,
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
    (Manner::NoKid, TOKENS),
    (Manner::NoJti, TOKENS),
    (Manner::AudienceList, TOKENS),
    (Manner::PlatformIssuerPath, &["basic", "form", "scope", "scope, one unknown", "discovery"]),
    (Manner::TenantNull, &["basic", "form", "scope", "scope, one unknown"]),
    (Manner::ExtraClaims, TOKENS),
    (Manner::ExpiryLater, TOKENS),
    (Manner::SeveralKeys, &["keys", "keys, tenant"]),
    (
        Manner::NoChallenge,
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
        Manner::SlashDropped,
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
    (Manner::BothForms, &["list, bare"]),
    (Manner::PermanentRedirect, &["list, bare"]),
    (Manner::RelativeRedirect, &["list, bare"]),
    (Manner::BareLists, &["list", "audit", "audit of another"]),
    (Manner::AuditForbidden, &["audit", "audit of another"]),
    (Manner::AuditUnfiltered, &["audit of another"]),
];

const TOKENS: &[&str] = &["basic", "basic, tenant", "form", "scope", "scope, tenant", "scope, one unknown"];

#[test]
fn each_manner_shows_where_it_should() {
    for (manner, shown) in SHOWN {
        let setup = Setup { manner: *manner, ..Setup::usual(keys()) };
        assert_eq!(differences(&setup), *shown, "{}", manner.name());
    }
}

#[test]
fn the_table_holds_every_manner() {
    // Each of these shows in nearly every answer.
    let others = [(Manner::CharsetNamed, 27), (Manner::NoDate, 28)];
    let table = SHOWN.iter().map(|(manner, _)| *manner);
    // And this one only where an encoding changes a secret.
    let is_other = |manner: &&Manner| {
        **manner == Manner::CredentialsAsTheyAre || others.iter().any(|(other, _)| other == *manner)
    };
    assert!(Manner::ALL.iter().filter(|manner| !is_other(manner)).copied().eq(table));
    for (manner, shown) in others {
        assert_eq!(differences(&Setup { manner, ..Setup::usual(keys()) }).len(), shown, "{}", manner.name());
    }
}
