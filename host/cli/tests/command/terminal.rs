use std::fs::File;
use std::io::Read;
use std::process::Stdio;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::server::Server;
use crate::{CONFIGURED, command};

/// What a terminal gets of standard output and error when the command runs on it.
fn shown(server: &Server, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&terminal).and_then(|()| unlockpt(&terminal)).expect("a terminal");
    let name = ptsname(&terminal, Vec::new()).expect("a name").into_string().expect("UTF-8");
    let side = File::options().read(true).write(true).open(name).expect("its other side");
    let configured = [CONFIGURED, &[("SCAIKEY_BASE", &*server.base)], variables].concat();
    let mut command = command(arguments, &configured);
    command.stdout(Stdio::from(side.try_clone().expect("a handle"))).stderr(Stdio::from(side));
    command.status().expect("the command runs");
    drop(command);
    let mut bytes = Vec::new();
    // Ends with an error once nobody holds the other side.
    File::from(terminal).read_to_end(&mut bytes).ok();
    String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n")
}

#[track_caller]
fn check(arguments: &[&str], variables: &[(&str, &str)], expected: &str) {
    assert_eq!(shown(&Server::start(), arguments, variables), expected, "{arguments:?}");
}

#[test]
fn a_terminal_gets_text_that_it_does_not_obey() {
    check(&["call", "GET", "/x"], &[], "{\"path\":\"/x\"}\n");
    check(&["call", "GET", "/hostile"], &[], "\\u{1b}]0;title\\u{7}\\u{202e}end\n");
    let refusal = "error: unrecognized subcommand 'bogus\\u{1b}[31m'\n\nUsage: scaikey <COMMAND>\n\n\
                   For more information, try '--help'.\n";
    check(&["bogus\x1b[31m"], &[], refusal);
}

#[test]
fn a_terminal_gets_colours_unless_they_are_not_wanted() {
    let forbidden = "{\"error\":\"forbidden\"}\n";
    let arguments = ["call", "GET", "/403"];
    check(&arguments, &[], &format!("{forbidden}\x1b[1;31mscaikey:\x1b[0m answered 403 Forbidden\n"));
    check(&arguments, &[("NO_COLOR", "1")], &format!("{forbidden}scaikey: answered 403 Forbidden\n"));
}
