use std::fs;
use std::time::Duration;

use scaikey_host::{Clocks, SystemClocks};

use super::stage::{Folder, Mock};

/// A mock that starts like this passes, with this in the report and this in the banner.
#[track_caller]
fn passes(mock: &[&str], judge: &[&str], printed: &str, told: &str) {
    let mock = Mock::start(mock);
    let run = mock.judge(judge);
    run.expect(0, "");
    assert!(run.printed.contains("\nconformant: ") && run.printed.contains(printed), "{}", run.printed);
    assert!(run.told.contains(told), "{}", run.told);
    let secret = mock.value("CLIENT_SECRET").to_owned();
    for text in [&run.printed, &run.told, &mock.end("TERM")] {
        assert!(!text.contains(&secret) && !text.contains("eyJ"), "{text}");
    }
}

const EVERYTHING: [&str; 5] = ["--strict", "--allow", "noisy,load", "--requests", "100"];

#[test]
fn the_lines_of_a_mock_are_all_that_a_judge_needs() {
    let plain = "plain http: what is required of TLS is not applicable";
    passes(&[], &[], "not applicable: the base URL is plain http", plain);
    passes(
        &["--tls"],
        &[],
        "transport.tls",
        "platform, profiles safe, at most 40 requests, without a pause.",
    );
}

#[test]
fn what_is_safe_takes_a_moment() {
    let (mock, begun) = (Mock::start(&["--tls"]), SystemClocks.monotonic());
    mock.judge(&[]).expect(0, "");
    assert!(SystemClocks.monotonic() - begun < Duration::from_secs(3));
}

#[test]
fn everything_that_does_not_wait_passes_on_both_surfaces() {
    passes(&["--tls"], &EVERYTHING, "refusal.", "platform, profiles safe, noisy, load, at most 100");
    let tenant = ["--tls", "--application", "app_invoices"];
    passes(&tenant, &EVERYTHING, "claims.tenant", "as app_invoices: tenant");
    passes(&tenant, &[], "pass   client.one-token-for-two-calls", "as app_invoices: tenant, profiles safe");
}

#[test]
fn a_defect_is_nonconformant_and_can_be_seen_again() {
    let mock = Mock::start(&["--defect", "sub-differs"]);
    let run = mock.judge(&["--allowed-scopes", "admin:read openid"]);
    run.expect(1, "");
    let repeat =
        "repeat: scaikey-conformance deployment --allowed-scopes 'admin:read openid' --include claims.";
    assert!(run.printed.contains(repeat), "{}", run.printed);
    let folder = Folder::new("known-of-a-deployment");
    let text = "[[expectation]]\nrequirement = \"claims.identity\"\nreason = \"planned\"\n";
    let known = folder.file("known.toml", text);
    let run = mock.judge(&["--expectations", &known]);
    run.expect(0, "");
    assert!(run.printed.contains("\nconformant, but for what is known: "), "{}", run.printed);
}

#[test]
fn a_part_of_the_contract_is_not_the_contract() {
    let mock = Mock::start(&[]);
    mock.judge(&["--include", "admin.read"]).expect(4, "");
    mock.judge(&["--exclude", "level:should"]).expect(0, "");
    mock.judge(&["--requests", "3"]).expect(3, "");
}

#[test]
fn no_report_of_any_format_holds_a_secret() {
    let (mock, folder) = (Mock::start(&["--defect", "form-refused"]), Folder::new("formats"));
    let formats = ["human", "json", "junit", "html", "annotations", "summary"];
    let reports = formats.map(|format| format!("--report={format}={}", folder.path(format)));
    let mut arguments = EVERYTHING.to_vec();
    arguments.extend(reports.iter().map(String::as_str));
    mock.judge(&arguments).expect(1, "");
    for format in formats {
        let text = fs::read_to_string(folder.path(format)).expect("a report");
        assert!(text.contains("token.form-credentials"), "{format}");
        assert!(!text.contains(mock.value("CLIENT_SECRET")) && !text.contains("eyJ"), "{format}");
    }
}
