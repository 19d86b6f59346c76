//! `component`: judges one.

use std::path::PathBuf;

use clap::Args;

use super::conditions::Conditions;
use super::deliver::Delivery;
use super::input;
use super::quoted::quoted;
use super::refusal::{Refusal, complain};
use crate::component::options::ComponentOptions;
use crate::component::subject::Subject;
use crate::component::suite::{judge, report_unloadable};
use crate::core::redaction::Redacted;
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
        let (options, destinations) = self.conditions.read()?;
        let delivery = Delivery::open(destinations);
        Ok(delivery.deliver(&report(name, command, &bytes, &options)))
    }
}

/// The report on these bytes, whatever they are.
fn report(name: String, command: String, bytes: &[u8], options: &ComponentOptions) -> Report {
    match Subject::load(name.clone(), command.clone(), bytes) {
        Ok(subject) => judge(&subject, options),
        Err(unfit) => {
            complain(&unfit.to_string());
            let (name, command) = (Redacted::of_the_suite(&name), Redacted::of_the_suite(&command));
            let subject = Identity { name, digest: None, command };
            report_unloadable(subject, options, &unfit.to_string())
        }
    }
}
