//! Why a request is not served.

use http::StatusCode;
use http::header::ALLOW;
use serde::Serialize;
use serde_json::json;

use crate::reply::Reply;

/// Why a request is not served.
#[derive(Debug)]
pub(crate) enum Problem {
    /// These parts of it are malformed.
    Invalid(Vec<Invalid>),
    /// There is nothing with that id.
    NotFound,
    /// It does not fit with what is there.
    Conflict(String),
    /// These are the methods that there are.
    NotAllowed(&'static str),
}

/// A part of a request that is malformed, as the documents have it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Invalid {
    /// Where it is: `["body", "slug"]`, or `["body"]`.
    pub(crate) loc: Vec<&'static str>,
    /// What is wrong with it.
    pub(crate) msg: String,
    /// The kind of mistake.
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
