//! The requests of the suite.

use base64ct::{Base64, Encoding};
use bytes::Bytes;
use http::{HeaderName, Method, Request, header};

use crate::deployment::target::Target;

/// One request of the suite.
#[derive(Clone, Debug)]
pub(crate) struct Probe {
    method: Method,
    url: String,
    headers: Vec<(HeaderName, String)>,
    body: String,
}

impl Probe {
    /// A GET without credentials.
    pub(crate) fn get(url: impl Into<String>) -> Self {
        Self { method: Method::GET, url: url.into(), headers: Vec::new(), body: String::new() }
    }

    /// A POST of these form fields.
    pub(crate) fn post(url: impl Into<String>, fields: &[(&str, &str)]) -> Self {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let form = "application/x-www-form-urlencoded".to_owned();
        Self { method: Method::POST, url: url.into(), headers: vec![(header::CONTENT_TYPE, form)], body }
    }

    /// The same with the credentials of the application, as HTTP Basic.
    pub(crate) fn basic(self, target: &Target) -> Self {
        self.credentials(&target.client_id, target.client_secret.expose())
    }

    /// The same without form encoding, as many clients send it and some servers expect it.
    pub(crate) fn raw(self, target: &Target) -> Self {
        self.authorization(format!("Basic {}", raw(target)))
    }

    /// The same with these credentials, as HTTP Basic, form-encoded as RFC 6749 section 2.3.1 demands.
    pub(crate) fn credentials(self, id: &str, secret: &str) -> Self {
        self.authorization(format!("Basic {}", credentials(id, secret)))
    }

    /// The same with a token.
    pub(crate) fn bearer(self, token: &str) -> Self {
        self.authorization(format!("Bearer {token}"))
    }

    fn authorization(mut self, value: String) -> Self {
        self.headers.push((header::AUTHORIZATION, value));
        self
    }

    /// The request; `None` if the URL or a header field is invalid.
    pub(crate) fn request(&self) -> Option<Request<Bytes>> {
        let mut request = Request::builder().method(&self.method).uri(&self.url);
        let usual = [(header::ACCEPT, "application/json"), (header::USER_AGENT, AGENT)];
        for (name, value) in usual {
            request = request.header(name, value);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(Bytes::from(self.body.clone())).ok()
    }
}

/// Id and secret as HTTP Basic, not form-encoded.
pub(crate) fn raw(target: &Target) -> String {
    Base64::encode_string(format!("{}:{}", target.client_id, target.client_secret.expose()).as_bytes())
}

/// Id and secret as HTTP Basic, form-encoded.
pub(crate) fn credentials(id: &str, secret: &str) -> String {
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    Base64::encode_string(format!("{}:{}", encoded(id), encoded(secret)).as_bytes())
}

const AGENT: &str = concat!("scaikey-conformance/", env!("CARGO_PKG_VERSION"));
