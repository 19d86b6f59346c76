//! `component`: judges one.

use std::path::PathBuf;

use clap::Args;

use super::conditions::Conditions;
use super::deliver::Delivery;
use super::input;
use super::quoted::quoted;
use super::refusal::{Refusal, complain};
use crate::component::judge::{judge, unseen};
use crate::component::run::Run;
use crate::component::subject::Subject;
use crate::core::outcome::Outcome;
use crate::core::redaction::Redacted;
use crate::core::requirements::{self, SURVIVAL};
use crate::report::{Identity, Report};

#[derive(Args)]
pub(super) struct Component {
    /// The .wasm to judge; the built-in one if left out
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) conditions: Conditions,
}

impl Component {
    /// Judges it and writes the reports.
    pub(super) fn run(self, command: &str) -> Result<u8, Refusal> {
        let (name, mut command, bytes) = match self.file {
            None => ("the built-in component".into(), command.into(), scaikey_component::CLIENT.to_vec()),
            Some(path) => {
                let command = format!("{command} component {}", quoted(path.display()));
                (path.display().to_string(), command, input::component(&path)?)
            }
        };
        for (option, path) in self.conditions.files() {
            command += &format!(" {option} {}", quoted(path.display()));
        }
        let (run, destinations) = self.conditions.read()?;
        let delivery = Delivery::open(destinations);
        Ok(delivery.deliver(&report(name, command, &bytes, &run)))
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
            unfit_report(subject, run, &unfit.to_string())
        }
    }
}

/// The report on a component that cannot be judged, for this reason. It replaces reports of earlier runs.
fn unfit_report(subject: Identity, run: &Run, reason: &str) -> Report {
    let reason = Redacted::of_the_suite(reason);
    let judgements = requirements::component().map(|requirement| {
        let reason = reason.clone();
        let outcome =
            if requirement.id == SURVIVAL { Outcome::Error(reason) } else { Outcome::Skipped(reason) };
        unseen(requirement, outcome)
    });
    Report {
        subject,
        settings: run.into(),
        judgements: judgements.collect(),
        unmatched: Vec::new(),
        time: None,
    }
}
