//! Plugins that call ScaiKey through a client of their host.

use std::sync::{Arc, LazyLock, Mutex, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt;
use scaikey_component::CLIENT;
use scaikey_host::plugins::{self, Grant, Opener, Opening, PluginView, Refusal};
use scaikey_host::{
    Authority, Body, Client, Component, Engine, Error, Exchange, Interruption, Limits, Options, Transport,
};
use wasmtime::component::{self, Linker, ResourceTable};
use wasmtime::{Config, Store};
use wit_component::{ComponentEncoder, DecodedWasm, StringEncoding, decode, embed_component_metadata};

use crate::blank::{DISCARD, OPEN, SEND, STATUS, blank};
use crate::hostile::altered;
use bindings::scaikey::client::types::{Error as Typed, Response, State as TokenState};

/// What a plugin of these tests exports: each function calls the one of the client and hands on what it returned.
const WORLD: &str = "
    package test:plugins;

    world plugin {
        use scaikey:client/types@0.1.0.{error, response, status, token};

        import scaikey:client/auth@0.1.0;

        export open: func() -> result<_, error>;
        export token: func() -> result<token, error>;
        export send: func(path: string) -> result<response, error>;
        export discard: func(generation: u64);
        export status: func() -> status;
    }
";

mod bindings {
    wasmtime::component::bindgen!({
        path: "../wit",
        inline: "
            package test:plugins;

            world plugin {
                use scaikey:client/types@0.1.0.{error, response, status, token};

                export open: func() -> result<_, error>;
                export token: func() -> result<token, error>;
                export send: func(path: string) -> result<response, error>;
                export discard: func(generation: u64);
                export status: func() -> status;
            }
        ",
        exports: { default: async },
    });
}

/// What the client returns is written at 64, where it is handed on from. The options stand at 512.
const MODULE: &str = r#"
    (module
        (import "scaikey:client/auth@0.1.0" "[static]client.open" (func $open (param i32 i32)))
        (import "scaikey:client/auth@0.1.0" "[method]client.token" (func $token (param i32 i32 i64 i32)))
        (import "scaikey:client/auth@0.1.0" "[method]client.send"
            (func $send (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64 i32)))
        (import "scaikey:client/auth@0.1.0" "[method]client.discard" (func $discard (param i32 i64)))
        (import "scaikey:client/auth@0.1.0" "[method]client.status" (func $status (param i32 i32)))
        (memory (export "memory") 2)
        (global $client (mut i32) (i32.const 0))
        (global $next (mut i32) (i32.const 65536))
        ;; Base URL, surface, client id, client secret.
        (data (i32.const 512) "\80\02\00\00\15\00\00\00")
        (data (i32.const 532) "\a0\02\00\00\0a\00\00\00\b0\02\00\00\0b\00\00\00")
        (data (i32.const 640) "http://plugin.example")
        (data (i32.const 672) "the-plugin")
        (data (i32.const 688) "the-plugins")
        (data (i32.const 704) "GET")
        (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
            (local $at i32)
            (local.set $at (global.get $next))
            (global.set $next
                (i32.and (i32.const -8) (i32.add (i32.add (local.get $at) (local.get 3)) (i32.const 7))))
            (local.get $at))
        (func (export "open") (result i32)
            (call $open (i32.const 512) (i32.const 64))
            (global.set $client (i32.load (i32.const 72)))
            (i32.const 64))
        (func (export "token") (result i32)
            (call $token (global.get $client) (i32.const 0) (i64.const 0) (i32.const 64))
            (i32.const 64))
        (func (export "send") (param $path i32) (param $length i32) (result i32)
            (call $send
                (global.get $client)
                (i32.const 704) (i32.const 3)
                (local.get $path) (local.get $length)
                (i32.const 0) (i32.const 0)
                (i32.const 0) (i32.const 0) (i32.const 0)
                (i32.const 0) (i64.const 0)
                (i32.const 64))
            (i32.const 64))
        (func (export "discard") (param i64) (call $discard (global.get $client) (local.get 0)))
        (func (export "status") (result i32) (call $status (global.get $client) (i32.const 64)) (i32.const 64)))
"#;

fn plugin() -> Vec<u8> {
    let Ok(DecodedWasm::Component(mut contract, _)) = decode(CLIENT) else { panic!("no component") };
    let package = contract.push_str("plugin.wit", WORLD).expect("a world");
    let world = contract.select_world(&[package], None).expect("one world");
    let mut module = wat::parse_str(MODULE).expect("a module");
    embed_component_metadata(&mut module, &contract, world, StringEncoding::UTF8).expect("room for it");
    let encoder = ComponentEncoder::default();
    encoder.module(&module).and_then(|mut encoder| encoder.encode()).expect("a component")
}

/// Grants tokens and answers everything else with the path; remembers what it was asked, and as whom.
#[derive(Default)]
struct Network(Mutex<Vec<String>>);

impl Transport for Network {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let credentials = request.headers()["authorization"].to_str().expect("ASCII").to_owned();
        self.0.lock().expect("no panic elsewhere").push(format!("{} {credentials}", request.uri()));
        Box::pin(async move {
            let (head, body) = request.into_parts();
            body.collect().await?;
            let path = head.uri.path();
            let answer = if path.ends_with("/token") { TOKEN } else { path };
            Ok(http::Response::new(Bytes::copy_from_slice(answer.as_bytes()).into()))
        })
    }
}

