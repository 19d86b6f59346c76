//! Client authentication: how a token request presents credentials, and which application they belong to.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64ct::{Base64, Encoding};
use http::header::{AUTHORIZATION, HeaderMap};

use super::error::TokenError;
use super::form::Form;
use crate::defect::Defect;
use crate::mock::Mock;
use crate::route::Surface;
use crate::setup::application::Application;
use crate::variant::Variant;

impl Mock {
    /// The application that a token request comes from. The platform serves GLOBAL applications only, and the surface of a
    /// tenant serves its TENANT applications only.
    pub(crate) fn client(
        &self,
        surface: Surface<'_>,
        headers: &HeaderMap,
        form: &Form,
    ) -> Result<&Application, TokenError> {
        let readings = match (headers.contains_key(AUTHORIZATION), form.field("client_secret")) {
            (true, Some(_)) => return Err(TokenError::invalid_request("credentials by two ways")),
            (true, None) if self.has_defect(Defect::BasicRefused) => Vec::new(),
            (false, Some(_)) if self.has_defect(Defect::FormRefused) => Vec::new(),
            (true, None) => {
                let [encoded, plain] = basic(headers).ok_or(TokenError::invalid_client("no HTTP Basic"))?;
                if self.has_variant(Variant::CredentialsAsTheyAre) {
                    vec![plain]
                } else {
                    vec![encoded, plain]
                }
            }
            (false, Some(secret)) => {
                vec![[form.field("client_id").unwrap_or_default().into(), secret.into()]]
            }
            (false, None) => return Err(TokenError::invalid_client("no credentials")),
        };
        let known = readings.iter().find_map(|[id, _]| self.application(id));
        let application = known.ok_or(TokenError::invalid_client("unknown client"))?;
        let is_right = |secret: &String| {
            verify_slices_are_equal(secret.as_bytes(), application.secret.as_bytes()).is_ok()
        };
        let is_proven = readings.iter().any(|[_, secret]| is_right(secret));
        if !is_proven && !self.has_defect(Defect::WrongSecretAccepted) {
            return Err(TokenError::wrong_secret(&application.id));
        }
        if application.surface() != surface {
            return Err(TokenError::for_client(
                &application.id,
                "unauthorized_client",
                "not on this surface",
            ));
        }
        Ok(application)
    }
}

/// Id and secret, form-decoded (RFC 6749 section 2.3.1), and as they are: many clients do not encode them.
fn basic(headers: &HeaderMap) -> Option<[[String; 2]; 2]> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(Base64::decode_vec(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some([[decoded(id), decoded(secret)], [id.to_owned(), secret.to_owned()]])
}

/// The text, form-decoded.
fn decoded(text: &str) -> String {
    // These two separate nothing here.
    let text = text.replace('&', "%26").replace('=', "%3D");
    form_urlencoded::parse(text.as_bytes()).next().map_or_else(String::new, |(value, _)| value.into_owned())
}
