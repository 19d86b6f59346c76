//! Routes: which part of a deployment serves a path.

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    /// A token endpoint.
    Token(Surface<'a>),
    /// The discovery document.
    Discovery(Surface<'a>),
    /// The keys that verify tokens.
    Keys(Surface<'a>),
    /// The admin API.
    Admin(Kind, Place<'a>),
    /// The assignees of an application of the tenant with this id.
    Assignees { tenant: &'a str, application: &'a str },
    /// The control endpoint for faults.
    Faults,
    /// No route.
    Unknown,
}

/// The two surfaces of ScaiKey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surface<'a> {
    Platform,
    /// The tenant with this slug.
    Tenant(&'a str),
}

/// A collection of the admin API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Tenants,
    Applications,
    Audit,
}

/// A collection or one entry of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// The collection, without a slash at the end.
    Bare,
    /// The collection, with a slash at the end.
    Slash,
    /// The one with this id.
    One(&'a str),
}

impl<'a> Route<'a> {
    pub(crate) fn of(path: &'a str) -> Self {
        let Some(path) = path.strip_prefix("/api/v1/") else {
            return if path == CONTROL { Self::Faults } else { Self::Unknown };
        };
        let segments: Vec<_> = path.split('/').collect();
        match segments[..] {
            ["platform", "oauth", "token"] => Self::Token(Surface::Platform),
            ["platform", "oauth", ".well-known", "openid-configuration"] => {
                Self::Discovery(Surface::Platform)
            }
            ["platform", ".well-known", "jwks.json"] => Self::Keys(Surface::Platform),
            ["auth", "tenants", slug, "oauth", "token"] => Self::Token(Surface::Tenant(slug)),
            ["auth", "tenants", slug, ".well-known", "openid-configuration"] => {
                Self::Discovery(Surface::Tenant(slug))
            }
            ["auth", "tenants", slug, ".well-known", "jwks.json"] => Self::Keys(Surface::Tenant(slug)),
            ["tenants", tenant, "applications", application, "assignees"] => {
                Self::Assignees { tenant, application }
            }
            ["admin", kind, ref place @ ..] => Kind::named(kind)
                .zip(Place::of(place))
                .map_or(Self::Unknown, |(kind, place)| Self::Admin(kind, place)),
            _ => Self::Unknown,
        }
    }

    /// The slug of the tenant on whose surface it is.
    pub(crate) fn tenant(self) -> Option<&'a str> {
        match self {
            Self::Token(Surface::Tenant(slug))
            | Self::Discovery(Surface::Tenant(slug))
            | Self::Keys(Surface::Tenant(slug)) => Some(slug),
            _ => None,
        }
    }
}

impl Surface<'_> {
    /// Its token endpoint.
    pub(crate) fn token_path(self) -> String {
        match self {
            Self::Platform => "/api/v1/platform/oauth/token".to_owned(),
            Self::Tenant(slug) => format!("/api/v1/auth/tenants/{slug}/oauth/token"),
        }
    }

    /// Its keys.
    pub(crate) fn keys_path(self) -> String {
        match self {
            Self::Platform => "/api/v1/platform/.well-known/jwks.json".to_owned(),
            Self::Tenant(slug) => format!("/api/v1/auth/tenants/{slug}/.well-known/jwks.json"),
        }
    }
}

impl Kind {
    /// In the plural, as paths have it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tenants => "tenants",
            Self::Applications => "applications",
            Self::Audit => "audit",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Tenants, Self::Applications, Self::Audit].into_iter().find(|kind| kind.name() == name)
    }
}

impl<'a> Place<'a> {
    fn of(segments: &[&'a str]) -> Option<Self> {
        match segments {
            [] => Some(Self::Bare),
            [""] => Some(Self::Slash),
            [id] => Some(Self::One(id)),
            _ => None,
        }
    }
}

const CONTROL: &str = "/mock/faults";
