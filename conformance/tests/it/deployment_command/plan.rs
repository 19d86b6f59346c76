use super::stage::{Mock, Run};

#[test]
fn a_plan_shows_every_request_and_sends_none() {
    let mock = Mock::start(&["--tls"]);
    let run = Run::of(&mut mock.command(&["deployment", "--plan"]));
    run.expect(0, "");
    assert_eq!(run.told, "");
    let (base, secret) = (mock.value("BASE"), mock.value("CLIENT_SECRET"));
    for expected in [
        "  0  a TLS handshake with 127.0.0.1, port ",
        &format!("  1  POST {base}/api/v1/platform/oauth/token\n"),
        "     authorization: Basic <credentials>",
        "     grant_type=client_credentials&client_id=app_reports&client_secret=<client secret>\n",
        "     for token.form-credentials, token.two-at-once\n",
        "     authorization: Bearer token#1\n",
        " requests to a deployment that keeps the contract; a run sends at most 40 requests, 2 a second\n",
    ] {
        assert!(run.printed.contains(expected), "{expected}\n{}", run.printed);
    }
    assert!(!run.printed.contains(secret) && !run.printed.contains("eyJ"), "{}", run.printed);
    assert_eq!(mock.end("TERM"), "");
}

#[test]
fn a_plan_is_kept() {
    for arguments in [&[][..], &["--application", "app_invoices"]] {
        let mock = Mock::start(arguments);
        let planned = |arguments: &[&str]| {
            let run = Run::of(mock.command(&["deployment", "--plan"]).args(arguments));
            let (_, end) = run.printed.rsplit_once("\n\n").expect("a summary");
            end.split(' ').next().expect("a number").to_owned()
        };
        let judged = |arguments: &[&str]| mock.judge(arguments).printed;
        for selection in [&[][..], &["--allow", "noisy"], &["--include", "keys.*"]] {
            let (planned, judged) = (planned(selection), judged(selection));
            let expected = format!("\nrequests: {planned} of at most 40, ");
            assert!(judged.contains(&expected), "{expected}{judged}");
        }
    }
}

#[test]
fn a_plan_says_that_only_short_lives_are_waited_for() {
    let told = "Those for `slow` are sent only if tokens live for 540 s or less\n";
    for (allowed, expected) in [("slow", true), ("noisy", false)] {
        let run = Mock::start(&[]).judge(&["--plan", "--allow", allowed]);
        assert_eq!(run.printed.contains(told), expected, "{}", run.printed);
    }
}

#[test]
fn a_plan_beyond_the_budget_says_what_it_takes() {
    let run = Mock::start(&[]).judge(&["--plan", "--requests", "3"]);
    assert!(run.printed.contains(" permits them\n"), "{}", run.printed);
    let run = Mock::start(&[]).judge(&["--plan", "--include", "transport.clock", "--allow", "load"]);
    assert!(!run.printed.contains(" permits them\n"), "{}", run.printed);
}
