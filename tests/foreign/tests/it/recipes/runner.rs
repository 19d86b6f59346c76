//! As much of GitHub's runner as our action needs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{FOLDER, command, ended};
use crate::python::python;

/// What came of the action.
pub(super) struct Step {
    pub(super) status: Option<i32>,
    pub(super) printed: String,
    pub(super) outputs: BTreeMap<String, String>,
}

/// The action. Nothing where Python is missing.
pub(super) fn action() -> Option<Value> {
    yaml(&Path::new(FOLDER).join("action.yml"))
}

/// What a file says in YAML. Nothing where Python is missing.
pub(super) fn yaml(file: &Path) -> Option<Value> {
    let json = python(READ, &[file])?;
    Some(serde_json::from_str(&json).expect("JSON"))
}

/// Runs an action of one step in a folder, with these inputs.
pub(super) fn run(action: &Value, folder: &Path, inputs: &[(&str, &str)]) -> Step {
    let mut known: BTreeMap<String, String> = members(&action["inputs"])
        .map(|(name, input)| (format!("inputs.{name}"), input["default"].as_str().unwrap_or_default().into()))
        .collect();
    for (name, value) in inputs {
        let before = known.insert(format!("inputs.{name}"), (*value).into());
        assert!(before.is_some(), "no input is called {name}");
    }
    let step = &action["runs"]["steps"][0];
    let [script, output, summary] = ["script", "output", "summary.md"].map(|name| folder.join(name));
    fs::write(&script, text(&step["run"])).and_then(|()| fs::write(&output, "")).expect("a writable folder");
    let mut bash = command("bash", folder);
    bash.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(script);
    bash.envs(members(&step["env"]).map(|(name, value)| (name, expanded(value, &known))));
    bash.env("GITHUB_ACTION_PATH", FOLDER);
    bash.env("GITHUB_OUTPUT", &output).env("GITHUB_STEP_SUMMARY", summary);
    let (status, printed) = ended(&mut bash);

    let told = fs::read_to_string(output).expect("UTF-8");
    let told = told.lines().map(|line| line.split_once('=').expect("a name and a value"));
    let id = text(&step["id"]);
    known.extend(told.map(|(name, value)| (format!("steps.{id}.outputs.{name}"), value.into())));
    let outputs = members(&action["outputs"]);
    let outputs = outputs.map(|(name, output)| (name.clone(), expanded(&output["value"], &known)));
    Step { status, printed, outputs: outputs.collect() }
}

pub(super) fn members(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().expect("an object").iter()
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// A text with the values of its expressions, each of which is a name.
fn expanded(value: &Value, known: &BTreeMap<String, String>) -> String {
    let mut parts = text(value).split("${{ ");
    let mut expanded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(" }}").expect("an expression");
        expanded += known.get(name).unwrap_or_else(|| panic!("nothing is called {name}"));
        expanded += rest;
    }
    expanded
}

const READ: &str = "
import json, sys
from ruamel.yaml import YAML
with open(sys.argv[1], encoding='utf-8') as file:
    print(json.dumps(YAML(typ='safe', pure=True).load(file)))
";