/// A network on which nothing ever answers.
struct Silence;

impl Transport for Silence {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        Box::pin(async move {
            let _open = request;
            std::future::pending().await
        })
    }
}

/// Gives each plugin this, and remembers the options that it asked with.
struct Giving {
    grant: Result<Grant, Refusal>,
    asked: Arc<Mutex<Vec<Options>>>,
}

impl Opener for Giving {
    fn open(&mut self, asked: Options) -> Opening<'_> {
        self.asked.lock().expect("no panic elsewhere").push(asked);
        let grant = self.grant.clone();
        Box::pin(async { grant })
    }
}

struct State {
    table: ResourceTable,
    opener: Giving,
}

/// A plugin in a store of the engine that its clients run on too.
struct Plugin {
    store: Store<State>,
    exports: bindings::Plugin,
    asked: Arc<Mutex<Vec<Options>>>,
}

impl Plugin {
    async fn start(grant: Result<Grant, Refusal>) -> Self {
        let mut linker = Linker::<State>::new(&ENGINE);
        plugins::add_to_linker(&mut linker, |State { table, opener }| PluginView { table, opener })
            .expect("nothing else of this name");
        let asked = Arc::default();
        let opener = Giving { grant, asked: Arc::clone(&asked) };
        let mut store = Store::new(&ENGINE, State { table: ResourceTable::new(), opener });
        store.set_epoch_deadline(1);
        let exports = bindings::Plugin::instantiate_async(&mut store, &PLUGIN, &linker).await;
        Self { store, exports: exports.expect("linked"), asked }
    }

    /// One that has a client.
    async fn with(grant: Grant) -> Self {
        let mut plugin = Self::start(Ok(grant)).await;
        plugin.open().await.expect("a client");
        plugin
    }

    async fn open(&mut self) -> Result<(), Typed> {
        self.exports.call_open(&mut self.store).await.expect("no trap")
    }

    async fn send(&mut self, path: &str) -> Result<Response, Typed> {
        self.exports.call_send(&mut self.store, path).await.expect("no trap")
    }

    async fn token(&mut self) -> Result<String, Typed> {
        let token = self.exports.call_token(&mut self.store).await.expect("no trap");
        token.map(|token| token.value)
    }
}

/// The one of an embedder. Its epoch stands still, since nothing here computes for long.
static ENGINE: LazyLock<wasmtime::Engine> =
    LazyLock::new(|| engine(|config| config.epoch_interruption(true)));

static PLUGIN: LazyLock<component::Component> =
    LazyLock::new(|| component::Component::new(&ENGINE, plugin()).expect("a component"));

static BUILT_IN: OnceLock<Component> = OnceLock::new();

/// With a configuration besides that of components.
fn engine(configure: impl FnOnce(&mut Config) -> &mut Config) -> wasmtime::Engine {
    let mut config = Config::new();
    configure(&mut config);
    wasmtime::Engine::new(&config).expect("an engine")
}

/// A client of this component on this network, with the secret of the host.
async fn client(bytes: &[u8], network: impl Transport, limits: Limits) -> Result<Client, Error> {
    let engine = Engine::from_wasmtime(ENGINE.clone(), Interruption::Epochs)?;
    let built_in = BUILT_IN.get_or_init(|| Component::load(&engine, CLIENT, Authority::Least).expect("ours"));
    let component = match bytes == CLIENT {
        true => built_in,
        false => &Component::load(&engine, bytes, Authority::Least)?,
    };
    let options = Options::platform("https://scaikey.example", "the-host", "hunter2");
    Client::builder(component).transport(Arc::new(network)).limits(limits).open(options).await
}

