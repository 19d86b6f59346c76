//! The secrets of one run: those of the application, and every token that came.

mod members;

use std::sync::Arc;

use crate::core::redaction::Redaction;
use crate::core::spellings::Spellings;
use crate::deployment::exchanges::probe::{credentials, raw};
use crate::deployment::exchanges::recorder::Record;
use crate::deployment::jwt::Jwt;
use crate::deployment::target::Target;

/// Secret texts with the names that reports print in their places.
#[derive(Default)]
pub(super) struct Secrets(Vec<(String, String)>);

impl Secrets {
    /// The secrets of the application, and those in these records.
    pub(super) fn of(target: &Target, records: &[Record]) -> Self {
        let (id, secret) = (&target.client_id, target.client_secret.expose());
        let mut secrets = Self::default();
        secrets.learn(secret, "<client secret>");
        for shown in [credentials(id, secret), raw(target)] {
            secrets.learn(&shown, "<credentials>");
            secrets.learn(shown.trim_end_matches('='), "<credentials>");
        }
        let answers = records.iter().filter_map(|record| record.outcome.as_ref().ok());
        let mut found: Vec<_> = answers.flat_map(|answer| members::telling(&answer.body)).collect();
        // Access tokens come first: the number of secrets is limited.
        found.sort_by_key(|(member, _)| member != ACCESS_TOKEN);
        for (member, text) in &found {
            match member.as_str() {
                ACCESS_TOKEN => secrets.learn_token(text),
                "refresh_token" | "id_token" => {
                    secrets.learn(text, &format!("<{}>", member.replace('_', " ")))
                }
                _ if text.len() >= SHORTEST => secrets.learn(text, "<secret>"),
                _ => {}
            }
        }
        secrets
    }

    /// The number of the token in this text, counted from 1.
    pub(super) fn number(&self, text: &str) -> Option<usize> {
        let (_, name) = self
            .0
            .iter()
            .find(|(secret, name)| name.starts_with(TOKEN) && text.ends_with(secret.as_str()))?;
        name.strip_prefix(TOKEN)?.parse().ok()
    }

    pub(super) fn redaction(&self) -> Redaction {
        let secrets: Vec<_> = self.0.iter().map(|(text, name)| (text.as_str(), name.as_str())).collect();
        Redaction::new(vec![Arc::new(Spellings::new(&secrets))])
    }

    /// A token: as a whole, and each part of it that is secret by itself.
    fn learn_token(&mut self, token: &str) {
        if self.0.iter().any(|(known, _)| known == token) {
            return;
        }
        let number = 1 + self.0.iter().filter(|(_, name)| is_whole_token(name)).count();
        self.learn(token, &format!("{TOKEN}{number}"));
        if let Some((signed, signature)) = token.rsplit_once('.') {
            self.learn(signed, &format!("{TOKEN}{number} without its signature"));
            self.learn(signature, &format!("the signature of {TOKEN}{number}"));
            // The suite sends a changed signature too, from which the right one follows.
            let changed = Jwt::read(token).map(|jwt| jwt.with_another_signature()).unwrap_or_default();
            let changed = changed.rsplit('.').next().unwrap_or_default();
            self.learn(changed, &format!("the changed signature of {TOKEN}{number}"));
        }
    }

    fn learn(&mut self, text: &str, name: &str) {
        if !text.is_empty() && self.0.len() < MOST && !self.0.iter().any(|(known, _)| known == text) {
            self.0.push((text.to_owned(), name.to_owned()));
        }
    }
}

fn is_whole_token(name: &str) -> bool {
    name.strip_prefix(TOKEN).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

const ACCESS_TOKEN: &str = "access_token";
const TOKEN: &str = "token#";
/// A shorter text, whatever it is called, is a word such as `valid`.
const SHORTEST: usize = 8;
/// More than honest deployments send. It bounds the memory that a hostile one costs.
const MOST: usize = 256;
