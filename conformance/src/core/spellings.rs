//! Every spelling of a secret, and the search for all of them in one pass.

mod encodings;

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, MatchKind};

use encodings::encoded;

/// Secrets in every spelling and letter case. Long secrets are known by their beginnings.
pub(crate) struct Spellings {
    /// Finds the longest first, so that no replacement cuts a longer one in two.
    finder: AhoCorasick,
    /// In the same order.
    spellings: Vec<Spelling>,
}

struct Spelling {
    name: String,
    /// Whether more of the secret follows where this is found.
    is_beginning: bool,
}

impl Spellings {
    /// For each secret with its name. Given texts count at any length, derived ones from eight characters on.
    pub(crate) fn new(secrets: &[(&str, &str)]) -> Self {
        let given = secrets.iter().map(|(text, name)| {
            let beginning = beginning(text, LONG);
            (beginning.to_owned(), (*name).to_owned(), beginning.len() < text.len())
        });
        let derived = secrets.iter().flat_map(|(text, name)| {
            let beginning = beginning(text, LONG_ENCODED);
            let forms = encoded(beginning).into_iter();
            let telling = forms.filter(move |(form, _)| form.len() >= SHORTEST && form != beginning);
            telling.map(move |(form, encoding)| (form, in_form(name, encoding), beginning.len() < text.len()))
        });
        let mut seen = HashSet::new();
        let all = given.chain(derived).filter(|(text, ..)| seen.insert(text.clone()));
        let (texts, spellings): (Vec<_>, _) =
            all.map(|(text, name, is_beginning)| (text, Spelling { name, is_beginning })).unzip();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(texts)
            .expect("few texts, none of them long");
        Self { finder, spellings }
    }

    /// Whether a text contains one of them.
    pub(crate) fn show_in(&self, text: impl AsRef<[u8]>) -> bool {
        self.finder.is_match(text.as_ref())
    }

    /// The text with names in their places. It ends at a long secret, of which only the beginning is known.
    pub(crate) fn named(&self, text: &str) -> String {
        let (mut named, mut rest) = (String::new(), 0);
        for found in self.finder.find_iter(text) {
            let spelling = &self.spellings[found.pattern()];
            named += &text[rest..found.start()];
            named += &spelling.name;
            if spelling.is_beginning {
                return named;
            }
            rest = found.end();
        }
        named + &text[rest..]
    }
}

/// `<client secret>` becomes `<client secret, hex>`, and `token#2` becomes `token#2 (hex)`.
fn in_form(name: &str, form: &str) -> String {
    match name.strip_suffix('>') {
        Some(name) => format!("{name}, {form}>"),
        None => format!("{name} ({form})"),
    }
}

fn beginning(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// Shorter derived forms would be found everywhere.
const SHORTEST: usize = 8;
/// Bytes of a secret that are looked for as they are.
const LONG: usize = 4096;
/// Bytes of a secret that are looked for in each encoding.
const LONG_ENCODED: usize = 512;

#[cfg(test)]
mod tests {
    use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};

    use super::*;

    const SECRET: &str = "p@ss \"wörd\"/9~";
    const MARKUP: &str = "<it's> & \"ö+\"";

    #[track_caller]
    fn check(text: &str, expected: &str) {
        check_for(SECRET, text, expected);
    }

    #[track_caller]
    fn check_for(secret: &str, text: &str, expected: &str) {
        assert_eq!(Spellings::new(&[(secret, "<secret>")]).named(text), expected);
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
    fn secrets_are_known_in_the_json_of_every_language() {
        for json in [
            r#"<it's> & \"ö+\""#,
            r#"\u003cit's\u003e \u0026 \"ö+\""#,
            r#"\u003Cit's\u003E \u0026 \"ö+\""#,
            r#"<it's> & \"\u00f6+\""#,
            r#"\u003Cit's\u003E \u0026 \"\u00F6+\""#,
            r#"\u003Cit\u0027s\u003E \u0026 \u0022\u00F6\u002B\u0022"#,
        ] {
            check_for(MARKUP, json, "<secret, JSON>");
        }
        check_for("p@ss 🔑 w/rd", r"p@ss \ud83d\udd11 w\/rd", "<secret, JSON>");
    }

    #[test]
    fn secrets_are_known_in_html() {
        for html in [
            "&lt;it's&gt; &amp; \"ö+\"",
            "&lt;it's&gt; &amp; &quot;ö+&quot;",
            "&lt;it&apos;s&gt; &amp; &quot;ö+&quot;",
            "&lt;it&#x27;s&gt; &amp; &quot;ö+&quot;",
            "&lt;it&#039;s&gt; &amp; &quot;ö+&quot;",
            "&lt;it&#39;s&gt; &amp; &#34;ö+&#34;",
            "&#60;it&#39;s&#62; &#38; &#34;&#246;&#43;&#34;",
            "&#x3c;it&#x27;s&#x3e; &#x26; &#x22;&#xf6;&#x2b;&#x22;",
        ] {
            check_for(MARKUP, html, "<secret, HTML>");
        }
    }

    #[test]
    fn secrets_are_known_in_any_letter_case() {
        check("P@SS \"WöRD\"/9~", "<secret>");
        check("X-P%40SS%20%22W%C3%B6RD%22%2F9~-y", "X-<secret, percent-encoded>-y");
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
    fn short_derived_forms_are_ignored() {
        let finder = Spellings::new(&[("pass", "<secret>")]);
        assert_eq!(finder.named("pass cGFzcw 70617373"), "<secret> cGFzcw <secret, hex>");
    }

    #[test]
    fn text_after_a_long_secret_is_left_out() {
        let long = "öabc-".repeat(100_000);
        check_for(&long, &format!("it is {long}, really"), "it is <secret>");
        let hex: String = long.bytes().map(|byte| format!("{byte:02x}")).collect();
        check_for(&long, &format!("it is {hex}, really"), "it is <secret, hex>");
        let fair = "abc-".repeat(1000);
        check_for(&fair, &format!("it is {fair}, really"), "it is <secret>, really");
    }
}
