//! What an endpoint answers out of the ordinary.

use std::collections::VecDeque;

use super::reply::Reply;

/// Replies that take the place of the well-behaved ones.
#[derive(Debug, Default)]
pub(crate) struct Script {
    next: VecDeque<Reply>,
    then: Option<Reply>,
}

impl Script {
    /// Answers the next requests with these, one each.
    pub(crate) fn next(&mut self, replies: impl IntoIterator<Item = Reply>) {
        self.next.extend(replies);
    }

    /// Forgets what it was told, and answers the next requests with these.
    pub(crate) fn start(&mut self, replies: impl IntoIterator<Item = Reply>) {
        *self = Self::default();
        self.next(replies);
    }

    /// Answers every request with this once the others are used up.
    pub(crate) fn always(&mut self, reply: Reply) {
        self.then = Some(reply);
    }

    /// Whether the next reply does not wait for the body of its request.
    pub(crate) fn is_early(&self) -> bool {
        self.next.front().or(self.then.as_ref()).is_some_and(|reply| reply.early)
    }

    /// The reply to the request at hand; `None` leaves it to the well-behaved server.
    pub(super) fn take(&mut self) -> Option<Reply> {
        self.next.pop_front().or_else(|| self.then.clone())
    }
}
