//! Texts as the page shows them: bounded, and with every token in its colour.

use std::time::Duration;

use maud::{Markup, html};

use crate::report::excerpt::excerpt;

/// At most so many characters of a text, its tokens coloured so that each can be followed.
pub(super) fn prose(text: &str, length: usize) -> Markup {
    let text = excerpt(text, length);
    let mut parts = text.split(TOKEN);
    let first = parts.next().unwrap_or_default();
    html! {
        (first)
        @for part in parts {
            @let (digits, rest) = part.split_at(part.bytes().take_while(u8::is_ascii_digit).count());
            @match digits.parse::<usize>() {
                Ok(number) => b .token .(colour(number)) { (TOKEN) (digits) },
                Err(_) => { (TOKEN) (digits) }
            }
            (rest)
        }
    }
}

/// The class that colours a token. Neighbours differ.
pub(super) fn colour(number: usize) -> String {
    format!("token-{}", number % 6)
}

/// A duration in seconds, to its last nanosecond that is not zero.
pub(super) fn seconds(duration: Duration) -> String {
    let digits = format!("{}.{:09}", duration.as_secs(), duration.subsec_nanos());
    format!("{} s", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// What a redacted token is called, before its number.
const TOKEN: &str = "token#";

/// Characters of one line or one header that are shown.
pub(super) const LINE: usize = 600;
/// Characters of a longer text that are shown.
pub(super) const TEXT: usize = 8_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_colours_and_what_only_looks_like_one_has_none() {
        let shown = |text| prose(text, 80).into_string();
        assert_eq!(shown("not token#8!"), "not <b class=\"token token-2\">token#8</b>!");
        assert_eq!(shown("token# <token#>"), "token# &lt;token#&gt;");
        assert_eq!(shown(&"a".repeat(81)), format!("{}\u{2026}", "a".repeat(80)));
    }

    #[test]
    fn seconds_lose_no_nanosecond() {
        assert_eq!(seconds(Duration::from_secs(3570)), "3570 s");
        assert_eq!(seconds(Duration::from_nanos(29_999_999_999)), "29.999999999 s");
        assert_eq!(seconds(Duration::ZERO), "0 s");
    }
}
