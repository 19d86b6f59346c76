//! The wish of a person, or of a build server, that the command end.

use std::io;
use std::thread;

use tokio::runtime::Builder;

use crate::deployment::Interrupt;

/// Gives this interrupt at the first such wish.
pub(super) fn give(interrupt: &Interrupt) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let wish = {
        let _entered = runtime.enter();
        wish()?
    };
    let interrupt = interrupt.clone();
    thread::spawn(move || {
        runtime.block_on(wish);
        interrupt.give();
    });
    Ok(())
}

/// Ends at the first such wish: SIGINT or SIGTERM. It is heard from now on, whoever waits.
#[cfg(unix)]
pub(super) fn wish() -> io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends at the first such wish: Ctrl-C. It is heard from now on, whoever waits.
#[cfg(windows)]
pub(super) fn wish() -> io::Result<impl Future<Output = ()> + Send> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
