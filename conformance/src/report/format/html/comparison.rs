//! What was expected beside what came, so that the difference meets the eye.

use maud::{Markup, html};

use super::prose::{TEXT, prose};
use crate::core::outcome::Broken;
use crate::report::excerpt::excerpt;

pub(super) fn comparison(broken: &Broken) -> Markup {
    let (expected, actual) = (excerpt(broken.expected.as_str(), TEXT), excerpt(broken.actual.as_str(), TEXT));
    let (expected, actual): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    html! {
        div .comparison {
            (side("Expected", &expected, &actual))
            (side("Actual", &actual, &expected))
        }
    }
}

fn side(title: &str, lines: &[&str], others: &[&str]) -> Markup {
    let (before, after) = shared(lines, others);
    let odd = before..lines.len() - after;
    html! {
        div {
            h3 { (title) }
            pre {
                @for (index, line) in lines.iter().enumerate() {
                    // Line by line if there are as many on both sides, else the whole passage.
                    @let twin = others.get(index).filter(|_| lines.len() == others.len());
                    @match twin {
                        _ if !odd.contains(&index) => (prose(line, TEXT)),
                        Some(twin) => (marked(line, twin)),
                        None => mark { (prose(line, TEXT)) },
                    }
                    "\n"
                }
            }
        }
    }
}

/// A line, its words marked that differ from another's.
fn marked(line: &str, other: &str) -> Markup {
    let ends = |c: char| !c.is_alphanumeric() && c != '#';
    let [words, others] = [line, other].map(|line| line.split_inclusive(ends).collect::<Vec<_>>());
    let (before, after) = shared(&words, &others);
    let (odd, rest) = words.split_at(words.len() - after);
    let (first, odd) = odd.split_at(before);
    html! {
        (prose(&first.concat(), TEXT))
        @if !odd.is_empty() { mark { (prose(&odd.concat(), TEXT)) } }
        (prose(&rest.concat(), TEXT))
    }
}

/// How many items two sequences share at the beginning, and how many of the others at the end.
fn shared<T: PartialEq>(a: &[T], b: &[T]) -> (usize, usize) {
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let ends = a[before..].iter().rev().zip(b[before..].iter().rev());
    (before, ends.take_while(|(a, b)| a == b).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: &'static str, actual: &'static str, shown: [&str; 2]) {
        let page = comparison(&Broken { expected: expected.into(), actual: actual.into() }).into_string();
        let sides: Vec<_> =
            page.split("<pre>").skip(1).filter_map(|part| part.split("</pre>").next()).collect();
        assert_eq!(sides, shown);
    }

    #[test]
    fn words_are_marked_where_a_line_differs() {
        check(
            "a\nsend (200), deliver\nz",
            "a\nsend (401), deliver\nz",
            ["a\nsend (<mark>200)</mark>, deliver\nz\n", "a\nsend (<mark>401)</mark>, deliver\nz\n"],
        );
    }

    #[test]
    fn lines_that_only_one_side_has_are_marked_whole() {
        check("a\nz", "a\nb\nc\nz", ["a\nz\n", "a\n<mark>b</mark>\n<mark>c</mark>\nz\n"]);
        check("", "<b>", ["", "<mark>&lt;b&gt;</mark>\n"]);
    }
}
