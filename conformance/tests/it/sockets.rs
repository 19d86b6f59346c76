//! Deployments judged over real sockets: what a mock in process cannot show.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::LazyLock;
use std::time::Duration;

use scaikey_conformance::{
    Address, Conclusion, DeploymentOptions, DeploymentResult, Internet, Interrupt, Outcome, Pacing, Profile,
    RunOptions, Target, judge_deployment,
};
use scaikey_host::{Clocks, SystemClocks};
use scaikey_mock::{Algorithm, Certificate, Defect, Keys, Mock, Server, Setup};
use tokio::runtime::{Builder, Runtime};

/// A mock behind a socket, on threads of its own.
struct Deployment {
    authority: Option<String>,
    server: Server,
    _runtime: Runtime,
}

impl Deployment {
    fn with_tls(defect: Option<Defect>) -> Self {
        Self::start(Some(Certificate::new(now(), defect)), defect)
    }

    fn start(certificate: Option<Certificate>, defect: Option<Defect>) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let mock = Mock::new(Setup { defect, ..Setup::usual(KEYS.clone()) });
        let server = mock.serve(LOOPBACK, certificate.as_ref(), now, |_| {});
        let server = runtime.block_on(server).expect("a free port");
        let authority = certificate.map(|certificate| certificate.authority_pem().to_owned());
        Self { authority, server, _runtime: runtime }
    }

    /// What an application of the platform, or that of the tenant, is judged by.
    fn address(&self, tenant: Option<&str>) -> Address {
        let (client_id, client_secret) = match tenant {
            None => ("app_reports", "reports-secret-for-tests"),
            Some(_) => ("app_invoices", "invoices-secret-for-tests"),
        };
        Address {
            base: self.server.base(),
            tenant: tenant.map(str::to_owned),
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            resource: tenant.map(|_| "/api/v1/tenants/tnt_acme0001/applications/me/assignees".into()),
            allowed_scopes: None,
            allow_http: false,
        }
    }

    fn judged(&self, address: Address) -> DeploymentResult {
        let internet = Internet::new(self.authority.as_ref().map(String::as_bytes)).expect("certificates");
        let pacing = Pacing { interval: Duration::ZERO, ..Pacing::default() };
        let run = RunOptions { strict: true, ..RunOptions::default() };
        let allowed = vec![Profile::Noisy];
        let options = DeploymentOptions { run, allowed, pacing, ..DeploymentOptions::default() };
        let target = Target::new(address).expect("it is right");
        judge_deployment(&target, &internet, &options, &Interrupt::new(), &|_, _| {}).expect("a runtime")
    }
}

#[test]
fn an_honest_deployment_passes() {
    let (tls, plain) = (Deployment::with_tls(None), Deployment::start(None, None));
    for deployment in [&tls, &plain] {
        for tenant in [None, Some("acme")] {
            let DeploymentResult { report, stopped, .. } = deployment.judged(deployment.address(tenant));
            assert_eq!((report.conclusion(), stopped), (Conclusion::Conformant, None), "{:?}", red(&report));
        }
    }
}

#[track_caller]
fn finds(defect: Defect, broken: &[&str], stopped: Option<&str>) {
    let deployment = Deployment::with_tls(Some(defect));
    let judged = deployment.judged(deployment.address(None));
    assert_eq!(red(&judged.report), broken);
    assert_eq!(judged.report.conclusion(), Conclusion::Nonconformant);
    let line = stopped.map(|stopped| format!("{}: {stopped} (transport.tls)", deployment.server.base()));
    assert_eq!(judged.stopped.map(|stopped| stopped.to_string()), line);
}

#[test]
fn a_certificate_that_does_not_verify_ends_a_run() {
    finds(Defect::CertificateExpired, &["transport.tls"], Some("the certificate has expired"));
    finds(Defect::CertificateForAnotherName, &["transport.tls"], Some("the certificate is for another name"));
}

#[test]
fn what_else_shows_on_sockets_alone_is_found() {
    finds(Defect::CertificateExpiresSoon, &["transport.certificate-lasts"], None);
    finds(Defect::PlaintextServed, &["transport.plaintext-refused"], None);
}

/// What ends a run in one line, with this conclusion.
#[track_caller]
fn stops(judged: DeploymentResult, conclusion: Conclusion, line: &str) {
    assert_eq!(judged.report.conclusion(), conclusion);
    assert_eq!(judged.stopped.map(|stopped| stopped.to_string()).as_deref(), Some(line));
    assert_eq!(red(&judged.report).len(), 1);
}

#[test]
fn what_cannot_be_judged_says_so_in_one_line() {
    let deployment = Deployment::with_tls(None);
    let (usual, base) = (|| deployment.address(None), deployment.server.base());
    stops(
        deployment.judged(Address { client_secret: "wrong".into(), ..usual() }),
        Conclusion::Undecided,
        &format!(
            "{base}: the token endpoint refuses these credentials (401 invalid_client): check the client id, the client \
             secret and the tenant (token.basic)"
        ),
    );
    let elsewhere = format!("{base}/elsewhere");
    stops(
        deployment.judged(Address { base: elsewhere.clone(), ..usual() }),
        Conclusion::Nonconformant,
        &format!(
            "{elsewhere}: 404, there is no token endpoint at {elsewhere}/api/v1/platform/oauth/token: check the base \
             URL (token.basic)"
        ),
    );
    let nobody = std::net::TcpListener::bind(LOOPBACK).and_then(|listener| listener.local_addr());
    let nobody = format!("https://{}", nobody.expect("a port that was free"));
    stops(
        deployment.judged(Address { base: nobody.clone(), ..usual() }),
        Conclusion::Undecided,
        &format!("{nobody}: connection refused: no server listens there (transport.tls)"),
    );
    let stranger = Deployment { authority: None, ..Deployment::with_tls(None) };
    let line = "the certificate's issuer is not trusted: pass its CA with --ca-file";
    stops(
        stranger.judged(stranger.address(None)),
        Conclusion::Nonconformant,
        &format!("{}: {line} (transport.tls)", stranger.server.base()),
    );
}

fn red(report: &scaikey_conformance::Report) -> Vec<&str> {
    let is_red = |outcome: &Outcome| {
        matches!(outcome, Outcome::Fail(_) | Outcome::Inconclusive(_) | Outcome::Error(_))
    };
    let red = report.judgements.iter().filter(|judgement| is_red(&judgement.outcome));
    red.map(|judgement| judgement.requirement.id.as_str()).collect()
}

fn now() -> Duration {
    SystemClocks.wall()
}

const LOOPBACK: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::generate(Algorithm::Es256));
