//! The initial state of a deployment.

/// Applications.
pub(crate) mod application;
/// The file format.
mod file;
/// Signing keys.
pub(crate) mod keys;
/// Tenants.
pub(crate) mod tenant;

use self::application::{Application, Level};
use self::keys::Keys;
use self::tenant::Tenant;
use crate::defect::Defect;
use crate::faults::Faults;
use crate::variant::Variant;

/// The initial state of a deployment.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The applications that may ask for tokens.
    pub applications: Vec<Application>,
    /// The tenants that it serves.
    pub tenants: Vec<Tenant>,
    /// The keys that it signs with.
    pub keys: Keys,
    /// The faults that are injected.
    pub faults: Faults,
    /// The defect that it has, if any.
    pub defect: Option<Defect>,
    /// The permitted way in which it behaves.
    pub variant: Variant,
}

impl Setup {
    /// Two tenants and three applications: one that may read, one that may write, and one of the tenant `acme`.
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

    /// The state that a TOML file describes, such as
    ///
    /// ```toml
    /// [[tenant]]
    /// slug = "acme"
    ///
    /// [[application]]
    /// id = "app_invoices"
    /// secret = "a secret"
    /// tenant = "acme"               # a TENANT application; a GLOBAL one unless set
    /// allowed_scopes = ["users:read", "openid"]
    /// token_lifetime = 3600         # in seconds; an hour unless set
    /// name = "Invoices"             # its id unless set
    ///
    /// [faults]
    /// refuse_tokens = 1
    /// ```
    ///
    /// Fails with one line that names the mistake and holds no secret.
    pub fn read(toml: &str, keys: Keys) -> Result<Self, String> {
        file::read(toml, Self::of(keys))
    }

    /// A deployment without applications and tenants.
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

/// Default lifetime of tokens, in seconds.
pub(crate) const HOUR: u32 = 3600;
