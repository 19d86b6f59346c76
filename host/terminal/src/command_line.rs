//! Command lines, as clap reads them.

use std::env;
use std::ffi::{OsStr, OsString};

use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, FromArgMatches};

use crate::error::USAGE;
use crate::output::print;
use crate::text::escaped;

/// Reads a command line, program name first. An empty variable counts as unset.
pub fn parse<T: FromArgMatches>(
    command: Command,
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<T, clap::Error> {
    let arguments: Vec<_> = arguments.into_iter().collect();
    let mut command = with_variables(command);
    let matches = command.try_get_matches_from_mut(&arguments);
    matches
        .and_then(|matches| T::from_arg_matches(&matches))
        .map_err(|error| explained(error, &command, &arguments))
}

/// Prints help to standard output, or a usage error to standard error. Returns the exit status; fails with one line if
/// standard output cannot be written.
pub fn show(error: &clap::Error) -> Result<u8, String> {
    let text = error.render().to_string();
    if error.use_stderr() {
        // Scripts may pass arguments that they got elsewhere. If this fails, there is no other place for it.
        std::io::Write::write_all(&mut std::io::stderr(), escaped(&text, &['\n']).as_bytes()).ok();
        return Ok(USAGE);
    }
    print(text).map(|()| 0)
}

/// The command without variables that are empty. Help does not show the others: one may be a secret.
fn with_variables(command: Command) -> Command {
    let is_empty = |name: &OsStr| env::var_os(name).is_some_and(|value| value.is_empty());
    let adapted = |argument: Arg| match argument.get_env().is_some_and(is_empty) {
        true => argument.env(Resettable::Reset),
        false => argument.hide_env(true),
    };
    command.mut_args(adapted).mut_subcommands(with_variables)
}

/// The error with what clap leaves out: why the secret has no flag, and which variable a value came from.
fn explained(mut error: clap::Error, command: &Command, arguments: &[OsString]) -> clap::Error {
    if error.kind() == ErrorKind::InvalidUtf8
        && let Some(name) = variables(command).find(|name| !is_utf8(name))
    {
        let text = format!("{} is not UTF-8: set it anew\n", name.to_string_lossy());
        return clap::Error::raw(ErrorKind::InvalidUtf8, text).with_cmd(command);
    }
    let Some(ContextValue::String(invalid)) = error.get(ContextKind::InvalidArg) else { return error };
    if error.kind() == ErrorKind::UnknownArgument && invalid == SECRET {
        return clap::Error::raw(ErrorKind::UnknownArgument, NO_SECRET).with_cmd(command);
    }
    if let Some(name) = variable(command, invalid, arguments) {
        let tip = format!("the value is that of the variable {}", name.to_string_lossy());
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

/// The variable that gave the value of an argument, such as `--timeout <SECONDS>`, if no flag did.
fn variable<'a>(command: &'a Command, invalid: &str, arguments: &[OsString]) -> Option<&'a OsStr> {
    let flag = invalid.split([' ', '[', '=']).next()?;
    let is_given = arguments.iter().any(|text| text.to_string_lossy().starts_with(flag));
    let long = flag.strip_prefix("--").filter(|_| !is_given)?;
    let names = all(command).filter(|argument| argument.get_long() == Some(long)).filter_map(Arg::get_env);
    names.into_iter().find(|name| env::var_os(name).is_some())
}

fn variables(command: &Command) -> impl Iterator<Item = &OsStr> {
    all(command).filter_map(Arg::get_env)
}

fn all(command: &Command) -> Box<dyn Iterator<Item = &Arg> + '_> {
    Box::new(command.get_arguments().chain(command.get_subcommands().flat_map(all)))
}

fn is_utf8(name: &OsStr) -> bool {
    env::var_os(name).is_none_or(|value| value.to_str().is_some())
}

/// A flag that does not exist, and that many would try.
const SECRET: &str = "--client-secret";
const NO_SECRET: &str = "--client-secret would show it to every user of this machine: set SCAIKEY_CLIENT_SECRET, or \
    use --client-secret-file\n";
