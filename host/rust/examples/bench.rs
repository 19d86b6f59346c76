//! Measures what the cache of compiled code and the reuse of connections save, as ratios of one run on this machine:
//!
//! ```sh
//! cargo run --package scaikey --example bench
//! ```
//!
//! Starts are loads of the built-in component by a new engine. Calls go one after the other to a server in the same
//! process, over HTTP/1.1 with TLS on loopback, with a token that is cached.

use std::convert::Infallible;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustls::ServerConfig;
use scaikey_host::types;
use scaikey_host::{
    Authority, Cache, Client, Clocks, Component, Engine, Interruption, NetworkLimits, Options, Pool,
    SystemClocks, Tls,
};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::temp_dir().join(format!("scaikey-bench-{}", std::process::id()));
    let measured = measure(&directory).await;
    std::fs::remove_dir_all(&directory).ok();
    measured
}

async fn measure(directory: &Path) -> Result<(), Box<dyn Error>> {
    let compiled = starts(|| Engine::new(Interruption::Epochs))?;
    let cache = Cache::open(directory)?;
    let found = starts(|| Ok(Engine::new(Interruption::Epochs)?.cached(cache.clone())))?;
    println!("start, compiling      {compiled:>9.1?}");
    println!("start, from the cache {found:>9.1?}  {:.1} times as fast", ratio(compiled, found));
    println!("                      {:?}", cache.counters());

    let (base, tls) = serve().await?;
    let reusing = Pool::with(trusting(&tls)?, NetworkLimits::default());
    let connecting =
        Pool::with(trusting(&tls)?, NetworkLimits { idle_connections: 0, ..NetworkLimits::default() });
    let fast = calls(&base, &reusing).await?;
    let slow = calls(&base, &connecting).await?;
    println!("call, connecting      {slow:>9.1?}  {:.0} a second", 1.0 / slow.as_secs_f64());
    println!(
        "call, reusing         {fast:>9.1?}  {:.0} a second, {:.1} times as many",
        1.0 / fast.as_secs_f64(),
        ratio(slow, fast)
    );
    println!("                      {:?}", reusing.counters());
    println!("                      {:?}", connecting.counters());
    Ok(())
}

/// The time of one start, after the first.
fn starts(engine: impl Fn() -> Result<Engine, scaikey_host::Error>) -> Result<Duration, scaikey_host::Error> {
    let start = || Component::load(&engine()?, scaikey_component::CLIENT, Authority::Least);
    start()?;
    let begun = SystemClocks.monotonic();
    for _ in 0..STARTS {
        start()?;
    }
    Ok((SystemClocks.monotonic() - begun) / STARTS)
}

/// The time of one call, after the first.
async fn calls(base: &str, transport: &Pool) -> Result<Duration, scaikey_host::Error> {
    let engine = Engine::new(Interruption::Epochs)?;
    let component = Component::load(&engine, scaikey_component::CLIENT, Authority::Least)?;
    let builder = Client::builder(&component).transport(Arc::new(transport.clone()));
    let client = builder.open(Options::platform(base, "app", "no secret")).await?;
    client.send(types::Request::get("/")).await?;
    let begun = SystemClocks.monotonic();
    for _ in 0..CALLS {
        client.send(types::Request::get("/")).await?;
    }
    Ok((SystemClocks.monotonic() - begun) / CALLS)
}

fn ratio(slow: Duration, fast: Duration) -> f64 {
    slow.as_secs_f64() / fast.as_secs_f64()
}

/// A server that grants tokens and answers everything else with a few bytes: its base URL, and its certificate as PEM.
async fn serve() -> Result<(String, String), Box<dyn Error>> {
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], signing_key.into())?;
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                stream.set_nodelay(true).ok()?;
                let stream = acceptor.accept(stream).await.ok()?;
                http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer)).await.ok()
            });
        }
    });
    Ok((format!("https://localhost:{port}"), cert.pem()))
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let body = match request.uri().path() {
        "/" => "{}",
        _ => r#"{"access_token":"token","token_type":"Bearer","expires_in":3600}"#,
    };
    request.into_body().collect().await.ok();
    Ok(Response::new(Full::from(body)))
}

fn trusting(pem: &str) -> Result<Tls, scaikey_host::Error> {
    Tls::new().trust(pem.as_bytes())
}

const STARTS: u32 = 10;
const CALLS: u32 = 500;
