use std::net::TcpListener;

use crate::{CONFIGURED, check, check_usage, command, scaikey};

#[test]
fn bad_usage_ends_with_2() {
    check_usage(&[], &[], "requires a subcommand");
    check_usage(&["bogus"], &[], "unrecognized subcommand 'bogus'");
    check_usage(&["call"], CONFIGURED, "<METHOD> <PATH>");
    check_usage(&["tokne"], &[], "a similar subcommand exists: 'token'");
    check_usage(&["token", "--clientid", "app"], &[], "a similar argument exists: '--client-id'");
    check_usage(&["token", "-vv"], &[], "the argument '--verbose' cannot be used multiple times");
    check_usage(&["completions", "sh"], &[], "possible values: bash, ");
    check(&["call", "GET", "/", "-H", "x-key hunter2"], CONFIGURED, 2, "no colon");
    check(&["status", "GET"], CONFIGURED, 2, "GET has no path");
    check(&["call", "GET", "/", "-d", "@no-such-file"], CONFIGURED, 2, "cannot read no-such-file");
    check(&["inspect", "no-such-file"], &[], 2, "cannot read no-such-file");
    check(&["token", "--component", "no-such-file"], CONFIGURED, 2, "cannot read no-such-file");
    check(&["export", "no-such-directory/file"], &[], 2, "cannot write no-such-directory/file");
}

#[test]
fn bad_configuration_ends_with_2() {
    let with = |name, value| [CONFIGURED, &[(name, value)]].concat();
    check(&["token"], &[], 2, "SCAIKEY_BASE is not set");
    check(&["token"], &with("SCAIKEY_CLIENT_ID", ""), 2, "SCAIKEY_CLIENT_ID is not set");
    check(&["token"], &with("SCAIKEY_CLIENT_SECRET", ""), 2, "SCAIKEY_CLIENT_SECRET is not set");
    check(&["token"], &with("SCAIKEY_BASE", "http://scaikey.example"), 2, "configuration:");
    check(&["token"], &with("SCAIKEY_BASE", "hunter"), 2, "configuration:");
    check(&["token"], &with("SCAIKEY_TENANT", "../platform"), 2, "configuration:");
    check(&["call", "GET", "//evil.example"], CONFIGURED, 2, "invalid request:");
    check(&["call", "GET", "/", "-H", "authorization: mine"], CONFIGURED, 2, "invalid request:");
}

#[test]
fn no_answer_ends_with_3() {
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port();
    let base = format!("http://127.0.0.1:{port}");
    let nobody_there = [CONFIGURED, &[("SCAIKEY_BASE", &base)]].concat();
    check(&["token"], &nobody_there, 3, "connection refused; check the base URL");
    check(&["call", "GET", "/"], &nobody_there, 3, "connection refused; check the base URL");
}

/// A newcomer would try.
#[test]
fn a_secret_on_the_command_line_is_refused() {
    for arguments in [
        &["token", "--client-secret", "hunter2"][..],
        &["token", "--client-secret=hunter2"],
        &["--client-secret=hunter2", "token"],
        &["call", "GET", "/", "--client-secret", "hunter2"],
        &["call", "--client-secret", "-hunter2"],
        &["call", "--client-secret"],
    ] {
        check_usage(arguments, CONFIGURED, "set SCAIKEY_CLIENT_SECRET, or use --client-secret-file");
    }
}

/// What `scaikey` prints with these arguments.
#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let output = scaikey(arguments, &[]);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn help_names_variables_and_exit_statuses() {
    let help = printed(&["--help"]);
    for part in ["SCAIKEY_ALLOW_HTTP ", "SCAIKEY_CLIENT_SECRET ", "config.toml", "Exit status:\n  0 "] {
        assert!(help.contains(part), "{part}: {help}");
    }
}

#[cfg(unix)]
#[test]
fn help_that_nobody_reads_ends_with_3() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = command(&["--help"], &[]).stdout(writer).output().expect("the command runs");
    assert_eq!(output.status.code(), Some(3), "{output:?}");
}

#[test]
fn help_fits_and_has_examples() {
    let all = printed(&["--help"]);
    let commands = all.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.map_while(|line| line.split_whitespace().next());
    let mut helps = vec![all.clone()];
    helps.extend(commands.map(|command| printed(&[command, "--help"])));
    assert_eq!(helps.len(), 7, "{all}");
    for help in helps {
        assert!(help.contains("\nExamples:\n  "), "{help}");
        assert_eq!(help.lines().find(|line| line.chars().count() > 110), None);
    }
}

#[test]
fn completions_know_the_subcommands_and_no_flag_for_the_secret() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        assert!(script.contains("completions") && script.contains("fail-with-body"), "{shell}");
        assert!(!script.replace("client-secret-file", "").contains("client-secret"), "{shell}");
    }
}
