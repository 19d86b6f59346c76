//! One deployment: its state, and the reply to a request.

/// A log of exchanges.
pub(crate) mod log;
/// A deployment behind a socket.
mod serve;

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE};
use http::{HeaderValue, Request, StatusCode};

use crate::admin::audit::Audit;
use crate::defect::Defect;
use crate::faults::EndpointFault;
use crate::reply::Reply;
use crate::route::Route;
use crate::setup::Setup;
use crate::setup::application::{Application, Level};
use crate::setup::tenant::{Status, Tenant};
use crate::variant::Variant;

/// One deployment.
pub struct Mock {
    pub(crate) setup: Setup,
    /// Who did what with the admin API.
    pub(crate) audit: Audit,
    /// Number of tokens granted.
    pub(crate) granted: u64,
    /// The signatures of the latest tokens, for [`Defect::ClaimsUnchecked`].
    pub(crate) signatures: VecDeque<String>,
}

impl Mock {
    /// A deployment that has granted nothing yet.
    pub fn new(mut setup: Setup) -> Self {
        if setup.variant == Variant::OpenIdNotAllowed {
            for application in &mut setup.applications {
                application.allowed_scopes.retain(|scope| scope != "openid");
            }
        }
        Self { setup, audit: Audit::default(), granted: 0, signatures: VecDeque::new() }
    }

    /// The reply to a request. `now` is the time since 1970 on the clock of the caller. The URI of the request is
    /// absolute, and addresses in the reply follow from it. Its extension `SocketAddr`, if there is one, is the client:
    /// only a client on this machine may change the faults. A body of more than 64 KiB is refused with 413.
    pub fn answer(&mut self, now: Duration, request: &Request<Bytes>) -> Reply {
        let time = self.time(now);
        let route = Route::of(request.uri().path());
        let fault = match route {
            Route::Token(_) => EndpointFault::take_next(&mut self.setup.faults.token_endpoint),
            Route::Admin(..) | Route::Assignees { .. } => {
                EndpointFault::take_next(&mut self.setup.faults.resource)
            }
            _ => None,
        };
        let replacement = fault.as_ref().and_then(EndpointFault::replacement);
        let reply = replacement.unwrap_or_else(|| self.served(time, route, request));
        let mut reply = fault.iter().fold(reply, |reply, fault| fault.apply(reply));
        reply.note.path = self.known(request.uri().path());
        match self.setup.variant {
            Variant::NoDate => return reply,
            Variant::CharsetNamed if reply.is_json() => {
                let kind = HeaderValue::from_static("application/json; charset=utf-8");
                reply.response.headers_mut().insert(CONTENT_TYPE, kind);
            }
            _ => {}
        }
        reply.header(DATE, httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(time)))
    }

    /// The applications that may ask it for tokens.
    pub fn applications(&self) -> &[Application] {
        &self.setup.applications
    }

    /// The defect that it has, if any.
    pub fn defect(&self) -> Option<Defect> {
        self.setup.defect
    }

    /// Whether it has this defect.
    pub(crate) fn has_defect(&self, defect: Defect) -> bool {
        self.setup.defect == Some(defect)
    }

    /// Whether it behaves like this variant.
    pub(crate) fn has_variant(&self, variant: Variant) -> bool {
        self.setup.variant == variant
    }

    pub(crate) fn application(&self, id: &str) -> Option<&Application> {
        self.setup.applications.iter().find(|application| application.id == id)
    }

    /// The active tenant with this slug.
    pub(crate) fn tenant(&self, slug: &str) -> Option<&Tenant> {
        let mut tenants = self.setup.tenants.iter();
        tenants.find(|tenant| tenant.slug == slug && tenant.status == Status::Active)
    }

    /// The tenant that a TENANT application belongs to.
    pub(crate) fn tenant_of(&self, application: &Application) -> Option<&Tenant> {
        match &application.level {
            Level::Global => None,
            Level::Tenant(slug) => self.setup.tenants.iter().find(|tenant| tenant.slug == *slug),
        }
    }

    fn served(&mut self, time: u64, route: Route<'_>, request: &Request<Bytes>) -> Reply {
        if request.body().len() > BODY_LIMIT {
            return Reply::detail(StatusCode::PAYLOAD_TOO_LARGE, "Request body too large");
        }
        if route.tenant().is_some_and(|slug| self.tenant(slug).is_none()) {
            return Reply::detail(StatusCode::NOT_FOUND, "Tenant not found");
        }
        match route {
            Route::Token(surface) => self.token(time, surface, request),
            Route::Discovery(surface) => self.discovery(surface, request),
            Route::Keys(surface) => self.keys(surface, request),
            Route::Admin(kind, place) => self.admin(time, kind, place, request),
            Route::Assignees { tenant, application } => self.assignees(time, tenant, application, request),
            Route::Faults => self.control(request),
            Route::Unknown => Reply::detail(StatusCode::NOT_FOUND, "Not Found"),
        }
    }

    /// Seconds since 1970 on the clock of the deployment.
    fn time(&self, now: Duration) -> u64 {
        let defect = if self.has_defect(Defect::ClockOff) { 90 } else { 0 };
        now.as_secs().saturating_add_signed(i64::from(self.setup.faults.clock_offset) + defect)
    }
}

/// Scheme, host and port that a request was sent to.
pub(crate) fn origin(request: &Request<Bytes>) -> String {
    let uri = request.uri();
    let authority = uri.authority().map_or("localhost", |authority| authority.as_str());
    format!("{}://{authority}", uri.scheme_str().unwrap_or("http"))
}

/// Bytes of a request body that the deployment accepts.
pub(crate) const BODY_LIMIT: usize = 64 << 10;
