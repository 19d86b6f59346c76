//! The applications that subjects are configured with, and every spelling of their secrets.

/// One registered application. Derived forms are written out, so that no code of the judge can share an encoding
/// mistake with the subject.
#[derive(Debug)]
pub(crate) struct Application {
    /// Slug of the tenant; `None` for a platform application.
    pub(crate) tenant: Option<&'static str>,
    pub(crate) id: &'static str,
    pub(crate) secret: &'static str,
    pub(crate) scopes: &'static [&'static str],
    /// Where it fetches its tokens.
    pub(crate) token_url: &'static str,
    /// The `Authorization` header of its token requests.
    pub(crate) authorization: &'static str,
    /// The same without the form encoding, if that makes a difference. ScaiKey does not say which it wants.
    pub(crate) raw_authorization: Option<&'static str>,
    /// Texts that give the secret away, each with its name in reports.
    pub(crate) spellings: &'static [(&'static str, &'static str)],
}

impl Application {
    /// Every `Authorization` header that its token endpoint accepts.
    pub(crate) fn authorizations(&self) -> impl Iterator<Item = &'static str> {
        [self.authorization].into_iter().chain(self.raw_authorization)
    }
}

/// Origin of the mock ScaiKey, and base URL of every subject.
pub(crate) const ORIGIN: &str = "https://scaikey.test";

/// A platform application whose credentials no encoding changes.
pub(crate) const PLATFORM: Application = Application {
    tenant: None,
    id: "svc-usage-report",
    secret: "s3cret-A1b2C3d4E5f6",
    scopes: &[],
    token_url: "https://scaikey.test/api/v1/platform/oauth/token",
    authorization: "Basic c3ZjLXVzYWdlLXJlcG9ydDpzM2NyZXQtQTFiMkMzZDRFNWY2",
    raw_authorization: None,
    spellings: &[
        ("s3cret-A1b2C3d4E5f6", "<client secret>"),
        ("czNjcmV0LUExYjJDM2Q0RTVmNg", "<client secret, base64>"),
        ("c3ZjLXVzYWdlLXJlcG9ydDpzM2NyZXQtQTFiMkMzZDRFNWY2", "<credentials>"),
    ],
};

/// The same application, registered in a tenant.
pub(crate) const TENANT: Application = Application {
    tenant: Some("acme-labs"),
    token_url: "https://scaikey.test/api/v1/auth/tenants/acme-labs/oauth/token",
    ..PLATFORM
};

/// The same application, asking for two scopes.
pub(crate) const SCOPED: Application = Application { scopes: &["admin:read", "openid"], ..PLATFORM };

/// A platform application whose credentials are full of characters that the form encoding reserves.
pub(crate) const RESERVED: Application = Application {
    id: "svc:usage+report/1",
    secret: "p@ss word/100%+a&b=c:d",
    authorization: "Basic c3ZjJTNBdXNhZ2UlMkJyZXBvcnQlMkYxOnAlNDBzcyt3b3JkJTJGMTAwJTI1JTJCYSUyNmIlM0RjJTNBZA==",
    raw_authorization: Some("Basic c3ZjOnVzYWdlK3JlcG9ydC8xOnBAc3Mgd29yZC8xMDAlK2EmYj1jOmQ="),
    spellings: &[
        ("p@ss word/100%+a&b=c:d", "<client secret>"),
        ("p%40ss+word%2F100%25%2Ba%26b%3Dc%3Ad", "<client secret, form-encoded>"),
        ("cEBzcyB3b3JkLzEwMCUrYSZiPWM6ZA", "<client secret, base64>"),
        (
            "c3ZjJTNBdXNhZ2UlMkJyZXBvcnQlMkYxOnAlNDBzcyt3b3JkJTJGMTAwJTI1JTJCYSUyNmIlM0RjJTNBZA==",
            "<credentials>",
        ),
        ("c3ZjOnVzYWdlK3JlcG9ydC8xOnBAc3Mgd29yZC8xMDAlK2EmYj1jOmQ=", "<credentials, not form-encoded>"),
    ],
    ..PLATFORM
};
