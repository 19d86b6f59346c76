//! A network that ends at a mock deployment, in process and in virtual time. What is sent to it is what a real deployment
//! would be sent that keeps the contract.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::uri::Scheme;
use http::{Request, Response, Uri};
use http_body_util::BodyExt;
use scaikey_host::{Body, Clocks, Exchange, HttpError, Transport};
use scaikey_mock::{Application, Defect, Keys, Level, Mock, Setup, Tenant};
use tokio::runtime::{Builder, Runtime};

use super::certificate::Handshake;
use super::{HandshakeFuture, Network};
use crate::core::clocks::VirtualClocks;
use crate::deployment::target::Target;
use crate::in_process::play;

/// A network that ends at a mock.
pub(crate) struct MockNetwork {
    transport: MockTransport,
}

/// Carries requests to the mock, in process.
#[derive(Clone)]
struct MockTransport {
    mock: Arc<Mutex<Mock>>,
    clocks: Arc<Mutex<Option<Arc<VirtualClocks>>>>,
    /// The path in the base URL of the target. The mock serves without it.
    prefix: String,
    /// The path that the person named as readable. The mock serves another one in its place.
    resource: Option<String>,
    is_tls: bool,
}

impl MockNetwork {
    /// With this mock in place of the deployment.
    pub(crate) fn with(target: &Target, mock: Mock) -> Self {
        let base: Uri = target.name().parse().unwrap_or_default();
        let prefix = base.path().trim_end_matches('/').to_owned();
        let (mock, clocks) = (Arc::new(mock.into()), Arc::default());
        Self { transport: MockTransport { mock, clocks, prefix, resource: None, is_tls: target.is_tls() } }
    }

    /// With an honest deployment that knows the application of the target.
    pub(crate) fn of(target: &Target, keys: Keys) -> Self {
        let usual: &[&str] = if target.tenant().is_some() { &["openid"] } else { &["admin:read", "openid"] };
        let usual = || usual.iter().map(|scope| (*scope).to_owned()).collect();
        let application = Application {
            id: target.client_id.clone(),
            secret: target.client_secret.expose().to_owned(),
            name: target.client_id.clone(),
            level: target.tenant().map_or(Level::Global, |slug| Level::Tenant(slug.to_owned())),
            allowed_scopes: target.allowed_scopes.clone().unwrap_or_else(usual),
            token_lifetime: 300,
        };
        let tenants = target.tenant().map(|slug| Tenant::new(TENANT, slug, slug));
        let setup = Setup {
            applications: vec![application],
            tenants: tenants.into_iter().collect(),
            ..Setup::usual(keys)
        };
        let mut network = Self::with(target, Mock::new(setup));
        network.transport.resource.clone_from(&target.resource);
        network
    }
}

impl Network for MockNetwork {
    fn runtime(&self) -> std::io::Result<Runtime> {
        Builder::new_current_thread().enable_time().start_paused(true).build()
    }

    fn transport(&self) -> Arc<dyn Transport> {
        Arc::new(self.transport.clone())
    }

    fn clocks(&self) -> Arc<dyn Clocks> {
        self.transport.clocks()
    }

    fn handshake(&self, _: &str, _: u16) -> HandshakeFuture<'_> {
        let expires = self.clocks().wall() + Duration::from_secs(365 * 24 * 60 * 60);
        Box::pin(async move { Ok(Handshake { version: "TLS 1.3", expires }) })
    }
}

impl Transport for MockTransport {
    fn send(&self, request: Request<Body>) -> Exchange {
        let transport = self.clone();
        Box::pin(async move { transport.answer(request).await })
    }
}

impl MockTransport {
    /// Clocks that start when they are first read, inside a runtime.
    fn clocks(&self) -> Arc<VirtualClocks> {
        let mut clocks = self.clocks.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(clocks.get_or_insert_with(|| Arc::new(VirtualClocks::start())))
    }

    async fn answer(&self, request: Request<Body>) -> Result<Response<Body>, HttpError> {
        let (mut head, body) = request.into_parts();
        let is_plain = head.uri.scheme() == Some(&Scheme::HTTP);
        head.uri = self.mock_uri(head.uri).ok_or(HttpError::HttpRequestUriInvalid)?;
        let body = body.collect().await?.to_bytes();
        let reply = {
            let mut mock = self.mock.lock().unwrap_or_else(PoisonError::into_inner);
            if self.is_tls && is_plain && mock.defect() != Some(Defect::PlaintextServed) {
                return Err(HttpError::ConnectionRefused);
            }
            mock.answer(self.clocks().wall(), &Request::from_parts(head, body))
        };
        play(reply).await
    }

    /// The URL without the path of the base, and with a path that the mock lets a tenant's application read in place of
    /// the one that a person named.
    fn mock_uri(&self, uri: Uri) -> Option<Uri> {
        let mut parts = uri.into_parts();
        let path = parts.path_and_query.take()?;
        let path = path.as_str().strip_prefix(&self.prefix)?;
        let is_resource = self.resource.as_deref() == Some(path);
        let path = if is_resource {
            format!("/api/v1/tenants/{TENANT}/applications/me/assignees")
        } else {
            path.into()
        };
        parts.path_and_query = path.parse().ok();
        Uri::from_parts(parts).ok()
    }
}

/// The id of the tenant in the mock.
const TENANT: &str = "tnt_rehearsal";
