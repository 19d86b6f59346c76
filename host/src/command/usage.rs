//! How the command is meant to be used.

use std::process::ExitCode;

use clap::Error;

/// Shown after every help text.
pub(crate) const NOTES: &str = "\
Environment:
  SCAIKEY_BASE           base URL of the deployment, https://scaikey.example
  SCAIKEY_CLIENT_ID      client id of the application
  SCAIKEY_CLIENT_SECRET  client secret of the application
  SCAIKEY_TENANT         slug of the tenant; unset for applications of scope GLOBAL
  SCAIKEY_SCOPES         scopes to ask for, separated by spaces; unset for all that are allowed
  SCAIKEY_ALLOW_HTTP     1 to permit plain http beyond this machine

Exit status:
  0  done; for a call, a 2xx answer
  1  another answer
  2  bad usage or configuration; nothing was sent
  3  no token or no answer, or a file that is no component of this world";

/// Prints what clap has to say: help as it is, a usage error as one line.
pub(crate) fn explain(error: &Error) -> ExitCode {
    if !error.use_stderr() {
        return error.print().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    eprintln!("scaikey: {}; see scaikey --help", first_paragraph(&error.to_string()));
    ExitCode::from(2)
}

fn first_paragraph(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    lines.join(" ").trim_start_matches("error: ").to_owned()
}
