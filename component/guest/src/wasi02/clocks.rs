//! Reads both clocks of WASI 0.2. No other module reads a clock.

use scaikey_policy::Instant;
use wasi::clocks::{monotonic_clock, wall_clock};

pub(super) fn now() -> Instant {
    let wall = wall_clock::now();
    let wall = i128::from(wall.seconds) * 1_000_000_000 + i128::from(wall.nanoseconds);
    Instant::new(monotonic_clock::now(), wall)
}
