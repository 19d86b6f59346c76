//! The discovery document.

use serde_json::{Map, Value};

use super::{Check, check};
use crate::core::verdict::{NotPassed, Verdict, holds};
use crate::deployment::exchanges::answer::Answer;
use crate::deployment::exchanges::probe::Probe;
use crate::deployment::inspection::Inspection;
use crate::deployment::origin::{is_same_origin, is_same_url};

pub(super) const CHECKS: &[Check] = &[
    check("discovery.document", |i| {
        let answer = i.discovery()?;
        holds(answer.is_success() && answer.object().is_some(), "2xx with a JSON object", answer.brief())
    }),
    check("discovery.token-endpoint", |i| {
        let (expected, named) = (i.target.token_url(), i.named("token_endpoint")?);
        let is_right = named.as_deref().is_some_and(|named| is_same_url(named, &expected));
        holds(is_right, expected, named.unwrap_or("there is none".into()))
    }),
    check("discovery.jwks-uri", |i| {
        let Some(named) = i.named("jwks_uri")? else { return Ok(()) };
        holds(is_same_origin(&named, i.target.name()), format!("a URL of {}", i.target.name()), named)
    }),
];

impl Inspection<'_> {
    fn discovery(&mut self) -> Verdict<Answer> {
        self.once("discovery", |i| i.send(&Probe::get(i.target.discovery_url())))
    }

    /// A URL in the document.
    fn named(&mut self, member: &str) -> Verdict<Option<String>> {
        let answer = self.discovery()?;
        let document: Option<Map<String, Value>> = answer.object().filter(|_| answer.is_success());
        let document = document.ok_or(NotPassed::PrerequisiteFailed("discovery.document"))?;
        Ok(document.get(member).and_then(Value::as_str).map(str::to_owned))
    }
}
