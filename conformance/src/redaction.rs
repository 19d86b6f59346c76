//! The one gate between what a check saw and what a report prints.

use crate::application::Application;
use crate::outcome::{Difference, Outcome};

/// Replaces secrets by their names, wherever they stand, and disarms control characters.
#[derive(Debug)]
pub(crate) struct Redaction {
    /// Longest first, so that no replacement cuts a longer secret in two.
    names: Vec<(String, String)>,
}

impl Redaction {
    pub(crate) fn new(application: &Application, tokens: &[String]) -> Self {
        let secrets = application.spellings.iter().map(|(text, name)| ((*text).into(), (*name).into()));
        let tokens = tokens.iter().zip(1..).map(|(text, number)| (text.clone(), format!("token#{number}")));
        let mut names: Vec<(String, String)> = secrets.chain(tokens).collect();
        names.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        Self { names }
    }

    /// A text that is safe to print on any terminal and in any log.
    pub(crate) fn text(&self, text: &str) -> String {
        let named =
            self.names.iter().fold(text.to_owned(), |text, (secret, name)| text.replace(secret, name));
        named.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
    }

    /// The same outcome, safe to print.
    pub(crate) fn outcome(&self, outcome: Outcome) -> Outcome {
        let difference = |Difference { expected, actual }| Difference {
            expected: self.text(&expected),
            actual: self.text(&actual),
        };
        match outcome {
            Outcome::Pass | Outcome::Skip(_) => outcome,
            Outcome::Fail(broken) => Outcome::Fail(difference(broken)),
            Outcome::Warning(broken) => Outcome::Warning(difference(broken)),
            Outcome::Error(text) => Outcome::Error(self.text(&text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::{PLATFORM, RESERVED};

    #[track_caller]
    fn check(application: &Application, text: &str, expected: &str) {
        let tokens = ["mock.token-1_~+/==".to_owned(), "mock.token-2_~+/==".to_owned()];
        assert_eq!(Redaction::new(application, &tokens).text(text), expected);
    }

    #[test]
    fn secrets_are_printed_by_name() {
        check(&PLATFORM, PLATFORM.authorization, "Basic <credentials>");
        check(&PLATFORM, "the secret s3cret-A1b2C3d4E5f6 is wrong", "the secret <client secret> is wrong");
        check(&RESERVED, RESERVED.secret, "<client secret>");
        check(&RESERVED, RESERVED.authorization, "Basic <credentials>");
    }

    #[test]
    fn tokens_stay_distinguishable() {
        check(&PLATFORM, "Bearer mock.token-2_~+/==, not mock.token-1_~+/==", "Bearer token#2, not token#1");
    }

    #[test]
    fn control_characters_reach_no_terminal() {
        check(&PLATFORM, "\u{1b}[2Jgone\r\nnext", "\u{fffd}[2Jgone\u{fffd}\nnext");
    }
}
