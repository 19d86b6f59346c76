//! Redaction: what a check saw becomes a text that is safe to print.

use std::fmt;
use std::sync::Arc;

use scaikey_terminal::escaped;
use serde::Serialize;

use crate::core::spellings::Spellings;

/// A text without secrets that is safe to print: it moves no cursor and starts no command of a build server. Only a
/// A redaction makes one of what a check saw, so a report cannot print anything else of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Redacted(String);

/// A text of a result while the run is under way. It has no `Debug`: it may hold secrets.
#[derive(Clone)]
pub(crate) enum Text {
    /// Words of the suite, or of the person who runs it.
    Own(Redacted),
    /// What a check saw. It is redacted when all secrets of the run are known.
    Seen(String),
}

/// Replaces secrets by their names, and escapes what terminals and build servers obey.
pub(crate) struct Redaction(Vec<Arc<Spellings>>);

impl Redaction {
    /// For these secrets.
    pub(crate) fn new(secrets: Vec<Arc<Spellings>>) -> Self {
        Self(secrets)
    }

    /// A text that is safe to print on any terminal and in any log.
    pub(crate) fn text(&self, text: &str) -> Redacted {
        let named = self.0.iter().fold(text.to_owned(), |text, secrets| secrets.named(&text));
        Redacted(escaped(&without_tokens(&named), &['\n']))
    }
}

impl Text {
    /// A text of the suite itself.
    pub(crate) fn own(text: &str) -> Self {
        Self::Own(Redacted::of_the_suite(text))
    }

    /// The text, safe to print. What a check saw is left out where no redaction knows its secrets.
    pub(crate) fn redacted(&self, redaction: Option<&Redaction>) -> Redacted {
        match (self, redaction) {
            (Self::Own(text), _) => text.clone(),
            (Self::Seen(text), Some(redaction)) => redaction.text(text).beginning(LONG),
            (Self::Seen(_), None) => LEFT_OUT.into(),
        }
    }
}

impl Redacted {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A text of the suite itself or of the person who runs it. It holds no secret; control sequences are disarmed.
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

/// A text in the code holds no secret.
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

/// Without anything that looks like a JSON Web Token, whoever issued it.
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

/// What is printed in place of a text that may be a secret.
pub(crate) const LEFT_OUT: &str = "left out, since it may be a secret";
/// What the base64 of a JSON object begins with.
const JWT: &str = "eyJ";
/// Characters of a text that are kept: more than anybody reads.
const LONG: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn redaction() -> Redaction {
        Redaction::new(vec![Arc::new(Spellings::new(&[("hunter2-hunter2", "<client secret>")]))])
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(redaction().text(text).as_str(), expected);
    }

    #[test]
    fn secrets_are_printed_by_name() {
        check("the secret hunter2-hunter2 is wrong", "the secret <client secret> is wrong");
    }

    #[test]
    fn unknown_tokens_are_cut_out() {
        check("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0., eyJ alone", "Bearer <a token>, eyJ alone");
        check("a=eyJh.b_-c\neyJh.d", "a=<a token>\n<a token>");
    }

    #[test]
    fn control_characters_reach_no_terminal() {
        check("\u{1b}[2Jgone\r\nnext", "\\u{1b}[2Jgone\\u{d}\nnext");
        check("a\u{202e}b", "a\\u{202e}b");
    }

    #[test]
    fn no_text_commands_a_build_server() {
        check("a\n  ::set-output name=a::b", "a\n  \\u{3a}:set-output name=a::b");
        check("a ##[error]b", "a \\u{23}#[error]b");
    }

    #[test]
    fn what_a_check_saw_is_printed_only_through_a_redaction() {
        let seen = Text::Seen("it is hunter2-hunter2".into());
        assert_eq!(seen.redacted(Some(&redaction())).as_str(), "it is <client secret>");
        assert_eq!(seen.redacted(None).as_str(), LEFT_OUT);
        let own = Text::own("hunter2-hunter2 is a word of the suite");
        assert_eq!(own.redacted(Some(&redaction())).as_str(), "hunter2-hunter2 is a word of the suite");
    }
}