#[tokio::test]
async fn a_plugin_calls_with_what_its_host_gave_it() {
    let network = Arc::new(Network::default());
    let client = client(CLIENT, Shared(network.clone()), Limits::default()).await.expect("good options");
    let mut plugin = Plugin::with(Grant::new(client)).await;
    let response = plugin.send("/hello").await.expect("an answer");
    assert_eq!((response.status, response.attempts, &*response.body), (200, 1, &b"/hello"[..]));

    let asked = plugin.asked.lock().expect("no panic elsewhere");
    let [asked] = asked.as_slice() else { panic!("once: {asked:?}") };
    assert_eq!((&*asked.base_url, &*asked.client_id), ("http://plugin.example", "the-plugin"));
    assert_eq!(asked.client_secret.expose(), "the-plugins");
    // `the-host:hunter2` in base64.
    let expected = [
        "https://scaikey.example/api/v1/platform/oauth/token Basic dGhlLWhvc3Q6aHVudGVyMg==",
        "https://scaikey.example/hello Bearer token",
    ];
    assert_eq!(*network.0.lock().expect("no panic elsewhere"), expected);
}

/// One network for a client and its test.
struct Shared(Arc<Network>);

impl Transport for Shared {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        self.0.send(request)
    }
}

#[tokio::test]
async fn a_plugin_that_is_refused_has_no_client() {
    let mut plugin = Plugin::start(Err(Refusal::new("not you"))).await;
    let error = plugin.open().await.expect_err("refused");
    assert!(matches!(&error, Typed::Configuration(text) if text == "not you"), "{error:?}");
    plugin.exports.call_send(&mut plugin.store, "/").await.expect_err("no such handle");
}

#[tokio::test]
async fn a_component_that_cannot_be_opened_is_a_refusal() {
    let trapping = blank(OPEN, "unreachable");
    let error = client(&trapping, Silence, Limits::default()).await.expect_err("it traps");
    let mut plugin = Plugin::start(Err(error.into())).await;
    let error = plugin.open().await.expect_err("refused");
    assert!(matches!(&error, Typed::Configuration(text) if text.contains("unreachable")), "{error:?}");
}

#[tokio::test]
async fn a_plugin_sees_the_token_if_its_grant_says_so() {
    let client = client(CLIENT, Network::default(), Limits::default()).await.expect("good options");
    let error = Plugin::with(Grant::new(client.clone())).await.token().await.expect_err("withheld");
    assert!(matches!(&error, Typed::Denied(failure) if failure.text.contains("use send")), "{error:?}");
    let mut plugin = Plugin::with(Grant::new(client).with_token()).await;
    assert_eq!(plugin.token().await.expect("handed out"), "token");
}

#[tokio::test]
async fn a_plugin_discards_and_asks_how_its_client_is() {
    let client = client(CLIENT, Network::default(), Limits::default()).await.expect("good options");
    let mut plugin = Plugin::with(Grant::new(client)).await;
    plugin.send("/").await.expect("an answer");
    let status = plugin.exports.call_status(&mut plugin.store).await.expect("no trap");
    assert_eq!((status.state, status.generation), (TokenState::Fresh, Some(1)));
    plugin.exports.call_discard(&mut plugin.store, 1).await.expect("no trap");
    let status = plugin.exports.call_status(&mut plugin.store).await.expect("no trap");
    assert_eq!((status.state, status.generation), (TokenState::Empty, None));
}

#[tokio::test]
async fn errors_of_the_client_reach_the_plugin_as_they_are() {
    let client = client(CLIENT, Network::default(), Limits::default()).await.expect("good options");
    let mut plugin = Plugin::with(Grant::new(client)).await;
    let error = plugin.send("https://evil.example/").await.expect_err("no path");
    assert!(matches!(error, Typed::InvalidRequest(_)), "{error:?}");
}

/// A call that ends so for the host reaches a plugin as this.
async fn check_stopped(code: &str, limits: Limits, expected: &str) {
    let bytes = if code.is_empty() { CLIENT.to_vec() } else { blank(SEND, code) };
    let client = client(&bytes, Silence, limits).await.expect("it opens");
    let mut plugin = Plugin::with(Grant::new(client)).await;
    let error = plugin.send("/").await.expect_err("stopped");
    assert!(format!("{error:?}").starts_with(expected), "{code}: {error:?}");
    let status = plugin.exports.call_status(&mut plugin.store).await.expect("another instance");
    assert_eq!(status.generation, None);
}

