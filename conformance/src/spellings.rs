//! Every spelling in which a secret can show, and the search for all of them at once.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use aho_corasick::{AhoCorasick, MatchKind};
use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};

use crate::application::Application;
use crate::mock::{TOKEN_STEM, token};

/// Secrets, known in every spelling.
pub(crate) struct Spellings {
    /// Finds the longest first, so that no replacement cuts a longer one in two.
    finder: AhoCorasick,
    /// The name of each, in the same order.
    names: Vec<String>,
}

impl Spellings {
    /// Each secret with its name. What is given counts at any length, what is derived of it from eight characters on.
    pub(crate) fn new(secrets: &[(&str, &str)]) -> Self {
        let given = secrets.iter().map(|(text, name)| ((*text).to_owned(), (*name).to_owned()));
        let derived = secrets.iter().flat_map(|(text, name)| {
            let long = derived(text).into_iter().filter(|(text, _)| text.len() >= SHORTEST);
            long.map(|(text, form)| (text, in_form(name, form)))
        });
        let mut seen = HashSet::new();
        let all = given.chain(derived).filter(|(text, _)| seen.insert(text.clone()));
        let (texts, names): (Vec<_>, _) = all.unzip();
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts);
        Self { finder: finder.expect("a few short texts"), names }
    }

    /// Those of an application, worked out once for each.
    pub(crate) fn of(application: &Application) -> Arc<Self> {
        static SECRETS: Mutex<BTreeMap<Given, Arc<Spellings>>> = Mutex::new(BTreeMap::new());
        let mut known = SECRETS.lock().unwrap_or_else(PoisonError::into_inner);
        let spellings = application.spellings;
        Arc::clone(known.entry(spellings).or_insert_with(|| Arc::new(Self::new(spellings))))
    }

    /// Those of every token: all begin with the same characters.
    pub(crate) fn of_tokens() -> &'static Self {
        static TOKENS: LazyLock<Spellings> = LazyLock::new(|| Spellings::new(&[STEM]));
        &TOKENS
    }

    /// Those of at least so many tokens, told apart, and the beginning of any other. Worked out once for each power of
    /// two.
    pub(crate) fn of_each(tokens: usize) -> Arc<Self> {
        static TOKENS: Mutex<BTreeMap<usize, Arc<Spellings>>> = Mutex::new(BTreeMap::new());
        let tokens = tokens.next_power_of_two();
        let mut known = TOKENS.lock().unwrap_or_else(PoisonError::into_inner);
        let work_out = || {
            let each: Vec<_> =
                (1..=tokens).map(|number| (token(number), format!("token#{number}"))).collect();
            let each = each.iter().map(|(text, name)| (text.as_str(), name.as_str()));
            Arc::new(Self::new(&each.chain([STEM]).collect::<Vec<_>>()))
        };
        Arc::clone(known.entry(tokens).or_insert_with(work_out))
    }

    /// Whether one of them shows.
    pub(crate) fn show_in(&self, text: impl AsRef<[u8]>) -> bool {
        self.finder.is_match(text.as_ref())
    }

    /// The text with names in their places.
    pub(crate) fn named(&self, text: &str) -> String {
        self.finder.replace_all(text, &self.names)
    }
}

/// `<client secret>` becomes `<client secret, hex>`, and `token#2` becomes `token#2 (hex)`.
fn in_form(name: &str, form: &str) -> String {
    match name.strip_suffix('>') {
        Some(name) => format!("{name}, {form}>"),
        None => format!("{name} ({form})"),
    }
}

/// What encoders make of a text, each with the name of the encoding.
fn derived(text: &str) -> Vec<(String, &'static str)> {
    let json = serde_json::Value::from(text).to_string();
    let json = &json[1..json.len() - 1];
    let mut all = vec![(json.replace('/', "\\/"), "JSON"), (json.to_owned(), "JSON")];
    for digits in [UPPER, LOWER] {
        let form = percent(text, "*-._", digits);
        all.push((form.replace("%20", "+"), "form-encoded"));
        all.push((form, "percent-encoded"));
        all.push((percent(text, "-._~", digits), "percent-encoded"));
        all.push((text.bytes().map(|byte| hex(byte, digits)).collect(), "hex"));
    }
    all.extend(aligned::<Base64Unpadded>(text).map(|text| (text, "base64")));
    all.extend(aligned::<Base64UrlUnpadded>(text).map(|text| (text, "base64 for URLs")));
    all
}

/// A text in base64, wherever in a longer text it begins: without the characters that its neighbours have a part in, but
/// once also to the end.
fn aligned<E: Encoding>(text: &str) -> impl Iterator<Item = String> {
    let inner = [(0, 0), (1, 2), (2, 3)].map(|(before, begin)| {
        let bytes = [&[0; 2][..before], text.as_bytes()].concat();
        E::encode_string(&bytes)[begin..bytes.len() * 8 / 6].to_owned()
    });
    [E::encode_string(text.as_bytes())].into_iter().chain(inner)
}

fn percent(text: &str, kept: &str, digits: &[u8]) -> String {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || kept.as_bytes().contains(&byte);
    let one = |byte| if is_kept(byte) { char::from(byte).into() } else { format!("%{}", hex(byte, digits)) };
    text.bytes().map(one).collect()
}

fn hex(byte: u8, digits: &[u8]) -> String {
    [byte >> 4, byte & 15].iter().map(|digit| char::from(digits[usize::from(*digit)])).collect()
}

/// What gives an application away, and names for it.
type Given = &'static [(&'static str, &'static str)];

const STEM: (&str, &str) = (TOKEN_STEM, "token");
/// Shorter derived forms would be found everywhere.
const SHORTEST: usize = 8;
const UPPER: &[u8] = b"0123456789ABCDEF";
const LOWER: &[u8] = b"0123456789abcdef";

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "p@ss \"wörd\"/9~";

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Spellings::new(&[(SECRET, "<secret>")]).named(text), expected);
    }

    #[test]
    fn secrets_are_known_in_every_encoding() {
        check(SECRET, "<secret>");
        check("p%40ss+%22w%C3%B6rd%22%2F9%7E", "<secret, form-encoded>");
        check("p%40ss+%22w%c3%b6rd%22%2f9%7e", "<secret, form-encoded>");
        check("p%40ss%20%22w%C3%B6rd%22%2F9%7E", "<secret, percent-encoded>");
        check("p%40ss%20%22w%c3%b6rd%22%2f9~", "<secret, percent-encoded>");
        check("70407373202277c3b67264222f397e", "<secret, hex>");
        check("70407373202277C3B67264222F397E", "<secret, hex>");
        check(r#"p@ss \"wörd\"/9~"#, "<secret, JSON>");
        check(r#"p@ss \"wörd\"\/9~"#, "<secret, JSON>");
    }

    #[test]
    fn base64_is_known_at_every_alignment_and_in_both_alphabets() {
        let finder = Spellings::new(&[(SECRET, "<secret>")]);
        for around in ["", "a", "ab", "abc"] {
            let text = format!("{around}{SECRET}{around}");
            let named = finder.named(&Base64Unpadded::encode_string(text.as_bytes()));
            assert!(named.contains("<secret, base64>"), "{named}");
            assert!(finder.show_in(Base64UrlUnpadded::encode_string(text.as_bytes())), "{text}");
        }
    }

    #[test]
    fn short_forms_are_not_looked_for() {
        let finder = Spellings::new(&[("pass", "<secret>")]);
        assert_eq!(finder.named("pass cGFzcw 70617373"), "<secret> cGFzcw <secret, hex>");
    }
}
