//! The lines before the first request.

use std::fmt;
use std::io::{self, Write};
use std::time::Duration;

use crate::core::redaction::Redacted;
use crate::core::requirement::Profile;
use crate::deployment::{Conduct, Target, Tour};

/// Writes to standard error which deployment is judged, as which application, and how many requests are sent.
pub(super) fn show(target: &Target, tour: &Tour) {
    // If this fails, there is no other place for it.
    let _ = io::stderr().write_all(text(target, tour).as_bytes());
}

fn text(target: &Target, tour: &Tour) -> String {
    let (base, client, surface) = (target.name(), &target.client_id, target.surface());
    let mut profiles = vec![Profile::Safe.to_string()];
    profiles.extend(tour.allowed.iter().map(ToString::to_string));
    let (profiles, conduct) = (profiles.join(", "), Pace(&tour.conduct));
    let mut text = format!("Judging {base} as {client}: {surface}, profiles {profiles}, {conduct}.\n");
    if !target.is_tls() {
        text += "It is plain http: what is required of TLS is not applicable.\n";
    }
    Redacted::of_the_suite(&text).to_string()
}

/// Such as `at most 40 requests, 2 a second`.
pub(super) struct Pace<'a>(pub(super) &'a Conduct);

impl fmt::Display for Pace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Conduct { requests, interval, .. } = self.0;
        write!(f, "at most {requests} requests, ")?;
        if *interval == Duration::ZERO {
            return f.write_str("without a pause");
        }
        let pace = (100.0 / interval.as_secs_f64()).round() / 100.0;
        write!(f, "{pace} a second")
    }
}
