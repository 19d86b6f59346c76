//! The wish of a person, or of a build server, that the command end.

use std::io;
use std::panic;

use tokio::runtime::Builder;

use crate::deployment::Interrupt;

/// Does this work. The first wish gives the interrupt, the second abandons the work, wherever it hangs: then there is no
/// answer.
pub(super) fn heeding<T: Send + 'static>(
    interrupt: &Interrupt,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Option<T>> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let answer = runtime.block_on(async {
        let mut wishes = Wishes::listen()?;
        let mut work = tokio::task::spawn_blocking(work);
        tokio::select! {
            done = &mut work => return Ok(Some(done)),
            () = wishes.next() => interrupt.give(),
        }
        tokio::select! {
            done = &mut work => Ok(Some(done)),
            () = wishes.next() => Ok(None),
        }
    });
    // Abandoned work ends with the process.
    runtime.shutdown_background();
    let answer: io::Result<_> = answer;
    Ok(answer?.map(|done| done.unwrap_or_else(|broken| panic::resume_unwind(broken.into_panic()))))
}

/// The exit code where work was abandoned.
pub(super) const ABANDONED: u8 = 130;

/// The signals that say so, heard from when this is made on.
#[cfg(unix)]
pub(super) struct Wishes([tokio::signal::unix::Signal; 4]);

#[cfg(unix)]
impl Wishes {
    /// SIGINT, SIGTERM, SIGHUP and SIGQUIT, from within a runtime.
    pub(super) fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self([
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
            signal(SignalKind::quit())?,
        ]))
    }

    /// Ends at the next one.
    pub(super) async fn next(&mut self) {
        use std::task::Poll;
        std::future::poll_fn(|context| {
            let is_heard = self.0.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
            if is_heard { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

/// The signal that says so, heard from when this is made on.
#[cfg(windows)]
pub(super) struct Wishes(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Wishes {
    /// Ctrl-C, from within a runtime.
    pub(super) fn listen() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    /// Ends at the next one.
    pub(super) async fn next(&mut self) {
        self.0.recv().await;
    }
}
