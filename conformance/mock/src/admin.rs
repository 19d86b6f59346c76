//! The admin API: tenants, applications and the audit list.

/// Applications.
mod applications;
/// The assignees of an application.
mod assignees;
/// The audit list.
pub(crate) mod audit;
/// Bearer tokens.
mod bearer;
/// The members of a request's body.
mod fields;
/// Pages of a list.
mod page;
/// Error responses.
mod problem;
/// Tenants.
mod tenants;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderValue, Method, Request, StatusCode};

use self::audit::Entry;
use self::bearer::{Caller, Unauthenticated};
use self::problem::Problem;
use crate::defect::Defect;
use crate::mock::{Mock, origin};
use crate::published::ELSEWHERE;
use crate::reply::Reply;
use crate::route::{Kind, Place};
use crate::variant::Variant;

impl Mock {
    /// Serves authorized callers, and records what they did.
    pub(crate) fn admin(
        &mut self,
        time: u64,
        kind: Kind,
        place: Place<'_>,
        request: &Request<Bytes>,
    ) -> Reply {
        if let Some(reply) = self.redirected(place, request) {
            return reply;
        }
        let caller = match self.caller(time, request.headers()) {
            Ok(caller) => caller,
            Err(Unauthenticated::NoToken) if self.has_defect(Defect::AbsentTokenAccepted) => {
                Caller::anonymous()
            }
            Err(error) => return self.unauthorized(error),
        };
        let forbidden = self.forbidden(&caller, request.method());
        let reply =
            forbidden.unwrap_or_else(|| self.done(kind, place, request).unwrap_or_else(Problem::reply));
        if !self.has_defect(Defect::AuditMissing) {
            self.audit.record(Entry::new(
                time,
                &caller.id,
                kind,
                place,
                request.method(),
                reply.response.status(),
            ));
        }
        reply.by(&caller.id)
    }

    fn done(&mut self, kind: Kind, place: Place<'_>, request: &Request<Bytes>) -> Result<Reply, Problem> {
        match (kind, self.setup.defect) {
            (Kind::Tenants, Some(Defect::AdminReadFails)) if request.method() == Method::GET => {
                Ok(Reply::detail(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"))
            }
            (Kind::Tenants, Some(Defect::AdminReadHtml)) if request.method() == Method::GET => {
                Ok(Reply::page())
            }
            (Kind::Tenants, _) => self.setup.tenants(place, request),
            (Kind::Applications, _) => self.setup.applications(place, request),
            (Kind::Audit, _) => self.audit.list(place, request, self.setup.variant),
        }
    }

    /// The redirect between the two forms of the path of a collection, with and without a trailing slash.
    fn redirected(&self, place: Place<'_>, request: &Request<Bytes>) -> Option<Reply> {
        let path = request.uri().path();
        let path = match (place, self.setup.variant) {
            (Place::Bare | Place::Slash, Variant::BothForms) => return None,
            (Place::Slash, Variant::SlashDropped) => path.trim_end_matches('/').to_owned(),
            (Place::Bare, Variant::SlashDropped) => return None,
            (Place::Bare, _) => format!("{path}/"),
            _ => return None,
        };
        let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
        let origin = match (self.setup.defect, self.setup.variant) {
            (Some(Defect::RedirectToHttp), _) => origin(request).replacen("https:", "http:", 1),
            (Some(Defect::RedirectElsewhere), _) => ELSEWHERE.to_owned(),
            (_, Variant::RelativeRedirect) => String::new(),
            _ => origin(request),
        };
        let permanent = self.has_variant(Variant::PermanentRedirect);
        let status = if permanent { StatusCode::PERMANENT_REDIRECT } else { StatusCode::TEMPORARY_REDIRECT };
        let mut reply = Reply::empty(status).noted("the other form of the path");
        // A path may hold bytes that a header field may not.
        if let Ok(location) = HeaderValue::try_from(format!("{origin}{path}{query}")) {
            reply = reply.header(LOCATION, location);
        }
        Some(reply)
    }
}
