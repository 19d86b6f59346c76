//! The applications that subjects are configured with, and every spelling of their secrets.

use scaikey_host::Options;
use scaikey_host::types::{ClientAuthentication, Settings};

/// One registered application. Derived forms are written out, so that no code of the judge can share an encoding
/// mistake with the subject.
#[derive(Debug)]
pub(crate) struct Application {
    /// Base URL of the deployment.
    pub(crate) base: &'static str,
    /// Slug of the tenant; `None` for a platform application.
    pub(crate) tenant: Option<&'static str>,
    pub(crate) id: &'static str,
    pub(crate) secret: &'static str,
    pub(crate) scopes: &'static [&'static str],
    /// Its client authentication method.
    pub(crate) authentication: ClientAuthentication,
    /// Its token endpoint.
    pub(crate) token_url: &'static str,
    /// The `Authorization` header of its token requests.
    pub(crate) authorization: &'static str,
    /// The same without form encoding, if that differs. ScaiKey does not document which it expects.
    pub(crate) raw_authorization: Option<&'static str>,
    /// Texts that reveal the secret, each with its name in reports. Those in base64 have no padding, so that a report
    /// shows the padding that was sent.
    pub(crate) spellings: &'static [(&'static str, &'static str)],
}

impl Application {
    /// The options that its client is opened with.
    pub(crate) fn options(&self) -> Options {
        let options = match self.tenant {
            None => Options::platform(self.base, self.id, self.secret),
            Some(slug) => Options::tenant(self.base, slug, self.id, self.secret),
        };
        let settings = Settings { client_authentication: Some(self.authentication), ..Settings::default() };
        Options {
            scopes: self.scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            settings: (self.authentication != ClientAuthentication::Basic).then_some(settings),
            ..options
        }
    }

    /// The path of a URL, from where the base URL ends.
    pub(crate) fn path<'a>(&self, url: &'a str) -> &'a str {
        &url[self.base.trim_end_matches('/').len()..]
    }

    /// Where its secret belongs in a token request.
    pub(crate) fn home(&self) -> &'static str {
        match self.authentication {
            ClientAuthentication::Post => "body",
            _ => "authorization header",
        }
    }

    /// Every `Authorization` header that its token endpoint accepts.
    pub(crate) fn authorizations(&self) -> impl Iterator<Item = &'static str> {
        [self.authorization].into_iter().chain(self.raw_authorization)
    }
}

/// Origin of the mock endpoint.
pub(crate) const ORIGIN: &str = "https://scaikey.test";

/// A platform application whose credentials no encoding changes.
pub(crate) const PLATFORM: Application = Application {
    base: ORIGIN,
    tenant: None,
    id: "svc-usage-report",
    secret: "s3cret-A1b2C3d4E5f6",
    scopes: &[],
    authentication: ClientAuthentication::Basic,
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
            "c3ZjJTNBdXNhZ2UlMkJyZXBvcnQlMkYxOnAlNDBzcyt3b3JkJTJGMTAwJTI1JTJCYSUyNmIlM0RjJTNBZA",
            "<credentials>",
        ),
        (
            "c3ZjJTNBdXNhZ2UlMkJyZXBvcnQlMkYxOnAlNDBzcyUyMHdvcmQlMkYxMDAlMjUlMkJhJTI2YiUzRGMlM0Fk",
            "<credentials, a space as %20>",
        ),
        ("c3ZjOnVzYWdlK3JlcG9ydC8xOnBAc3Mgd29yZC8xMDAlK2EmYj1jOmQ", "<credentials, not form-encoded>"),
    ],
    ..PLATFORM
};

/// Another application, whose credentials need padding in base64.
pub(crate) const OTHER: Application = Application {
    id: "svc-audit",
    authorization: "Basic c3ZjLWF1ZGl0OnMzY3JldC1BMWIyQzNkNEU1ZjY=",
    spellings: &[
        ("s3cret-A1b2C3d4E5f6", "<client secret>"),
        ("czNjcmV0LUExYjJDM2Q0RTVmNg", "<client secret, base64>"),
        ("c3ZjLXVzYWdlLXJlcG9ydDpzM2NyZXQtQTFiMkMzZDRFNWY2", "<credentials>"),
        ("c3ZjLWF1ZGl0OnMzY3JldC1BMWIyQzNkNEU1ZjY", "<credentials of the other application>"),
    ],
    ..PLATFORM
};

/// A platform application whose server does not decode credentials. Every encoding changes them.
pub(crate) const RAW: Application = Application {
    secret: "~Kz?9w~p ss+4=",
    authentication: ClientAuthentication::Raw,
    authorization: "Basic c3ZjLXVzYWdlLXJlcG9ydDp+S3o/OXd+cCBzcys0PQ==",
    spellings: &[
        ("~Kz?9w~p ss+4=", "<client secret>"),
        ("%7EKz%3F9w%7Ep+ss%2B4%3D", "<client secret, form-encoded>"),
        ("fkt6Pzl3fnAgc3MrND0", "<client secret, base64>"),
        ("c3ZjLXVzYWdlLXJlcG9ydDp+S3o/OXd+cCBzcys0PQ", "<credentials>"),
        ("c3ZjLXVzYWdlLXJlcG9ydDp-S3o_OXd-cCBzcys0PQ", "<credentials, base64 for URLs>"),
        ("c3ZjLXVzYWdlLXJlcG9ydDolN0VLeiUzRjl3JTdFcCtzcyUyQjQlM0Q", "<credentials, form-encoded>"),
        ("c3ZjLXVzYWdlLXJlcG9ydDp+S3o/OXd+cCBzcyUyMDQ9", "<credentials, a plus as %20>"),
    ],
    ..PLATFORM
};

/// The platform application, with its credentials in the body.
pub(crate) const POST: Application =
    Application { authentication: ClientAuthentication::Post, authorization: "", ..PLATFORM };

/// The platform application, behind a gateway that gives ScaiKey a path of its own.
pub(crate) const PREFIXED: Application = Application {
    base: "https://scaikey.test/gateway/scaikey",
    token_url: "https://scaikey.test/gateway/scaikey/api/v1/platform/oauth/token",
    ..PLATFORM
};

/// The platform application, with a slash at the end of its base URL.
pub(crate) const SLASHED: Application = Application { base: "https://scaikey.test/", ..PLATFORM };
