//! What a deployment says of itself.

use serde_json::{Map, Value};

use super::{Check, check, holds};
use crate::deployment::answer::Answer;
use crate::deployment::ask::Ask;
use crate::deployment::origin::{is_same_origin, is_same_url};
use crate::deployment::visit::{Found, Unmet, Visit};

pub(super) const CHECKS: &[Check] = &[
    check("discovery.document", |v| {
        let answer = v.discovery()?;
        holds(answer.is_success() && answer.object().is_some(), "2xx with a JSON object", answer.brief())
    }),
    check("discovery.token-endpoint", |v| {
        let (expected, named) = (v.target.token_url(), v.named("token_endpoint")?);
        let is_right = named.as_deref().is_some_and(|named| is_same_url(named, &expected));
        holds(is_right, expected, named.unwrap_or("there is none".into()))
    }),
    check("discovery.jwks-uri", |v| {
        let Some(named) = v.named("jwks_uri")? else { return Ok(()) };
        holds(is_same_origin(&named, v.target.name()), format!("a URL of {}", v.target.name()), named)
    }),
];

impl Visit<'_> {
    fn discovery(&mut self) -> Found<Answer> {
        self.once("discovery", |v| v.ask(&Ask::get(v.target.discovery_url())))
    }

    /// A URL that the document names.
    fn named(&mut self, member: &str) -> Found<Option<String>> {
        let answer = self.discovery()?;
        let document: Option<Map<String, Value>> = answer.object().filter(|_| answer.is_success());
        let document = document.ok_or(Unmet::Pointless("discovery.document"))?;
        Ok(document.get(member).and_then(Value::as_str).map(str::to_owned))
    }
}
