//! A mock and a judge, each a process of its own.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};

/// A mock that serves until it is ended.
pub(crate) struct Mock {
    process: Child,
    /// What it tells of its requests.
    log: BufReader<ChildStderr>,
    /// What a shell obeys of what it printed.
    pub(crate) exports: Vec<(String, String)>,
    /// Everything it printed.
    pub(crate) printed: String,
}

/// What came of a judge.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) printed: String,
    pub(crate) told: String,
}

/// The command without what the surroundings of the test say.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scaikey-conformance"));
    let told = std::env::vars_os().map(|(name, _)| name);
    for name in told.filter(|name| name.to_str().is_some_and(|name| name.starts_with("SCAIKEY_"))) {
        command.env_remove(name);
    }
    command.args(arguments).env_remove("CARGO_PKG_NAME").stdin(Stdio::null());
    command
}

/// Asks a process to end, as a terminal or a build server does.
pub(crate) fn signal(process: &Child, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &process.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
}

impl Mock {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = command(&["mock", "--algorithm", "ES256"]);
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("the command starts");
        let mut output = BufReader::new(process.stdout.take().expect("a pipe"));
        let log = BufReader::new(process.stderr.take().expect("a pipe"));
        let mut printed = String::new();
        while !printed.contains("\n# To refuse a token: ") {
            assert_ne!(output.read_line(&mut printed).expect("UTF-8"), 0, "it ended: {printed}");
        }
        let exports = printed.lines().filter_map(|line| line.strip_prefix("export SCAIKEY_"));
        let exports = exports.map(|line| line.split_once('=').expect("a variable and its value"));
        let exports = exports.map(|(name, value)| (name.into(), value.trim_matches('\'').into())).collect();
        Self { process, log, exports, printed }
    }

    pub(crate) fn value(&self, name: &str) -> &str {
        let (_, value) = self.exports.iter().find(|(known, _)| known == name).expect("it is printed");
        value
    }

    /// The command in a shell into which its lines were pasted.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(arguments);
        command.envs(self.exports.iter().map(|(name, value)| (format!("SCAIKEY_{name}"), value)));
        command
    }

    /// A judge of it, unpaced.
    pub(crate) fn judge(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(&["deployment", "--pace", "0"]).args(arguments))
    }

    /// Waits until it tells of a request.
    #[track_caller]
    pub(crate) fn hear(&mut self, expected: &str) {
        let mut line = String::new();
        self.log.read_line(&mut line).expect("UTF-8");
        assert!(line.contains(expected), "{line}");
    }

    /// Ends it, and answers what else it told of its requests.
    #[track_caller]
    pub(crate) fn end(mut self, name: &str) -> String {
        signal(&self.process, name);
        let mut log = String::new();
        self.log.read_to_string(&mut log).expect("UTF-8");
        assert_eq!(self.process.wait().expect("it ends").code(), Some(0), "{log}");
        log
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // One that was ended is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Self {
        let Output { status, stdout, stderr } = command.output().expect("the command starts");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: status.code(), printed: text(stdout), told: text(stderr) }
    }

    /// It ended with this code and told this, or nothing, in one line but for the banner; below a wrong command line is how
    /// it is used.
    #[track_caller]
    pub(crate) fn expect(&self, code: i32, told: &str) {
        assert_eq!(self.code, Some(code), "{}{}", self.printed, self.told);
        let is_banner = |line: &&str| line.starts_with("Judging ") || line.starts_with("It is plain http: ");
        let mut lines = self.told.lines().skip_while(is_banner);
        let complaint = lines.next().unwrap_or_default();
        assert_eq!(complaint.starts_with("error: "), !told.is_empty(), "{}", self.told);
        assert!(complaint.contains(told), "{}", self.told);
        let rest: Vec<_> = lines.collect();
        assert!(rest.is_empty() || rest.contains(&"For more information, try '--help'."), "{}", self.told);
    }
}

/// A folder that is gone with the test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a writable folder");
        Self(path)
    }

    /// The path of a file in it.
    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a plain path").to_owned()
    }

    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).expect("the file is written");
        path
    }

    /// A file that its owner alone may read.
    pub(crate) fn private(&self, name: &str, text: &str) -> String {
        use std::os::unix::fs::PermissionsExt;
        let path = self.file(name, text);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("a file of ours");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
