//! Lists: their filters and pages.

use http::{StatusCode, Uri};
use serde::Serialize;
use serde_json::json;

use super::problem::{Invalid, Problem};
use crate::reply::Reply;
use crate::variant::Variant;

/// The query of a list.
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn of(uri: &Uri) -> Self {
        Self(form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect())
    }

    /// The first value of this name.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether the query filters for this value or not at all.
    pub(crate) fn allows(&self, name: &str, value: &str) -> bool {
        self.value(name).is_none_or(|asked| asked == value)
    }

    /// Whether one of these texts holds what the query searches for, if it does.
    pub(crate) fn finds(&self, texts: &[&str]) -> bool {
        let text = self.value("search").unwrap_or_default().to_lowercase();
        texts.iter().any(|own| own.to_lowercase().contains(&text))
    }

    /// The page that the query names, counted from 1.
    pub(crate) fn page<T: Serialize>(&self, all: &[T], variant: Variant) -> Result<Reply, Problem> {
        let (page, per_page) =
            (self.number("page", 1, usize::MAX)?, self.number("per_page", USUAL, LONGEST)?);
        let data: Vec<_> = all.iter().skip((page - 1).saturating_mul(per_page)).take(per_page).collect();
        let what = format!("{} of {}", data.len(), all.len());
        let pagination = json!({ "page": page, "per_page": per_page, "total": all.len(), "pages": all.len().div_ceil(per_page) });
        let body = match variant {
            Variant::BareLists => json!(data),
            _ => json!({ "data": data, "pagination": pagination }),
        };
        Ok(Reply::json(StatusCode::OK, &body).noted(what))
    }

    fn number(&self, name: &'static str, usual: usize, most: usize) -> Result<usize, Problem> {
        let Some(text) = self.value(name) else { return Ok(usual) };
        let number = text.parse().ok().filter(|number| (1..=most).contains(number));
        number.ok_or_else(|| {
            let msg = format!("Input should be a number from 1 to {most}");
            Problem::Invalid(vec![Invalid { loc: vec!["query", name], msg, kind: "int_parsing" }])
        })
    }
}

const USUAL: usize = 20;
const LONGEST: usize = 100;
