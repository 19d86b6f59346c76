//! The command as its users see it: exit codes, and where the words go.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scaikey-conformance"));
    command.args(arguments).env_remove("CARGO_PKG_NAME");
    command
}

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command(arguments).output().expect("the command starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

/// Runs the command: its exit code, a part of what it printed, and a part of what it complained of.
#[track_caller]
fn check(arguments: &[&str], expected: (i32, &str, &str)) {
    let (status, printed, complained) = run(arguments);
    let (code, print, complaint) = expected;
    assert_eq!(status, Some(code), "{printed}{complained}");
    assert!(printed.contains(print), "{printed}");
    assert!(complained.contains(complaint), "{complained}");
    assert_eq!(complained.is_empty(), complaint.is_empty(), "{complained}");
}

/// A folder that is gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a writable folder");
        Self(path)
    }

    /// The path of a file in it.
    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a plain path").to_owned()
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).expect("the file is written");
        path
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("a folder").map(|entry| entry.expect("an entry"));
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().into_string().expect("UTF-8")).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The built-in component, but for the type of the body of its token requests.
fn broken() -> Vec<u8> {
    let (old, new) = (b"form-urlencoded", b"form-urlencodex");
    let mut bytes = scaikey_component::CLIENT.to_vec();
    let places = (0..bytes.len()).filter(|&at| bytes[at..].starts_with(old)).collect::<Vec<_>>();
    assert!(!places.is_empty());
    places.into_iter().for_each(|at| bytes[at..at + new.len()].copy_from_slice(new));
    bytes
}

fn expectation(requirement: &str) -> String {
    format!("[[expectation]]\nrequirement = \"{requirement}\"\nreason = \"planned\"\n")
}

#[test]
fn the_built_in_component_is_conformant() {
    check(&[], (0, "\nconformant: ", ""));
}

#[test]
fn a_part_of_the_contract_is_not_the_contract() {
    check(
        &["--include", "retry.once-after-401"],
        (4, "\nPARTIAL, a part of the contract was not judged: 8 pass", ""),
    );
    check(&["--include", "level:must"], (0, "\nconformant: ", ""));
    check(&["--include", "level:must", "--strict"], (4, "\nPARTIAL", ""));
    check(&["--seed", "7"], (4, "\nPARTIAL", ""));
}

#[test]
fn one_random_schedule_can_be_played_alone() {
    check(
        &["--include", "fault.recovers", "--seed", "18446744073709551615"],
        (4, "pass   fault.recovers", ""),
    );
    check(&["--seed", "seven"], (2, "", "invalid value 'seven' for '--seed <N>'"));
}

#[test]
fn a_broken_component_is_nonconformant_whatever_was_skipped() {
    let folder = Folder::new("nonconformant");
    let file = folder.file("it's.wasm", broken());
    let repeat = format!("component '{}' --include acquisition.", file.replace('\'', r"'\''"));
    check(&["component", &file, "--include", "acquisition.*"], (1, &repeat, ""));
    check(&["component", &file, "--fail-fast"], (1, "the run ended with the failure of acquisition.", ""));
}

#[test]
fn a_known_failure_ends_no_run() {
    let folder = Folder::new("fail-fast");
    let file = folder.file("broken.wasm", broken());
    let known = folder.file("known.toml", expectation("acquisition.form-content-type"));
    check(
        &["component", &file, "--fail-fast", "--expectations", &known],
        (0, "\nconformant, but for what is known: ", ""),
    );
}

#[test]
fn what_is_known_to_fail_must_fail() {
    let folder = Folder::new("expectations");
    let file = folder.file("broken.wasm", broken());
    let known = folder.file("known.toml", expectation("acquisition.form-*-type"));
    let judged = ["--include", "acquisition.form-content-type", "--expectations", &known];
    check(&[&["component", &file][..], &judged].concat(), (4, "known, planned", ""));
    check(&judged, (1, "a failure, since planned", ""));
    let repeat = format!("repeat: scaikey-conformance --expectations '{known}' --include acquisition.form-");
    check(&judged, (1, &repeat, ""));
}

#[test]
fn an_expectation_of_what_is_not_judged_fails() {
    let folder = Folder::new("unmatched");
    let unmatched = "expectations that name nothing that was judged\n  ";
    for (requirement, judged) in [("retry.*", "reuse.fifty-calls"), ("overlap.*", "overlap.*")] {
        let file = folder.file("known.toml", expectation(requirement));
        let told = format!("{unmatched}{requirement}: planned\n");
        check(&["--include", judged, "--expectations", &file], (1, &told, ""));
    }
    let observed = folder.file("observed.toml", expectation("input.byte-order-mark"));
    check(&["--expectations", &observed], (2, "", "cannot fail"));
}

