//! A refused token is replaced once, and nothing else is retried.

use crate::requirement::{Requirement, must, should};

pub(super) const REQUIREMENTS: &[Requirement] = &[
    must(
        "retry.once-after-401",
        "After a 401 the client discards the token, fetches another and sends the request once more",
        "tutorial, 4. Handle token expiry mid-request; RFC 6750 section 3.1",
    ),
    must(
        "retry.fresh-token-discarded",
        "A token that is refused right after its fetch is replaced all the same",
        "tutorial, 4. Handle token expiry mid-request",
    ),
    must(
        "retry.second-401-delivered",
        "A second 401 is the answer: two sends, one forced fetch, no third attempt",
        "tutorial, 4. Handle token expiry mid-request: one retry is enough",
    ),
    should(
        "retry.second-token-kept",
        "The token of the second attempt stays cached, even if that attempt was refused too",
        "interface auth, Single retry",
    ),
    should(
        "retry.constant-401",
        "Against a resource that always answers 401, twenty calls cost 21 token requests and 40 sends",
        "interface auth, Budget",
    ),
    should(
        "retry.401-cut-short",
        "A 401 counts although its body breaks off: the token is replaced and the request sent once more",
        "interface auth, Single retry",
    ),
    must(
        "retry.identical-request",
        "The second attempt repeats method, path, query, headers and body, byte for byte",
        "tutorial, 4. Handle token expiry mid-request",
    ),
    must(
        "retry.403-delivered",
        "A 403 is delivered as it came: no retry, and the token is kept",
        "tutorial, 3. Call a protected endpoint; RFC 9110 section 15.5.4",
    ),
    must(
        "retry.500-delivered",
        "A 500 is delivered as it came: no retry, and the token is kept",
        "tutorial, 4. Handle token expiry mid-request: only a 401 is retried",
    ),
    should(
        "retry.discard",
        "A caller that discards the cached token makes the next call fetch another",
        "interface auth, discard",
    ),
    should(
        "retry.discard-of-older",
        "Discarding an older generation keeps the newer token",
        "interface auth, discard",
    ),
];
