//! What is asked for beyond the origin of the base URL: nothing gets there, and whoever watches is told.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use scaikey_host::types::Request;
use scaikey_host::{Authority, Client, Component, Engine, Interruption, Options};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::blank::{SEND, blank};

/// A component that may reach one listener by its address asks for this instead, and traps unless it is denied.
async fn check(scheme: Scheme, host: &str, port: Port) {
    let [own, other] = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").expect("a port"));
    let [base, asked] = [&own, if matches!(port, Port::Own) { &own } else { &other }]
        .map(|it| it.local_addr().expect("bound").port());
    let authority = format!("{host}:{asked}");
    let spell = |(at, byte)| format!("(i32.store8 (i32.const {}) (i32.const {byte}))", 768 + at);
    let spelled: String = authority.bytes().enumerate().map(spell).collect();
    let (https, length) = (scheme as u8, authority.len());
    let code = format!("{spelled} (call $ask (i32.const {https}) (i32.const {length})) (i32.const 1024)");
    let engine = Engine::new(Interruption::Fuel).expect("an engine");
    let component = Component::load(&engine, &blank(SEND, &code), Authority::Least).expect("of our world");
    let options = Options::platform(format!("http://127.0.0.1:{base}"), "my-service", "hunter2");
    let client = Client::builder(&component).open(options).await.expect("it opens");
    let denials = Denials::default();
    let watched = tracing::subscriber::set_default(denials.clone());
    client.send(Request::get("/")).await.unwrap_or_else(|error| panic!("{authority}: {error}"));
    drop(watched);
    assert_eq!(denials.0.load(Ordering::Relaxed), 1, "{authority}");
    for listener in [own, other] {
        listener.set_nonblocking(true).expect("a socket");
        let nobody = listener.accept().expect_err("nobody connects");
        assert_eq!(nobody.kind(), ErrorKind::WouldBlock, "{authority}");
    }
}

#[derive(Clone, Copy)]
enum Scheme {
    Http,
    Https,
}

enum Port {
    Own,
    Other,
}

#[tokio::test]
async fn another_host_port_or_scheme_is_denied_and_nobody_is_asked() {
    check(Scheme::Http, "localhost", Port::Own).await;
    check(Scheme::Http, "127.0.0.1", Port::Other).await;
    check(Scheme::Https, "127.0.0.1", Port::Own).await;
}

/// Counts the event that says so.
#[derive(Clone, Default)]
struct Denials(Arc<AtomicUsize>);

impl Subscriber for Denials {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.name() == "scaikey.denied"
    }

    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
