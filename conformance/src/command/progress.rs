//! One line that tells what is going on.

use std::io::{self, IsTerminal, Write};

/// Tells on standard error, if that is a terminal, in a line that replaces the one before. An empty one erases it.
pub(crate) fn tell(line: &str) {
    let mut terminal = io::stderr();
    if terminal.is_terminal() {
        // Nobody minds if it cannot be written.
        let _ = write!(terminal, "\r\x1b[K{line}");
    }
}