#[test]
fn what_a_component_is_declared_to_lack_is_skipped() {
    let folder = Folder::new("capabilities");
    let lacks = folder.file("lacks.toml", "tenant = false\n");
    let judged = "acquisition.tenant-token-request";
    check(&["--capabilities", &lacks, "--include", judged], (4, "declared to lack: tenant", ""));
    let claims = folder.file("claims.toml", "tenant = true\n");
    check(&["--capabilities", &claims, "--include", judged], (4, "\nPARTIAL", ""));
    let claims = folder.file("overlap.toml", "overlap = true\n");
    check(&["--capabilities", &claims, "--include", "reuse.fifty-calls"], (4, "\nPARTIAL", ""));
    // What this world cannot judge is not missed.
    check(&["--capabilities", &claims, "--exclude", "overlap.*"], (0, "\nconformant: ", ""));
    let repeat = format!("repeat: scaikey-conformance --capabilities '{claims}' --include overlap.");
    check(&["--capabilities", &claims, "--include", "overlap.*"], (1, &repeat, ""));
    check(
        &["--capabilities", &claims, "--fail-fast", "--exclude", "fault.*"],
        (1, "the run ended with the failure of overlap.", ""),
    );
}

#[test]
fn a_wrong_command_line_is_code_2() {
    check(&["--include", "retry.once"], (2, "", "no requirement is called \"retry.once\""));
    check(&["explain", "retry.once"], (2, "", "no requirement is called \"retry.once\""));
    check(&["judge"], (2, "", "unrecognized subcommand 'judge'"));
    check(&["--report", "pdf=a"], (2, "", "no format is called \"pdf\": there are human, json, junit"));
    check(&["--report", "json"], (2, "", "a report is FORMAT=PATH"));
    check(&["--report", "json=-", "--report", "human=-"], (2, "", "two reports go to standard output"));
}

#[test]
fn a_file_that_cannot_be_read_is_code_2() {
    let folder = Folder::new("unreadable");
    check(&["component", "no/such/file.wasm"], (2, "", "error: cannot read no/such/file.wasm: "));
    check(&["component", "/dev/zero"], (2, "", "error: /dev/zero is too large: more than 64 MiB\n"));
    check(&["--capabilities", "/dev/zero"], (2, "", "error: /dev/zero is too large: more than 1 MiB\n"));
    let misspelt = folder.file("misspelt.toml", "tenants = false");
    check(&["--capabilities", &misspelt], (2, "", "misspelt.toml: unknown variant `tenants`"));
    let unknown = folder.file("unknown.toml", "[[expectation]]\nrequirement = \"retri.*\"\nreason = \"x\"");
    check(&["--expectations", &unknown], (2, "", "unknown.toml: no requirement is called \"retri.*\""));
    let binary = folder.file("binary.toml", [0xff]);
    check(&["--expectations", &binary], (2, "", "binary.toml is not UTF-8: save it as such"));
}

#[test]
fn what_cannot_be_judged_is_code_3_and_reported() {
    let folder = Folder::new("unfit");
    let (text, json) = (folder.file("text.wasm", "no wasm at all"), folder.path("a.json"));
    let complaint = "text.wasm cannot be judged: ";
    check(&["component", &text, "--report", &format!("json={json}")], (3, "\nUNDECIDED: 0 pass", complaint));
    let report = fs::read_to_string(json).expect("a report");
    assert!(report.contains("\"conclusion\": \"undecided\"") && report.contains(complaint), "{report}");
    for (name, bytes) in [("module.wasm", b"\0asm\x01\0\0\0"), ("empty.wasm", b"\0asm\x0d\0\x01\0")] {
        let file = folder.file(name, bytes);
        check(
            &["component", &file],
            (3, "ERROR  world.survives-a-call", &format!("{name} cannot be judged: ")),
        );
    }
}

#[test]
fn a_run_of_nothing_is_code_4() {
    let all_but = ["--include", "area:retry", "--exclude", "retry.*"];
    check(&all_but, (4, "\nNOTHING RAN: ", ""));
}

