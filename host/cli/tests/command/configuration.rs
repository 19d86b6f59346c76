use std::fs;
use std::process::Stdio;

use crate::server::Server;
use crate::{CONFIGURED, check, check_usage, command, permit, run, scaikey, scratch, written};

/// The command ends with 2 and this line when its configuration is `text`; `{}` is the file.
#[track_caller]
fn check_file(text: &str, expected: &str) {
    let file = written("refused.toml", text);
    check(&["status", "--config", &file], &[], 2, &expected.replace("{}", &file));
}

#[test]
fn a_configuration_that_cannot_be_used_is_told_in_a_line_without_secrets() {
    check(&["token", "--config", "no-such-file"], CONFIGURED, 2, "cannot read no-such-file");
    check_file("base = \"https://scaikey.example\"\nclient-id =\n", "{}: line 2 is not TOML");
    check_file("client-secret = hunter2", "{}: line 1 is not TOML: write each key once");
    check_file("client-secret = \"hunter2", "{}: line 1 is not TOML");
    check_file("base = \"a\"\nbase = \"b\"", "{}: line 2 is not TOML");
    check_file("client_id = \"hunter2\"", "{}: unknown key \"client_id\": the keys are base, tenant, ");
    check_file("[client]\nid = \"hunter2\"", "{}: unknown key \"client\"");
    check_file("resource = \"/x\"", "{}: unknown key \"resource\"");
    check_file("client-secret = [\"hunter2\"]", "client-secret in {}: expected a text in quotes");
    check_file("client-id = 12345", "client-id in {}: invalid type: integer `12345`, expected a string");
    check_file("scopes = [1]", "scopes in {}: invalid type: integer `1`, expected a string");
    check_file("allow-http = \"yes\"", "allow-http in {}: invalid type: string \"yes\", expected a boolean");
    check_file(
        "timeout = \"5s\"",
        "timeout in {}: invalid type: string \"5s\", expected a number without quotes",
    );
    check_file(
        "request-limit = \"1\"",
        "request-limit in {}: invalid type: string \"1\", expected a number without quotes",
    );
    check_file("base = \"\"", "SCAIKEY_BASE is not set");
    check_file(&"#".repeat(64 * 1024 + 1), "{} is too large: more than 64 KiB");
    let bytes = written("bytes.toml", b"base = \"\xff\"");
    check(&["token", "--config", &bytes], CONFIGURED, 2, "bytes.toml is not UTF-8");
    let with = |more| {
        format!(
            "base = \"https://scaikey.example\"\nclient-id = \"app\"\nclient-secret = \"hunter2\"\n{more}"
        )
    };
    check_file(
        &with("timeout = 0"),
        "timeout in {}: expected a number of seconds from 0.001 to 3600, found 0",
    );
    check_file(
        &with("request-limit = 67108865"),
        "request-limit in {}: expected a number of bytes, at most 67108864, found 67108865",
    );
    check_file(
        &with("client-authentication = \"digest\""),
        "client-authentication in {}: expected basic, raw or post, found \"digest\"",
    );
    check_file(
        &with("client-secret-file = \"x\""),
        "client-secret and client-secret-file are both set: keep one",
    );
    check_file(&with("client-cert = \"x\""), "client-cert and client-key belong together");
    check_file(&with("ca-file = \"no-such-file\""), "no-such-file: No such file");
    check_file(&with("ca-file = \"refused.toml\""), "{}: no certificates");
    check_file(&with("tenant = \"../x\""), "configuration:");
}

#[test]
fn all_of_it_may_come_from_the_file_where_a_users_configuration_belongs() {
    let server = Server::start();
    let text = format!(
        "base = \"{}\"\ntenant = \"acme\"\nclient-id = \"app\"\nclient-secret-file = \"secret\"\n\
         client-authentication = \"post\"\nscopes = [\"b\", \"a\"]\ntimeout = 30\nno-cache = true\nca-file = \"\"\n",
        server.base
    );
    written("usual/scaikey/config.toml", text);
    written("usual/scaikey/secret", "hunter2\n");
    let folder = scratch("usual");
    let output = scaikey(&["token"], &[("XDG_CONFIG_HOME", folder.to_str().expect("UTF-8"))]);
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
    let [request] = &server.seen()[..] else { panic!("one request") };
    assert!(request.starts_with("POST /api/v1/auth/tenants/acme/oauth/token "), "{request}");
    let (_, body) = request.split_once("\r\n\r\n").expect("a head");
    for member in ["scope=b+a", "client_id=app", "client_secret=hunter2"] {
        assert!(body.split('&').any(|found| found == member), "{body}");
    }
}

