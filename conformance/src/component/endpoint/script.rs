//! What an endpoint answers in place of what it would answer by itself.

use std::collections::VecDeque;

use super::reply::Answer;

/// Answers that take the place of the well-behaved ones.
#[derive(Debug, Default)]
pub(crate) struct Script {
    next: VecDeque<Answer>,
    then: Option<Answer>,
}

impl Script {
    /// Answers the next requests with these, one each.
    pub(crate) fn next(&mut self, answers: impl IntoIterator<Item: Into<Answer>>) {
        self.next.extend(answers.into_iter().map(Into::into));
    }

    /// Drops the answers that are left, and answers the next requests with these.
    pub(crate) fn start(&mut self, answers: impl IntoIterator<Item = Answer>) {
        *self = Self::default();
        self.next(answers);
    }

    /// Answers every request with this once the others are used up.
    pub(crate) fn always(&mut self, answer: impl Into<Answer>) {
        self.then = Some(answer.into());
    }

    /// Whether the next answer does not wait for the body of its request.
    pub(crate) fn is_early(&self) -> bool {
        self.next.front().or(self.then.as_ref()).is_some_and(Answer::is_early)
    }

    /// The answer to the request at hand; `None` leaves it to the well-behaved server.
    pub(super) fn take(&mut self) -> Option<Answer> {
        self.next.pop_front().or_else(|| self.then.clone())
    }
}
