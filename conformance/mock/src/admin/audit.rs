//! The audit list: who did what.

use std::collections::VecDeque;

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use serde::Serialize;

use super::page::Query;
use super::problem::Problem;
use crate::random;
use crate::reply::Reply;
use crate::route::{Kind, Place};
use crate::variant::Variant;

/// The latest calls of the admin API, the newest first.
#[derive(Debug, Default)]
pub(crate) struct Audit(VecDeque<Entry>);

/// One call of the admin API.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Entry {
    id: String,
    /// Seconds since 1970.
    timestamp: u64,
    actor_id: String,
    actor_type: &'static str,
    /// Such as `tenants.list`.
    action: String,
    resource_type: &'static str,
    resource_id: Option<String>,
    result: &'static str,
}

impl Entry {
    pub(super) fn new(
        timestamp: u64,
        actor: &str,
        kind: Kind,
        place: Place<'_>,
        method: &Method,
        status: StatusCode,
    ) -> Self {
        let id = if let Place::One(id) = place { Some(id.chars().take(ID_LENGTH).collect()) } else { None };
        let verb = match (id.is_some(), method) {
            (false, &Method::GET) => "list",
            (true, &Method::GET) => "read",
            (_, &Method::POST) => "create",
            (_, &Method::PATCH) => "update",
            (_, &Method::DELETE) => "delete",
            _ => "other",
        };
        Self {
            id: format!("evt_{}", random::text(16)),
            timestamp,
            actor_id: actor.to_owned(),
            actor_type: "api",
            action: format!("{}.{verb}", kind.name()),
            resource_type: kind.name(),
            resource_id: id,
            result: if status.is_success() { "success" } else { "failure" },
        }
    }
}

impl Audit {
    /// Adds an entry, and drops the oldest if there are too many.
    pub(super) fn record(&mut self, entry: Entry) {
        self.0.push_front(entry);
        self.0.truncate(LIMIT);
    }

    /// The list, the newest first. It does not hold the request that asks for it.
    pub(super) fn list(
        &self,
        place: Place<'_>,
        request: &Request<Bytes>,
        variant: Variant,
    ) -> Result<Reply, Problem> {
        if let Place::One(_) = place {
            return Err(Problem::NotFound);
        }
        if request.method() != Method::GET {
            return Err(Problem::NotAllowed("GET"));
        }
        if variant == Variant::AuditForbidden {
            return Ok(Reply::detail(StatusCode::FORBIDDEN, "Requires the super_admin role"));
        }
        let query = Query::of(request.uri());
        let is_asked = |entry: &&Entry| {
            (variant == Variant::AuditUnfiltered || query.allows("actor_id", &entry.actor_id))
                && query.allows("action", &entry.action)
                && query.allows("resource_type", entry.resource_type)
                && query.allows("result", entry.result)
        };
        query.page(&self.0.iter().filter(is_asked).collect::<Vec<_>>(), variant)
    }
}

/// Entries that are kept.
const LIMIT: usize = 1000;
/// Characters of an id that are kept.
const ID_LENGTH: usize = 64;
