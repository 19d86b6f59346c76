//! Finds possible secrets in a body of any shape.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The texts in a JSON value or a form whose names contain `token`, `secret` or `password`, at any depth, duplicates
/// included, even if the JSON is truncated after them. At most 64, in order, each after its name.
pub(super) fn telling(body: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut json = serde_json::Deserializer::from_slice(body);
    // What stands before an error in the JSON counts.
    let _ = Walk { name: "", found: &mut found }.deserialize(&mut json);
    let is_word = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let form = form_urlencoded::parse(body).filter(|(name, _)| is_word(name) && is_telling(name));
    found.extend(form.map(|(name, text)| (name.into_owned(), text.into_owned())).take(MOST));
    found
}

/// Whether a member of this name may hold a secret. Members that describe tokens do not.
fn is_telling(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    has(&["token", "secret", "password"]) && !has(&["type", "endpoint", "supported"])
}

/// Visits the texts in a value. Below a member whose name tells of a secret, all texts have that name.
struct Walk<'a> {
    name: &'a str,
    found: &'a mut Vec<(String, String)>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if self.found.len() == MOST {
            return Err(E::custom("enough was found"));
        }
        if is_telling(self.name) {
            self.found.push((self.name.to_owned(), text.to_owned()));
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Walk { name: self.name, found: &mut *self.found })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(member) = object.next_key::<String>()? {
            let is_named = is_telling(&member) || !is_telling(self.name);
            let name = if is_named { &member } else { self.name };
            object.next_value_seed(Walk { name, found: &mut *self.found })?;
        }
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
}

/// More than honest deployments send in one body.
const MOST: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        let found = telling(body.as_bytes());
        let found: Vec<_> = found.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn secrets_are_found_wherever_they_stand() {
        check(r#"{"access_token":"a","expires_in":3}"#, &[("access_token", "a")]);
        check(r#"{"data":{"access_token":"a"},"ok":true}"#, &[("access_token", "a")]);
        check(r#"[null,{"accessToken":["a",1.5,"b"]}]"#, &[("accessToken", "a"), ("accessToken", "b")]);
        check(r#"{"token":{"value":"a"}}"#, &[("token", "a")]);
        check(
            r#"{"Client-Secret":"a","new_password":"b"}"#,
            &[("Client-Secret", "a"), ("new_password", "b")],
        );
    }

    #[test]
    fn no_member_hides_behind_another() {
        check(r#"{"id_token":"a","id_token":"b"}"#, &[("id_token", "a"), ("id_token", "b")]);
        check(r#"{"id_token":"a","#, &[("id_token", "a")]);
    }

    #[test]
    fn forms_have_secrets_too() {
        check("access_token=a%2Fb&scope=c", &[("access_token", "a/b")]);
    }

    #[test]
    fn descriptions_of_secrets_are_none() {
        check(r#"{"token_type":"Bearer","token_endpoint":"https://a.test/token"}"#, &[]);
        check(r#"{"token_endpoint_auth_methods_supported":["client_secret_basic"]}"#, &[]);
        check(r#"{"detail":[{"loc":["body","client_secret"]}]}"#, &[]);
        check("<a href=\"?x&y\">token=a</a>", &[]);
    }

    #[test]
    fn hostile_bodies_are_bounded() {
        assert_eq!(telling(format!("[{}0]", r#"{"token":"a"},"#.repeat(1000)).as_bytes()).len(), MOST);
        check(&format!("{}\"a\"", r#"{"token":"#.repeat(100_000)), &[]);
    }
}
