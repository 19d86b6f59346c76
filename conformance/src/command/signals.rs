//! Signals by which a person or a build server ends the command.

use std::io;
use std::panic;

use tokio::runtime::Builder;

use crate::deployment::Interrupt;

/// Does this work. The first signal gives the interrupt; the second abandons the work, wherever it hangs, and returns
/// `None`.
pub(super) fn interruptible<T: Send + 'static>(
    interrupt: &Interrupt,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Option<T>> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let answer = runtime.block_on(async {
        let mut signals = Signals::listen()?;
        let mut work = tokio::task::spawn_blocking(work);
        tokio::select! {
            done = &mut work => return Ok(Some(done)),
            () = signals.next() => interrupt.give(),
        }
        tokio::select! {
            done = &mut work => Ok(Some(done)),
            () = signals.next() => Ok(None),
        }
    });
    // Abandoned work ends with the process.
    runtime.shutdown_background();
    let answer: io::Result<_> = answer;
    Ok(answer?.map(|done| done.unwrap_or_else(|broken| panic::resume_unwind(broken.into_panic()))))
}

/// The exit code if the work was abandoned.
pub(super) const ABANDONED: u8 = 130;

/// Those signals, received from when this is made.
#[cfg(unix)]
pub(super) struct Signals([tokio::signal::unix::Signal; 4]);

#[cfg(unix)]
impl Signals {
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
            let is_received = self.0.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
            if is_received { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

/// That signal, received from when this is made.
#[cfg(windows)]
pub(super) struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    /// Ctrl-C, from within a runtime.
    pub(super) fn listen() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    /// Ends at the next one.
    pub(super) async fn next(&mut self) {
        self.0.recv().await;
    }
}
