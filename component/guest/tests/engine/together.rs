//! Calls that overlap: an exchange ends when the test says so, and a call goes on only when it is woken.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use scaikey_guest::types::{Error, Response};
use scaikey_guest::{Bounds, Client, Fault, Incoming, Outgoing, World};
use scaikey_policy::Instant;

use crate::reply::Reply;
use crate::scene::{get, options};
use crate::words;
use crate::world::Sent;

/// Any number of calls of one client.
pub(crate) struct Crowd {
    world: Held,
    pub(crate) client: Rc<Client<Held>>,
    calls: Vec<Call>,
}

impl Crowd {
    pub(crate) fn new() -> Self {
        let world = Held::default();
        let client = Rc::new(Client::open(world.clone(), options()).expect("acceptable options"));
        Self { world, client, calls: vec![] }
    }

    pub(crate) fn passes(&self, seconds: u64) {
        self.world.0.now.set(self.world.0.now.get() + seconds * 1_000_000_000);
    }

    /// This many calls begin.
    pub(crate) fn begin(&mut self, calls: usize) {
        for _ in 0..calls {
            let client = Rc::clone(&self.client);
            let future = Box::pin(async move { client.send(get("/resource")).await });
            let woken = Arc::new(Woken(AtomicBool::new(true)));
            self.calls.push(Call { future: Some(future), woken, outcome: None });
        }
        self.run();
    }

    /// The exchanges under way, in words, oldest first.
    pub(crate) fn under_way(&self) -> Vec<String> {
        self.world.0.pending.borrow().iter().map(|exchange| exchange.word.clone()).collect()
    }

    /// The oldest exchange of this word ends so.
    #[track_caller]
    pub(crate) fn end(&mut self, word: &str, reply: Reply) {
        let mut pending = self.world.0.pending.borrow_mut();
        let place = pending.iter().position(|exchange| exchange.word == word);
        let exchange = pending.remove(place.expect(word));
        drop(pending);
        exchange.slot.reply.replace(Some(reply));
        exchange.slot.waker.take().expect("the exchange is awaited").wake();
        self.run();
    }

    /// Every exchange of this word ends so.
    #[track_caller]
    pub(crate) fn end_all(&mut self, word: &str, reply: &Reply) {
        let count = self.under_way().iter().filter(|under_way| *under_way == word).count();
        (0..count).for_each(|_| self.end(word, reply.clone()));
    }

    /// A call is given up by its caller.
    pub(crate) fn give_up(&mut self, call: usize) {
        self.calls[call].future = None;
    }

    /// How the calls ended, those that did, in words.
    pub(crate) fn outcomes(&self) -> Vec<&str> {
        self.calls.iter().filter_map(|call| call.outcome.as_deref()).collect()
    }

    fn run(&mut self) {
        while let Some(call) = self.calls.iter_mut().find(|call| call.woken.0.swap(false, Ordering::SeqCst)) {
            let waker = Waker::from(Arc::clone(&call.woken));
            let Some(future) = &mut call.future else { continue };
            if let Poll::Ready(result) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                call.outcome = Some(words::outcome(&result));
                call.future = None;
            }
        }
    }
}

type Sending = Pin<Box<dyn Future<Output = Result<Response, Error>>>>;

struct Call {
    future: Option<Sending>,
    woken: Arc<Woken>,
    outcome: Option<String>,
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// A world in which nothing ends by itself.
#[derive(Clone, Default)]
pub(crate) struct Held(Rc<State>);

#[derive(Default)]
struct State {
    now: Cell<u64>,
    pending: RefCell<Vec<Exchange>>,
}

struct Exchange {
    word: String,
    slot: Rc<Slot>,
}

#[derive(Default)]
struct Slot {
    reply: RefCell<Option<Reply>>,
    waker: RefCell<Option<Waker>>,
}

impl World for Held {
    fn now(&self) -> Instant {
        Instant::new(self.0.now.get(), i128::from(self.0.now.get()))
    }

    async fn exchange(&self, outgoing: Outgoing<'_>, bounds: Bounds) -> Result<Incoming, Fault> {
        let slot = Rc::new(Slot::default());
        let word = words::journal(&[Sent::new(outgoing, bounds)]).concat();
        self.0.pending.borrow_mut().push(Exchange { word, slot: Rc::clone(&slot) });
        let reply = poll_fn(|context| {
            slot.waker.replace(Some(context.waker().clone()));
            slot.reply.take().map_or(Poll::Pending, Poll::Ready)
        });
        let reply = reply.await;
        Ok(Incoming { status: reply.outcome?, headers: reply.headers, body: Ok(reply.body) })
    }
}
