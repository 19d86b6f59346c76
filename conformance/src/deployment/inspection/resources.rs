//! What the application may read, and the answers there that several checks look at.

use serde_json::Value;

use super::Inspection;
use super::redirect::{below, onward};
use crate::core::verdict::{NotPassed, Verdict};
use crate::deployment::exchanges::answer::Answer;
use crate::deployment::exchanges::probe::Probe;
use crate::deployment::origin::is_same_origin;

impl Inspection<'_> {
    /// The path of the list of tenants that is answered without a redirect, for one tenant.
    pub(crate) fn collection(&mut self) -> Verdict<String> {
        let token = self.token()?;
        let first = self.accepted(TENANTS, &token)?;
        Ok(self.directly(&first))
    }

    /// The same without a token, since a redirect needs none.
    pub(crate) fn collection_without_token(&mut self) -> Verdict<String> {
        let first =
            self.once(&format!("no token at {TENANTS}"), |i| i.send(&Probe::get(i.target.url(TENANTS))))?;
        Ok(self.directly(&first))
    }

    /// Fails if the application is not allowed to read. The scopes of its token come before those of the target.
    pub(crate) fn may_read(&mut self) -> Verdict {
        let jwt = match self.jwt() {
            Ok(jwt) => jwt,
            Err(reason @ (NotPassed::Inconclusive(_) | NotPassed::Interrupted)) => return Err(reason),
            Err(_) => return Ok(()),
        };
        let scopes = match jwt.claims.get("scope") {
            None => self.allowed()?,
            Some(Value::String(_)) => jwt.scopes().into_iter().map(str::to_owned).collect(),
            Some(_) => return Ok(()),
        };
        if scopes.iter().any(|scope| ADMIN.contains(&scope.as_str())) {
            return Ok(());
        }
        Err(NotPassed::NotApplicable("the application is not allowed admin:read".into()))
    }

    /// The answer to the first token at this path.
    pub(crate) fn accepted(&mut self, path: &str, token: &str) -> Verdict<Answer> {
        self.accepted_at(&self.target.url(path), token)
    }

    pub(crate) fn accepted_at(&mut self, url: &str, token: &str) -> Verdict<Answer> {
        self.once(url, |i| i.send(&Probe::get(url).bearer(token)))
    }

    fn directly(&self, first: &Answer) -> String {
        let path = below(self.target.name(), &self.list_after(first));
        path.unwrap_or_else(|| TENANTS_SLASH.to_owned())
    }

    /// The URL of the list after the answer to its first form: that form, the target of a redirect within the origin, or
    /// else the other form.
    pub(crate) fn list_after(&self, first: &Answer) -> String {
        let asked = self.target.url(TENANTS);
        match onward(&asked, first) {
            None => asked,
            Some(onward) if !is_same_origin(&onward, &asked) => self.target.url(TENANTS_SLASH),
            Some(onward) if onward.contains('?') => onward,
            Some(onward) => onward + ONE,
        }
    }

    /// GET of this path with this token.
    pub(crate) fn read(&mut self, path: &str, token: &str) -> Verdict<Answer> {
        self.send(&Probe::get(self.target.url(path)).bearer(token))
    }

    /// A path that the application may read, in the form that is answered without a redirect.
    pub(crate) fn resource(&mut self) -> Verdict<String> {
        self.token()?;
        match &self.target.resource {
            Some(path) if self.target.surface() == "tenant" => Ok(path.clone()),
            None if self.target.surface() == "tenant" => Err(NotPassed::NotApplicable(
                "no path is known that the application may read: --resource names one".into(),
            )),
            _ => {
                self.may_read()?;
                self.collection()
            }
        }
    }
}

pub(crate) const TENANTS: &str = "/api/v1/admin/tenants?per_page=1";
pub(crate) const TENANTS_SLASH: &str = "/api/v1/admin/tenants/?per_page=1";
/// One entry of a list that may be long.
pub(crate) const ONE: &str = "?per_page=1";
pub(crate) const ADMIN: &[&str] = &["admin:read", "admin:write"];
