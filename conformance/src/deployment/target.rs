//! The deployment to judge, and the application to judge it as.

use http::Uri;
use http::uri::Scheme;
use scaikey_host::{Options, Secret};

/// A deployment, and an application of it to judge it by. Everything in it was checked; `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Target {
    /// Without a slash at its end.
    base: String,
    uri: Uri,
    tenant: Option<String>,
    pub(crate) client_id: String,
    pub(crate) client_secret: Secret,
    /// A path that an application of a tenant may read.
    pub(crate) resource: Option<String>,
    /// All scopes that the application is allowed, if that is known.
    pub(crate) allowed_scopes: Option<Vec<String>>,
}

/// A target as a person writes it, not yet checked.
#[derive(Clone, Debug)]
pub struct Address {
    /// Base URL, with an optional path prefix: `https://scaikey.example`.
    pub base: String,
    /// Slug of the tenant; `None` for an application of the platform.
    pub tenant: Option<String>,
    /// Public identifier of the application.
    pub client_id: String,
    /// Secret of the application.
    pub client_secret: Secret,
    /// Path below the base URL that the application may read with GET. Of no use to an application of the platform,
    /// which lists tenants.
    pub resource: Option<String>,
    /// All scopes that the application is allowed.
    pub allowed_scopes: Option<Vec<String>>,
    /// Whether plain `http` is permitted beyond this machine.
    pub allow_http: bool,
}

impl Target {
    /// Checks an address. Fails with one line that names the part and holds no secret.
    pub fn new(address: Address) -> Result<Self, String> {
        let Address { base, tenant, client_id, client_secret, resource, allowed_scopes, allow_http } =
            address;
        let uri = parsed(base.trim_end_matches('/'), allow_http)?;
        let base = normalized(&uri);
        for (name, text) in [("client id", &*client_id), ("client secret", client_secret.expose())] {
            if text.is_empty() || text.chars().any(char::is_control) {
                return Err(format!(
                    "the {name} must not be empty, and without line feeds and other controls"
                ));
            }
        }
        let mut scopes = allowed_scopes.iter().flatten();
        if let Some(scope) = scopes.find(|scope| !is_scope(scope)) {
            return Err(format!(
                "{scope:?} is no scope: printable ASCII without spaces, quotes and backslashes"
            ));
        }
        if tenant.as_deref().is_some_and(|slug| !is_slug(slug)) {
            return Err("the tenant must be a slug: 1 to 128 letters, digits, and any of -._".into());
        }
        if let Some(path) = &resource {
            let begins = path.starts_with('/') && !path.starts_with("//");
            if !begins || !path.bytes().all(|byte| byte.is_ascii_graphic()) || path.contains(['#', '\\']) {
                return Err("the resource must be a path that begins with one /".into());
            }
        }
        Ok(Self { base, uri, tenant, client_id, client_secret, resource, allowed_scopes })
    }

    /// What it is called in reports.
    pub(crate) fn name(&self) -> &str {
        &self.base
    }

    /// Slug of the tenant whose application it is, if it is a tenant's.
    pub(crate) fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    /// `platform` or `tenant`.
    pub(crate) fn surface(&self) -> &'static str {
        if self.tenant.is_some() { "tenant" } else { "platform" }
    }

    pub(crate) fn is_tls(&self) -> bool {
        self.uri.scheme() == Some(&Scheme::HTTPS)
    }

    /// Host without brackets, and port.
    pub(crate) fn address(&self) -> (&str, u16) {
        let host = self.uri.host().unwrap_or_default().trim_matches(['[', ']']);
        (host, self.uri.port_u16().unwrap_or(if self.is_tls() { 443 } else { 80 }))
    }

    /// The same path over plain http: on port 80 if the deployment is on the usual port, else on its own.
    pub(crate) fn plaintext(&self, path: &str) -> String {
        self.url(path).replacen("https:", "http:", 1)
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub(crate) fn token_url(&self) -> String {
        match &self.tenant {
            None => self.url("/api/v1/platform/oauth/token"),
            Some(slug) => self.url(&format!("/api/v1/auth/tenants/{slug}/oauth/token")),
        }
    }

    pub(crate) fn discovery_url(&self) -> String {
        match &self.tenant {
            None => self.url("/api/v1/platform/oauth/.well-known/openid-configuration"),
            Some(slug) => self.url(&format!("/api/v1/auth/tenants/{slug}/.well-known/openid-configuration")),
        }
    }

    /// The documented JWKS of the application's own surface.
    pub(crate) fn jwks_url(&self) -> String {
        match &self.tenant {
            None => self.platform_jwks_url(),
            Some(slug) => self.url(&format!("/api/v1/auth/tenants/{slug}/.well-known/jwks.json")),
        }
    }

    pub(crate) fn platform_jwks_url(&self) -> String {
        self.url("/api/v1/platform/.well-known/jwks.json")
    }

    /// What a component is opened with.
    pub(crate) fn options(&self) -> Options {
        let (base, id, secret) = (&*self.base, &*self.client_id, self.client_secret.clone());
        let mut options = match &self.tenant {
            None => Options::platform(base, id, secret),
            Some(slug) => Options::tenant(base, &**slug, id, secret),
        };
        // Whether plain http is permitted was checked in `new`.
        options.settings = (!self.is_tls()).then(|| scaikey_host::types::Settings {
            allow_http: true,
            ..scaikey_host::types::Settings::default()
        });
        options
    }
}