#[tokio::test]
async fn a_stopped_component_is_a_typed_error() {
    let brief = Limits { call_timeout: Some(Duration::from_millis(50)), ..Limits::default() };
    let asked = "ExchangeFailure { endpoint: Endpoint::ProtectedResource";
    check_stopped("unreachable", Limits::default(), &format!("Error::Transport({asked}")).await;
    let grows = "(drop (memory.grow (i32.const 10000))) (i32.const 1024)";
    check_stopped(grows, Limits::default(), &format!("Error::Transport({asked}")).await;
    check_stopped("", brief, &format!("Error::Timeout({asked}")).await;
}

/// Neither has an error to say it with.
#[tokio::test]
async fn a_discard_that_stops_the_component_is_done_and_a_status_traps() {
    let component = blank(DISCARD, "unreachable");
    let client = client(&component, Silence, Limits::default()).await.expect("it opens");
    let mut plugin = Plugin::with(Grant::new(client)).await;
    plugin.exports.call_discard(&mut plugin.store, 1).await.expect("no trap");

    let component = blank(STATUS, "unreachable");
    let client = self::client(&component, Silence, Limits::default()).await.expect("it opens");
    let mut plugin = Plugin::with(Grant::new(client)).await;
    plugin.exports.call_status(&mut plugin.store).await.expect_err("a trap");
}

#[tokio::test]
async fn a_busy_client_is_a_typed_error_and_status_waits() {
    let limits =
        Limits { waiting_calls: 0, call_timeout: Some(Duration::from_millis(200)), ..Limits::default() };
    let client = client(CLIENT, Silence, limits).await.expect("good options");
    let mut plugin = Plugin::with(Grant::new(client.clone())).await;
    let busy = async { client.token(None).await.expect_err("nothing answers") };
    let calls = async {
        let error = plugin.send("/").await.expect_err("busy");
        let expected = "Error::Timeout(ExchangeFailure { endpoint: Endpoint::TokenEndpoint";
        assert!(format!("{error:?}").starts_with(expected), "{error:?}");
        plugin.exports.call_status(&mut plugin.store).await.expect("it waits");
    };
    let (stopped, ()) = tokio::join!(busy, calls);
    assert!(stopped.is_timeout(), "{stopped}");
}

#[track_caller]
fn check_engine(
    configure: impl FnOnce(&mut Config) -> &mut Config,
    interruption: Interruption,
    expected: Result<(), &str>,
) {
    let outcome = Engine::from_wasmtime(engine(configure), interruption);
    let outcome = outcome.map(drop).map_err(|error| (error.is_configuration(), error.to_string()));
    let expected = expected.map_err(|text| (true, format!("the engine does not fit: {text}")));
    assert_eq!(outcome, expected, "{interruption:?}");
}

#[test]
fn an_engine_that_does_not_fit_is_refused() {
    let epochs = Err("enable Config::epoch_interruption, or choose Interruption::Fuel");
    let fuel = Err("enable Config::consume_fuel, or choose Interruption::Epochs");
    check_engine(|config| config, Interruption::Epochs, epochs);
    check_engine(|config| config.consume_fuel(true), Interruption::Epochs, epochs);
    check_engine(|config| config.epoch_interruption(true), Interruption::Epochs, Ok(()));
    check_engine(|config| config, Interruption::Fuel, fuel);
    check_engine(|config| config.epoch_interruption(true), Interruption::Fuel, fuel);
    check_engine(|config| config.consume_fuel(true), Interruption::Fuel, Ok(()));
    let none = Err("enable Config::wasm_component_model");
    check_engine(|config| config.wasm_component_model(false), Interruption::Fuel, none);
}

/// With both on, neither stops a component before its time.
#[tokio::test]
async fn an_engine_that_counts_epochs_and_fuel_serves_either_way() {
    for interruption in [Interruption::Epochs, Interruption::Fuel] {
        let engine = engine(|config| config.epoch_interruption(true).consume_fuel(true));
        let engine = Engine::from_wasmtime(engine, interruption).expect("it fits");
        let component = Component::load(&engine, CLIENT, Authority::Least).expect("our component");
        let builder = Client::builder(&component).transport(Arc::new(Network::default()));
        let client = builder.open(Options::platform("https://scaikey.example", "app", "hunter2")).await;
        let client = client.expect("good options");
        for _ in 0..3 {
            client.token(None).await.unwrap_or_else(|error| panic!("{interruption:?}: {error}"));
        }
        let another = altered("retries-refused", "retries-refuted");
        let error = Component::load(&engine, &another, Authority::Least).expect_err("another type");
        assert!(error.to_string().contains("has another type"), "{interruption:?}: {error}");
    }
}

const TOKEN: &str = r#"{"access_token":"token","expires_in":3600}"#;
