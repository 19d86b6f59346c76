use std::fs;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::stage::{Folder, Mock, signal};

/// A judge who waits for a deployment that does not answer hears this signal, and still writes every report.
#[track_caller]
fn check(name: &str) {
    let folder = Folder::new(&format!("interrupted-{name}"));
    let mut mock = Mock::start(&["--at", "resource", "--delay", "60000", "--next", "100"]);
    let mut judge = mock.command(&["deployment", "--pace", "0"]);
    let reports = FORMATS.map(|format| format!("--report={format}={}", folder.path(format)));
    judge.args(&reports).stdout(Stdio::null()).stderr(Stdio::piped());
    let judge = judge.spawn().expect("the command starts");
    mock.hear("token 1");
    mock.hear("token 2");
    signal(&judge, name);
    let Output { status, stderr, .. } = judge.wait_with_output().expect("it ends");
    assert_eq!(status.code(), Some(4));
    let told = String::from_utf8(stderr).expect("UTF-8");
    assert!(told.contains("\nerror: ") && told.contains(": the run was interrupted"), "{told}");
    let read = |format| fs::read_to_string(folder.path(format)).expect("a report");
    let json: Value = serde_json::from_str(&read("json")).expect("JSON");
    assert_eq!(json["conclusion"], "partial");
    assert_eq!(json["judgements"].as_array().map(Vec::len), Some(requirements()));
    assert!(read("junit").trim_end().ends_with("</testsuites>"));
    assert!(read("html").trim_end().ends_with("</html>"));
    assert!(read("human").contains("\nPARTIAL, a part of the contract was not judged: "));
    assert!(read("summary").contains("Partial"));
    read("annotations");
}

/// A judge who cannot even open a report ends at the second signal.
#[test]
fn who_insists_need_not_wait_for_a_report() {
    let (folder, mock) = (Folder::new("blocked"), Mock::start(&[]));
    let pipe = folder.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let reports = [format!("--report=junit={}", folder.path("junit")), format!("--report=json={pipe}")];
    let mut judge = mock.command(&["deployment"]);
    let mut judge = judge.args(reports).stdout(Stdio::null()).spawn().expect("the command starts");
    // It has begun the first report, and waits for a reader of the second.
    while fs::read_dir(&folder.0).expect("a folder").count() < 2 {}
    // Those of one kind may count once.
    let code = loop {
        if let Some(status) = judge.try_wait().expect("a child") {
            break status.code();
        }
        signal(&judge, "HUP");
    };
    assert_eq!(code, Some(130));
}

fn requirements() -> usize {
    scaikey_conformance::requirements::deployment().count()
}

#[test]
fn an_interrupt_leaves_complete_reports() {
    check("INT");
    check("TERM");
    check("HUP");
}

const FORMATS: [&str; 6] = ["human", "json", "junit", "html", "annotations", "summary"];
