//! How a token endpoint says no.

use http::StatusCode;
use http::header::WWW_AUTHENTICATE;
use serde_json::json;

use crate::manner::Manner;
use crate::reply::Reply;

/// A token request that is not granted (RFC 6749 section 5.2).
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    error: &'static str,
    description: &'static str,
    who: Option<String>,
}

impl Refusal {
    /// Not a token request.
    pub(crate) fn malformed(description: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", description)
    }

    /// No client, or not the one it says it is.
    pub(crate) fn no_client(description: &'static str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "invalid_client", description)
    }

    /// A client that cannot prove to be this one.
    pub(crate) fn wrong_secret(who: &str) -> Self {
        Self { who: Some(who.to_owned()), ..Self::no_client("wrong secret") }
    }

    /// The deployment failed, and should not have.
    pub(crate) fn failure() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server_error", "internal error")
    }

    /// A client that asks for what it cannot get.
    pub(crate) fn not_for(who: &str, error: &'static str, description: &'static str) -> Self {
        Self { who: Some(who.to_owned()), ..Self::new(StatusCode::BAD_REQUEST, error, description) }
    }

    pub(crate) fn reply(self, manner: Manner) -> Reply {
        let Self { status, error, description, who } = self;
        let mut reply = match manner {
            Manner::DetailErrors if error == "invalid_request" => {
                let detail = json!([{ "loc": ["body"], "msg": description, "type": "value_error" }]);
                Reply::json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "detail": detail }))
            }
            Manner::DetailErrors => Reply::detail(status, description),
            _ => Reply::json(status, &json!({ "error": error, "error_description": description })),
        };
        if status == StatusCode::UNAUTHORIZED && manner != Manner::NoChallenge {
            reply = reply.header(WWW_AUTHENTICATE, "Basic realm=\"scaikey\"");
        }
        reply.note.who = who;
        reply.noted(format!("{error}: {description}"))
    }

    fn new(status: StatusCode, error: &'static str, description: &'static str) -> Self {
        Self { status, error, description, who: None }
    }
}
