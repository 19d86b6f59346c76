//! `oidc-provider`, as a process of its own.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use crate::node;

/// It ends when this is dropped.
pub(crate) struct Server {
    process: Child,
    pub(crate) base: String,
}

impl Server {
    /// Nothing where Node is missing.
    pub(crate) fn start() -> Option<Self> {
        let mut command = Command::new("node");
        command.arg("server.mjs").current_dir(INSTALLED.as_ref()?);
        command.env("SCAIKEY_CLIENT_ID", ID).env("SCAIKEY_CLIENT_SECRET", SECRET);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("node starts");
        let mut line = String::new();
        let stdout = process.stdout.as_mut().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("UTF-8");
        let Some(base) = line.strip_suffix('\n').map(str::to_owned) else {
            panic!("{:?}", process.wait_with_output().expect("it ended"));
        };
        Some(Self { process, base })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// For all tests, so that it is installed once.
static INSTALLED: LazyLock<Option<PathBuf>> = LazyLock::new(|| node::installed("provider"));

pub(crate) const ID: &str = "second-opinion";

/// Made of characters that HTTP Basic carries only when they are form-encoded.
pub(crate) const SECRET: &str = "100% a+b:c/d=e&f~g";
