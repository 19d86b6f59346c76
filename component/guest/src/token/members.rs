//! The members of a JSON object. Numbers stay text; duplicates of the given members are rejected.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use hifijson::SliceLexer;
use hifijson::token::Lex;
use hifijson::value::{self, parse_bounded};

pub(crate) type Value<'a> = value::Value<&'a str, Cow<'a, str>>;

/// A JSON object.
pub(crate) struct Members<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Members<'a> {
    /// Parses a JSON object. `None` if the text is anything else, or a member of `distinct` occurs twice.
    pub(crate) fn parse(text: &'a [u8], distinct: &[&str]) -> Option<Self> {
        let mut lexer = SliceLexer::new(text);
        let object = lexer.exactly_one(Lex::ws_peek, |next, lexer| parse_bounded(MAX_DEPTH, next, lexer));
        let Ok(Value::Object(members)) = object else { return None };
        let occurs_once = |name: &&str| members.iter().filter(|(member, _)| member == name).count() <= 1;
        distinct.iter().all(occurs_once).then_some(Self(members))
    }

    /// The member with this name, unless it is absent or null.
    pub(crate) fn member(&self, name: &str) -> Option<&Value<'a>> {
        let (_, value) = self.0.iter().find(|(member, _)| member == name)?;
        (!matches!(value, Value::Null)).then_some(value)
    }

    /// The member with this name, if it is a string.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.member(name)? {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

const MAX_DEPTH: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn rejects(text: &[u8]) {
        assert!(Members::parse(text, &["a"]).is_none(), "{:?}", String::from_utf8_lossy(text));
    }

    #[test]
    fn strings_are_unescaped_and_numbers_stay_text() {
        let text = br#" {"a": "\u0041\"\ud83d\ude00", "b": 1e400, "c": null, "d": [{}], "d": true} "#;
        let members = Members::parse(text, &["a", "b"]).expect("an object");
        assert_eq!(members.text("a"), Some("A\"\u{1f600}"));
        assert!(matches!(members.member("b"), Some(Value::Number(("1e400", _)))));
        assert!(members.member("c").is_none());
        assert!(members.text("b").is_none());
    }

    #[test]
    fn other_texts_and_duplicate_members_are_rejected() {
        rejects(b"");
        rejects(b"[]");
        rejects(b"null");
        rejects(b"{}{}");
        rejects(b"{} x");
        rejects(b"{\"a\":1,}");
        rejects(b"{\"a\":01}");
        rejects(b"{\"a\":nan}");
        rejects(b"{\"a\":\"\n\"}");
        rejects(b"{\"a\":\"\\ud800\"}");
        rejects(b"{\"a\":\"\xff\"}");
        rejects(b"\xef\xbb\xbf{}");
        rejects(b"{\0\"\0a\0");
        rejects(b"<html>");
        rejects(b"{\"a\":1,\"\\u0061\":1}");
        rejects("{\"a\":".repeat(100_000).as_bytes());
    }

    #[test]
    fn truncated_objects_are_rejected() {
        let text = br#"{"access_token":"abc\u0020","expires_in":3600}"#;
        (0..text.len()).for_each(|end| rejects(&text[..end]));
    }
}
