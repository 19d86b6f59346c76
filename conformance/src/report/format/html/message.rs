//! The bytes of one exchange.

use maud::{Markup, html};

use super::prose::{LINE, prose, seconds};
use crate::core::evidence::{Exchange, Message};

pub(super) fn exchange(exchange: &Exchange) -> Markup {
    html! {
        (message("Request", &exchange.request))
        @match &exchange.response {
            Some(response) => (message("Response", response)),
            None => p .absent { "No response came." },
        }
        @if !exchange.delay.is_zero() { p .absent { "It was answered after " (seconds(exchange.delay)) "." } }
    }
}

fn message(title: &str, message: &Message) -> Markup {
    let (shown, more) = message.headers.split_at(message.headers.len().min(HEADERS));
    html! {
        pre .message aria-label=(title) {
            b { (prose(message.line.as_str(), LINE)) } "\n"
            @for (name, value) in shown {
                i { (prose(name.as_str(), LINE)) ":" } " " (prose(value.as_str(), LINE)) "\n"
            }
            @if !more.is_empty() { i { (more.len()) " more headers" } "\n" }
            @if message.length > 0 { "\n" (prose(message.body.as_str(), LINE)) "\n" }
            @if message.length > LINE { i { (message.length) " bytes in all" } }
        }
    }
}

/// Header fields of one message that are shown.
const HEADERS: usize = 30;
