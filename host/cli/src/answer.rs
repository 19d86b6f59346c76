//! How an answer reaches the user.

use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::Args;
use http::StatusCode;
use scaikey_host::types::Response;

use super::disarm::disarmed;
use super::draft;
use super::indented::indented;
use super::print;
use super::trouble::Trouble;

/// What is wanted of an answer, and where.
#[derive(Args)]
pub(super) struct Delivery {
    /// Print status and header fields before the body
    #[arg(short, long)]
    include: bool,
    /// Write the body of a 2xx answer into a file, as it is; the file appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the body of any other answer into that file too, instead of printing it
    #[arg(long)]
    fail_with_body: bool,
}

impl Delivery {
    /// Finds out, before anything is sent, what would keep the file from being written.
    pub(super) fn check(&self) -> Result<(), Trouble> {
        let Some(path) = &self.output else { return Ok(()) };
        draft::check(path)
            .map_err(|error| Trouble::usage(format!("cannot write {}: {error}", path.display())))
    }

    pub(super) fn deliver(&self, response: &Response) -> Result<(), Trouble> {
        if self.include {
            print(head(response))?;
        }
        let into_file = self.fail_with_body || is_success(response.status);
        match &self.output {
            Some(path) if into_file => draft::write(path, &response.body)
                .map_err(|error| Trouble::NoAnswer(format!("cannot write {}: {error}", path.display()))),
            _ if io::stdout().is_terminal() => print(legible(&response.body)),
            _ => print(&response.body),
        }
    }
}

pub(super) fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// A status in figures and words.
pub(super) fn status(code: u16) -> String {
    StatusCode::from_u16(code).map_or_else(|_| code.to_string(), |status| status.to_string())
}

/// A line for the status and each field, and an empty one. No field has a line feed of its own, wherever it goes.
fn head(response: &Response) -> String {
    let mut head = format!("HTTP {}\n", status(response.status));
    for (name, value) in &response.headers {
        let value = String::from_utf8_lossy(value);
        writeln!(head, "{}: {}", disarmed(name, &[]), disarmed(&value, &['\t'])).expect("memory");
    }
    head + "\n"
}

/// A body as a terminal may have it: JSON indented, what would command the terminal escaped, a line feed at its end.
fn legible(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let text = indented(&text).unwrap_or_else(|| text.replace("\r\n", "\n"));
    let text = disarmed(&text, &['\n', '\t']);
    if text.is_empty() || text.ends_with('\n') { text } else { text + "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &[u8], expected: &str) {
        assert_eq!(legible(body), expected, "{body:?}");
    }

    #[test]
    fn a_terminal_gets_text_that_commands_nothing() {
        check(b"", "");
        check(b"a line", "a line\n");
        check(b"two\r\nlines\n", "two\nlines\n");
        check(b"{\"a\":\"\xc2\x9b31m\"}", "{\n  \"a\": \"\\u{9b}31m\"\n}\n");
        check(b"\x1b]0;title\x07over\rwritten\xff", "\\u{1b}]0;title\\u{7}over\\u{d}written\u{fffd}\n");
    }

    #[test]
    fn no_field_begins_another() {
        let response = Response {
            status: 299,
            headers: vec![("a".into(), b"b\r\nc: d".to_vec()), ("e\x1b".into(), b"\tf".to_vec())],
            body: Vec::new(),
            attempts: 1,
        };
        assert_eq!(
            head(&response),
            "HTTP 299 <unknown status code>\na: b\\u{d}\\u{a}c: d\ne\\u{1b}: \tf\n\n"
        );
    }
}
