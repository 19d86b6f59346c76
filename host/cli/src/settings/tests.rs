use clap::{Args, Command, FromArgMatches};

use super::*;
use crate::options;

const NEEDED: &[(&str, &str)] = &[
    ("SCAIKEY_BASE", "https://scaikey.example"),
    ("SCAIKEY_CLIENT_ID", "app"),
    ("SCAIKEY_CLIENT_SECRET", "hunter2"),
];

/// The options that these flags and variables make, or what is wrong with them.
fn read(flags: &[&str], variables: &[(&str, &str)]) -> Result<String, String> {
    let command = Flags::augment_args(Command::new("scaikey").no_binary_name(true));
    let matches = command.try_get_matches_from(flags).expect("flags");
    let variable = |name: &str| {
        let found = variables.iter().rev().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
    };
    let settings = Settings::read(Flags::from_arg_matches(&matches).expect("flags"), None, variable);
    let options = settings.and_then(|settings| options::of(&settings, settings.seconds("timeout")?));
    options.map(|options| format!("{options:?}")).map_err(|trouble| trouble.to_string())
}

#[track_caller]
fn check(flags: &[&str], variables: &[(&str, &str)], expected: Result<&str, &str>) {
    let outcome = read(flags, &[NEEDED, variables].concat());
    match expected {
        Ok(part) => assert!(outcome.as_ref().is_ok_and(|text| text.contains(part)), "{outcome:?}"),
        Err(text) => assert_eq!(outcome, Err(text.to_owned())),
    }
}

#[test]
fn variables_become_options() {
    check(&[], &[], Ok("surface: Surface::Platform"));
    check(&[], &[], Ok("scopes: []"));
    check(&[], &[], Ok("allow-http: false"));
    check(&[], &[], Ok("client-authentication: None"));
    check(&[], &[], Ok("exchange-timeout: None"));
    check(&[], &[("SCAIKEY_TENANT", "acme")], Ok("Surface::Tenant(\"acme\")"));
    check(&[], &[("SCAIKEY_TENANT", "")], Ok("surface: Surface::Platform"));
    check(&[], &[("SCAIKEY_SCOPES", " b  a ")], Ok("scopes: [\"b\", \"a\"]"));
    check(&[], &[("SCAIKEY_ALLOW_HTTP", "1")], Ok("allow-http: true"));
    check(&[], &[("SCAIKEY_ALLOW_HTTP", "true")], Ok("allow-http: true"));
    check(&[], &[("SCAIKEY_ALLOW_HTTP", "0")], Ok("allow-http: false"));
    check(&[], &[("SCAIKEY_TIMEOUT", "2.5")], Ok("exchange-timeout: Some(2500000000)"));
    check(&[], &[("SCAIKEY_CLIENT_AUTHENTICATION", "basic")], Ok("ClientAuthentication::Basic"));
    check(&[], &[("SCAIKEY_CLIENT_AUTHENTICATION", "raw")], Ok("ClientAuthentication::Raw"));
    check(&[], &[("SCAIKEY_CLIENT_AUTHENTICATION", "post")], Ok("ClientAuthentication::Post"));
}

#[test]
fn a_flag_goes_before_a_variable_and_an_empty_one_hides_it() {
    let variables = &[("SCAIKEY_TENANT", "acme"), ("SCAIKEY_ALLOW_HTTP", "1")];
    check(&["--tenant", "other"], variables, Ok("Surface::Tenant(\"other\")"));
    check(&["--tenant="], variables, Ok("surface: Surface::Platform"));
    check(&["--allow-http=false"], variables, Ok("allow-http: false"));
    check(&["--allow-http"], &[], Ok("allow-http: true"));
    check(
        &["--client-secret-file", "no-such-file"],
        variables,
        Err("cannot read no-such-file: No such file or directory (os error 2)"),
    );
}

#[test]
fn what_is_missing_or_odd_is_named_without_its_value() {
    check(
        &[],
        &[("SCAIKEY_BASE", "")],
        Err("SCAIKEY_BASE is not set; set it to the base URL of the deployment, https://scaikey.example, \
             or put base into the configuration file"),
    );
    check(
        &[],
        &[("SCAIKEY_CLIENT_SECRET", "")],
        Err("SCAIKEY_CLIENT_SECRET is not set; set it to the client secret of the application, \
             or put client-secret into the configuration file"),
    );
    check(
        &[],
        &[("SCAIKEY_CLIENT_SECRET_FILE", "secret")],
        Err("client-secret and client-secret-file are both set; keep one"),
    );
    check(&[], &[("SCAIKEY_ALLOW_HTTP", "yes")], Err("SCAIKEY_ALLOW_HTTP is not 1, 0, true or false"));
    check(&["--allow-http=yes"], &[], Err("--allow-http is not 1, 0, true or false"));
    check(&["--client-authentication", "x"], &[], Err("--client-authentication is not basic, raw or post"));
    for timeout in [" ", "-1", "0", "0.0009", "3600.1", "1e9", "NaN", "inf", "5s"] {
        let flags = ["--timeout", timeout].join("=");
        check(&[&flags], &[], Err("--timeout is not a number of seconds from 0.001 to 3600"));
    }
}
