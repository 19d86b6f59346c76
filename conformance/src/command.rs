//! The command `scaikey-conformance`: subcommands and exit codes.

mod component;
mod delivery;
mod deployment;
mod explain;
mod list;
mod mock;
mod run_flags;
mod selection;
mod selftest;
mod signals;

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::panic;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use scaikey_terminal::{Error, parse, show};

use crate::report::format::json;
use component::{Component, ComponentFlags};
use deployment::Deployment;
use explain::Explain;
use list::List;
use mock::Mock;
use selftest::Selftest;

/// Runs the command with these arguments, program name first. Results go to standard output, errors to standard error.
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
    let name = name(env::var_os("CARGO_PKG_NAME").as_deref());
    let command = Arguments::command().bin_name(name).after_help(component::after_help(name));
    let command = command
        .mut_subcommand("component", |component| component.after_help(component::after_help(name)))
        .mut_subcommand("deployment", |deployment| deployment.after_help(deployment::after_help(name)))
        .mut_subcommand("mock", |mock| mock.after_help(mock::after_help(name)));
    let code = match parse::<Arguments>(command, arguments) {
        Ok(arguments) => arguments.run(name),
        Err(error) => show(&error).map_err(Error::from),
    };
    code.map_or_else(|error| error.report("error:"), ExitCode::from)
}

/// Judges components that call ScaiKey, and deployments of ScaiKey
///
/// Without a command it judges the built-in component.
#[derive(Parser)]
#[command(name = NAME, version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    flags: ComponentFlags,
}

#[derive(Subcommand)]
enum Command {
    /// Judge a component of the world `scaikey:client`
    Component(Component),
    /// Judge a deployment of ScaiKey
    Deployment(Deployment),
    /// Serve a mock deployment of ScaiKey on this machine
    Mock(Mock),
    /// Show the requirements
    List(List),
    /// Show a requirement, and what is done to judge it
    Explain(Explain),
    /// Show the JSON Schema of the report
    Schema,
    /// Judge implementations with known defects, and show which requirements find them
    Selftest(Selftest),
}

impl Arguments {
    fn run(self, name: &str) -> Result<u8, Error> {
        match self.command {
            None => Component { file: None, flags: self.flags }.run(name),
            Some(Command::Component(component)) => component.run(name),
            Some(Command::Deployment(deployment)) => deployment.run(name),
            Some(Command::Mock(mock)) => mock.run(),
            Some(Command::List(list)) => list.run(),
            Some(Command::Explain(explain)) => explain.run(name),
            Some(Command::Selftest(selftest)) => selftest.run(),
            Some(Command::Schema) => print(|out| out.write_all(json::SCHEMA.as_bytes())),
        }
    }
}

/// Prints in one piece. Fails if standard output cannot be written.
fn print(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<u8, Error> {
    let mut text = Vec::new();
    write(&mut text).map_err(|error| error.to_string())?;
    scaikey_terminal::print(text)?;
    Ok(0)
}

/// The command as its user types it: in this repository cargo runs it, and sets a variable to its `package`.
fn name(package: Option<&OsStr>) -> &'static str {
    if package.is_some_and(|package| package == env!("CARGO_PKG_NAME")) { "cargo conformance" } else { NAME }
}

/// Its name where it is installed.
const NAME: &str = "scaikey-conformance";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_in_this_repository_does_cargo_run_the_command() {
        assert_eq!(name(Some("scaikey-conformance".as_ref())), "cargo conformance");
        assert_eq!(name(Some("of-somebody-else".as_ref())), "scaikey-conformance");
        assert_eq!(name(None), "scaikey-conformance");
    }
}
