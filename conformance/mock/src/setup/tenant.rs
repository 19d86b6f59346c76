//! Tenants of a deployment.

use serde::Serialize;
use serde_json::{Map, Value};

/// One tenant, as the admin API shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tenant {
    /// Begins with `tnt_`.
    pub id: String,
    /// Its name in URLs.
    pub slug: String,
    /// Its display name.
    pub name: String,
    /// Whether it is active.
    pub status: Status,
    /// E-mail address of its contact.
    pub contact_email: Option<String>,
    /// The partner that manages it.
    pub partner_id: Option<String>,
    /// Settings of its administrators.
    pub settings: Map<String, Value>,
    /// Settings of its pages.
    pub branding: Map<String, Value>,
}

/// Whether a tenant is active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    /// Its applications get tokens.
    Active,
    /// Its applications get no tokens.
    Suspended,
}

impl Status {
    /// Its name in the admin API.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Suspended => "SUSPENDED",
        }
    }
}

impl Tenant {
    /// An active tenant without further settings.
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

/// Whether a URL can name a tenant like this.
pub(crate) fn is_slug(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=63).contains(&text.len()) && text.bytes().all(is_allowed)
}
