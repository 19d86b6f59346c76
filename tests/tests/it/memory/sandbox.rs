//! The component in a store of our own, with a small ScaiKey in place of the network and fuel that can be taken away.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use wasmtime::component::{Component, Linker, ResourceAny, ResourceTable};
use wasmtime::{Config, Engine, Store, WasmCoreDump};
use wasmtime_wasi::{HostMonotonicClock, HostWallClock, WasiCtx, WasiCtxView, WasiView};
use wasmtime_wasi_http::{
    Error, RequestOptions, WasiBody, WasiHttpCtx, WasiHttpCtxView, WasiHttpHooks, WasiHttpView,
};

use bindings::scaikey::client::types::{Options, Request, Surface};

mod bindings {
    wasmtime::component::bindgen!({
        path: "../wit",
        inline: "
            package scaikey:memory;

            world client {
                export scaikey:client/auth@0.1.0;
            }
        ",
        exports: { default: async },
    });
}

pub(super) struct Sandbox {
    store: Store<State>,
    exports: bindings::Client,
    client: ResourceAny,
    server: Arc<Mutex<Server>>,
}

impl Sandbox {
    pub(super) async fn open(id: &str, secret: &str) -> Self {
        let mut config = Config::new();
        config.coredump_on_trap(true).consume_fuel(true);
        let engine = Engine::new(&config).expect("an engine");
        let mut linker = Linker::new(&engine);
        wasmtime_wasi::p2::add_to_linker_async(&mut linker).expect("wasi");
        wasmtime_wasi_http::p2::add_only_http_to_linker_async(&mut linker).expect("wasi:http");
        let component = Component::new(&engine, scaikey_component::CLIENT).expect("the component");
        let server = Arc::<Mutex<Server>>::default();
        let mut store = Store::new(&engine, State::new(Arc::clone(&server)));
        store.set_fuel(u64::MAX).expect("fuel");
        let exports =
            bindings::Client::instantiate_async(&mut store, &component, &linker).await.expect("loads");
        let options = Options {
            base_url: "https://scaikey.example".into(),
            surface: Surface::Platform,
            client_id: id.into(),
            client_secret: secret.into(),
            scopes: vec!["admin:read".into()],
            settings: None,
        };
        let auth = exports.scaikey_client_auth().client();
        let client = auth.call_open(&mut store, &options).await.expect("no trap").expect("opens");
        Self { store, exports, client, server }
    }

    /// Sends a request, whatever comes of it.
    pub(super) async fn send(&mut self, path: &str) {
        let headers = vec![("x-trace".into(), b"1".to_vec())];
        let body = Some(b"{}".to_vec());
        let request = Request { method: "POST".into(), path: path.into(), headers, body, deadline: None };
        let auth = self.exports.scaikey_client_auth().client();
        let _ = auth.call_send(&mut self.store, self.client, &request).await.expect("no trap");
    }

    pub(super) async fn token(&mut self) {
        let auth = self.exports.scaikey_client_auth().client();
        let _ = auth.call_token(&mut self.store, self.client, None).await.expect("no trap");
    }

    /// The resource answers the next request with 401.
    pub(super) fn refuse_next(&self) {
        self.server.lock().expect("no panic").refuse = true;
    }

    /// The token endpoint answers the next request with an error that gives the credentials back.
    pub(super) fn fail_next(&self) {
        self.server.lock().expect("no panic").fail = true;
    }

    pub(super) fn tokens(&self) -> Vec<String> {
        self.server.lock().expect("no panic").tokens.clone()
    }

    pub(super) async fn drop_client(&mut self) {
        self.client.resource_drop_async(&mut self.store).await.expect("no trap");
    }

    /// All linear memory of the instance. The store is of no use afterwards.
    pub(super) async fn memory(mut self) -> Vec<u8> {
        self.store.set_fuel(1).expect("fuel");
        let options = Options {
            base_url: String::new(),
            surface: Surface::Platform,
            client_id: String::new(),
            client_secret: String::new(),
            scopes: vec![],
            settings: None,
        };
        let auth = self.exports.scaikey_client_auth().client();
        let trap = auth.call_open(&mut self.store, &options).await.expect_err("out of fuel");
        let dump = trap.downcast_ref::<WasmCoreDump>().expect("a core dump");
        let memories: Vec<_> =
            dump.memories().iter().map(|memory| memory.data(&self.store).to_vec()).collect();
        assert_eq!(memories.len(), 1, "the component has one memory");
        memories.concat()
    }
}

/// A ScaiKey that remembers its tokens.
#[derive(Default)]
struct Server {
    tokens: Vec<String>,
    refuse: bool,
    fail: bool,
}

impl Server {
    fn answer(&mut self, request: &http::Request<WasiBody>) -> (u16, String) {
        let shown = request.headers().get("authorization").map_or(&b""[..], |value| value.as_bytes());
        let shown = String::from_utf8_lossy(shown).into_owned();
        if !request.uri().path().ends_with("/oauth/token") {
            return (if std::mem::take(&mut self.refuse) { 401 } else { 200 }, format!("you sent {shown}"));
        }
        if std::mem::take(&mut self.fail) {
            return (400, format!(r#"{{"error":"invalid_client","error_description":"you sent {shown}"}}"#));
        }
        let token = format!("token-{}/cafe", self.tokens.len() + 1);
        self.tokens.push(token.clone());
        (200, format!(r#"{{"access_token":"{}","expires_in":3600}}"#, token.replace('/', "\\/")))
    }
}

struct State {
    table: ResourceTable,
    wasi: WasiCtx,
    http: WasiHttpCtx,
    network: Network,
}

impl State {
    fn new(server: Arc<Mutex<Server>>) -> Self {
        let start = tokio::time::Instant::now();
        let wasi = WasiCtx::builder().monotonic_clock(Clock(start)).wall_clock(Clock(start)).build();
        Self { table: ResourceTable::new(), wasi, http: WasiHttpCtx::new(), network: Network(server) }
    }
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView { ctx: &mut self.wasi, table: &mut self.table }
    }
}

impl WasiHttpView for State {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView { hooks: &mut self.network, table: &mut self.table, ctx: &mut self.http }
    }
}

struct Network(Arc<Mutex<Server>>);

type Rest = dyn Future<Output = Result<(), Error>> + Send;

impl WasiHttpHooks for Network {
    fn send_request(
        &mut self,
        request: http::Request<WasiBody>,
        _: Option<RequestOptions>,
        _: Box<Rest>,
    ) -> Box<dyn Future<Output = Result<(http::Response<WasiBody>, Box<Rest>), Error>> + Send> {
        let (status, body) = self.0.lock().expect("no panic").answer(&request);
        Box::new(async move {
            let body = Full::new(Bytes::from(body)).map_err(|never| match never {}).boxed_unsync();
            let response = http::Response::builder().status(status).body(body).expect("a response");
            Ok((response, Box::new(async { Ok(()) }) as Box<Rest>))
        })
    }
}

/// Both clocks, on the paused time of the runtime.
struct Clock(tokio::time::Instant);

impl HostMonotonicClock for Clock {
    fn resolution(&self) -> u64 {
        1
    }

    fn now(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_nanos()).expect("fits")
    }
}

impl HostWallClock for Clock {
    fn resolution(&self) -> std::time::Duration {
        std::time::Duration::from_nanos(1)
    }

    fn now(&self) -> std::time::Duration {
        std::time::Duration::from_secs(1_800_000_000) + self.0.elapsed()
    }
}
