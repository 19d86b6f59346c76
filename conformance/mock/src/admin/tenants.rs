//! Tenants: list, create, read, update, delete.

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use serde_json::json;

use super::fields::Fields;
use super::page::Query;
use super::problem::Problem;
use crate::random;
use crate::reply::Reply;
use crate::route::Place;
use crate::setup::Setup;
use crate::setup::application::Level;
use crate::setup::tenant::{Status, Tenant, is_slug};

impl Setup {
    /// Serves a request to the collection or to a tenant.
    pub(super) fn tenants(&mut self, place: Place<'_>, request: &Request<Bytes>) -> Result<Reply, Problem> {
        match (place, request.method()) {
            (Place::One(id), &Method::GET) => Ok(Reply::json(StatusCode::OK, &json!(self.tenant(id)?))),
            (Place::One(id), &Method::PATCH) => self.update_tenant(id, request.body()),
            (Place::One(id), &Method::DELETE) => self.delete_tenant(id),
            (Place::One(_), _) => Err(Problem::NotAllowed("GET, PATCH, DELETE")),
            (_, &Method::GET) => self.list_tenants(&Query::of(request.uri())),
            (_, &Method::POST) => self.create_tenant(request.body()),
            _ => Err(Problem::NotAllowed("GET, POST")),
        }
    }

    fn list_tenants(&self, query: &Query) -> Result<Reply, Problem> {
        let is_asked = |tenant: &&Tenant| {
            query.allows("status", tenant.status.name())
                && query.allows("partner_id", tenant.partner_id.as_deref().unwrap_or_default())
                && query.finds(&[&tenant.name, &tenant.slug])
        };
        query.page(&self.tenants.iter().filter(is_asked).collect::<Vec<_>>(), self.variant)
    }

    fn create_tenant(&mut self, body: &[u8]) -> Result<Reply, Problem> {
        let mut fields = Fields::read(body)?;
        let name = fields.text("name");
        let name = fields.required("name", name);
        let slug = fields.slug();
        let slug = fields.required("slug", slug);
        let mut tenant = Tenant::new(&format!("tnt_{}", random::text(10)), &slug, &name);
        fields.apply(&mut tenant);
        let tenant = fields.checked(tenant)?;
        if self.tenants.len() >= LIMIT {
            return Err(Problem::Conflict(format!("the mock keeps {LIMIT} tenants")));
        }
        self.free_slug(&slug)?;
        let reply = Reply::json(StatusCode::CREATED, &json!(tenant)).noted(tenant.id.as_str());
        self.tenants.push(tenant);
        Ok(reply)
    }

    fn update_tenant(&mut self, id: &str, body: &[u8]) -> Result<Reply, Problem> {
        let before = self.tenant(id)?.clone();
        let mut fields = Fields::read(body)?;
        let mut tenant = before.clone();
        tenant.name = fields.text("name").unwrap_or(tenant.name);
        tenant.slug = fields.slug().unwrap_or(tenant.slug);
        fields.apply(&mut tenant);
        let tenant = fields.checked(tenant)?;
        if tenant.slug != before.slug {
            self.free_slug(&tenant.slug)?;
        }
        for application in &mut self.applications {
            if application.level == Level::Tenant(before.slug.clone()) {
                application.level = Level::Tenant(tenant.slug.clone());
            }
        }
        let reply = Reply::json(StatusCode::OK, &json!(tenant));
        *self.tenants.iter_mut().find(|tenant| tenant.id == id).ok_or(Problem::NotFound)? = tenant;
        Ok(reply)
    }

    /// Deletes its applications too.
    fn delete_tenant(&mut self, id: &str) -> Result<Reply, Problem> {
        let level = Level::Tenant(self.tenant(id)?.slug.clone());
        self.tenants.retain(|tenant| tenant.id != id);
        self.applications.retain(|application| application.level != level);
        Ok(Reply::empty(StatusCode::NO_CONTENT))
    }

    fn tenant(&self, id: &str) -> Result<&Tenant, Problem> {
        self.tenants.iter().find(|tenant| tenant.id == id).ok_or(Problem::NotFound)
    }

    fn free_slug(&self, slug: &str) -> Result<(), Problem> {
        if self.tenants.iter().any(|tenant| tenant.slug == slug) {
            return Err(Problem::Conflict("there is a tenant with this slug".to_owned()));
        }
        Ok(())
    }
}

impl Fields {
    fn slug(&mut self) -> Option<String> {
        let slug = self.text("slug")?;
        if !is_slug(&slug) {
            self.reject("slug", "string_pattern_mismatch", "Input should be 1 to 63 of a-z, 0-9 and -");
        }
        Some(slug)
    }

    /// Takes the optional members.
    fn apply(&mut self, tenant: &mut Tenant) {
        let statuses = [Status::Active, Status::Suspended].map(|status| (status.name(), status));
        tenant.status = self.choice("status", &statuses).unwrap_or(tenant.status);
        tenant.contact_email = self.text("contact_email").or(tenant.contact_email.take());
        tenant.partner_id = self.text("partner_id").or(tenant.partner_id.take());
        if let Some(settings) = self.object("settings") {
            tenant.settings = settings;
        }
        if let Some(branding) = self.object("branding") {
            tenant.branding = branding;
        }
    }
}

/// Greatest number of tenants.
const LIMIT: usize = 500;
