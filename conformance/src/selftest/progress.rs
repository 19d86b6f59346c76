//! One line that tells how far a selftest is.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Tells on standard error, if that is a terminal, what was judged last and how many of all are done.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    done: AtomicUsize,
}

impl Progress {
    pub(super) fn done(&self, name: &str, of: usize) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let mut terminal = io::stderr();
        if terminal.is_terminal() {
            // The line is erased with the last part. Nobody minds if it cannot be written.
            let line = if done < of { format!("{done}/{of} {name}") } else { String::new() };
            let _ = write!(terminal, "\r\x1b[K{line}");
        }
    }
}
