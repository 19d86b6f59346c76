//! Wakes the calls that wait for a token request.

use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::future::poll_fn;
use core::task::{Poll, Waker};

/// Wakes all tasks that wait in [`notified`](Self::notified).
#[derive(Default)]
pub(crate) struct Notify {
    count: Cell<u64>,
    wakers: RefCell<Vec<Waker>>,
}

impl Notify {
    /// Wakes all waiting tasks.
    pub(crate) fn notify_all(&self) {
        self.count.set(self.count.get() + 1);
        self.wakers.take().into_iter().for_each(Waker::wake);
    }

    /// Waits for the next [`notify_all`](Self::notify_all).
    pub(crate) async fn notified(&self) {
        let seen = self.count.get();
        poll_fn(|context| {
            if self.count.get() != seen {
                return Poll::Ready(());
            }
            self.wakers.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}
