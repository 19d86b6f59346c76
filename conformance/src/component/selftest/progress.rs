//! How far a selftest is.

use std::sync::atomic::{AtomicUsize, Ordering};

use scaikey_terminal::progress;

/// Tells what was judged last and how many of all are done.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    done: AtomicUsize,
}

impl Progress {
    pub(super) fn done(&self, name: &str, of: usize) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        // The line is erased with the last part.
        progress(&if done < of { format!("{done}/{of} {name}") } else { String::new() });
    }
}
