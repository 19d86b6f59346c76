//! The way of a report to its destinations.

use scaikey_terminal::complain;

use crate::report::Report;
use crate::report::destination::{Destination, Opened};

/// Destinations that can be written to, opened before there is a report.
pub(super) struct Delivery {
    opened: Vec<Opened>,
    is_complete: bool,
}

impl Delivery {
    /// Opens each destination, and complains of those that cannot be opened.
    pub(super) fn open(destinations: Vec<Destination>) -> Self {
        let mut delivery = Self { opened: Vec::new(), is_complete: true };
        for destination in destinations {
            match destination.open() {
                Ok(opened) => delivery.opened.push(opened),
                Err(complaint) => delivery.miss(&complaint),
            }
        }
        delivery
    }

    /// Whether every destination could be opened.
    pub(super) fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Writes the reports. Those that can be written are written, even if others cannot. Answers the exit code.
    pub(super) fn deliver(mut self, report: &Report) -> u8 {
        for opened in std::mem::take(&mut self.opened) {
            opened.write(report).unwrap_or_else(|complaint| self.miss(&complaint));
        }
        if self.is_complete { report.conclusion().exit_code() } else { UNWRITTEN }
    }

    fn miss(&mut self, complaint: &str) {
        complain("error:", complaint);
        self.is_complete = false;
    }
}

/// The exit code if a report cannot be written.
pub(super) const UNWRITTEN: u8 = 2;
