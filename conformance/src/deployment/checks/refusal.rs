//! The answers of the admin API to requests without a valid token.

use serde_json::{Map, Value};

use super::{Check, check};
use crate::core::verdict::{NotPassed, Verdict, holds};
use crate::deployment::exchanges::answer::Answer;
use crate::deployment::exchanges::probe::Probe;
use crate::deployment::inspection::Inspection;
use crate::deployment::jwt::Jwt;

pub(super) const CHECKS: &[Check] = &[
    check("refusal.no-token", |i| refused(&i.without_token()?)),
    check("refusal.garbage", |i| refused(&i.with("garbage", GARBAGE)?)),
    check("refusal.tampered-signature", |i| refused(&i.with_another_signature()?)),
    check("refusal.tampered-claims", |i| refused(&i.with_other_claims()?)),
    check("refusal.unsigned", |i| refused(&i.unsigned()?)),
    check("refusal.status", |i| {
        let asked = [
            ("without a token", i.without_token()),
            ("garbage", i.with("garbage", GARBAGE)),
            ("another signature", i.with_another_signature()),
            ("other claims", i.with_other_claims()),
            ("unsigned", i.unsigned()),
        ];
        for (what, answer) in asked {
            match answer {
                Ok(answer) => holds(answer.status == 401, "401", format!("{} {what}", answer.status))?,
                Err(NotPassed::PrerequisiteFailed(_) | NotPassed::NotApplicable(_)) => {}
                Err(reason) => return Err(reason),
            }
        }
        Ok(())
    }),
];

impl Inspection<'_> {
    fn without_token(&mut self) -> Verdict<Answer> {
        let path = self.guarded()?;
        self.once(&format!("no token at {path}"), |i| i.send(&Probe::get(i.target.url(&path))))
    }

    fn with(&mut self, name: &str, token: &str) -> Verdict<Answer> {
        let path = self.guarded()?;
        self.once(name, |i| i.read(&path, token))
    }

    fn with_another_signature(&mut self) -> Verdict<Answer> {
        let token = self.accepted_jwt()?.with_another_signature();
        self.with("another signature", &token)
    }

    /// A token that the resource accepts: otherwise the refusal of a changed one proves nothing.
    fn accepted_jwt(&mut self) -> Verdict<Jwt> {
        let (jwt, token, path) = (self.jwt()?, self.token()?, self.resource()?);
        match self.accepted(&path, &token)?.status {
            200..300 => Ok(jwt),
            status => Err(NotPassed::NotApplicable(format!(
                "the token is answered {status} as it is: it opens nothing"
            ))),
        }
    }

    /// Changed claims that an attacker gains from: a longer lifetime, and every scope of the admin API.
    fn with_other_claims(&mut self) -> Verdict<Answer> {
        let jwt = self.accepted_jwt()?;
        let mut claims: Map<String, Value> = jwt.claims.clone();
        let expires = claims.get("exp").and_then(Value::as_u64).unwrap_or_default();
        claims.insert("exp".into(), expires.saturating_add(3600).into());
        claims.insert("scope".into(), "admin:read admin:write".into());
        self.with("other claims", &jwt.with_claims(&claims))
    }

    fn unsigned(&mut self) -> Verdict<Answer> {
        let token = self.accepted_jwt()?.unsigned();
        self.with("unsigned", &token)
    }

    /// A path that needs a token: the one that the application may read, or else the list of tenants.
    fn guarded(&mut self) -> Verdict<String> {
        match self.resource() {
            Err(NotPassed::NotApplicable(_)) => self.collection_without_token(),
            other => other,
        }
    }
}

fn refused(answer: &Answer) -> Verdict {
    holds(!answer.is_success(), "a refusal such as 401", answer.brief())
}

const GARBAGE: &str = "no-token-of-this-deployment";
