//! Error responses of a token endpoint (RFC 6749 section 5.2).

use http::StatusCode;
use http::header::WWW_AUTHENTICATE;
use serde_json::json;

use crate::reply::Reply;
use crate::variant::Variant;

/// Why a token request is not granted.
#[derive(Debug)]
pub(crate) struct TokenError {
    status: StatusCode,
    error: &'static str,
    description: &'static str,
    client_id: Option<String>,
}

impl TokenError {
    /// The request is not a token request.
    pub(crate) fn invalid_request(description: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", description)
    }

    /// Client authentication failed.
    pub(crate) fn invalid_client(description: &'static str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "invalid_client", description)
    }

    /// The secret is not the one of this client.
    pub(crate) fn wrong_secret(client_id: &str) -> Self {
        Self { client_id: Some(client_id.to_owned()), ..Self::invalid_client("wrong secret") }
    }

    /// The deployment failed.
    pub(crate) fn server_error() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server_error", "internal error")
    }

    /// This client asks for something that it cannot get.
    pub(crate) fn for_client(client_id: &str, error: &'static str, description: &'static str) -> Self {
        Self {
            client_id: Some(client_id.to_owned()),
            ..Self::new(StatusCode::BAD_REQUEST, error, description)
        }
    }

    pub(crate) fn reply(self, variant: Variant) -> Reply {
        let Self { status, error, description, client_id } = self;
        let mut reply = match variant {
            Variant::DetailErrors if error == "invalid_request" => {
                let detail = json!([{ "loc": ["body"], "msg": description, "type": "value_error" }]);
                Reply::json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "detail": detail }))
            }
            Variant::DetailErrors => Reply::detail(status, description),
            _ => Reply::json(status, &json!({ "error": error, "error_description": description })),
        };
        if status == StatusCode::UNAUTHORIZED && variant != Variant::NoChallenge {
            reply = reply.header(WWW_AUTHENTICATE, "Basic realm=\"scaikey\"");
        }
        reply.note.client_id = client_id;
        reply.noted(format!("{error}: {description}"))
    }

    fn new(status: StatusCode, error: &'static str, description: &'static str) -> Self {
        Self { status, error, description, client_id: None }
    }
}
