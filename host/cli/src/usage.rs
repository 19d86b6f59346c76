//! How the command is meant to be used.

use std::process::ExitCode;

use clap::Error;
use clap::error::ContextKind;

use super::settings::SETTINGS;
use super::trouble::Trouble;
use super::unwritable;

/// What the help of a subcommand ends with that opens a client.
pub(super) fn after(examples: &str) -> String {
    format!("{examples}\n\n{SOURCES}\n\n{EXIT_STATUS}")
}

/// What the help of all ends with.
pub(super) fn notes() -> String {
    let line = |name: &str, meaning: &str| format!("\n  {name:<29}  {meaning}");
    let settings = SETTINGS.iter().map(|setting| line(&setting.variable(), setting.meaning));
    let others = VARIABLES.iter().map(|(name, meaning)| line(name, meaning));
    let variables: String = settings.chain(others).collect();
    format!("{EXAMPLES}\n\n{SOURCES}\n\nEnvironment:{variables}\n\n{EXIT_STATUS}")
}

/// Prints what clap has to say: help as it is, a usage error as one line.
pub(super) fn explain(error: &Error) -> ExitCode {
    if !error.use_stderr() {
        return error.print().map_or_else(|error| unwritable(&error).tell(), |()| ExitCode::SUCCESS);
    }
    if error.get(ContextKind::InvalidArg).is_some_and(|argument| argument.to_string() == SECRET) {
        return Trouble::usage(NO_SECRET).tell();
    }
    Trouble::usage(format!("{}; see scaikey --help", in_short(&error.to_string()))).tell()
}

/// What is wrong, and the first tip if there is one.
fn in_short(text: &str) -> String {
    let mut paragraphs =
        text.split("\n\n").map(|lines| lines.split_whitespace().collect::<Vec<_>>().join(" "));
    let wrong = paragraphs.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    match paragraphs.find_map(|paragraph| paragraph.strip_prefix("tip: ").map(str::to_owned)) {
        Some(tip) => format!("{wrong}; {tip}"),
        None => wrong,
    }
}

/// A flag that there is not, and that many would try.
const SECRET: &str = "--client-secret";
const NO_SECRET: &str = "--client-secret would show it to every user of this machine; set SCAIKEY_CLIENT_SECRET, \
    or use --client-secret-file";

const EXAMPLES: &str = "\
Examples:
  export SCAIKEY_BASE=https://scaikey.example SCAIKEY_CLIENT_ID=my-service
  read -rs SCAIKEY_CLIENT_SECRET && export SCAIKEY_CLIENT_SECRET
  scaikey call GET /api/v1/admin/tenants
  scaikey status GET /api/v1/admin/tenants --format json
  scaikey inspect my.wasm";

const SOURCES: &str = "\
Where settings come from:
  A setting is a flag, --client-id, a variable, SCAIKEY_CLIENT_ID, or a key of the configuration file,
  client-id = \"my-service\"; the first of these that has it wins. An empty variable is as good as none,
  an empty flag hides the others. The file is TOML: --config, or scaikey/config.toml in
  $XDG_CONFIG_HOME or else ~/.config. Its paths start from its folder; scopes are a list, timeout is a
  number, switches are true or false.
  The client secret is no flag, since everybody sees command lines: it is SCAIKEY_CLIENT_SECRET, or
  client-secret in the configuration file, or what stands in client-secret-file. A file with a secret
  must be its owner's alone (chmod 600).";

const VARIABLES: [(&str, &str); 4] = [
    ("XDG_CONFIG_HOME", "where scaikey/config.toml is looked for; default ~/.config"),
    ("XDG_CACHE_HOME", "where compiled components are kept, in scaikey; default ~/.cache"),
    ("SSL_CERT_FILE, SSL_CERT_DIR", "roots in place of the system's; proxy variables are not looked at"),
    ("NO_COLOR", "no colours, also on a terminal"),
];

const EXIT_STATUS: &str = "\
Exit status:
  0  done; for a call, a 2xx answer
  1  another answer
  2  bad usage or configuration; nothing was sent
  3  no token or no answer, no component of this world, or output that cannot be written";
