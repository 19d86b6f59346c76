//! How an answer reaches the user.

use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;
use http::StatusCode;
use scaikey_host::types::Response;
use scaikey_terminal::{Draft, Error, escaped};

use crate::error::no_answer;
use crate::print;

/// What is wanted of an answer, and where.
#[derive(Args)]
pub(crate) struct Delivery {
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
    /// Fails before anything is sent if the file cannot be written.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let Some(path) = &self.output else { return Ok(()) };
        Draft::check(path).map_err(|error| Error::usage(unwritable(path, &error)))
    }

    pub(crate) fn deliver(&self, response: &Response) -> Result<(), Error> {
        if self.include {
            print(head(response))?;
        }
        let is_kept = self.fail_with_body || is_success(response.status);
        match &self.output {
            Some(path) if is_kept => Draft::begin(path)
                .and_then(|draft| draft.finish(&response.body))
                .map_err(|error| no_answer(unwritable(path, &error))),
            _ => print_as_sent(&response.body),
        }
    }
}

fn unwritable(path: &Path, error: &io::Error) -> String {
    format!("cannot write {}: {error}", path.display())
}

/// Prints what a server sent: as it is, but escaped on a terminal.
pub(crate) fn print_as_sent(bytes: &[u8]) -> Result<(), Error> {
    if io::stdout().is_terminal() { print(legible(bytes)) } else { print(bytes) }
}

pub(crate) fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// A status in figures and words.
pub(crate) fn status(code: u16) -> String {
    StatusCode::from_u16(code).map_or_else(|_| code.to_string(), |status| status.to_string())
}

/// A line for the status and each field, and an empty one. No field has a line feed of its own, wherever it goes.
fn head(response: &Response) -> String {
    let mut head = format!("HTTP {}\n", status(response.status));
    for (name, value) in &response.headers {
        let value = String::from_utf8_lossy(value);
        writeln!(head, "{}: {}", escaped(name, &[]), escaped(&value, &['\t'])).expect("memory");
    }
    head + "\n"
}

/// A body as a terminal may have it, with a line feed at its end.
fn legible(body: &[u8]) -> String {
    let text = escaped(&String::from_utf8_lossy(body).replace("\r\n", "\n"), &['\n', '\t']);
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
        check(b"{\"a\":\"\xc2\x9b31m\"}", "{\"a\":\"\\u{9b}31m\"}\n");
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
