//! Standard output and standard error.

use std::env;
use std::io::{self, IsTerminal, Write};

use crate::text::escaped;

/// Writes to standard output, which may be closed. Fails with one line.
pub fn print(bytes: impl AsRef<[u8]>) -> Result<(), String> {
    let mut output = io::stdout().lock();
    let written = output.write_all(bytes.as_ref()).and_then(|()| output.flush());
    written.map_err(|error| format!("cannot write to standard output: {error}"))
}

/// Writes one line to standard error that is safe to print: line breaks become spaces, and a text of more than 1000
/// characters is cut. The prefix is bold and red where colours help.
pub fn complain(prefix: &str, text: &str) {
    let mut error = io::stderr();
    let (start, end) = if colours(&error) { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
    // A failed write to standard error is ignored: there is nowhere else to report it.
    writeln!(error, "{start}{prefix}{end} {}", line(text)).ok();
}

/// Whether colours help: `stream` is a terminal, and the variable `NO_COLOR` is unset or empty.
pub fn colours(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Shows a line on standard error, if that is a terminal, in place of the one before. An empty line erases it.
pub fn progress(line: &str) {
    let mut error = io::stderr();
    if error.is_terminal() {
        // It is of no use to programs.
        write!(error, "\r\x1b[K{}", escaped(line, &[])).ok();
    }
}

fn line(text: &str) -> String {
    let joined = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    let mut line = escaped(&joined, &[]);
    if let Some((end, _)) = line.char_indices().nth(LENGTH) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// Characters of a line.
const LENGTH: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(line(text), expected);
    }

    #[test]
    fn an_error_is_one_line_that_is_safe_and_ends() {
        check("a  b", "a  b");
        check("a\n\n  b\r\n", "a b");
        check("a\x1b[31m\tb", "a\\u{1b}[31m\\u{9}b");
        check(&"ä".repeat(1000), &"ä".repeat(1000));
        check(&"ä".repeat(1001), &format!("{}…", "ä".repeat(1000)));
    }
}
