//! The one gate between what a check saw and what a report prints.

use std::fmt;
use std::sync::Arc;

use scaikey_terminal::escaped;
use serde::Serialize;

use crate::component::application::Application;
use crate::core::outcome::{Broken, Difference};
use crate::core::spellings::Spellings;

/// A text without secrets that is safe to print: it moves no cursor and starts no command of a build server. A
/// redaction makes one of what was seen; a text that stands in the code becomes one as it is. So a report cannot print
/// anything else that a check saw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Redacted(String);

/// Replaces secrets by their names, wherever they stand, and escapes what terminals and build servers obey.
pub(crate) struct Redaction(Vec<Arc<Spellings>>);

impl Redaction {
    /// For an application to which so many tokens were issued.
    pub(crate) fn new(application: &Application, tokens: usize) -> Self {
        Self(vec![Spellings::of(application), Spellings::of_each(tokens)])
    }

    /// For these secrets.
    pub(crate) fn of(secrets: Spellings) -> Self {
        Self(vec![Arc::new(secrets)])
    }

    /// A text that is safe to print on any terminal and in any log.
    pub(crate) fn text(&self, text: &str) -> Redacted {
        let named = self.0.iter().fold(text.to_owned(), |text, secrets| secrets.named(&text));
        Redacted(escaped(&without_tokens(&named), &['\n']))
    }

    /// The same difference, safe to print.
    pub(crate) fn broken(&self, difference: &Difference) -> Broken {
        let text = |text: &str| self.text(text).beginning(LONG);
        Broken { expected: text(&difference.expected), actual: text(&difference.actual) }
    }
}

impl Redacted {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A text of the suite itself or of the person who runs it: it holds no secret, but may hold anything else.
    pub(crate) fn of_the_suite(text: &str) -> Self {
        Self(escaped(text, &['\n']))
    }

    /// At most so many characters of it.
    pub(crate) fn beginning(mut self, length: usize) -> Self {
        if let Some((cut, _)) = self.0.char_indices().nth(length) {
            self.0.truncate(cut);
        }
        self
    }
}

/// A text that stands in the code, and so holds nothing that a subject was told.
impl From<&'static str> for Redacted {
    fn from(text: &'static str) -> Self {
        Self::of_the_suite(text)
    }
}

impl fmt::Display for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Without what looks like a JSON Web Token: whoever issued it, somebody may accept it.
fn without_tokens(text: &str) -> String {
    if !text.contains(JWT) {
        return text.to_owned();
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut left = String::new();
    let mut rest = text;
    while let Some(begin) = rest.find(JWT) {
        let (before, from) = rest.split_at(begin);
        let (found, after) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
        left += before;
        left += if found.contains('.') { "<a token>" } else { found };
        rest = after;
    }
    left + rest
}

/// What the base64 of a JSON object begins with.
const JWT: &str = "eyJ";
/// Characters of a difference that are kept: more than anybody reads.
const LONG: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::application::{PLATFORM, RESERVED};

    #[track_caller]
    fn check(application: &Application, text: &str, expected: &str) {
        assert_eq!(Redaction::new(application, 2).text(text).as_str(), expected);
    }

    #[test]
    fn secrets_are_printed_by_name() {
        check(&PLATFORM, PLATFORM.authorization, "Basic <credentials>");
        check(&PLATFORM, "the secret s3cret-A1b2C3d4E5f6 is wrong", "the secret <client secret> is wrong");
        check(&PLATFORM, "7333637265742d413162324333643445356636", "<client secret, hex>");
        check(&RESERVED, RESERVED.secret, "<client secret>");
        check(&RESERVED, RESERVED.authorization, "Basic <credentials>==");
    }

    #[test]
    fn tokens_stay_distinguishable() {
        check(&PLATFORM, "Bearer mock.token-2_~+/==, not mock.token-1_~+/==", "Bearer token#2, not token#1");
        check(&PLATFORM, "bW9jay50b2tlbi0yX34rLz09", "token#2 (base64)");
        check(&PLATFORM, "6d6f636b2e746f6b656e2d315f7e2b2f3d3d", "token#1 (hex)");
    }

    #[test]
    fn what_looks_like_a_token_is_none_any_more() {
        check(
            &PLATFORM,
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0., eyJ alone",
            "Bearer <a token>, eyJ alone",
        );
        check(&PLATFORM, "a=eyJh.b_-c\neyJh.d", "a=<a token>\n<a token>");
    }

    #[test]
    fn control_characters_reach_no_terminal() {
        check(&PLATFORM, "\u{1b}[2Jgone\r\nnext", "\\u{1b}[2Jgone\\u{d}\nnext");
        check(&PLATFORM, "a\u{202e}b", "a\\u{202e}b");
    }

    #[test]
    fn no_text_commands_a_build_server() {
        check(&PLATFORM, "a\n  ::set-output name=a::b", "a\n  \\u{3a}:set-output name=a::b");
        check(&PLATFORM, "a ##[error]b", "a \\u{23}#[error]b");
    }
}
