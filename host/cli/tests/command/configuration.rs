use std::fs;
use std::process::Stdio;

use crate::server::Server;
use crate::{CONFIGURED, check, command, permit, run, scaikey, scratch, written};

/// The command ends with 2 and this line when its configuration is `text`; `{}` is the file.
#[track_caller]
fn check_file(text: &str, expected: &str) {
    let file = written("refused.toml", text);
    check(&["status", "--config", &file], &[], 2, &expected.replace("{}", &file));
}

#[test]
fn a_configuration_that_cannot_be_used_is_told_in_a_line_without_its_values() {
    check(&["token", "--config", "no-such-file"], CONFIGURED, 2, "cannot read no-such-file");
    check_file("base = \"https://scaikey.example\"\nclient-id =\n", "{}: line 2 is no TOML");
    check_file("client-secret = hunter2", "{}: line 1 is no TOML; write each key once");
    check_file("client-secret = \"hunter2", "{}: line 1 is no TOML");
    check_file("base = \"a\"\nbase = \"b\"", "{}: line 2 is no TOML");
    check_file("client_id = \"hunter2\"", "{}: there is no key \"client_id\"; the keys are base, tenant, ");
    check_file("[client]\nid = \"hunter2\"", "{}: there is no key \"client\"");
    check_file("client-secret = [\"hunter2\"]", "client-secret in {} is not a text in quotes");
    check_file("client-id = 12345", "client-id in {} is not a text in quotes");
    check_file("scopes = [1]", "scopes in {} is not a list of texts in quotes");
    check_file("allow-http = \"yes\"", "allow-http in {} is not true or false, without quotes");
    check_file("timeout = \"hunter2\"", "timeout in {} is not a number without quotes");
    check_file("request-limit = \"1\"", "request-limit in {} is not a number without quotes");
    check_file("base = \"\"", "SCAIKEY_BASE is not set");
    check_file(&"#".repeat(64 * 1024 + 1), "{} has more than 65536 bytes");
    let bytes = written("bytes.toml", b"base = \"\xff\"");
    check(&["token", "--config", &bytes], CONFIGURED, 2, "bytes.toml is not UTF-8");
    let with = |more| {
        format!(
            "base = \"https://scaikey.example\"\nclient-id = \"app\"\nclient-secret = \"hunter2\"\n{more}"
        )
    };
    check_file(&with("timeout = 0"), "timeout in {} is not a number of seconds from 0.001 to 3600");
    check_file(
        &with("client-authentication = \"hunter2\""),
        "client-authentication in {} is not basic, raw or post",
    );
    check_file(
        &with("client-secret-file = \"x\""),
        "client-secret and client-secret-file are both set; keep one",
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

/// `timeout` is odd in all sources; the first that counts is the one that is named.
#[test]
fn a_flag_goes_before_a_variable_and_this_before_the_file() {
    let file = written("sources.toml", "timeout = -1");
    let configured = ["status", "--config", &file];
    let variable = [CONFIGURED, &[("SCAIKEY_TIMEOUT", "none")]].concat();
    check(&configured, CONFIGURED, 2, "timeout in ");
    check(&configured, &variable, 2, "SCAIKEY_TIMEOUT is not ");
    check(&[&configured[..], &["--timeout=x"]].concat(), &variable, 2, "--timeout is not ");
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
    check(&file, &variables, 2, "client-secret-file - is empty");
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
    let expected = format!("scaikey: {expected} are both standard input; name a file for one of them\n");
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
        check(mode, &open, &["--config", &open], &format!("run chmod go= {open}"));
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
