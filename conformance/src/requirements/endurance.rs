//! Token endpoints that keep failing: the old token lives on, the endpoint is spared, and nothing lasts.

use crate::requirement::{Requirement, must, should};

pub(super) const REQUIREMENTS: &[Requirement] = &[
    should(
        "fault.old-token-lives-on",
        "If a renewal fails, the old token is sent as long as it has any life left",
        "interface auth, Endurance",
    ),
    must(
        "fault.expired-token-never-sent",
        "If a renewal fails and the old token has expired, the call is an error and nothing is sent",
        "tutorial, 2. Acquire a token",
    ),
    should(
        "fault.renewal-ends-before-the-old-token",
        "A renewal that hangs is given up while the old token can still be sent",
        "interface auth, Endurance",
    ),
    should(
        "fault.refused-without-replacement",
        "If no token can be had after a 401, the error carries that 401, and the refused token is never sent again",
        "interface types, error.refused",
    ),
    should(
        "fault.gate-after-five-failures",
        "Four token requests in a row may fail; after the fifth the next ones are held back for 1 s, then 1.6 s",
        "interface auth, Endurance",
    ),
    should(
        "fault.gate-grows-to-a-minute",
        "However often the token endpoint failed, it is asked again after a minute",
        "interface auth, Endurance",
    ),
    should(
        "fault.gate-forgets",
        "One token that comes makes all failures before it forgotten",
        "interface auth, Endurance",
    ),
    should(
        "fault.gate-spares-the-old-token",
        "While token requests are held back, the old token is sent as long as it has any life left",
        "interface auth, Endurance",
    ),
    should(
        "fault.retry-after-seconds",
        "A token endpoint that asks for 120 s of rest gets them",
        "interface auth, Endurance; RFC 9110 section 10.2.3",
    ),
    should(
        "fault.retry-after-date",
        "A token endpoint that asks for rest until a date gets it",
        "interface auth, Endurance; RFC 9110 section 10.2.3",
    ),
    should(
        "fault.retry-after-bounded",
        "No rest lasts longer than an hour, and past dates and garbage bring none",
        "interface auth, Endurance",
    ),
    must(
        "fault.recovers",
        "Whatever happened before, calls succeed once the peers are healthy and the announced gate has opened",
        "derived: safety and integrity, no state may outlive the trouble that caused it",
    ),
];
