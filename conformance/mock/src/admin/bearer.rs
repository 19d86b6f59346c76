//! Bearer tokens: who calls, and what they may do.

use http::header::{AUTHORIZATION, HeaderMap, WWW_AUTHENTICATE};
use http::{Method, StatusCode};
use serde_json::Value;

use crate::defect::Defect;
use crate::mock::Mock;
use crate::reply::Reply;
use crate::setup::application::{Application, Level};
use crate::variant::Variant;

/// The owner of a valid token.
pub(crate) struct Caller {
    /// The client id of its application.
    pub(crate) id: String,
    is_global: bool,
    scopes: Vec<String>,
}

/// Why a caller is not authenticated.
pub(crate) enum Unauthenticated {
    /// The request has no token.
    NoToken,
    /// Its token is invalid, for this reason.
    InvalidToken(&'static str),
}

impl Mock {
    /// The owner of the token in this head, if it is valid at this time.
    pub(crate) fn caller(&mut self, time: u64, headers: &HeaderMap) -> Result<Caller, Unauthenticated> {
        let value = headers.get(AUTHORIZATION).ok_or(Unauthenticated::NoToken)?;
        let claims = self.verified(time, value.as_bytes()).map_err(Unauthenticated::InvalidToken)?;
        // Some defects make one of the two claims wrong.
        let named = |name| claims[name].as_str().and_then(|id| self.application(id));
        let application = named("sub").or_else(|| named("client_id"));
        let Application { id, level, .. } =
            application.ok_or(Unauthenticated::InvalidToken("its application is gone"))?;
        let caller =
            Caller { id: id.clone(), is_global: *level == Level::Global, scopes: scopes(&claims["scope"]) };
        let faults = &mut self.setup.faults;
        if faults.refuse_tokens > 0 {
            faults.refuse_tokens -= 1;
            return Err(Unauthenticated::InvalidToken("refused as was asked for"));
        }
        Ok(caller)
    }

    /// The reply to a caller who is not authenticated.
    pub(crate) fn unauthorized(&self, error: Unauthenticated) -> Reply {
        let (detail, why) = match error {
            Unauthenticated::NoToken => ("Not authenticated", "no token"),
            Unauthenticated::InvalidToken(why) => ("Invalid token", why),
        };
        let status = match (self.setup.defect, error) {
            (Some(Defect::GarbageTokenHtml), Unauthenticated::InvalidToken(_)) => return Reply::page(),
            (Some(Defect::GarbageToken403), Unauthenticated::InvalidToken(_)) => StatusCode::FORBIDDEN,
            _ => StatusCode::UNAUTHORIZED,
        };
        let reply = Reply::detail(status, detail).noted(why);
        if self.has_variant(Variant::NoChallenge) { reply } else { reply.header(WWW_AUTHENTICATE, "Bearer") }
    }

    /// The reply to a caller who may not do this. A platform token with `admin:read` may read; one with `admin:write` may
    /// do everything.
    pub(crate) fn forbidden(&self, caller: &Caller, method: &Method) -> Option<Reply> {
        if !(caller.may("admin:read") || caller.may("admin:write")) {
            let (status, detail) = match self.setup.defect {
                Some(Defect::ForbiddenIgnored) if method == Method::GET => return None,
                Some(Defect::ForbiddenAs401) => (StatusCode::UNAUTHORIZED, FORBIDDEN),
                Some(Defect::ForbiddenTextChanged) => (StatusCode::FORBIDDEN, "Forbidden"),
                _ => (StatusCode::FORBIDDEN, FORBIDDEN),
            };
            return Some(Reply::detail(status, detail));
        }
        if method == Method::GET || caller.may("admin:write") {
            return None;
        }
        Some(Reply::detail(StatusCode::FORBIDDEN, "Platform token requires admin:write scope"))
    }

    fn verified(&self, time: u64, value: &[u8]) -> Result<Value, &'static str> {
        let value = str::from_utf8(value).map_err(|_| "no bearer token")?;
        let (scheme, token) = value.split_once(' ').ok_or("no bearer token")?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err("no bearer token");
        }
        let claims = self.verify(token)?;
        let expiry = claims["exp"].as_u64().ok_or("no expiry")?;
        if time >= expiry && !self.has_defect(Defect::ExpiredAccepted) {
            return Err("expired");
        }
        Ok(claims)
    }
}

impl Caller {
    /// A caller without a token, whom only a defect lets in.
    pub(crate) fn anonymous() -> Self {
        Self { id: "nobody".to_owned(), is_global: true, scopes: vec!["admin:read".to_owned()] }
    }

    fn may(&self, scope: &str) -> bool {
        self.is_global && self.scopes.iter().any(|own| own == scope)
    }
}

/// The claim as a string, or as a list, which is how a defect writes it.
fn scopes(claim: &Value) -> Vec<String> {
    let list = claim.as_array().map(Vec::as_slice).unwrap_or_default();
    let words = claim.as_str().unwrap_or_default().split(' ');
    words.chain(list.iter().filter_map(Value::as_str)).map(str::to_owned).collect()
}

/// Exactly as documented.
const FORBIDDEN: &str = "Platform token requires admin:read or admin:write scope";
