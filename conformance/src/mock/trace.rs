//! A journal in short: one line for each act, which is what checks compare.

use std::fmt;

use super::journal::{Act, Exchange, Journal, Kind};

impl Journal {
    /// One line for each act of which something came, such as `fetch token#1, send token#1 (200), deliver 200`.
    pub(crate) fn trace(&self) -> Vec<String> {
        self.acts.iter().map(Act::line).filter(|line| !line.is_empty()).collect()
    }
}

impl Act {
    fn line(&self) -> String {
        let exchanges = self.exchanges.iter().map(Exchange::to_string);
        let end = self.end.iter().map(|end| end.text.clone()).filter(|text| !text.is_empty());
        exchanges.chain(end).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reply = &self.reply;
        match (self.kind, self.token) {
            (Kind::Token, Some(number)) => write!(f, "fetch token#{number}"),
            (Kind::Token, None) => write!(f, "fetch nothing ({reply})"),
            (Kind::Resource, Some(number)) => write!(f, "send token#{number} ({reply})"),
            (Kind::Resource, None) => write!(f, "send no token that was issued ({reply})"),
            (Kind::Unscripted, _) => {
                write!(f, "unscripted {} {} ({reply})", self.request.method, self.request.url)
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