/// A token request made with these flags and variables, and with a file of these lines.
fn request(flags: &[&str], variables: &[(&str, &str)], file: &str) -> String {
    let server = Server::start();
    let file = written("sources.toml", file);
    let base = [("SCAIKEY_BASE", &*server.base)];
    let arguments = [&["token", "--config", &file], flags].concat();
    let output = scaikey(&arguments, &[CONFIGURED, &base, variables].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let [request] = &server.seen()[..] else { panic!("one request") };
    request.clone()
}

#[track_caller]
fn check_source(flags: &[&str], variables: &[(&str, &str)], file: &str, expected: &str) {
    let request = request(flags, variables, file);
    assert!(request.contains(expected), "{expected}: {request}");
}

#[test]
fn a_flag_goes_before_a_variable_and_this_before_the_file() {
    let (file, variable) = ("tenant = \"low\"", [("SCAIKEY_TENANT", "middle")]);
    check_source(&[], &[], file, "POST /api/v1/auth/tenants/low/oauth/token ");
    check_source(&[], &variable, file, "POST /api/v1/auth/tenants/middle/oauth/token ");
    check_source(&["--tenant", "high"], &variable, file, "POST /api/v1/auth/tenants/high/oauth/token ");
}

#[test]
fn an_empty_variable_counts_as_unset_and_an_empty_flag_overrides() {
    let file = "tenant = \"low\"\ntimeout = 5\nscopes = [\"a\"]\nca-file = \"no-such-file\"";
    let empty = [("SCAIKEY_TENANT", ""), ("SCAIKEY_TIMEOUT", ""), ("SCAIKEY_CA_FILE", "")];
    let cleared = ["--ca-file=", "--timeout=", "--scopes="];
    check_source(&cleared, &empty, file, "POST /api/v1/auth/tenants/low/oauth/token ");
    let cleared = [&cleared[..], &["--tenant="]].concat();
    let variable = [("SCAIKEY_TENANT", "middle"), ("SCAIKEY_CA_FILE", "no-such-file")];
    check_source(&cleared, &variable, file, "POST /api/v1/platform/oauth/token ");
}

#[test]
fn every_setting_may_be_a_variable() {
    let variables = [
        ("SCAIKEY_SCOPES", " b  a "),
        ("SCAIKEY_CLIENT_AUTHENTICATION", "post"),
        ("SCAIKEY_TIMEOUT", "2.5"),
        ("SCAIKEY_NO_CACHE", "1"),
        ("SCAIKEY_ALLOW_HTTP", "true"),
    ];
    check_source(&[], &variables, "", "scope=b+a");
    check_source(&[], &variables, "", "client_secret=hunter2");
    check_source(&["--client-authentication", "basic"], &variables, "", "Basic YXBwOmh1bnRlcjI=");
    // Beyond this machine, plain http is a choice.
    let distant = |switch| {
        let http = [("SCAIKEY_BASE", "http://scaikey.example"), ("SCAIKEY_ALLOW_HTTP", switch)];
        scaikey(&["status"], &[CONFIGURED, &http].concat()).status.code()
    };
    assert_eq!(["1", "true", "0", "false", ""].map(distant), [Some(0), Some(0), Some(2), Some(2), Some(2)]);
}

/// What is wrong with a variable is told with its name, although clap speaks of the flag.
#[test]
fn a_wrong_value_is_told_with_its_source() {
    let with = |name, value| [CONFIGURED, &[(name, value)]].concat();
    let told = "error: invalid value '5s' for '--timeout <SECONDS>': \
                expected a number of seconds from 0.001 to 3600\n";
    let tip = format!("{told}\n  tip: the value is that of the variable SCAIKEY_TIMEOUT\n");
    check_usage(&["status"], &with("SCAIKEY_TIMEOUT", "5s"), &tip);
    check_usage(&["status", "--timeout=5s"], CONFIGURED, told);
    let output = scaikey(&["status", "--timeout=5s"], &with("SCAIKEY_TIMEOUT", "1"));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("tip"), "{output:?}");
    let switch = "invalid value 'maybe' for '--allow-http[=<SWITCH>]': expected 1, 0, true or false\n\n  \
                  tip: the value is that of the variable SCAIKEY_ALLOW_HTTP\n";
    check_usage(&["status"], &with("SCAIKEY_ALLOW_HTTP", "maybe"), switch);
    check_usage(&["status", "--client-authentication=x"], CONFIGURED, ": expected basic, raw or post\n");
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_utf_8_is_named() {
    use std::os::unix::ffi::OsStrExt;
    for (name, line) in [
        ("SCAIKEY_TENANT", "error: SCAIKEY_TENANT is not UTF-8: set it anew\n"),
        ("SCAIKEY_CLIENT_SECRET", "scaikey: SCAIKEY_CLIENT_SECRET is not UTF-8: set it anew\n"),
    ] {
        let mut command = command(&["status"], CONFIGURED);
        let value = std::ffi::OsStr::from_bytes(b"hunter2\xff");
        let output = command.env(name, value).output().expect("the command runs");
        assert_eq!((output.status.code(), &*String::from_utf8_lossy(&output.stderr)), (Some(2), line));
    }
}

#[test]
fn what_is_missing_is_named_by_its_variable_flag_and_key() {
    let without = |name| [CONFIGURED, &[(name, "")]].concat();
    let check = |name, line| check(&["status"], &without(name), 2, line);
    check(
        "SCAIKEY_BASE",
        "SCAIKEY_BASE is not set: set it to the base URL of the deployment, https://scaikey.example, \
         or pass --base, or write base into the configuration file (--config)\n",
    );
    check(
        "SCAIKEY_CLIENT_ID",
        "SCAIKEY_CLIENT_ID is not set: set it to the client id of the application, \
         or pass --client-id, or write client-id into the configuration file (--config)\n",
    );
    check(
        "SCAIKEY_CLIENT_SECRET",
        "SCAIKEY_CLIENT_SECRET is not set: set it to the client secret of the application, \
         or pass --client-secret-file, or write client-secret into the configuration file (--config)\n",
    );
}

/// One source says it in one way, another in the other.
#[test]
fn a_secret_goes_before_the_secret_of_a_lower_source() {
    let server = Server::start();
    let lower = written("lower", "wrong");
    let file = written("secrets.toml", format!("client-secret-file = {lower:?}"));
    assert_eq!(run(&server, &["token", "--reveal", "--config", &file]).1, "token-canary\n");
    let higher = written("higher", "hunter3\r\n");
    run(&server, &["token", "--client-secret-file", &higher]);
    let credentials: Vec<_> = server
        .seen()
        .iter()
        .filter_map(|request| Some(request.split_once("Basic ")?.1.lines().next()?.to_owned()))
        .collect();
    assert_eq!(credentials, ["YXBwOmh1bnRlcjI=", "YXBwOmh1bnRlcjM="]);
    let both = [CONFIGURED, &[("SCAIKEY_CLIENT_SECRET_FILE", &*higher)]].concat();
    check(&["status"], &both, 2, "client-secret and client-secret-file are both set: keep one");
    let cleared = ["status", "--client-secret-file=", "--config", &file];
    check(&cleared, CONFIGURED, 2, "SCAIKEY_CLIENT_SECRET is not set");
}

#[test]
fn a_secret_may_come_from_standard_input() {
    let server = Server::start();
    let variables = [("SCAIKEY_BASE", &*server.base), ("SCAIKEY_CLIENT_ID", "app")];
    let secret = fs::File::open(written("stdin", "hunter2\n")).expect("a file");
    let mut command = command(&["token", "--client-secret-file", "-"], &variables);
    let output = command.stdin(Stdio::from(secret)).output().expect("the command runs");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(server.seen()[0].contains("Basic YXBwOmh1bnRlcjI="));
    let file = ["token", "--client-secret-file", "-"];
    check(&file, &variables, 2, "client-secret-file - is empty: write the client secret into it");
}

/// The second of these arguments that is standard input is refused, and nothing is sent.
#[track_caller]
fn check_twice(arguments: &[&str], expected: &str) {
    let server = Server::start();
    let variables = [("SCAIKEY_BASE", &*server.base), ("SCAIKEY_CLIENT_ID", "app")];
    let text = fs::File::open(written("twice", "client-secret = \"hunter2\"\n")).expect("a file");
    let mut command = command(&[&["call", "PUT", "/x"], arguments].concat(), &variables);
    let output = command.stdin(Stdio::from(text)).output().expect("the command runs");
    let told = String::from_utf8_lossy(&output.stderr);
    let expected = format!("scaikey: {expected} are both standard input: name a file for one of them\n");
    assert_eq!((output.status.code(), &*told), (Some(2), &*expected));
    assert_eq!(server.seen(), [""; 0]);
}

#[test]
fn standard_input_is_read_for_one_setting() {
    check_twice(&["--client-secret-file", "-", "-d", "@-"], "client-secret-file and --data");
    check_twice(&["--config", "-", "-d", "@-"], "--config and --data");
    check_twice(&["--config", "-", "--client-secret-file", "-"], "--config and client-secret-file");
    check_twice(&["--config", "-", "--component", "-"], "--config and component");
}

#[cfg(unix)]
#[test]
fn a_file_that_others_may_touch_is_refused() {
    let base = "base = \"https://scaikey.example\"\nclient-id = \"app\"\n";
    let open = written("open.toml", format!("{base}client-secret = \"hunter2\"\n"));
    let public = written("public.toml", base);
    let secret = written("open-secret", "hunter2");
    let roots = written("open.pem", "");
    let key = written("open.key", "hunter2");
    let check = |mode, path: &str, arguments: &[&str], line: &str| {
        permit(path.as_ref(), mode);
        check(&[&["status"], arguments].concat(), CONFIGURED, 2, line);
    };
    for mode in [0o640, 0o604, 0o620, 0o602] {
        check(mode, &open, &["--config", &open], &format!("run chmod go= '{open}'"));
        check(mode, &secret, &["--client-secret-file", &secret], "run chmod go= ");
        check(mode, &key, &["--client-cert", &roots, "--client-key", &key], "run chmod go= ");
    }
    for mode in [0o620, 0o602] {
        check(mode, &public, &["--config", &public], "run chmod go-w ");
        check(mode, &roots, &["--ca-file", &roots], "run chmod go-w ");
    }
    permit(public.as_ref(), 0o644);
    let output = scaikey(&["status", "--config", &public], CONFIGURED);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}
