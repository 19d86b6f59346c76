//! A ScaiKey on loopback, by a server that is not ours: what an outsider would put together from the tutorial.

use std::process::Output;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use scaikey_host::types::Settings;
use scaikey_host::{Authority, Client, Component, Engine, Interruption, Options};
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::cargo;

pub(crate) const ID: &str = "my-service";
pub(crate) const SECRET: &str = "correct-horse-battery-staple";
pub(crate) const TOKEN_ENDPOINT: &str = "/api/v1/platform/oauth/token";
pub(crate) const TENANTS: &str = "/api/v1/admin/tenants";

/// Issues `token-1`, `token-2` and so on, and answers every other request with an empty list, unless told otherwise.
pub(crate) struct ScaiKey(MockServer);

impl ScaiKey {
    /// One whose tokens live for `lifetime` seconds.
    pub(crate) async fn issuing(lifetime: u32) -> Self {
        let server = MockServer::start().await;
        let issued = AtomicU32::new(0);
        let issue = move |_: &Request| {
            let number = issued.fetch_add(1, Ordering::Relaxed) + 1;
            token(&format!("token-{number}"), lifetime)
        };
        let empty_list = ResponseTemplate::new(200).set_body_raw("[]", "application/json");
        Mock::given(path(TOKEN_ENDPOINT)).respond_with(issue).with_priority(3).mount(&server).await;
        Mock::given(any()).respond_with(empty_list).with_priority(4).mount(&server).await;
        Self(server)
    }

    /// Answers the next token request so, after those scripted before.
    pub(crate) async fn next_token(&self, answer: impl Respond + 'static) {
        let mock = Mock::given(path(TOKEN_ENDPOINT)).respond_with(answer);
        mock.up_to_n_times(1).with_priority(1).mount(&self.0).await;
    }

    /// Answers the next other request so, after those scripted before.
    pub(crate) async fn next_answer(&self, answer: impl Respond + 'static) {
        let resource = |request: &Request| request.url.path() != TOKEN_ENDPOINT;
        Mock::given(resource).respond_with(answer).up_to_n_times(1).with_priority(2).mount(&self.0).await;
    }

    fn base(&self) -> String {
        self.0.uri()
    }

    /// A client with the settings that are the default.
    pub(crate) async fn client(&self) -> Client {
        open(Options::platform(self.base(), ID, SECRET)).await
    }

    pub(crate) async fn client_with(&self, settings: Settings) -> Client {
        open(Options { settings: Some(settings), ..Options::platform(self.base(), ID, SECRET) }).await
    }

    /// The command `scaikey` with its configuration: exit status, standard output, standard error.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let base = self.base();
        let configuration =
            [("SCAIKEY_BASE", &*base), ("SCAIKEY_CLIENT_ID", ID), ("SCAIKEY_CLIENT_SECRET", SECRET)];
        let Output { status, stdout, stderr } = cargo::scaikey(arguments, &configuration);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (status.code().expect("no signal"), text(stdout), text(stderr))
    }

    /// Every request in short: `fetch` for a token request, `send` and the token for another.
    pub(crate) async fn journal(&self) -> Vec<String> {
        self.requests().await.iter().map(in_short).collect()
    }

    pub(crate) async fn requests(&self) -> Vec<Request> {
        self.0.received_requests().await.expect("the server records")
    }
}

/// A client of the built-in component on real sockets and the system's clocks.
pub(crate) async fn open(options: Options) -> Client {
    Client::builder(&COMPONENT).open(options).await.expect("good options")
}

/// A token response.
pub(crate) fn token(text: &str, lifetime: u32) -> ResponseTemplate {
    let body = format!(r#"{{"access_token":"{text}","token_type":"Bearer","expires_in":{lifetime}}}"#);
    ResponseTemplate::new(200).set_body_raw(body, "application/json")
}

fn in_short(request: &Request) -> String {
    if request.url.path() == TOKEN_ENDPOINT {
        return "fetch".into();
    }
    let authorization = request.headers.get("authorization").map(|value| value.to_str().expect("ASCII"));
    let token = authorization.and_then(|value| value.strip_prefix("Bearer ")).expect("a bearer token");
    format!("send {token}")
}

static COMPONENT: LazyLock<Component> = LazyLock::new(|| {
    let engine = Engine::new(Interruption::Epochs).expect("an engine");
    Component::load(&engine, scaikey_component::CLIENT, Authority::Least).expect("our component")
});
