//! What the admin API answers to whoever shows no good token.

use serde_json::{Map, Value};

use super::{Check, check};
use crate::core::verdict::{NotPassed, Verdict, holds};
use crate::deployment::exchanges::answer::Answer;
use crate::deployment::exchanges::ask::Ask;
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
                Err(unmet) => return Err(unmet),
            }
        }
        Ok(())
    }),
];

impl Inspection<'_> {
    fn without_token(&mut self) -> Verdict<Answer> {
        let path = self.guarded()?;
        self.once(&format!("no token at {path}"), |i| i.ask(&Ask::get(i.target.url(&path))))
    }

    fn with(&mut self, name: &str, token: &str) -> Verdict<Answer> {
        let path = self.guarded()?;
        self.once(name, |i| i.read(&path, token))
    }

    fn with_another_signature(&mut self) -> Verdict<Answer> {
        let token = self.accepted_jwt()?.with_another_signature();
        self.with("another signature", &token)
    }

    /// A token that is accepted as it is: a changed one that is refused shows nothing otherwise.
    fn accepted_jwt(&mut self) -> Verdict<Jwt> {
        let (jwt, token, path) = (self.jwt()?, self.token()?, self.resource()?);
        match self.accepted(&path, &token)?.status {
            200..300 => Ok(jwt),
            status => Err(NotPassed::NotApplicable(format!(
                "the token is answered {status} as it is: it opens nothing"
            ))),
        }
    }

    /// Claims that are worth changing: a longer life, and every scope of the admin API.
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

    /// A path that nobody may read without a token: the one that the application may, or else that of the tenants.
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
