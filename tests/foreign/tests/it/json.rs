//! JSON, against its schema.

use std::path::Path;

use crate::python::python;
use crate::report::{component, deployment, file, timeless};

/// What a validator has against a report.
#[track_caller]
fn check(report: &Path, expected: &str) {
    if let Some(printed) = python(VALIDATE, &[Path::new(SCHEMA), report]) {
        assert_eq!(printed, expected, "{}", report.display());
    }
}

#[test]
fn reports_keep_their_schema() {
    check(&file("component.json", |out| component().write_json(out)), "");
    check(&file("timeless.json", |out| timeless().write_json(out)), "");
    check(&file("deployment.json", |out| deployment().write_json(out)), "");
}

#[test]
fn the_schema_can_be_broken() {
    let broken = file("broken.json", |out| {
        let mut text = Vec::new();
        component().write_json(&mut text)?;
        let text = String::from_utf8_lossy(&text).replacen("\"schema\"", "\"another\": 1, \"schema\"", 1);
        *out = text.into_bytes();
        Ok(())
    });
    check(&broken, "Additional properties are not allowed ('another' was unexpected)\n");
}

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../conformance/report.schema.json");

const VALIDATE: &str = "
import json, sys
from jsonschema import Draft202012Validator
schema, report = (json.load(open(path)) for path in sys.argv[1:])
Draft202012Validator.check_schema(schema)
for error in Draft202012Validator(schema).iter_errors(report):
    print(error.message)
";
