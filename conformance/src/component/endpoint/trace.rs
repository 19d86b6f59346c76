//! The trace of a journal, which checks compare: one line for each action.

use std::fmt;

use super::journal::{Action, Entry, Exchange, Journal, Kind};

impl Journal {
    /// One line for each action with a result, such as `fetch token#1, send token#1 (200), deliver 200`.
    pub(crate) fn trace(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut early = Vec::new();
        for entry in &self.entries {
            let mut words = std::mem::take(&mut early);
            words.extend(entry.words());
            match entry.action {
                // A client may fetch while it opens: what came of it shows in its first call.
                Action::Open if entry.end.as_ref().is_none_or(|end| end.text.is_empty()) => early = words,
                _ if words.is_empty() => {}
                _ => lines.push(folded(&words).join(", ")),
            }
        }
        lines
    }
}

impl Entry {
    fn words(&self) -> impl Iterator<Item = String> {
        let ends = self.end.iter().flat_map(|end| end.text.split(", ").map(str::to_owned));
        self.exchanges.iter().map(Exchange::to_string).chain(ends.filter(|text| !text.is_empty()))
    }
}

/// Of equal neighbours one, and how many there are.
fn folded(words: &[String]) -> Vec<String> {
    let runs = words.chunk_by(|a, b| a == b);
    runs.map(|run| if run.len() == 1 { run[0].clone() } else { format!("{} x {}", run.len(), run[0]) })
        .collect()
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answer = &self.answer;
        match (self.kind, self.token) {
            (Kind::Token, Some(number)) => write!(f, "fetch token#{number}"),
            (Kind::Token, None) => write!(f, "fetch nothing ({answer})"),
            (Kind::Resource, Some(number)) => write!(f, "send token#{number} ({answer})"),
            (Kind::Resource, None) => write!(f, "send no token that was issued ({answer})"),
            (Kind::Unscripted, _) => {
                write!(f, "unscripted {} {} ({answer})", self.request.method, self.request.url)
            }
        }
    }
}

/// Numbers the lines of a trace and folds equal neighbours into one.
pub(crate) fn numbered(lines: &[String]) -> String {
    let mut text = Vec::new();
    let mut first = 0;
    for run in lines.chunk_by(|a, b| a == b) {
        let last = first + run.len();
        let numbers = if run.len() == 1 { format!("{last}") } else { format!("{}-{last}", first + 1) };
        text.push(format!("{numbers:<6} {}", run[0]));
        first = last;
    }
    text.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_neighbours_share_a_line() {
        let lines = ["a", "b", "b", "b", "a"].map(String::from);
        assert_eq!(numbered(&lines), "1      a\n2-4    b\n5      a");
    }
}
