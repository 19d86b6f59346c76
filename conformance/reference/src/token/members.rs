//! The members of a JSON object, with values as they are in the text: all digits of a number, and duplicate members.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::build::Build;
use crate::defect::Defect;

pub(crate) struct Members(Vec<(String, Box<RawValue>)>);

/// Why a member cannot be used.
#[derive(Debug)]
pub(crate) struct Ambiguous;

impl Members {
    /// The JSON text of a member, if present.
    pub(crate) fn find(&self, name: &str, build: Build) -> Result<Option<&str>, Ambiguous> {
        let mut values = self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.get());
        if build.has(Defect::LastMemberWins) {
            return Ok(values.next_back());
        }
        let first = values.next();
        if values.any(|other| Some(other) != first) {
            return Err(Ambiguous);
        }
        Ok(first)
    }

    /// Names of all members.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Collector)
    }
}

struct Collector;

impl<'de> Visitor<'de> for Collector {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}
