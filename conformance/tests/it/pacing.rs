//! How the judge behaves towards a deployment: what it repeats, when it gives up, and how much it asks.

use std::sync::LazyLock;
use std::time::Duration;

use scaikey_conformance::{
    Address, Conclusion, DeploymentOptions, Lane, Means, Outcome, Pacing, Report, Target, judge_mock,
};
use scaikey_mock::{Algorithm, EndpointFault, Faults, Keys, Mock, Setup};

/// The report on an honest deployment with these faults.
fn judged(faults: Faults, pacing: Pacing) -> Report {
    let setup = Setup { faults, ..Setup::usual(KEYS.clone()) };
    let target = Target::new(Address {
        base: "https://scaikey.test".into(),
        tenant: None,
        client_id: "app_reports".into(),
        client_secret: "reports-secret-for-tests".into(),
        resource: None,
        allowed_scopes: None,
        allow_http: false,
    });
    let options = DeploymentOptions { pacing, ..DeploymentOptions::default() };
    judge_mock(&target.expect("it is right"), Mock::new(setup), &options).expect("a runtime").report
}

fn unpaced() -> Pacing {
    Pacing { interval: Duration::ZERO, ..Pacing::default() }
}

/// A run with these faults comes to this conclusion, fails nothing, and sends so many requests again.
#[track_caller]
fn check(faults: Faults, conclusion: Conclusion, again: usize) -> Report {
    let report = judged(faults, unpaced());
    assert_eq!((report.conclusion(), report.counts().fail), (conclusion, 0));
    assert_eq!(sent(&report).1, again);
    report
}

fn at_token_endpoint(fault: EndpointFault) -> Faults {
    Faults { token_endpoint: Some(fault), ..Faults::default() }
}

fn at_resource(fault: EndpointFault) -> Faults {
    Faults { resource: Some(fault), ..Faults::default() }
}

fn status(status: u16, next: u32) -> EndpointFault {
    EndpointFault { status: Some(status), next, ..EndpointFault::default() }
}

#[test]
fn what_the_network_or_a_gateway_loses_is_asked_for_again() {
    check(Faults::default(), Conclusion::Conformant, 0);
    check(at_token_endpoint(status(503, 2)), Conclusion::Conformant, 2);
    check(
        at_token_endpoint(EndpointFault { reset: true, next: 2, ..EndpointFault::default() }),
        Conclusion::Conformant,
        2,
    );
    check(
        at_token_endpoint(EndpointFault { cut: Some(3), ..EndpointFault::default() }),
        Conclusion::Conformant,
        1,
    );
    check(at_resource(status(429, 1)), Conclusion::Conformant, 1);
}

#[test]
fn a_deployment_that_cannot_be_seen_is_never_called_conformant() {
    check(at_token_endpoint(status(503, 3)), Conclusion::Undecided, 2);
    check(at_token_endpoint(status(502, 1)), Conclusion::Undecided, 0);
    check(
        at_token_endpoint(EndpointFault { reset: true, next: 3, ..EndpointFault::default() }),
        Conclusion::Undecided,
        2,
    );
    // A gateway before the admin API: nothing that needs it is judged, by the component neither.
    let report = check(at_resource(status(502, 1000)), Conclusion::Undecided, 0);
    let inconclusive = |id: &str| {
        let judgement = report.judgements.iter().find(|judgement| judgement.requirement.id == id);
        matches!(judgement.expect("a known id").outcome, Outcome::Inconclusive(_))
    };
    assert!(inconclusive("admin.read") && inconclusive("client.one-token-for-two-calls"));
}

#[test]
fn whoever_asks_for_patience_gets_it_to_a_degree() {
    let wait = |seconds| EndpointFault { retry_after: Some(seconds), ..status(429, 1) };
    let report = check(at_token_endpoint(wait(20)), Conclusion::Conformant, 1);
    assert!(report.time.expect("it is told").1 >= Duration::from_secs(20));
    check(at_token_endpoint(wait(31)), Conclusion::Undecided, 0);
    // Whoever asks for more is asked nothing more, not even by the component.
    let report = check(at_resource(wait(600)), Conclusion::Undecided, 0);
    let asked_last =
        report.judgements.iter().rev().flat_map(|judgement| judgement.evidence.events.last()).next();
    assert_eq!(asked_last.map(|event| event.lane), Some(Lane::Resource));
}

#[test]
fn no_more_is_asked_than_is_permitted() {
    let report = judged(Faults::default(), Pacing { requests: 7, ..unpaced() });
    assert_eq!((sent(&report), report.conclusion()), ((7, 0), Conclusion::Undecided));
}

#[test]
fn requests_are_as_far_apart_as_the_pace_says() {
    let report = judged(Faults::default(), Pacing { interval: Duration::from_secs(3), ..Pacing::default() });
    let (sent, _) = sent(&report);
    let took = report.time.expect("it is told").1.as_secs();
    assert_eq!(took, 3 * (sent as u64 - 1));
}

/// The component waits as the suite does, and gives nothing up for it.
#[test]
fn a_slow_pace_breaks_nothing() {
    let report =
        judged(Faults::default(), Pacing { interval: Duration::from_secs(100), ..Pacing::default() });
    assert_eq!(report.conclusion(), Conclusion::Conformant);
}

fn sent(report: &Report) -> (usize, usize) {
    match report.settings.means {
        Means::Deployment { sent, repeated, .. } => (sent, repeated),
        Means::Component { .. } => panic!("a deployment was judged"),
    }
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::generate(Algorithm::Es256));