fn parsed(base: &str, allow_http: bool) -> Result<Uri, String> {
    let uri: Uri = base.parse().map_err(|_| invalid_base(base))?;
    let scheme = uri.scheme_str().unwrap_or_default();
    if !matches!(scheme, "http" | "https") || uri.host().is_none_or(str::is_empty) {
        return Err(invalid_base(base));
    }
    let authority = uri.authority().map_or("", http::uri::Authority::as_str);
    if authority.contains('@') {
        return Err("the base URL must hold no user".into());
    }
    let has_port = authority.trim_start_matches(uri.host().unwrap_or_default()).starts_with(':');
    if has_port && uri.port_u16().is_none_or(|port| port == 0) {
        return Err("the port of the base URL must be a number from 1 to 65535".into());
    }
    let is_odd = |segment: &str| matches!(segment, "" | "." | "..") || segment.contains('%');
    if uri.path() != "/" && uri.path().trim_start_matches('/').split('/').any(is_odd) {
        return Err(
            "the path of the base URL must be plain: no empty segments, no dots, nothing encoded".into()
        );
    }
    if uri.query().is_some() || base.contains('#') {
        return Err("the base URL must have no query and no fragment".into());
    }
    if scheme == "http" && !allow_http && !is_loopback(uri.host().unwrap_or_default()) {
        return Err("the base URL is plain http, which shows the secret to the network: use https, or permit it with \
             --allow-http"
            .into());
    }
    Ok(uri)
}

/// The error does not show a URL that may hold a password.
fn invalid_base(base: &str) -> String {
    let shown = if base.contains('@') { String::new() } else { format!(" {base:?}") };
    format!("invalid base URL{shown}: expected https://host[:port][/path]")
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// Without the default port, capitals in the host, and a slash at the end.
fn normalized(uri: &Uri) -> String {
    let (scheme, host) = (uri.scheme_str().unwrap_or_default(), uri.host().unwrap_or_default());
    let usual = if scheme == "https" { 443 } else { 80 };
    let port = uri.port_u16().filter(|port| *port != usual).map_or(String::new(), |port| format!(":{port}"));
    format!("{scheme}://{}{port}{}", host.to_ascii_lowercase(), uri.path().trim_end_matches('/'))
}

/// As RFC 6749 writes them in section 3.3.
fn is_scope(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\'))
}

fn is_slug(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    (1..=128).contains(&text.len()) && text.bytes().all(is_plain) && !matches!(text, "." | "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(base: &str) -> Address {
        Address {
            base: base.into(),
            tenant: None,
            client_id: "app".into(),
            client_secret: "hunter2".into(),
            resource: None,
            allowed_scopes: None,
            allow_http: false,
        }
    }

    #[track_caller]
    fn refuses(address: Address, complaint: &str) {
        let error = Target::new(address).expect_err("it is wrong");
        assert!(error.contains(complaint) && !error.contains("hunter2") && !error.contains('\n'), "{error}");
    }

    #[test]
    fn plain_http_is_for_loopback_only() {
        for base in ["https://a.test", "https://a.test:8443/key/", "http://localhost:1", "http://[::1]:1"] {
            assert!(Target::new(address(base)).is_ok(), "{base}");
        }
        assert!(Target::new(Address { allow_http: true, ..address("http://a.test") }).is_ok());
        refuses(address("http://a.test"), "--allow-http");
        refuses(address("a.test"), "invalid base URL \"a.test\": expected https://");
        refuses(address("ftp://a.test"), "invalid base URL");
        refuses(address("https://user@a.test"), "no user");
        refuses(address("ftp://user:hunter2@a.test"), "invalid base URL: expected https://");
        refuses(address("https://a.test/?x=1"), "no query");
        refuses(address("https://a.test/#x"), "no ");
        refuses(address("https://a.test/a b"), "invalid base URL");
        for port in ["", "0", "99999"] {
            refuses(address(&format!("https://a.test:{port}")), "port");
        }
        for path in ["/a//b", "/a/../b", "/./a", "/a%2fb"] {
            refuses(address(&format!("https://a.test{path}")), "plain");
        }
    }

    #[test]
    fn a_slug_is_one_segment_and_a_resource_a_path() {
        let usual = || address("https://a.test");
        for slug in ["", "a/b", "..%2f", "a b", "a?b", ".", "..", "a~b"] {
            refuses(Address { tenant: Some(slug.into()), ..usual() }, "slug");
        }
        for path in ["", "a", "//a", "/a b", "/a#b", "/a\\b"] {
            refuses(Address { resource: Some(path.into()), ..usual() }, "resource");
        }
        for id in ["", "a\nb", "a\u{1b}[31m"] {
            refuses(Address { client_id: id.into(), ..usual() }, "client id");
        }
        for scope in ["", "a b", "a\"b", "ä"] {
            refuses(Address { allowed_scopes: Some(vec![scope.into()]), ..usual() }, "no scope");
        }
    }

    #[test]
    fn plain_http_is_tried_on_the_same_path() {
        let plaintext = |base: &str| Target::new(address(base)).expect("it is right").plaintext("/x");
        assert_eq!(plaintext("https://a.test/key"), "http://a.test/key/x");
        assert_eq!(plaintext("https://a.test:443"), "http://a.test/x");
        assert_eq!(plaintext("https://[::1]:8443"), "http://[::1]:8443/x");
    }

    #[test]
    fn base_urls_are_normalized() {
        let name = |base: &str| Target::new(address(base)).expect("it is right").name().to_owned();
        assert_eq!(name("HTTPS://A.test:443/Key/"), "https://a.test/Key");
        assert_eq!(name("https://[::1]:8443"), "https://[::1]:8443");
    }
}
