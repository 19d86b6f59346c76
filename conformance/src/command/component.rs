//! `component`: judges one.

use std::path::PathBuf;

use clap::Args;

use super::conditions::Conditions;
use super::input;
use super::refusal::{REFUSED, Refusal, complain};
use crate::judge::judge;
use crate::redaction::Redacted;
use crate::report::destination::Destination;
use crate::report::{Identity, Report};
use crate::run::Run;
use crate::subject::Subject;

#[derive(Args)]
pub(super) struct Component {
    /// The .wasm to judge; the built-in one if left out
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) conditions: Conditions,
}

impl Component {
    /// Judges it and writes the reports. Those that can be written are written, even if others cannot.
    pub(super) fn run(self, command: &str) -> Result<u8, Refusal> {
        let (name, mut command, bytes) = match self.file {
            None => ("the built-in component".into(), command.into(), scaikey_component::CLIENT.to_vec()),
            Some(path) => {
                let command = format!("{command} component {}", input::quoted(&path));
                (path.display().to_string(), command, input::component(&path)?)
            }
        };
        for (option, path) in self.conditions.files() {
            command += &format!(" {option} {}", input::quoted(path));
        }
        let (run, destinations) = self.conditions.read()?;
        let mut complete = true;
        let mut told = |complaint: String| {
            complain(&complaint);
            complete = false;
        };
        let opened = destinations.into_iter().map(Destination::open);
        let opened: Vec<_> = opened.filter_map(|opened| opened.map_err(&mut told).ok()).collect();
        let report = report(name, command, &bytes, &run);
        for destination in opened {
            destination.write(&report).unwrap_or_else(&mut told);
        }
        Ok(if complete { report.conclusion().exit_code() } else { REFUSED })
    }
}

/// The report on these bytes, whatever they are.
fn report(name: String, command: String, bytes: &[u8], run: &Run) -> Report {
    match Subject::load(name.clone(), command.clone(), bytes) {
        Ok(subject) => judge(&subject, run),
        Err(unfit) => {
            complain(&unfit.to_string());
            let (name, command) = (Redacted::of_the_suite(&name), Redacted::of_the_suite(&command));
            let subject = Identity { name, digest: None, command };
            Report::unfit(subject, run, &unfit.to_string())
        }
    }
}
