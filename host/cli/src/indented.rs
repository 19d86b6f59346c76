//! JSON for people.

use std::iter::Peekable;
use std::str::Chars;

use serde_json::Value;

/// The same JSON with a line for each member, or `None` if it is none. Numbers, texts and the order stay as they are.
pub(super) fn indented(text: &str) -> Option<String> {
    serde_json::from_str::<Value>(text).ok()?;
    let mut json = String::with_capacity(text.len() * 2);
    let mut rest = text.chars().peekable();
    let mut depth = 0;
    while let Some(character) = rest.next() {
        match character {
            '"' => copy_text(&mut rest, &mut json),
            '{' | '[' => {
                json.push(character);
                while rest.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(end) = rest.next_if(|next| matches!(next, '}' | ']')) {
                    json.push(end);
                    continue;
                }
                depth += 1;
                begin_line(&mut json, depth);
            }
            '}' | ']' => {
                depth -= 1;
                begin_line(&mut json, depth);
                json.push(character);
            }
            ',' => {
                json.push(character);
                begin_line(&mut json, depth);
            }
            ':' => json.push_str(": "),
            character if character.is_ascii_whitespace() => {}
            character => json.push(character),
        }
    }
    Some(json)
}

/// What follows a quotation mark, the one that ends it included.
fn copy_text(rest: &mut Peekable<Chars<'_>>, json: &mut String) {
    json.push('"');
    let mut escaped = false;
    for character in rest {
        json.push(character);
        if character == '"' && !escaped {
            break;
        }
        escaped = character == '\\' && !escaped;
    }
}

fn begin_line(json: &mut String, depth: usize) {
    json.push('\n');
    json.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(indented(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn members_and_elements_have_lines_of_their_own() {
        check(r#"{"a":1,"b":[true,null]}"#, Some("{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}"));
        check(" [ ] ", Some("[]"));
        check("{\n}", Some("{}"));
        check("[{},[]]", Some("[\n  {},\n  []\n]"));
    }

    #[test]
    fn numbers_texts_and_order_stay_as_they_are() {
        check("[1.10,12345678901234567890123]", Some("[\n  1.10,\n  12345678901234567890123\n]"));
        check(r#"["a, {b}: \" \\",""]"#, Some("[\n  \"a, {b}: \\\" \\\\\",\n  \"\"\n]"));
        check(r#"{"b":1,"a":2,"b":3}"#, Some("{\n  \"b\": 1,\n  \"a\": 2,\n  \"b\": 3\n}"));
    }

    #[test]
    fn what_is_no_json_is_left_alone() {
        check("", None);
        check("{", None);
        check("plain text", None);
        check(&"[".repeat(1000), None);
    }
}
