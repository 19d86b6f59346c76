//! Whether the audit list names the caller.

use std::time::Duration;

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::core::verdict::{NotPassed, Verdict, broken, holds};
use crate::deployment::exchanges::answer::Answer;
use crate::deployment::exchanges::probe::Probe;
use crate::deployment::inspection::Inspection;
use crate::deployment::inspection::redirect::onward;
use crate::deployment::origin::is_same_origin;

/// The list may lag behind. ScaiKey does not document whether applications may read it, or what its filter by actor expects.
pub(super) fn shows_the_application(i: &mut Inspection<'_>) -> Verdict {
    i.may_read()?;
    let token = i.token()?;
    // A redirect makes no entry.
    let path = i.collection()?;
    i.accepted(&path, &token)?;
    let id = i.target.client_id.clone();
    let since = i.since();
    let mut actor = Some(&*id);
    for wait in LAG {
        i.pause(wait)?;
        let mut answer = i.audit(&token, since, actor)?;
        if actor.is_some() && matches!(answer.status, 400 | 422) {
            actor = None;
            answer = i.audit(&token, since, actor)?;
        }
        if shows(&answer, &id, since)? {
            return Ok(());
        }
    }
    if actor.is_some() && shows(&i.audit(&token, since, None)?, &id, since)? {
        return Ok(());
    }
    broken("an entry with the client id as its actor, within a minute", "the audit list has none")
}

impl Inspection<'_> {
    /// A minute before the first request was answered, since 1970.
    fn since(&self) -> Duration {
        let began = self.recorder().journal().records.first().map(|first| first.wall);
        began.unwrap_or_else(|| self.wall()).saturating_sub(MINUTE)
    }

    /// The audit list since a time, of this actor or of all, after one redirect of the same origin at most.
    fn audit(&mut self, token: &str, since: Duration, actor: Option<&str>) -> Verdict<Answer> {
        let since = OffsetDateTime::from_unix_timestamp(since.as_secs() as i64);
        let since = since.unwrap_or(OffsetDateTime::UNIX_EPOCH).format(&Rfc3339).unwrap_or_default();
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("start_time", &since);
        query.extend_pairs(actor.map(|actor| ("actor_id", actor)));
        let url = self.target.url(&format!("{AUDIT}?{}", query.append_pair("per_page", "20").finish()));
        let answer = self.send(&Probe::get(&*url).bearer(token))?;
        match onward(&url, &answer) {
            Some(onward) if is_same_origin(&onward, &url) => self.send(&Probe::get(onward).bearer(token)),
            _ => Ok(answer),
        }
    }
}

/// Whether a list has an entry that names an application.
fn shows(answer: &Answer, id: &str, since: Duration) -> Verdict<bool> {
    if matches!(answer.status, 400 | 401 | 403 | 422) {
        return Err(NotPassed::NotApplicable(format!("the audit list is answered {}", answer.status)));
    }
    holds(answer.is_success(), "2xx with a list", answer.brief())?;
    let listed: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    Ok(lists(&listed, id, since))
}

/// Whether an object of a list anywhere in this value names an application, and is not older.
fn lists(value: &Value, id: &str, since: Duration) -> bool {
    let is_entry = |value: &Value| {
        let texts = texts(value);
        value.is_object() && texts.contains(&id) && !is_older(&texts, since)
    };
    match value {
        Value::Array(values) => values.iter().any(|value| is_entry(value) || lists(value, id, since)),
        Value::Object(members) => members.values().any(|value| lists(value, id, since)),
        _ => false,
    }
}

/// Whether an entry with these texts tells times, and none that is recent.
fn is_older(texts: &[&str], since: Duration) -> bool {
    let latest = texts.iter().filter_map(|text| latest(text)).max();
    latest.is_some_and(|latest| latest < since.as_secs() as i64)
}

/// The latest time that a text may mean, in seconds since 1970, if it is a date and time. Without an offset, it may be of
/// any zone.
fn latest(text: &str) -> Option<i64> {
    let seconds = |text: &str| Some(OffsetDateTime::parse(text, &Rfc3339).ok()?.unix_timestamp());
    seconds(text).or_else(|| seconds(&format!("{text}-12:00")))
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(members) => members.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

const AUDIT: &str = "/api/v1/admin/audit/";
const MINUTE: Duration = Duration::from_secs(60);
/// Times to wait before the list is read, a minute together.
const LAG: [Duration; 4] =
    [Duration::ZERO, Duration::from_secs(5), Duration::from_secs(15), Duration::from_secs(40)];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(listed: &Value, expected: bool) {
        // 2026-03-01T12:00:00Z
        assert_eq!(lists(listed, "app_x", Duration::from_secs(1_772_366_400)), expected, "{listed}");
    }

    #[test]
    fn an_entry_is_an_object_of_a_list_that_names_the_application() {
        let entry = json!({ "actor_id": "app_x" });
        check(&json!([entry]), true);
        check(&json!({ "data": { "items": [entry] }, "total": 1 }), true);
        check(&json!({ "items": [{ "actor": { "id": "app_x" } }] }), true);
        for listed in [
            json!({ "items": [], "filters": entry }),
            json!({ "items": ["app_x"] }),
            json!({ "items": [{ "actor_id": "app_xy" }, { "app_x": 1 }] }),
            json!("app_x"),
            json!([]),
        ] {
            check(&listed, false);
        }
    }

    #[test]
    fn an_entry_from_before_the_run_shows_nothing() {
        for (time, expected) in [
            ("2026-03-01T12:00:00Z", true),
            ("2026-03-01T11:59:59.9Z", false),
            ("2026-03-01T13:00:00+02:00", false),
            ("2020-01-01T00:00:00Z", false),
            ("2020-01-01 00:00:00", false),
            // It may be of another zone.
            ("2026-03-01T04:00:00", true),
            // No time.
            ("1.2.3", true),
            ("2020-01-01", true),
        ] {
            check(&json!([{ "actor_id": "app_x", "at": time }]), expected);
        }
        let old = json!({ "id": "app_x", "created_at": "2020-01-01T00:00:00Z" });
        check(&json!([{ "actor": old, "at": "2026-03-01T12:00:05Z" }]), true);
        check(&json!([{ "actor": old }, { "at": "2026-03-01T12:00:05Z" }]), false);
    }
}
