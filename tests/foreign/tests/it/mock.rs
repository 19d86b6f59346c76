//! A ScaiKey on loopback in a process of its own, as a person starts it.

use std::env;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// It ends when this is dropped.
pub(crate) struct Mock {
    process: Child,
    /// What it printed first, to be pasted into a shell.
    lines: String,
}

impl Mock {
    /// Cargo builds it, and becomes it. The arguments are those of the command.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO"));
        command.args(["run", "--quiet", "--locked", "--bin", "scaikey-conformance", "--", "mock"]);
        command.args(arguments);
        // What cargo told this test about its package would make build scripts run again.
        let told = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_str().is_some_and(told)) {
            command.env_remove(name);
        }
        command.current_dir(ROOT).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("cargo runs");
        let printed = BufReader::new(process.stdout.as_mut().expect("a pipe"));
        let lines = printed.lines().map_while(Result::ok).take_while(|line| !line.is_empty());
        let lines = lines.map(|line| line + "\n").collect();
        Self { process, lines }
    }

    /// A command in a shell into which those lines were pasted: its program and arguments are what is added.
    pub(crate) fn shell(&self) -> Command {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{}exec \"$0\" \"$@\"", self.lines));
        shell
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.process.kill().and_then(|()| self.process.wait()).expect("it runs until it is ended");
        let log = self.process.stderr.take().map(io::read_to_string);
        // Shown if the test fails.
        eprint!("{}", log.expect("a pipe").unwrap_or_default());
    }
}

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
