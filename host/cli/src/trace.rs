//! `-v`: what the library does.

use std::io::{self, Write};

use scaikey_terminal::escaped;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry;

/// From now on, writes a line to standard error for each event of the library, and for each span when it ends.
pub(crate) fn watch() {
    let lines = layer()
        .without_time()
        .with_target(false)
        .with_ansi(false)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(|| Lines)
        // Other crates write of paths, queries and more.
        .with_filter(filter_fn(|metadata| metadata.target() == "scaikey"));
    tracing::subscriber::set_global_default(registry().with(lines))
        .expect("this process has no other subscriber");
}

/// Standard error, for text of servers too. Each write is a line.
struct Lines;

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        writeln!(io::stderr(), "{}", escaped(text.trim(), &[]))?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
