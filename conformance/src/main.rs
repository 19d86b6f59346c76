//! The command `scaikey-conformance`.

use std::process::ExitCode;

fn main() -> ExitCode {
    scaikey_conformance::command::run(std::env::args_os())
}
