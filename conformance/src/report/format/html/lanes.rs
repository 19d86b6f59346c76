//! The drawing beside a story: a lane for each party, and a stroke or two for each event.

use maud::{Markup, html};

use super::prose::colour;
use crate::core::evidence::{Event, Evidence, Lane, Message};
use crate::report::excerpt::excerpt;

/// The lanes of one story, from left to right.
pub(super) struct Lanes(Vec<Party>);

/// Who a lane stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Party {
    /// Who makes the requests: a component between its caller and its peers, or whoever judges a deployment.
    Client,
    /// Whoever it deals with.
    Other(Lane),
}

impl Lanes {
    /// Those that the story needs.
    pub(super) fn of(evidence: &Evidence) -> Self {
        let used = |lane| evidence.events.iter().any(|event| event.lane == lane);
        let needed = |party: &Party| if let Party::Other(lane) = *party { used(lane) } else { true };
        Self(ORDER.into_iter().filter(needed).collect())
    }

    /// Their names.
    pub(super) fn names(&self) -> Markup {
        html! { div .names aria-hidden="true" { @for party in &self.0 { span { (party.name()) } } } }
    }

    /// The lines down the page.
    pub(super) fn lines(&self) -> Markup {
        let places = self.0.iter().map(|party| self.place(*party));
        html! { svg .lines aria-hidden="true" { @for x in places { line x1=(x) x2=(x) y2="100%" {} } } }
    }

    /// What one event looks like.
    pub(super) fn strokes(&self, event: &Event) -> Markup {
        let (here, client) = (self.place(Party::Other(event.lane)), self.place(Party::Client));
        html! {
            svg .strokes aria-hidden="true" {
                @match (&event.exchange, event.lane) {
                    (Some(exchange), lane) => {
                        @let token = exchange.token.map(colour);
                        // A token comes back from its endpoint, and goes out to everybody else.
                        @let (there, back) = match lane {
                            Lane::TokenEndpoint => (None, token),
                            _ => (token, None),
                        };
                        @let head = if exchange.response.is_some() { "#right" } else { "#cross" };
                        g class=[there] {
                            line x1=(client) x2=(here) {}
                            use href=(head) x=(here) {}
                        }
                        @if let Some(response) = &exchange.response {
                            g .back.(back.unwrap_or_default()) {
                                line x1=(here) x2=(client) {}
                                use href="#left" x=(client) {}
                                text x=(here) { (status(response)) }
                            }
                        }
                    }
                    (None, Lane::Clocks) => {
                        line .passing x2="100%" {}
                        circle cx=(here) {}
                    }
                    (None, _) => {
                        @let (head, end) = if event.is_answer { ("#left", &here) } else { ("#right", &client) };
                        g {
                            line x1=(here) x2=(client) {}
                            use href=(head) x=(end) {}
                        }
                    }
                }
            }
        }
    }

    /// The middle of a lane.
    fn place(&self, party: Party) -> String {
        let index = self.0.iter().position(|known| *known == party).unwrap_or_default();
        format!("{:.1}%", 100.0 * (index as f64 + 0.5) / self.0.len() as f64)
    }
}

impl Party {
    fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Other(Lane::Clocks) => "clocks",
            Self::Other(Lane::Caller) => "caller",
            Self::Other(Lane::TokenEndpoint) => "token endpoint",
            Self::Other(Lane::Resource) => "resource",
            Self::Other(Lane::Metadata) => "metadata",
            Self::Other(Lane::Elsewhere) => "elsewhere",
        }
    }
}

/// The shapes that strokes end in, drawn once for the whole page.
pub(super) fn symbols() -> Markup {
    html! {
        svg .symbols aria-hidden="true" {
            defs {
                path id="right" d="M-9-4 0 0-9 4z" {}
                path id="left" d="M9-4 0 0 9 4z" {}
                path id="cross" d="M-9-4-1 4M-9 4-1-4" {}
            }
        }
    }
}

/// The number of a status, and a sign if its response has more to it.
fn status(response: &Message) -> String {
    match response.line.as_str().split_once(", ") {
        Some((status, _)) => excerpt(status, 3) + "\u{2026}",
        None => excerpt(response.line.as_str(), 3),
    }
}

const ORDER: [Party; 7] = [
    Party::Other(Lane::Clocks),
    Party::Other(Lane::Caller),
    Party::Client,
    Party::Other(Lane::TokenEndpoint),
    Party::Other(Lane::Resource),
    Party::Other(Lane::Metadata),
    Party::Other(Lane::Elsewhere),
];
