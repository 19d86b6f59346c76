//! The recipes for pipelines, run as pipelines run them.

/// As much of GitHub's runner as our action needs.
mod runner;

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::mock::Mock;
use crate::report::file;
use runner::{Step, action, members, text, yaml};

/// The action ends with this status and tells this conclusion, prints `words`, and is discreet.
#[track_caller]
fn check(mock: &Mock, inputs: &[(&str, &str)], status: i32, conclusion: &str, words: &str) {
    let Some(action) = action() else { return };
    let variables = variables(mock);
    let [base, id, secret] = ["BASE", "CLIENT_ID", "CLIENT_SECRET"].map(|name| &*variables[name]);
    let usual = [("base", base), ("client-id", id), ("client-secret", secret), ("pace", "0")];
    let (folder, built) = (fresh(), built());
    let command = [("command", built.to_str().expect("UTF-8"))];
    let step = runner::run(&action, &folder, &[&usual[..], &command[..], inputs].concat());
    let Step { status: ended, printed, outputs } = step;
    assert_eq!(ended, Some(status), "{printed}");
    assert_eq!((&*outputs["conclusion"], &*outputs["exit-code"]), (conclusion, &*status.to_string()));
    assert!(printed.contains(words), "{printed}");
    for report in ["summary.md", &outputs["html"], &outputs["junit"], &outputs["json"]] {
        let length = folder.join(report).metadata().map_or(0, |file| file.len());
        assert_eq!(length > 0, !conclusion.is_empty(), "{report}: {length}");
    }
    is_discreet(&folder, &printed, secret);
}

#[test]
fn the_action_ends_as_the_judge_does() {
    let mock = Mock::start(&[]);
    check(
        &mock,
        &[],
        0,
        "conformant",
        "\nconformant: it keeps what it must, but for what is known to fail\n",
    );
    check(&mock, &[("base", "http://127.0.0.1:1")], 3, "undecided", "::error title=inconclusive");
    check(&mock, &[("client-secret", "")], 2, "", "error: SCAIKEY_CLIENT_SECRET is not set");
    check(&mock, &[("command", "no-such-command")], 127, "", "no verdict: the command ended with status 127");
}

#[test]
fn the_action_fails_a_deployment_that_has_a_defect_unless_somebody_knows_of_it() {
    let mock = Mock::start(&["--defect", "forbidden-ignored"]);
    check(&mock, &[], 1, "nonconformant", "::error title=fail%3A admin.forbidden::");
    let known = "[[expectation]]\nrequirement = \"admin.forbidden\"\nreason = \"mended soon\"\n";
    let known = file("known.toml", |out| {
        out.extend(known.bytes());
        Ok(())
    });
    check(&mock, &[("expectations", known.to_str().expect("UTF-8"))], 0, "conformant", "");
}

#[test]
fn the_action_judges_by_what_it_is_told() {
    let mock = Mock::start(&["--defect", "unknown-grant-500"]);
    check(&mock, &[], 0, "conformant", "");
    check(
        &mock,
        &[("allow", "noisy")],
        0,
        "conformant",
        "::warning title=warning%3A token.unknown-grant-understood::",
    );
    check(&mock, &[("allow", "noisy"), ("strict", "true")], 1, "nonconformant", "::error");
}

#[test]
fn nothing_that_a_workflow_says_is_run() {
    let mock = Mock::start(&[]);
    let hostile = fresh().join("hostile");
    let text = format!("x\"'; touch {0}; $(touch {0}) `touch {0}` --strict", hostile.display());
    for input in
        ["base", "client-id", "tenant", "allow", "pace", "strict", "expectations", "reports", "command"]
    {
        let Some(action) = action() else { return };
        let step = runner::run(&action, &fresh(), &[("command", "false"), (input, &text)]);
        assert!(!hostile.exists(), "{input}: {}", step.printed);
    }
    check(&mock, &[("allow", &text)], 2, "", "error: invalid value");
}

