//! Tenants: whom a deployment serves.

use serde::Serialize;
use serde_json::{Map, Value};

/// One tenant, as the admin API shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tenant {
    /// Begins with `tnt_`.
    pub id: String,
    /// Its name in URLs.
    pub slug: String,
    /// What people call it.
    pub name: String,
    /// Whether it is served.
    pub status: Status,
    /// Whom to write to.
    pub contact_email: Option<String>,
    /// Who brought it along.
    pub partner_id: Option<String>,
    /// Whatever its administrators have set.
    pub settings: Map<String, Value>,
    /// How its pages look.
    pub branding: Map<String, Value>,
}

/// Whether a tenant is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    /// It is.
    Active,
    /// It is not: there are no tokens for its applications.
    Suspended,
}

impl Status {
    /// As the admin API writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Suspended => "SUSPENDED",
        }
    }
}

impl Tenant {
    /// An active tenant about which nothing else is known.
    pub fn new(id: &str, slug: &str, name: &str) -> Self {
        Self {
            id: id.to_owned(),
            slug: slug.to_owned(),
            name: name.to_owned(),
            status: Status::Active,
            contact_email: None,
            partner_id: None,
            settings: Map::new(),
            branding: Map::new(),
        }
    }
}

/// Whether a tenant can be called so in a URL.
pub(crate) fn is_slug(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&text.len()) && text.bytes().all(is_allowed)
}
