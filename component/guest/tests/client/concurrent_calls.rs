//! Overlapping calls: the test finishes each exchange, and polls a call only when it was woken.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use scaikey_guest::types::{Error, Response};
use scaikey_guest::{Client, ExchangeError, HttpRequest, HttpResponse, Io, Limits};
use scaikey_policy::Instant;

use crate::fixture::{get, options};
use crate::reply::Reply;
use crate::scripted_io::SentRequest;
use crate::summary;

/// Overlapping calls of one client.
pub(crate) struct ConcurrentCalls {
    io: ManualIo,
    pub(crate) client: Rc<Client<ManualIo>>,
    calls: Vec<Call>,
}

impl ConcurrentCalls {
    pub(crate) fn new() -> Self {
        let io = ManualIo::default();
        let client = Rc::new(Client::open(io.clone(), options()).expect("valid options"));
        Self { io, client, calls: vec![] }
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.io.0.now.set(self.io.0.now.get() + seconds * 1_000_000_000);
    }

    /// Begins this many calls.
    pub(crate) fn begin(&mut self, calls: usize) {
        for _ in 0..calls {
            let client = Rc::clone(&self.client);
            let future = Box::pin(async move { client.send(get("/resource")).await });
            let woken = Arc::new(WokenFlag(AtomicBool::new(true)));
            self.calls.push(Call { future: Some(future), woken, outcome: None });
        }
        self.run();
    }

    /// Summaries of the exchanges in flight, oldest first.
    pub(crate) fn pending(&self) -> Vec<String> {
        self.io.0.pending.borrow().iter().map(|exchange| exchange.summary.clone()).collect()
    }

    /// Finishes the oldest exchange with this summary.
    #[track_caller]
    pub(crate) fn finish(&mut self, summary: &str, reply: Reply) {
        let mut pending = self.io.0.pending.borrow_mut();
        let place = pending.iter().position(|exchange| exchange.summary == summary);
        let exchange = pending.remove(place.expect(summary));
        drop(pending);
        exchange.slot.reply.replace(Some(reply));
        exchange.slot.waker.take().expect("the exchange is awaited").wake();
        self.run();
    }

    /// Finishes every exchange with this summary.
    #[track_caller]
    pub(crate) fn finish_all(&mut self, summary: &str, reply: &Reply) {
        let count = self.pending().iter().filter(|pending| *pending == summary).count();
        (0..count).for_each(|_| self.finish(summary, reply.clone()));
    }

    /// Drops a call.
    pub(crate) fn drop_call(&mut self, call: usize) {
        self.calls[call].future = None;
    }

    /// Summaries of the calls that have ended.
    pub(crate) fn outcomes(&self) -> Vec<&str> {
        self.calls.iter().filter_map(|call| call.outcome.as_deref()).collect()
    }

    fn run(&mut self) {
        while let Some(call) = self.calls.iter_mut().find(|call| call.woken.0.swap(false, Ordering::SeqCst)) {
            let waker = Waker::from(Arc::clone(&call.woken));
            let Some(future) = &mut call.future else { continue };
            if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                call.outcome = Some(summary::outcome(&result));
                call.future = None;
            }
        }
    }
}

type SendFuture = Pin<Box<dyn Future<Output = Result<Response, Error>>>>;

struct Call {
    future: Option<SendFuture>,
    woken: Arc<WokenFlag>,
    outcome: Option<String>,
}

struct WokenFlag(AtomicBool);

impl Wake for WokenFlag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// An `Io` whose exchanges end only when the test finishes them.
#[derive(Clone, Default)]
pub(crate) struct ManualIo(Rc<State>);

#[derive(Default)]
struct State {
    now: Cell<u64>,
    pending: RefCell<Vec<PendingExchange>>,
}

struct PendingExchange {
    summary: String,
    slot: Rc<ReplySlot>,
}

#[derive(Default)]
struct ReplySlot {
    reply: RefCell<Option<Reply>>,
    waker: RefCell<Option<Waker>>,
}

impl Io for ManualIo {
    fn now(&self) -> Instant {
        Instant::new(self.0.now.get(), i128::from(self.0.now.get()))
    }

    async fn exchange(
        &self,
        request: HttpRequest<'_>,
        limits: Limits,
    ) -> Result<HttpResponse, ExchangeError> {
        let slot = Rc::new(ReplySlot::default());
        let summary = summary::requests(&[SentRequest::new(request, limits)]).concat();
        self.0.pending.borrow_mut().push(PendingExchange { summary, slot: Rc::clone(&slot) });
        let reply = poll_fn(|context| {
            slot.waker.replace(Some(context.waker().clone()));
            slot.reply.take().map_or(Poll::Pending, Poll::Ready)
        });
        let reply = reply.await;
        Ok(HttpResponse { status: reply.outcome?, headers: reply.headers, body: Ok(reply.body) })
    }
}