#[test]
fn no_input_is_a_part_of_the_script_and_the_secret_goes_one_way() {
    let Some(action) = action() else { return };
    let step = &action["runs"]["steps"][0];
    assert!(!text(&step["run"]).contains("${{"));
    let carried = members(&step["env"]).filter(|(_, value)| text(value).contains("client-secret"));
    assert_eq!(carried.map(|(name, _)| name).collect::<Vec<_>>(), ["SCAIKEY_CLIENT_SECRET"]);
    assert_eq!(action["runs"]["steps"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_workflow_in_the_readme_says_what_the_action_asks_for() {
    let Some(action) = action() else { return };
    let (_, workflow) = README.split_once("```yaml\n").expect("a workflow");
    let (workflow, _) = workflow.split_once("```").expect("its end");
    let workflow = yaml(&file("workflow.yml", |out| {
        out.extend(workflow.bytes());
        Ok(())
    }));
    let workflow = workflow.expect("Python is there");
    let steps = workflow["jobs"]["judge"]["steps"].as_array().expect("steps");
    let ours = |step: &&serde_json::Value| {
        step["uses"].as_str().is_some_and(|uses| uses.contains("/conformance/recipes@"))
    };
    let with = &steps.iter().find(ours).expect("our action")["with"];
    assert!(members(with).all(|(name, _)| action["inputs"].get(name).is_some()), "{with}");
    for (name, _) in members(&action["inputs"]).filter(|(_, input)| input["required"] == true) {
        assert!(with.get(name).is_some(), "{name}: {with}");
    }
    assert!(text(&with["client-secret"]).starts_with("${{ secrets."), "{with}");
}

#[test]
fn the_script_builds_the_judge_and_says_what_its_status_means() {
    let mock = Mock::start(&[]);
    let script = |mock: &Mock, arguments: &[&str]| {
        let folder = fresh();
        let mut shell = command("sh", &folder);
        let variables = variables(mock);
        shell.envs(variables.iter().map(|(name, value)| (format!("SCAIKEY_{name}"), value)));
        let ended = ended(shell.arg(Path::new(FOLDER).join("judge.sh")).args(arguments));
        is_discreet(&folder, &ended.1, &variables["CLIENT_SECRET"]);
        ended
    };
    let (status, printed) = script(&mock, &["a folder", "--pace=0", "--allow", "noisy"]);
    assert_eq!(status, Some(0), "{printed}");
    assert!(printed.contains("\nconformant: "), "{printed}");
    assert!(
        printed.ends_with("conformant: it keeps what it must, but for what is known to fail\n"),
        "{printed}"
    );
    let (status, printed) = script(&mock, &["a folder", "--unknown"]);
    assert_eq!(status, Some(2), "{printed}");
    assert!(printed.ends_with("no verdict: a setting, an option or a file is wrong\n"), "{printed}");
    assert_eq!(script(&mock, &[]), (Some(2), "usage: judge.sh FOLDER [OPTION]...\n".into()));
}

#[test]
fn what_is_built_on_the_way_does_not_see_the_secret() {
    let folder = fresh();
    let (cargo, seen) = (folder.join("cargo"), folder.join("cargo.seen"));
    fs::write(&cargo, "#!/bin/sh\nenv > \"$0.seen\"\n").expect("a writable folder");
    fs::set_permissions(&cargo, Permissions::from_mode(0o700)).expect("our file");
    let path = env::var("PATH").expect("programs");
    let mut shell = command("sh", &folder);
    shell.env("PATH", format!("{}:{path}", folder.display())).env("SCAIKEY_CLIENT_SECRET", "hunter2");
    // Nothing was built, so nothing judges.
    let ended = ended(shell.arg(Path::new(FOLDER).join("judge.sh")).arg("reports"));
    assert_eq!(ended, (Some(2), String::new()));
    let seen = fs::read_to_string(seen).expect("cargo was called");
    assert!(seen.contains("PATH=") && !seen.contains("hunter2"), "{seen}");
}

/// Neither the secret nor a token nor a name that a resource answered stands in what was printed or in a file of the folder.
#[track_caller]
fn is_discreet(folder: &Path, printed: &str, secret: &str) {
    assert!(secret.len() > 20);
    let silent = |text: &str| [secret, "eyJ", "Globex"].iter().all(|word| !text.contains(word));
    assert!(silent(printed), "{printed}");
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match fs::read(&path) {
            Ok(bytes) => assert!(silent(&String::from_utf8_lossy(&bytes)), "{}", path.display()),
            Err(_) => is_discreet(&path, "", secret),
        }
    }
}

/// What the mock printed to be pasted into a shell, without `SCAIKEY_`.
fn variables(mock: &Mock) -> BTreeMap<String, String> {
    let output = mock.shell().arg("env").output().expect("a shell");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    let variables = printed.lines().filter_map(|line| line.strip_prefix("SCAIKEY_")?.split_once('='));
    variables.map(|(name, value)| (name.into(), value.into())).collect()
}

/// A program in a folder, with an environment that says nothing of this test and no setting.
fn command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    let ours =
        |name: &str| ["CARGO_PKG_", "CARGO_MANIFEST_", "SCAIKEY_"].iter().any(|word| name.starts_with(word));
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_str().is_some_and(ours)) {
        command.env_remove(name);
    }
    command
}

/// Its status, and what it printed on standard output and on standard error.
fn ended(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().expect("it starts");
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(printed).expect("UTF-8"))
}

/// The command that cargo built to start a mock.
fn built() -> PathBuf {
    let test = env::current_exe().expect("a program");
    test.ancestors().nth(2).expect("a folder of cargo").join("scaikey-conformance")
}

/// An empty folder for one run.
fn fresh() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let name = NEXT.fetch_add(1, Ordering::Relaxed).to_string();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("recipes").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("a folder of ours");
    }
    fs::create_dir_all(&folder).expect("a writable folder");
    folder
}

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../conformance/recipes");
const README: &str = include_str!("../../../../README.md");
