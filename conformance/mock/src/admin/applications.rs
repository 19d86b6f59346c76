//! Applications: list, create, read, update, delete.

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use super::fields::Fields;
use super::page::Query;
use super::problem::Problem;
use crate::random;
use crate::reply::Reply;
use crate::route::Place;
use crate::setup::application::{Application, Level};
use crate::setup::{HOUR, Setup};

impl Setup {
    /// Serves a request to the collection or to an application.
    pub(super) fn applications(
        &mut self,
        place: Place<'_>,
        request: &Request<Bytes>,
    ) -> Result<Reply, Problem> {
        match (place, request.method()) {
            (Place::One(id), &Method::GET) => self.read_application(id),
            (Place::One(id), &Method::PATCH) => self.update_application(id, request.body()),
            (Place::One(id), &Method::DELETE) => self.delete_application(id),
            (Place::One(_), _) => Err(Problem::NotAllowed("GET, PATCH, DELETE")),
            (_, &Method::GET) => self.list_applications(&Query::of(request.uri())),
            (_, &Method::POST) => self.create_application(request.body()),
            _ => Err(Problem::NotAllowed("GET, POST")),
        }
    }

    fn list_applications(&self, query: &Query) -> Result<Reply, Problem> {
        let is_asked = |shown: &Value| {
            let allows = |name| query.allows(name, shown[name].as_str().unwrap_or_default());
            ["scope", "tenant_id", "application_type"].into_iter().all(allows)
                && query.finds(&["name", "id"].map(|name| shown[name].as_str().unwrap_or_default()))
        };
        let shown = self.applications.iter().map(|application| self.shown(application));
        query.page(&shown.filter(is_asked).collect::<Vec<_>>(), self.variant)
    }

    /// This response is the only one that holds the secret.
    fn create_application(&mut self, body: &[u8]) -> Result<Reply, Problem> {
        let mut fields = Fields::read(body)?;
        let name = fields.text("name");
        let name = fields.required("name", name);
        let level = fields.level(self);
        let allowed_scopes = fields.scopes("allowed_scopes").unwrap_or_default();
        let token_lifetime = fields.seconds("token_lifetime").unwrap_or(HOUR);
        fields.choice("application_type", &[("SERVICE", ())]);
        let (id, secret) = (format!("app_{}", random::text(16)), random::text(40));
        let application = Application { id, secret, name, level, allowed_scopes, token_lifetime };
        let application = fields.checked(application)?;
        if self.applications.len() >= LIMIT {
            return Err(Problem::Conflict(format!("the mock keeps {LIMIT} applications")));
        }
        let mut shown = self.shown(&application);
        shown["client_secret"] = application.secret.as_str().into();
        let reply = Reply::json(StatusCode::CREATED, &shown).noted(application.id.as_str());
        self.applications.push(application);
        Ok(reply)
    }

    fn read_application(&self, id: &str) -> Result<Reply, Problem> {
        let application = self.applications.iter().find(|application| application.id == id);
        Ok(Reply::json(StatusCode::OK, &self.shown(application.ok_or(Problem::NotFound)?)))
    }

    /// The scopes replace the allowed ones. Tokens that were issued keep theirs.
    fn update_application(&mut self, id: &str, body: &[u8]) -> Result<Reply, Problem> {
        let applications = &mut self.applications;
        let application =
            applications.iter_mut().find(|application| application.id == id).ok_or(Problem::NotFound)?;
        let mut fields = Fields::read(body)?;
        let name = fields.text("name");
        let scopes = fields.scopes("allowed_scopes");
        let lifetime = fields.seconds("token_lifetime");
        fields.checked(())?;
        application.name = name.unwrap_or_else(|| application.name.clone());
        application.allowed_scopes = scopes.unwrap_or_else(|| application.allowed_scopes.clone());
        application.token_lifetime = lifetime.unwrap_or(application.token_lifetime);
        self.read_application(id)
    }

    fn delete_application(&mut self, id: &str) -> Result<Reply, Problem> {
        self.read_application(id)?;
        self.applications.retain(|application| application.id != id);
        Ok(Reply::empty(StatusCode::NO_CONTENT))
    }

    /// Without the secret.
    fn shown(&self, application: &Application) -> Value {
        let (scope, tenant) = match &application.level {
            Level::Global => ("GLOBAL", None),
            Level::Tenant(slug) => ("TENANT", self.tenants.iter().find(|tenant| tenant.slug == *slug)),
        };
        json!({
            "id": application.id,
            "client_id": application.id,
            "name": application.name,
            "scope": scope,
            "tenant_id": tenant.map(|tenant| &tenant.id),
            "application_type": "SERVICE",
            "allowed_scopes": application.allowed_scopes,
            "token_lifetime": application.token_lifetime,
        })
    }
}

impl Fields {
    /// GLOBAL, or TENANT with the id of a tenant.
    fn level(&mut self, setup: &Setup) -> Level {
        let is_global = self.choice("scope", &[("GLOBAL", true), ("TENANT", false)]);
        if self.required("scope", is_global) {
            return Level::Global;
        }
        let id = self.text("tenant_id");
        let tenant = setup.tenants.iter().find(|tenant| Some(&tenant.id) == id.as_ref());
        if is_global.is_some() && tenant.is_none() {
            self.reject("tenant_id", "value_error", "Input should be the id of a tenant");
        }
        Level::Tenant(tenant.map_or_else(String::new, |tenant| tenant.slug.clone()))
    }
}

/// Greatest number of applications.
const LIMIT: usize = 500;
