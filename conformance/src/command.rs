//! The command line: what was asked, and the exit code that answers it.

mod component;
mod conditions;
mod deliver;
mod deployment;
mod explain;
mod filter;
mod help;
mod input;
mod judging;
mod list;
mod mock;
mod name;
mod owned;
pub(crate) mod progress;
mod quoted;
mod refusal;
mod selftest;
mod signals;
mod subjects;

use std::ffi::OsString;
use std::io::{self, Write};
use std::panic;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::report::format::json;
use component::Component;
use conditions::Conditions;
use deployment::Deployment;
use explain::Explain;
use list::List;
use mock::Mock;
use refusal::{REFUSED, Refusal};
use selftest::Selftest;

/// Runs the command with these arguments, program name first. Answers on standard output, complains on standard
/// error.
///
/// Exit codes: 0 conformant; 1 nonconformant; 2 the command line is wrong, or a file cannot be read or written; 3 the
/// subject could not be judged, or something between kept a part of it from being seen; 4 a part of the contract was not
/// judged, or nothing ran.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // What a panic says may hold what a check saw. Where it happened holds nothing.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(io::stderr(), "error: the suite broke at {place}, please report it");
    }));
    let name = name::name(std::env::var_os("CARGO_PKG_NAME").as_deref());
    let command = Arguments::command().bin_name(name).after_help(help::component(name));
    let command = command
        .mut_subcommand("component", |component| component.after_help(help::component(name)))
        .mut_subcommand("deployment", |deployment| deployment.after_help(help::deployment(name)))
        .mut_subcommand("mock", |mock| mock.after_help(help::mock(name)));
    let parsed = command.try_get_matches_from(arguments);
    match parsed.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => ExitCode::from(arguments.obey(name).unwrap_or_else(|refusal| {
            refusal.tell();
            REFUSED
        })),
        Err(error) => {
            let code = if error.use_stderr() { REFUSED } else { 0 };
            error.print().map_or(ExitCode::from(REFUSED), |()| ExitCode::from(code))
        }
    }
}

/// Judges components that call ScaiKey, and deployments of ScaiKey
///
/// Without a command it judges the built-in component.
#[derive(Parser)]
#[command(name = name::OWN, version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    order: Option<Order>,
    #[command(flatten)]
    conditions: Conditions,
}

#[derive(Subcommand)]
enum Order {
    /// Judge a component of the world `scaikey:client`
    Component(Component),
    /// Judge a deployment of ScaiKey
    Deployment(Deployment),
    /// Be a deployment of ScaiKey, on this machine
    Mock(Mock),
    /// Show the requirements
    List(List),
    /// Show a requirement, and what is done to judge it
    Explain(Explain),
    /// Show the JSON Schema of the report
    Schema,
    /// Judge subjects of which it is known what is wrong with them, and show which requirements find it
    Selftest(Selftest),
}

impl Arguments {
    fn obey(self, name: &str) -> Result<u8, Refusal> {
        match self.order {
            None => Component { file: None, conditions: self.conditions }.run(name),
            Some(Order::Component(component)) => component.run(name),
            Some(Order::Deployment(deployment)) => deployment.run(name),
            Some(Order::Mock(mock)) => mock.run(),
            Some(Order::List(list)) => list.run(),
            Some(Order::Explain(explain)) => explain.run(name),
            Some(Order::Selftest(selftest)) => selftest.run(),
            Some(Order::Schema) => print(|out| out.write_all(json::SCHEMA.as_bytes())),
        }
    }
}

/// Prints in one piece; what nobody can read is no success.
fn print(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<u8, Refusal> {
    let mut text = Vec::new();
    let written = write(&mut text).and_then(|()| io::stdout().write_all(&text));
    let written = written.and_then(|()| io::stdout().flush());
    written.map(|()| 0).map_err(|error| Refusal::from(format!("cannot write to standard output: {error}")))
}
