//! The lines before the first request.

use std::fmt;
use std::io::{self, Write};
use std::time::Duration;

use crate::core::redaction::Redacted;
use crate::core::requirement::Profile;
use crate::deployment::{DeploymentOptions, Pacing, Target};

/// Writes to standard error which deployment is judged, as which application, and how many requests are sent.
pub(super) fn show(target: &Target, options: &DeploymentOptions) {
    // A failed write to standard error is ignored: there is nowhere else to report it.
    let _ = io::stderr().write_all(text(target, options).as_bytes());
}

fn text(target: &Target, options: &DeploymentOptions) -> String {
    let (base, client, surface) = (target.name(), &target.client_id, target.surface());
    let mut profiles = vec![Profile::Safe.to_string()];
    profiles.extend(options.allowed.iter().map(ToString::to_string));
    let (profiles, pacing) = (profiles.join(", "), Pace(&options.pacing));
    let mut text = format!("Judging {base} as {client}: {surface}, profiles {profiles}, {pacing}.\n");
    if !target.is_tls() {
        text += "It is plain http: what is required of TLS is not applicable.\n";
    }
    Redacted::of_the_suite(&text).to_string()
}

/// Such as `at most 40 requests, 2 a second`.
pub(super) struct Pace<'a>(pub(super) &'a Pacing);

impl fmt::Display for Pace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Pacing { requests, interval, .. } = self.0;
        write!(f, "at most {requests} requests, ")?;
        if *interval == Duration::ZERO {
            return f.write_str("without a pause");
        }
        let pace = (100.0 / interval.as_secs_f64()).round() / 100.0;
        write!(f, "{pace} a second")
    }
}
