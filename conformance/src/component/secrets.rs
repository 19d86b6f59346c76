//! The secrets of a check: those of the application, and the tokens of the mock endpoint.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::component::application::Application;
use crate::component::endpoint::{TOKEN_STEM, token};
use crate::core::redaction::Redaction;
use crate::core::spellings::Spellings;

/// The redaction for a check in which so many tokens were issued.
pub(crate) fn redaction(application: &Application, tokens: usize) -> Redaction {
    Redaction::new(vec![of(application), of_each(tokens)])
}

/// The secrets of an application, compiled once for each.
pub(crate) fn of(application: &Application) -> Arc<Spellings> {
    static SECRETS: Mutex<BTreeMap<Given, Arc<Spellings>>> = Mutex::new(BTreeMap::new());
    let mut known = SECRETS.lock().unwrap_or_else(PoisonError::into_inner);
    let spellings = application.spellings;
    Arc::clone(known.entry(spellings).or_insert_with(|| Arc::new(Spellings::new(spellings))))
}

/// Every token: all begin with the same characters.
pub(crate) fn of_tokens() -> &'static Spellings {
    static TOKENS: LazyLock<Spellings> = LazyLock::new(|| Spellings::new(&[STEM]));
    &TOKENS
}

/// At least so many tokens by their numbers, and the beginning of any other. Compiled once for each power of two.
fn of_each(tokens: usize) -> Arc<Spellings> {
    static TOKENS: Mutex<BTreeMap<usize, Arc<Spellings>>> = Mutex::new(BTreeMap::new());
    let tokens = tokens.next_power_of_two();
    let mut known = TOKENS.lock().unwrap_or_else(PoisonError::into_inner);
    let compile = || {
        let each: Vec<_> = (1..=tokens).map(|number| (token(number), format!("token#{number}"))).collect();
        let each = each.iter().map(|(text, name)| (text.as_str(), name.as_str()));
        Arc::new(Spellings::new(&each.chain([STEM]).collect::<Vec<_>>()))
    };
    Arc::clone(known.entry(tokens).or_insert_with(compile))
}

/// The texts of an application that are secret, and their names.
type Given = &'static [(&'static str, &'static str)];

const STEM: (&str, &str) = (TOKEN_STEM, "token");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::application::{PLATFORM, RESERVED};

    #[track_caller]
    fn check(application: &Application, text: &str, expected: &str) {
        assert_eq!(redaction(application, 2).text(text).as_str(), expected);
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
}