#[test]
fn each_report_goes_to_its_place() {
    let folder = Folder::new("places");
    let (json, junit) = (folder.path("a.json"), folder.file("a.xml", "an older one"));
    let to = |format: &str, path: &str| format!("--report={format}={path}");
    check(&["--include=reuse.fifty-calls", &to("json", &json), &to("junit", &junit)], (4, "\nPARTIAL", ""));
    assert!(fs::read_to_string(json).expect("a report").starts_with("{\n  \"schema\": 1,"));
    assert!(fs::read_to_string(junit).expect("a report").starts_with("<?xml"));
    assert_eq!(folder.names(), ["a.json", "a.xml"]);
    let (html, summary) = (folder.path("a.html"), folder.file("summary.md", "of an earlier step\n"));
    let annotated = [
        "--include=reuse.fifty-calls",
        &to("html", &html),
        &to("summary", &summary),
        "--report=annotations=-",
    ];
    assert_eq!(run(&annotated), (Some(4), String::new(), String::new()));
    assert!(fs::read_to_string(html).expect("a report").starts_with("<!DOCTYPE html>"));
    let summary = fs::read_to_string(summary).expect("a report");
    assert!(summary.starts_with("of an earlier step\n") && summary.contains("Partial"), "{summary}");
    let (status, printed, _) = run(&["--include=reuse.fifty-calls", "--report=json=-"]);
    assert_eq!((status, &printed[..1], printed.contains("PARTIAL")), (Some(4), "{", false));
}

/// A pipe of our own: no device of the system is put at risk to see that what is no file is never replaced.
#[test]
fn a_pipe_is_written_into() {
    let folder = Folder::new("pipe");
    let pipe = folder.path("a.pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let reader = thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe)
    });
    check(&["--include=reuse.fifty-calls", &format!("--report=json={pipe}")], (4, "\nPARTIAL", ""));
    let text = reader.join().expect("it reads").expect("a report");
    assert!(text.starts_with('{') && !Path::new(&pipe).is_file(), "{text}");
}

#[test]
fn a_report_that_cannot_be_written_is_code_2_and_costs_no_other() {
    let folder = Folder::new("unwritable");
    let (json, file) = (folder.path("a.json"), folder.file("broken.wasm", broken()));
    let (nowhere, written) = (folder.path("no/such/folder.xml"), format!("--report=json={json}"));
    for place in [&nowhere, folder.0.to_str().expect("a plain path")] {
        let complaint = format!("error: cannot write the report to {place}: ");
        let unwritten = format!("--report=junit={place}");
        check(
            &["component", &file, &unwritten, &written, "--include", "acquisition.form-content-type"],
            (2, "\nNONCONFORMANT: ", &complaint),
        );
        fs::remove_file(&json).expect("a report");
    }
    check(
        &["--report=json=/dev/full", "--include", "reuse.fifty-calls"],
        (2, "\nPARTIAL", "cannot write the report to /dev/full: "),
    );
}

#[test]
fn two_runs_of_the_same_give_the_same_bytes() {
    let judged = ["--reproducible", "--report=json=-", "--seed", "7"];
    let (first, second) = (run(&judged), run(&judged));
    assert_eq!(first.0, Some(4));
    for (one, other) in first.1.lines().zip(second.1.lines()) {
        assert_eq!(one, other);
    }
    assert!(first == second);
    assert!(!first.1.contains("\"time\": {"), "{}", &first.1[..1000]);
}

#[test]
fn requirements_can_be_read() {
    check(&["list"], (0, "  MUST     core        retry.once-after-401 ", ""));
    check(
        &["list", "--include", "area:retry", "--format", "json"],
        (0, "[\n  {\n    \"id\": \"retry.once-after-401\"", ""),
    );
    check(
        &["explain", "retry.once-after-401"],
        (0, "GET /api/v1/admin/tenants -> 401, carried token#1\n", ""),
    );
    check(&["explain", "overlap.renewals-end"], (0, "  how, as the reference is judged\n ", ""));
    check(&["explain", "always.no-trap"], (0, "source: ", ""));
    check(&["explain", "always.*"], (0, "how: it is watched in every check", ""));
    check(&["schema"], (0, "https://json-schema.org/draft/2020-12/schema", ""));
    check(&["--help"], (0, "Exit codes:\n  0  conformant: every MUST ", ""));
}

#[test]
fn texts_call_the_command_as_its_user_does() {
    for (package, name) in [("scaikey-conformance", "cargo conformance"), ("another", "scaikey-conformance")]
    {
        let mut command = command(&["explain", "reuse.fifty-calls"]);
        let printed = command.env("CARGO_PKG_NAME", package).output().expect("the command starts").stdout;
        let printed = String::from_utf8(printed).expect("UTF-8");
        assert!(printed.contains(&format!(": {name} --include reuse.fifty-calls\n")), "{printed}");
    }
}

#[test]
fn no_colours_go_into_a_pipe() {
    assert!(!run(&["--include", "reuse.fifty-calls"]).1.contains('\u{1b}'));
}
