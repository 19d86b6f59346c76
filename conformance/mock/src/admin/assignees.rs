//! The assignees of an application, which an application of a tenant may read.

use bytes::Bytes;
use http::header::ALLOW;
use http::{Method, Request, StatusCode};
use serde_json::json;

use super::bearer::{Caller, Unauthenticated};
use crate::defect::Defect;
use crate::mock::Mock;
use crate::reply::Reply;

impl Mock {
    /// An empty list, for the application itself only, which may call itself `me`.
    pub(crate) fn assignees(
        &mut self,
        time: u64,
        tenant: &str,
        application: &str,
        request: &Request<Bytes>,
    ) -> Reply {
        let caller = match self.caller(time, request.headers()) {
            Ok(caller) => caller,
            Err(Unauthenticated::NoToken) if self.has_defect(Defect::AbsentTokenAccepted) => {
                Caller::anonymous()
            }
            Err(error) => return self.unauthorized(error),
        };
        if request.method() != Method::GET {
            return Reply::detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed").header(ALLOW, "GET");
        }
        let own = self.application(&caller.id).and_then(|application| self.tenant_of(application));
        let is_own = own.is_none_or(|own| own.id == tenant) && ["me", &caller.id].contains(&application);
        let reply = if is_own {
            Reply::json(StatusCode::OK, &json!({ "data": { "users": [], "groups": [] }, "meta": {} }))
        } else {
            Reply::detail(StatusCode::NOT_FOUND, "Not Found")
        };
        reply.by(&caller.id)
    }
}
