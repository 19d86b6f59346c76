//! Two futures, of which the first to end counts.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

/// What `task` brings, or `None` if `end` ends before it.
pub(crate) async fn first<T>(task: impl Future<Output = T>, end: impl Future<Output = ()>) -> Option<T> {
    let (mut task, mut end) = (pin!(task), pin!(end));
    poll_fn(|context| match task.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => end.as_mut().poll(context).map(|()| None),
    })
    .await
}
