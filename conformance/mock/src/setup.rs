//! What a deployment begins with.

/// Who may ask for tokens.
pub(crate) mod application;
/// A file that people write.
mod file;
/// What signs tokens.
pub(crate) mod keys;
/// Whom a deployment serves.
pub(crate) mod tenant;

use self::application::{Application, Level};
use self::keys::Keys;
use self::tenant::Tenant;
use crate::defect::Defect;
use crate::faults::Faults;
use crate::variant::Variant;

/// What a deployment begins with.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Who may ask for tokens.
    pub applications: Vec<Application>,
    /// Whom it serves.
    pub tenants: Vec<Tenant>,
    /// What it signs with.
    pub keys: Keys,
    /// What goes wrong now and then.
    pub faults: Faults,
    /// What is wrong with it.
    pub defect: Option<Defect>,
    /// How it differs from others that are as good.
    pub variant: Variant,
}

impl Setup {
    /// Two tenants; an application that reads, one that writes, and one of the tenant `acme`.
    pub fn usual(keys: Keys) -> Self {
        let application = |id: &str, secret: &str, name: &str, level, scopes: &[&str]| Application {
            id: id.to_owned(),
            secret: secret.to_owned(),
            name: name.to_owned(),
            level,
            allowed_scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            token_lifetime: HOUR,
        };
        let (reports, admin) = (["admin:read", "openid"], ["admin:read", "admin:write", "openid"]);
        Self {
            applications: vec![
                application("app_reports", "reports-secret-for-tests", "Reports", Level::Global, &reports),
                application("app_admin", "admin-secret-for-tests", "Administration", Level::Global, &admin),
                application(
                    "app_invoices",
                    "invoices-secret-for-tests",
                    "Invoices",
                    Level::Tenant("acme".into()),
                    &["users:read", "groups:read", "openid"],
                ),
            ],
            tenants: vec![
                Tenant::new("tnt_acme0001", "acme", "Acme"),
                Tenant::new("tnt_globex01", "globex", "Globex"),
            ],
            ..Self::of(keys)
        }
    }

    /// What a TOML file says, such as
    ///
    /// ```toml
    /// [[tenant]]
    /// slug = "acme"
    ///
    /// [[application]]
    /// id = "app_invoices"
    /// secret = "a secret"
    /// tenant = "acme"               # a TENANT application; without it, a GLOBAL one
    /// allowed_scopes = ["users:read", "openid"]
    /// token_lifetime = 3600         # in seconds; an hour unless set
    /// name = "Invoices"             # its id unless set
    ///
    /// [faults]
    /// refuse_tokens = 1
    /// ```
    ///
    /// Fails with one line that names the thing, and no secret.
    pub fn read(toml: &str, keys: Keys) -> Result<Self, String> {
        file::read(toml, Self::of(keys))
    }

    /// A deployment of nobody.
    fn of(keys: Keys) -> Self {
        Self {
            applications: Vec::new(),
            tenants: Vec::new(),
            keys,
            faults: Faults::default(),
            defect: None,
            variant: Variant::Usual,
        }
    }
}

/// How long a token lives unless its application says otherwise, in seconds.
pub(crate) const HOUR: u32 = 3600;
