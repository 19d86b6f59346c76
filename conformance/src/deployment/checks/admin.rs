//! What the admin API answers to a good token.

mod audit;
mod redirect;

use serde_json::Value;

use self::redirect::{below, onward};
use super::{Check, check};
use crate::core::verdict::{NotPassed, Verdict, holds};
use crate::deployment::exchanges::answer::Answer;
use crate::deployment::exchanges::ask::Ask;
use crate::deployment::inspection::Inspection;
use crate::deployment::origin::is_same_origin;

pub(super) const CHECKS: &[Check] = &[
    check("admin.read", |i| {
        i.may_read()?;
        let token = i.token()?;
        let first = i.accepted(TENANTS, &token)?;
        let answer = i.accepted_at(&i.list_after(&first), &token)?;
        holds(answer.is_success() && is_json(&answer), "2xx with JSON", answer.brief())
    }),
    check("admin.redirect-keeps-origin", |i| {
        i.may_read()?;
        let token = i.token()?;
        let mut directly = Vec::new();
        for path in [TENANTS, TENANTS_SLASH] {
            let answer = i.accepted(path, &token)?;
            let onward = onward(&i.target.url(path), &answer);
            let path = path.trim_end_matches(ONE);
            match onward {
                None if answer.is_success() => directly.push(path),
                None => {}
                Some(onward) => holds(
                    is_same_origin(&onward, i.target.name()),
                    format!("no redirect from {}", i.target.name()),
                    format!("{path} leads to {onward}"),
                )?,
            }
        }
        i.observed = Some(format!("answered directly: {}", directly.join(", ")));
        Ok(())
    }),
    check("admin.forbidden", |i| {
        let mut others = i.allowed()?;
        others.retain(|scope| !ADMIN.contains(&scope.as_str()));
        let scope = others.iter().find(|scope| *scope == "openid").or(others.first());
        let Some(scope) = scope else {
            return Err(NotPassed::NotApplicable(
                "the application is allowed no scope but those of the admin API".into(),
            ));
        };
        let answer = i.scoped(scope)?;
        if matches!(answer.status, 400 | 403 | 422) {
            return Err(NotPassed::NotApplicable(format!("the token endpoint refuses {scope} alone")));
        }
        holds(answer.is_success(), format!("a token with {scope}"), answer.brief())?;
        let (token, jwt) = Inspection::granted(&answer).ok_or(NotPassed::PrerequisiteFailed("claims.jwt"))?;
        if jwt.scopes().iter().any(|scope| ADMIN.contains(scope)) {
            return Err(NotPassed::PrerequisiteFailed("scope.only-requested"));
        }
        let path = i.collection()?;
        let answer = i.read(&path, &token)?;
        let said = answer.object().and_then(|mut object| object.remove("detail"));
        let is_documented = answer.status == 403 && said.as_ref().and_then(Value::as_str) == Some(FORBIDDEN);
        holds(is_documented, format!("403 {{\"detail\":\"{FORBIDDEN}\"}}"), answer.brief())
    }),
    check("admin.audit", audit::shows_the_application),
];

impl Inspection<'_> {
    /// The path of the collection of tenants that is answered without a redirect, and asks for one of them.
    pub(super) fn collection(&mut self) -> Verdict<String> {
        let token = self.token()?;
        let first = self.accepted(TENANTS, &token)?;
        Ok(self.directly(&first))
    }

    /// The same for whoever has no token for it, which a redirect is shown to as well.
    pub(super) fn collection_without_token(&mut self) -> Verdict<String> {
        let first =
            self.once(&format!("no token at {TENANTS}"), |i| i.ask(&Ask::get(i.target.url(TENANTS))))?;
        Ok(self.directly(&first))
    }

    /// Fails if the application is not allowed to read. What a token says of that counts before what a person says.
    pub(super) fn may_read(&mut self) -> Verdict {
        let jwt = match self.jwt() {
            Ok(jwt) => jwt,
            Err(unmet @ (NotPassed::Inconclusive(_) | NotPassed::Interrupted)) => return Err(unmet),
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
    pub(super) fn accepted(&mut self, path: &str, token: &str) -> Verdict<Answer> {
        self.accepted_at(&self.target.url(path), token)
    }

    fn accepted_at(&mut self, url: &str, token: &str) -> Verdict<Answer> {
        self.once(url, |i| i.ask(&Ask::get(url).bearer(token)))
    }

    fn directly(&self, first: &Answer) -> String {
        let path = below(self.target.name(), &self.list_after(first));
        path.unwrap_or_else(|| TENANTS_SLASH.to_owned())
    }

    /// The URL of the list, once its first form was answered: that, or where it leads within the origin, or else the
    /// other form.
    fn list_after(&self, first: &Answer) -> String {
        let asked = self.target.url(TENANTS);
        match onward(&asked, first) {
            None => asked,
            Some(onward) if !is_same_origin(&onward, &asked) => self.target.url(TENANTS_SLASH),
            Some(onward) if onward.contains('?') => onward,
            Some(onward) => onward + ONE,
        }
    }
}

fn is_json(answer: &Answer) -> bool {
    serde_json::from_slice::<Value>(&answer.body).is_ok()
}

const TENANTS: &str = "/api/v1/admin/tenants?per_page=1";
const TENANTS_SLASH: &str = "/api/v1/admin/tenants/?per_page=1";
/// Of a list that may be long, one is enough.
const ONE: &str = "?per_page=1";
const ADMIN: &[&str] = &["admin:read", "admin:write"];
const FORBIDDEN: &str = "Platform token requires admin:read or admin:write scope";
