//! Encodings of a text.

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};
use serde_json::Value;

/// The text in every encoding, each with the name of the encoding. Searches must ignore letter case.
pub(super) fn encoded(text: &str) -> Vec<(String, &'static str)> {
    let mut all = Vec::new();
    for coded in [NOTHING, GO, PYTHON, PHP, DOT_NET] {
        let json: String = text.chars().map(|c| if coded(c) { escaped(c) } else { quoted(c) }).collect();
        all.push((json.replace('/', "\\/"), "JSON"));
        all.push((json, "JSON"));
    }
    for quotation in ["\"", "&quot;", "&#34;", "&#x22;"] {
        for apostrophe in ["'", "&apos;", "&#39;", "&#039;", "&#x27;"] {
            let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            all.push((html.replace('"', quotation).replace('\'', apostrophe), "HTML"));
        }
    }
    let entities = |entity: fn(char) -> String| {
        text.chars().map(|c| if DOT_NET(c) { entity(c) } else { c.into() }).collect::<String>()
    };
    all.push((entities(|c| format!("&#{};", u32::from(c))), "HTML"));
    all.push((entities(|c| format!("&#x{:X};", u32::from(c))), "HTML"));
    let form = percent(text, "*-._");
    all.push((form.replace("%20", "+"), "form-encoded"));
    all.push((form, "percent-encoded"));
    all.push((percent(text, "-._~"), "percent-encoded"));
    all.push((text.bytes().map(|byte| format!("{byte:02x}")).collect(), "hex"));
    all.extend(aligned::<Base64Unpadded>(text).map(|text| (text, "base64")));
    all.extend(aligned::<Base64UrlUnpadded>(text).map(|text| (text, "base64 for URLs")));
    all
}

/// A character as JSON has it where it must.
fn quoted(c: char) -> String {
    let json = Value::from(c.to_string()).to_string();
    json[1..json.len() - 1].to_owned()
}

/// A character as JSON may have any.
fn escaped(c: char) -> String {
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
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

fn percent(text: &str, kept: &str) -> String {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || kept.as_bytes().contains(&byte);
    let one = |byte| if is_kept(byte) { char::from(byte).into() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}

/// Characters that an encoder of JSON escapes though it need not.
type Coded = fn(char) -> bool;

const NOTHING: Coded = |_| false;
const GO: Coded = |c| "&<>".contains(c);
const PYTHON: Coded = |c| !c.is_ascii();
const PHP: Coded = |c| GO(c) || PYTHON(c);
const DOT_NET: Coded = |c| PHP(c) || "\"'`+".contains(c);
