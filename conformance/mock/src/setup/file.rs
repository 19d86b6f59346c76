//! The TOML format of a setup.

use std::collections::HashSet;

use serde::Deserialize;

use super::application::{Application, Level, is_scope};
use super::tenant::{Tenant, is_slug};
use super::{HOUR, Setup};
use crate::faults::Faults;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    tenant: Vec<TenantTable>,
    #[serde(default)]
    application: Vec<ApplicationTable>,
    #[serde(default)]
    faults: Faults,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TenantTable {
    slug: String,
    id: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApplicationTable {
    id: String,
    secret: String,
    #[serde(default)]
    allowed_scopes: Vec<String>,
    token_lifetime: Option<u32>,
    tenant: Option<String>,
    name: Option<String>,
}

/// The setup, with what the file says.
pub(super) fn read(text: &str, empty: Setup) -> Result<Setup, String> {
    let File { tenant, application, faults } =
        toml::from_str(text).map_err(|error| syntax_error(text, &error))?;
    faults.check().map_err(|error| format!("faults: {error}"))?;
    let tenants = tenant.into_iter().map(Tenant::try_from).collect::<Result<Vec<_>, _>>()?;
    once("the tenant", tenants.iter().map(|tenant| &tenant.slug))?;
    once("the tenant", tenants.iter().map(|tenant| &tenant.id))?;
    let applications = application.into_iter().map(Application::try_from).collect::<Result<Vec<_>, _>>()?;
    once("the application", applications.iter().map(|application| &application.id))?;
    if applications.is_empty() {
        return Err("there is no [[application]], so nobody could get a token".to_owned());
    }
    for Application { id, level, .. } in &applications {
        let Level::Tenant(slug) = level else { continue };
        if !tenants.iter().any(|tenant| tenant.slug == *slug) {
            return Err(format!("application {id:?}: there is no [[tenant]] with the slug {slug:?}"));
        }
    }
    Ok(Setup { applications, tenants, faults, ..empty })
}

impl TryFrom<TenantTable> for Tenant {
    type Error = String;

    fn try_from(TenantTable { slug, id, name }: TenantTable) -> Result<Self, String> {
        if !is_slug(&slug) {
            return Err(format!("the slug {slug:?}: 1 to 63 lower-case letters, digits and hyphens"));
        }
        let id = id.unwrap_or_else(|| format!("tnt_{slug}"));
        if !is_id(&id) {
            return Err(format!("the tenant {slug:?}: its id is made of 1 to 200 visible ASCII characters"));
        }
        Ok(Self::new(&id, &slug, &name.unwrap_or_else(|| slug.clone())))
    }
}

impl TryFrom<ApplicationTable> for Application {
    type Error = String;

    fn try_from(table: ApplicationTable) -> Result<Self, String> {
        let ApplicationTable { id, secret, allowed_scopes, token_lifetime, tenant, name } = table;
        if !is_id(&id) {
            return Err(format!("application {id:?}: its id is made of 1 to 200 visible ASCII characters"));
        }
        if secret.is_empty() || secret.chars().any(char::is_control) {
            return Err(format!("application {id:?}: its secret is a text without control characters"));
        }
        if let Some(scope) = allowed_scopes.iter().find(|scope| !is_scope(scope)) {
            return Err(format!("application {id:?}: {scope:?} is no scope; write each by itself"));
        }
        let token_lifetime = token_lifetime.unwrap_or(HOUR);
        let level = tenant.map_or(Level::Global, Level::Tenant);
        let name = name.unwrap_or_else(|| id.clone());
        Ok(Self { id, secret, name, level, allowed_scopes, token_lifetime })
    }
}

fn is_id(text: &str) -> bool {
    (1..=200).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Fails if a name occurs twice.
fn once<'a>(kind: &str, names: impl Iterator<Item = &'a String>) -> Result<(), String> {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(format!("{kind} {name:?} is there twice"));
        }
    }
    Ok(())
}

/// What was expected, and where. The value itself may be a secret.
fn syntax_error(text: &str, error: &toml::de::Error) -> String {
    let begin = error.span().map_or(0, |span| span.start.min(text.len()));
    let line = text.as_bytes()[..begin].iter().filter(|byte| **byte == b'\n').count() + 1;
    match error.message().rsplit_once("expected ") {
        Some((_, expected)) => format!("line {line}: expected {}", expected.replace('\n', " ")),
        None if error.message().starts_with("missing field") => format!("line {line}: {}", error.message()),
        None => format!("line {line} is no TOML"),
    }
}
