//! The token endpoint of either surface.

/// The claims of a token.
mod claims;
/// Client authentication.
mod credentials;
/// Error responses.
mod error;
/// The form of a token request.
pub(crate) mod form;
/// Signing and verifying tokens.
mod jwt;
/// The scopes of a token.
mod scopes;

use bytes::Bytes;
use http::header::{ALLOW, CACHE_CONTROL, PRAGMA};
use http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use self::claims::remove;
use self::error::TokenError;
use self::form::Form;
use crate::defect::Defect;
use crate::mock::{Mock, origin};
use crate::random;
use crate::reply::Reply;
use crate::route::Surface;
use crate::setup::application::Application;
use crate::variant::Variant;

impl Mock {
    /// The reply to a token request.
    pub(crate) fn token(&mut self, time: u64, surface: Surface<'_>, request: &Request<Bytes>) -> Reply {
        let reply = match (request.method(), self.setup.defect) {
            (&Method::POST, Some(Defect::TokenHtml)) => Ok(Reply::page()),
            (&Method::GET, Some(Defect::GetGrants)) => Ok(self.granted_to_anybody(time, surface, request)),
            (&Method::GET, Some(Defect::GetFails)) => Err(TokenError::server_error()),
            (&Method::POST, _) => self.asked(time, surface, request),
            _ => {
                let reply = Reply::detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed");
                Ok(reply.header(ALLOW, "POST"))
            }
        };
        reply
            .unwrap_or_else(|error| error.reply(self.setup.variant))
            .header(CACHE_CONTROL, "no-store")
            .header(PRAGMA, "no-cache")
    }

    fn asked(
        &mut self,
        time: u64,
        surface: Surface<'_>,
        request: &Request<Bytes>,
    ) -> Result<Reply, TokenError> {
        let form = Form::read(request)?;
        let application = self.client(surface, request.headers(), &form)?;
        let no_grant = |error, description| Err(TokenError::for_client(&application.id, error, description));
        match (form.field("grant_type"), self.setup.defect) {
            (Some("client_credentials"), _) | (Some(_), Some(Defect::UnknownGrantAccepted)) => {}
            (Some(_), Some(Defect::UnknownGrantFails)) => return Err(TokenError::server_error()),
            (Some(_), _) => return no_grant("unsupported_grant_type", "only client_credentials"),
            (None, _) => return no_grant("invalid_request", "grant_type is missing"),
        }
        let scopes = self.scopes(application, form.field("scope"))?;
        Ok(self.granted(time, &application.clone(), &scopes, &origin(request)))
    }

    fn granted_to_anybody(&mut self, time: u64, surface: Surface<'_>, request: &Request<Bytes>) -> Reply {
        let mut applications = self.setup.applications.iter();
        let Some(application) = applications.find(|application| application.surface() == surface).cloned()
        else {
            return Reply::detail(StatusCode::NOT_FOUND, "Not Found");
        };
        self.granted(time, &application, &application.allowed_scopes, &origin(request))
    }

    fn granted(&mut self, time: u64, application: &Application, scopes: &[String], origin: &str) -> Reply {
        let short = self.has_defect(Defect::LifetimeTooShort).then_some(45);
        let lifetime = self.setup.faults.lifetime.or(short).unwrap_or(application.token_lifetime);
        let claims = self.claims(application, origin, scopes, time, lifetime);
        let mut response = json!({
            "access_token": self.sign(&claims),
            "token_type": "Bearer",
            "expires_in": lifetime,
            "scope": scopes.join(" "),
        });
        apply_variant(&mut response, self.setup.variant);
        apply_defect(&mut response, self.setup.defect);
        self.granted += 1;
        // A defect may grant the words of a stranger, which no log may hold.
        let known = scopes.iter().filter(|scope| application.allowed_scopes.contains(scope)).cloned();
        let what = format!("token {}, {lifetime} s, {}", self.granted, known.collect::<Vec<_>>().join(" "));
        Reply::json(StatusCode::OK, &response).by(&application.id).noted(what)
    }
}

fn apply_variant(response: &mut Value, variant: Variant) {
    match variant {
        Variant::BearerLowerCase => response["token_type"] = "bearer".into(),
        Variant::NoScopeMember => remove(response, "scope"),
        Variant::ExtraMembers => {
            response["id_token"] = response["access_token"].clone();
            response["not_before_policy"] = 0.into();
        }
        _ => {}
    }
}

fn apply_defect(response: &mut Value, defect: Option<Defect>) {
    match defect {
        Some(Defect::RefreshTokenReturned) => response["refresh_token"] = random::text(40).into(),
        Some(Defect::ExpiresInMissing) => remove(response, "expires_in"),
        Some(Defect::ExpiresInText) => response["expires_in"] = response["expires_in"].to_string().into(),
        Some(Defect::ExpiresInZero) => response["expires_in"] = 0.into(),
        Some(Defect::TokenTypeOdd) => response["token_type"] = "bearer ".into(),
        Some(Defect::AccessTokenEmpty) => response["access_token"] = "".into(),
        _ => {}
    }
}
