use crate::run;
use crate::server::Server;

/// What is shown, but for what differs from run to run.
#[track_caller]
fn check(arguments: &[&str], status: i32, expected: &[&str]) {
    let server = Server::start();
    let (found, printed, complained) = run(&server, &[&["status"], arguments].concat());
    let lines: Vec<_> =
        printed.lines().filter(|line| !line.contains("seconds") && !line.contains("bytes")).collect();
    assert_eq!((found, &*lines, &*complained), (status, expected, ""), "{arguments:?}");
}

#[test]
fn without_a_call_nothing_is_sent() {
    check(&[], 0, &["state              empty"]);
}

#[test]
fn calls_share_a_token_and_a_connection_and_the_worst_decides() {
    let one = [
        "GET /x: 200 OK",
        "state              fresh",
        "generation         1",
        "last fetch         cold",
        "fetched cold       1",
        "connections opened 1",
        "requests           2",
        "responses reused   1",
    ];
    check(&["GET", "/x"], 0, &one);
    let three = [
        "GET /x: 200 OK",
        "GET /403: 403 Forbidden",
        "state              fresh",
        "generation         1",
        "last fetch         cold",
        "hits               1",
        "fetched cold       1",
        "connections opened 1",
        "requests           3",
        "responses reused   2",
    ];
    check(&["GET", "/x", "GET", "/403"], 1, &three);
}

#[test]
fn programs_get_all_of_it_as_json() {
    let server = Server::start();
    let (status, printed, _) = run(&server, &["status", "GET", "/403", "GET", "x", "--format", "json"]);
    assert_eq!(status, 2);
    let report: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(
        report["calls"],
        serde_json::json!([
            { "method": "GET", "path": "/403", "status": 403, "attempts": 1 },
            {
                "method": "GET",
                "path": "x",
                "failure": "invalid-request",
                "text": "invalid request: invalid path \"x\": expected exactly one / at the start",
            },
        ])
    );
    assert_eq!(report["state"], "fresh");
    assert_eq!(report["fetched_cold"], 1);
    assert_eq!(report["gate_seconds"], serde_json::Value::Null);
    assert_eq!(report["retries_accepted"], 0);
    assert!(report["remaining_seconds"].as_f64().is_some_and(|life| life > 3500.0), "{printed}");
}
