//! Error responses of the admin API.

use http::StatusCode;
use http::header::ALLOW;
use serde::Serialize;
use serde_json::json;

use crate::reply::Reply;

/// Why a request is not served.
#[derive(Debug)]
pub(crate) enum Problem {
    /// These parts of it are invalid.
    Invalid(Vec<Invalid>),
    /// Nothing has this id.
    NotFound,
    /// It conflicts with the current state.
    Conflict(String),
    /// Only these methods are allowed.
    NotAllowed(&'static str),
}

/// An invalid part of a request, as documented.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Invalid {
    /// Its place: `["body", "slug"]`, or `["body"]`.
    pub(crate) loc: Vec<&'static str>,
    /// What was expected.
    pub(crate) msg: String,
    /// The kind of error.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
}

impl Problem {
    pub(crate) fn reply(self) -> Reply {
        match self {
            Self::Invalid(parts) => {
                let places: Vec<_> = parts.iter().filter_map(|invalid| invalid.loc.last().copied()).collect();
                Reply::json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "detail": parts }))
                    .noted(format!("invalid: {}", places.join(", ")))
            }
            Self::NotFound => Reply::detail(StatusCode::NOT_FOUND, "Not Found"),
            Self::Conflict(detail) => Reply::detail(StatusCode::CONFLICT, &detail).noted("conflict"),
            Self::NotAllowed(methods) => {
                Reply::detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed").header(ALLOW, methods)
            }
        }
    }
}
