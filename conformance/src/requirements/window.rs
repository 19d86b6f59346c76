//! A token is replaced 30 s before it expires: not earlier, not later.

use crate::requirement::{Requirement, must, should};

pub(super) const REQUIREMENTS: &[Requirement] = &[
    should(
        "window.reuse-above-thirty-seconds",
        "A token with 30 s and one nanosecond left is still used",
        "interface auth, Window; tutorial, 2. Acquire a token",
    ),
    must(
        "window.renewal-at-thirty-seconds",
        "A token with exactly 30 s left is replaced before the call",
        "tutorial, 2. Acquire a token: equality counts as stale",
    ),
    must(
        "window.renewal-at-twenty-nine-seconds",
        "A token with 29 s left is replaced before the call",
        "tutorial, 2. Acquire a token: refresh 30 s before expiry",
    ),
    must(
        "window.renewal-after-expiry",
        "An expired token is replaced and never sent",
        "tutorial, 2. Acquire a token",
    ),
    must(
        "window.renewal-after-a-day",
        "After a day without calls one new token is fetched",
        "tutorial, 2. Acquire a token",
    ),
    must(
        "window.own-lifetime",
        "Each token lives by its own lifetime, not by that of the token before it",
        "tutorial, 2. Acquire a token; RFC 6749 section 5.1",
    ),
    should(
        "window.lifetime-0",
        "A token with a lifetime of 0 s serves the call that fetched it and no other",
        "interface auth, Window",
    ),
    must(
        "window.lifetime-within-window",
        "A token that lives 1, 29 or 30 s serves the call that fetched it and no other",
        "tutorial, 2. Acquire a token; derived: termination, a call must not fetch until the token is fresh",
    ),
    must(
        "window.lifetime-31",
        "A token that lives 31 s is used again for less than one second",
        "tutorial, 2. Acquire a token",
    ),
    must(
        "window.lifetime-60",
        "A token that lives 60 s is used again for less than thirty seconds",
        "tutorial, 2. Acquire a token",
    ),
    should(
        "window.counted-from-request",
        "A lifetime counts from the moment before the token request was written, however slow the response",
        "interface auth, Window; derived: the server's count (RFC 6749 section 5.1) began before the response came",
    ),
];
