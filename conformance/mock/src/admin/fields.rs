//! The members of a request body. All mistakes are reported together.

use serde_json::{Map, Value};

use super::problem::{Invalid, Problem};
use crate::setup::application::is_scope;

/// The members of a body that were not taken yet. Unknown members are ignored.
pub(crate) struct Fields {
    members: Map<String, Value>,
    invalid: Vec<Invalid>,
}

impl Fields {
    /// Fails if the body is not a JSON object.
    pub(crate) fn read(body: &[u8]) -> Result<Self, Problem> {
        let invalid =
            |_| vec![Invalid { loc: vec!["body"], msg: "Invalid JSON object".into(), kind: "json_invalid" }];
        let members = serde_json::from_slice(body).map_err(invalid).map_err(Problem::Invalid)?;
        Ok(Self { members, invalid: Vec::new() })
    }

    /// What was taken; fails if a member was invalid.
    pub(crate) fn checked<T>(self, taken: T) -> Result<T, Problem> {
        if self.invalid.is_empty() { Ok(taken) } else { Err(Problem::Invalid(self.invalid)) }
    }

    /// A string, if present.
    pub(crate) fn text(&mut self, name: &'static str) -> Option<String> {
        self.take(name, "string_type", "a text of 1 to 200 characters", |value| {
            Some(value.as_str().filter(|text| (1..=200).contains(&text.chars().count()))?.to_owned())
        })
    }

    /// One of these strings, if present.
    pub(crate) fn choice<T: Copy>(&mut self, name: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        self.take(name, "enum", &names.join(" or "), |value| {
            Some(choices.iter().find(|(name, _)| value == name)?.1)
        })
    }

    /// Seconds, at most a year, if present.
    pub(crate) fn seconds(&mut self, name: &'static str) -> Option<u32> {
        self.take(name, "int_type", "a number from 1 to 31536000", |value| {
            u32::try_from(value.as_u64()?).ok().filter(|seconds| (1..=31_536_000).contains(seconds))
        })
    }

    /// A list of at most 50 scopes, if present.
    pub(crate) fn scopes(&mut self, name: &'static str) -> Option<Vec<String>> {
        self.take(name, "list_type", "a list of up to 50 scopes", |value| {
            let scopes: Option<Vec<_>> = value.as_array()?.iter().map(Value::as_str).collect();
            let scopes =
                scopes.filter(|scopes| scopes.len() <= 50 && scopes.iter().all(|scope| is_scope(scope)))?;
            Some(scopes.into_iter().map(str::to_owned).collect())
        })
    }

    /// An object of at most 4 KiB, if present.
    pub(crate) fn object(&mut self, name: &'static str) -> Option<Map<String, Value>> {
        self.take(name, "dict_type", "an object of up to 4 KiB", |value| {
            value.as_object().filter(|_| value.to_string().len() <= 4096).cloned()
        })
    }

    /// A member that must be present.
    pub(crate) fn required<T: Default>(&mut self, name: &'static str, taken: Option<T>) -> T {
        if taken.is_none() && self.invalid.iter().all(|invalid| invalid.loc.last() != Some(&name)) {
            self.reject(name, "missing", "Field required");
        }
        taken.unwrap_or_default()
    }

    /// Reports a member as invalid.
    pub(crate) fn reject(&mut self, name: &'static str, kind: &'static str, msg: &str) {
        self.invalid.push(Invalid { loc: vec!["body", name], msg: msg.to_owned(), kind });
    }

    /// Null counts as absent.
    fn take<T>(
        &mut self,
        name: &'static str,
        kind: &'static str,
        expected: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.members.remove(name).filter(|value| !value.is_null())?;
        let taken = read(&value);
        if taken.is_none() {
            self.reject(name, kind, &format!("Input should be {expected}"));
        }
        taken
    }
}
