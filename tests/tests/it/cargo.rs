//! Cargo as a child process, and what it built.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use cargo_metadata::{Message, Metadata, MetadataCommand};

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package is in a folder of the workspace")
}

/// Cargo in the workspace, as from a shell: what cargo told this test about its package is taken out of the environment,
/// or build scripts that look at it would run again.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").expect("set by cargo"));
    command.args(arguments).current_dir(root()).stdin(Stdio::null());
    let told = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_str().is_some_and(told)) {
        command.env_remove(name);
    }
    command
}

/// What the workspace is made of, dependencies of dependencies left out.
pub(crate) fn metadata() -> Metadata {
    MetadataCommand::new().current_dir(root()).no_deps().exec().expect("a workspace")
}

/// The command `scaikey` with these arguments and nothing in its environment but this.
pub(crate) fn scaikey(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(&BINARIES.scaikey);
    command.args(arguments).env_clear().envs(environment.iter().copied());
    command.stdin(Stdio::null()).output().expect("the command runs")
}

/// The command `scaikey-conformance` with these arguments.
pub(crate) fn conformance(arguments: &[&str]) -> Output {
    let mut command = Command::new(&BINARIES.conformance);
    command.args(arguments).stdin(Stdio::null()).output().expect("the command runs")
}

struct Binaries {
    scaikey: PathBuf,
    conformance: PathBuf,
}

/// Up to date, whichever package's tests run.
static BINARIES: LazyLock<Binaries> = LazyLock::new(|| {
    let output = cargo(&["build", "--bins", "--message-format=json"]).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let executables: Vec<PathBuf> = Message::parse_stream(&*output.stdout)
        .filter_map(|message| match message.expect("JSON") {
            Message::CompilerArtifact(artifact) => artifact.executable.map(Into::into),
            _ => None,
        })
        .collect();
    let binary = |name| {
        let found = executables.iter().find(|path| path.file_stem().is_some_and(|stem| stem == name));
        found.expect("one of our commands").clone()
    };
    Binaries { scaikey: binary("scaikey"), conformance: binary("scaikey-conformance") }
});
