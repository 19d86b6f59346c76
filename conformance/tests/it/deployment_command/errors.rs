use super::stage::{Folder, Mock, Run, command};

/// With this variable in place of the one that the mock printed, the judge ends with this code and one line.
#[track_caller]
fn check(mock: &Mock, (name, value): (&str, &str), code: i32, told: &str) {
    let mut command = mock.command(&["deployment", "--pace", "0", "--repeats", "0"]);
    Run::of(command.env(format!("SCAIKEY_{name}"), value)).expect(code, told);
}

#[test]
fn what_keeps_a_deployment_from_being_judged_is_told_in_one_line() {
    let mock = Mock::start(&["--tls"]);
    let base = mock.value("BASE").to_owned();
    check(&mock, ("CLIENT_SECRET", "wrong"), 3, "the token endpoint refuses these credentials");
    check(&mock, ("CLIENT_ID", "nobody"), 3, "the token endpoint refuses these credentials");
    check(&mock, ("BASE", &format!("{base}/nothing")), 1, "404, there is no token endpoint at ");
    check(&mock, ("BASE", "https://nowhere.invalid"), 3, "the host name does not resolve");
    check(&mock, ("CA_FILE", ""), 1, "the certificate's issuer is not trusted");
    let plain = base.replacen("https", "http", 1);
    check(&mock, ("BASE", &plain), 3, "the connection was closed before the response ended");
    let mut late = mock.command(&["deployment", "--repeats", "0"]);
    let authority = Folder::new("authority");
    late.env("SCAIKEY_CA_FILE", authority.file("ca.pem", &pem(&mock)));
    mock.end("INT");
    Run::of(&mut late).expect(3, "connection refused: no server listens there");
}

#[test]
fn a_certificate_that_does_not_verify_is_a_verdict() {
    for (defect, told) in [
        ("certificate-expired", "the certificate has expired (transport.tls)"),
        ("certificate-for-another-name", "the certificate is for another name (transport.tls)"),
    ] {
        Mock::start(&["--tls", "--defect", defect]).judge(&[]).expect(1, told);
    }
}

#[test]
fn a_deployment_that_fails_for_a_while_is_undecided() {
    let mock = Mock::start(&["--at", "token-endpoint", "--status", "502", "--next", "100"]);
    mock.judge(&["--repeats", "0"]).expect(3, "a gateway answers 502 (token.basic)");
    let mock = Mock::start(&["--at", "token-endpoint", "--reset"]);
    let run = mock.judge(&["--repeats", "1"]);
    run.expect(0, "");
    assert!(run.printed.contains(", 1 of them repeated"), "{}", run.printed);
}

#[test]
fn no_request_is_sent_for_a_report_that_cannot_be_written() {
    let mock = Mock::start(&[]);
    mock.judge(&["--report", "json=no/such/folder/report"])
        .expect(2, "cannot write the report to no/such/folder/");
    assert_eq!(mock.end("TERM"), "");
}

#[test]
fn a_wrong_command_line_or_setting_is_code_2() {
    #[track_caller]
    fn check(arguments: &[&str], told: &str) {
        let mut command = command(&["deployment"]);
        command.env("SCAIKEY_BASE", "https://a.test").env("SCAIKEY_CLIENT_ID", "app");
        Run::of(command.args(arguments)).expect(2, told);
    }
    check(&[], "SCAIKEY_CLIENT_SECRET is not set: ");
    check(&["--include", "retry.*"], "retry.* names no requirement on deployments: `list` shows them all");
    check(&["--plan", "--report", "json=-"], "the argument '--plan' cannot be used with '--report");
    check(&["--allow", "noisy,fast"], "invalid value 'fast' for '--allow <PROFILE>'");
    check(&["--pace", "-1"], "'-1'");
    check(&["--requests", "0"], "invalid value '0' for '--requests <N>'");
    check(&["--client-secret", "x"], "set SCAIKEY_CLIENT_SECRET, or use --client-secret-file");
    check(&["--allow-http=maybe"], "invalid value 'maybe' for '--allow-http[=<SWITCH>]'");
    check(&["--config", "no/such.toml"], "cannot read no/such.toml: ");
    check(&["--expectations", "no/such.toml"], "cannot read no/such.toml: ");
    check(&["--ca-file", "/dev/null"], "/dev/null: ");
    Run::of(&mut command(&["deployment"])).expect(2, "SCAIKEY_BASE is not set: ");
    Run::of(&mut command(&["--include", "admin.read"]))
        .expect(2, "admin.read names no requirement on components: ");
}

fn pem(mock: &Mock) -> String {
    std::fs::read_to_string(mock.value("CA_FILE")).expect("it is there while the mock runs")
}
