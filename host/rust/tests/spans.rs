//! What whoever watches a client sees: names and fields that stay, and no secret. A binary of its own, since a
//! subscriber watches the whole process.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use scaikey_host::types::{Request, Settings};
use scaikey_host::{Authority, Client, Component, Engine, Interruption, Limits, Options};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What nobody may see: the client secret, the same as HTTP Basic has it, the token, and what is sent and answered.
const SECRETS: [&str; 6] =
    ["hunter2", "YXBwOmh1bnRlcjI", "opaque-token", "field-canary", "body-canary", "answer-canary"];
/// What may be seen of wasmtime's own crates only, by who asks for every step of theirs.
const PATHS: [&str; 2] = ["path-canary", "query-canary"];

/// Keeps all that is said, by anybody, at any level.
#[derive(Clone, Default)]
struct Everything(Arc<Mutex<Said>>);

#[derive(Default)]
struct Said {
    /// Spans and events in their order.
    items: Vec<Item>,
}

#[derive(Clone, Debug)]
struct Item {
    target: String,
    name: String,
    fields: BTreeMap<&'static str, String>,
}

impl Everything {
    fn said(&self) -> MutexGuard<'_, Said> {
        self.0.lock().expect("no panic elsewhere")
    }
}

impl Said {
    fn add(&mut self, metadata: &Metadata<'_>, record: impl FnOnce(&mut dyn Visit)) -> usize {
        let item =
            Item { target: metadata.target().into(), name: metadata.name().into(), fields: BTreeMap::new() };
        self.items.push(item);
        let index = self.items.len() - 1;
        record(&mut Fields { said: self, index });
        index
    }

    /// The targets of the items that hold this text, in letters or as a list of bytes.
    fn with(&self, text: &str) -> Vec<&str> {
        let bytes = format!("{:?}", text.as_bytes());
        let bytes = bytes.trim_matches(['[', ']']);
        let holds =
            |item: &&Item| item.fields.values().any(|value| value.contains(text) || value.contains(bytes));
        self.items.iter().filter(holds).map(|item| item.target.as_str()).collect()
    }
}

struct Fields<'a> {
    said: &'a mut Said,
    index: usize,
}

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.said.items[self.index].fields.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Everything {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let index = self.said().add(span.metadata(), |visit| span.record(visit));
        Id::from_u64(index as u64 + 1)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = span.into_u64() as usize - 1;
        values.record(&mut Fields { said: &mut self.said(), index });
    }

    fn event(&self, event: &Event<'_>) {
        self.said().add(event.metadata(), |visit| event.record(visit));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// Grants a token, refuses it at the first request to the resource, and grants another.
async fn serve(listener: TcpListener) {
    let mut asked = 0;
    loop {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        while let Some(request) = read(&mut stream).await {
            let answer = match request.starts_with("POST /api/v1/platform/oauth/token ") {
                true => (200, r#"{"access_token":"opaque-token","token_type":"Bearer","expires_in":3600}"#),
                false => {
                    asked += 1;
                    (if asked == 1 { 401 } else { 200 }, "answer-canary")
                }
            };
            let (status, body) = answer;
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status} X\r\nset-cookie: answer-canary\r\ncontent-length: {length}\r\n\r\n"
            );
            stream.write_all(format!("{head}{body}").as_bytes()).await.expect("a peer that reads");
        }
    }
}

/// One request with its body, which is as long as it says.
async fn read(stream: &mut TcpStream) -> Option<String> {
    let mut text = String::new();
    while !text.ends_with("\r\n\r\n") {
        text.push(stream.read_u8().await.ok()?.into());
    }
    let length =
        text.to_lowercase().lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.ok()?;
    Some(text)
}

#[tokio::test]
async fn who_watches_sees_what_happens_and_no_secret() {
    let everything = Everything::default();
    tracing::subscriber::set_global_default(everything.clone()).expect("the only one");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(serve(listener));

    let engine = Engine::new(Interruption::Epochs).expect("an engine");
    let component =
        Component::load(&engine, scaikey_component::CLIENT, Authority::Least).expect("our component");
    let options = Options {
        settings: Some(Settings::default()),
        ..Options::platform(format!("{base}/path-canary/.."), "app", "hunter2")
    };
    Client::builder(&component).open(options).await.expect_err("dot segments");
    let client = Client::builder(&component).open(Options::platform(&base, "app", "hunter2")).await;
    let client = client.expect("good options");
    let request = Request::new("PUT", "/path-canary?key=query-canary")
        .header("x-api-key", "field-canary")
        .body("body-canary");
    let response = client.send(request).await.expect("an answer");
    assert_eq!((response.status, response.attempts), (200, 2));
    client.token(None).await.expect("the cached token");
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let silence = format!("http://{}", silent.local_addr().expect("an address"));
    let limits = Limits { call_timeout: Some(Duration::from_millis(50)), ..Limits::default() };
    let builder = Client::builder(&component).limits(limits);
    let client = builder.open(Options::platform(&silence, "app", "hunter2")).await.expect("good options");
    client.token(None).await.expect_err("nobody answers");
    let said = everything.said();
    for secret in SECRETS {
        assert_eq!(said.with(secret), [""; 0], "{secret}");
    }
    for path in PATHS {
        let elsewhere =
            said.with(path).into_iter().find(|target| !target.starts_with("wasmtime_wasi_http::"));
        assert_eq!(elsewhere, None, "{path}");
    }
    let told = said.items.iter().filter(|item| item.target == "scaikey");
    let shown: Vec<_> = told.map(Item::shown).collect();
    let (origin, silence) = (format!("{base:?}"), format!("{silence:?}"));
    let expected = [
        "scaikey.load bytes elapsed_ms".to_owned(),
        format!("scaikey.open elapsed_ms failure=\"configuration\" origin={origin}"),
        format!("scaikey.open elapsed_ms origin={origin}"),
        format!(
            "scaikey.call attempts=2 elapsed_ms function=\"send\" method=\"PUT\" origin={origin} status=200 waited_ms"
        ),
        format!("scaikey.exchange elapsed_ms method=\"POST\" origin={origin} status=200"),
        format!("scaikey.exchange elapsed_ms method=\"PUT\" origin={origin} status=401"),
        format!("scaikey.exchange elapsed_ms method=\"POST\" origin={origin} status=200"),
        format!("scaikey.exchange elapsed_ms method=\"PUT\" origin={origin} status=200"),
        format!("scaikey.call elapsed_ms function=\"token\" generation=2 origin={origin} waited_ms"),
        format!("scaikey.open elapsed_ms origin={silence}"),
        format!("scaikey.call elapsed_ms failure=\"timeout\" function=\"token\" origin={silence} waited_ms"),
        format!("scaikey.exchange method=\"POST\" origin={silence}"),
        "scaikey.stopped reason=\"timeout\"".to_owned(),
    ];
    assert_eq!(shown, expected);
}

impl Item {
    /// Name and fields, without values that are never the same.
    fn shown(&self) -> String {
        let fields =
            self.fields.iter().filter(|(name, _)| **name != "message").map(|(name, value)| match *name {
                "bytes" | "elapsed_ms" | "waited_ms" => format!(" {name}"),
                _ => format!(" {name}={value}"),
            });
        fields.fold(self.name.clone(), |text, field| text + &field)
    }
}
