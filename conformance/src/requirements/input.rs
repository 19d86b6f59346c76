//! Token responses and requests that are odd, broken or hostile.

use crate::requirement::{Requirement, must, should};

pub(super) const REQUIREMENTS: &[Requirement] = &[
    should(
        "input.lifetime-missing",
        "A token without expires_in lives 300 s",
        "interface types, counters.assumed-lifetimes; RFC 6749 section 5.1",
    ),
    should(
        "input.lifetime-text",
        "A lifetime written as a string of digits is that number of seconds",
        "derived: robustness, servers are known to write it so",
    ),
    should(
        "input.lifetime-fraction",
        "A lifetime with a fraction is rounded down",
        "derived: robustness and safety, an expired token must not be sent",
    ),
    should(
        "input.lifetime-huge",
        "A lifetime beyond 24 h is cut to 24 h",
        "interface types, counters.capped-lifetimes; derived: integrity, no number may overflow",
    ),
    must(
        "input.lifetime-malformed",
        "A lifetime that is no number of seconds is an error, and nothing is sent",
        "RFC 6749 section 5.1 and appendix A.14",
    ),
    must(
        "input.token-malformed",
        "A token that is missing, or that no header field could carry, is an error, and nothing is sent",
        "RFC 6749 section 5.1; RFC 6750 section 2.1; derived: safety, a token must not smuggle header fields",
    ),
    must(
        "input.token-response-malformed",
        "A 200 that is no token response is an error, and nothing is sent",
        "RFC 6749 section 5.1",
    ),
    should(
        "input.token-response-oversized",
        "A token response beyond 64 KiB is an error",
        "interface types, settings.response-limit",
    ),
    should(
        "input.token-type",
        "The token type bearer is known in any case, and another type is an error",
        "RFC 6749 sections 5.1 and 7.1",
    ),
    should(
        "input.error-member",
        "A response that names an error is one, whatever its status",
        "RFC 6749 section 5.2; derived: robustness, servers are known to answer 200",
    ),
    must(
        "input.hostile-path",
        "A path that could lead off the origin, or elsewhere on it, is refused before any request",
        "interface types, request.path; derived: safety, the token is for one origin",
    ),
    must(
        "input.hostile-header",
        "Header fields that belong to the client, or that could smuggle others, are refused before any request",
        "interface types, request.headers; derived: safety",
    ),
];
