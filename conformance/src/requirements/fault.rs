//! Peers that fail, lie and hang.

use crate::requirement::{Requirement, must, should};

pub(super) const REQUIREMENTS: &[Requirement] = &[
    must(
        "fault.token-endpoint-unreachable",
        "A token request that gets no response is an error: not retried, nothing sent, and the next call asks again",
        "tutorial, 2. Acquire a token; interface types, error.transport",
    ),
    should(
        "fault.token-endpoint-hangs",
        "A token endpoint that does not answer, or not to the end, is given up after 10 s",
        "interface types, settings.exchange-timeout; tutorial, 2. Acquire a token",
    ),
    must(
        "fault.token-endpoint-refuses",
        "A token endpoint that refuses is an error: not retried, a 401 included, and nothing is sent",
        "tutorial, 2. Acquire a token; RFC 6749 section 5.2",
    ),
    must(
        "fault.token-endpoint-redirects",
        "A redirect of the token endpoint is an error: the client secret is not taken elsewhere",
        "derived: safety, RFC 6749 section 3.2 protects the credentials on their way to the token endpoint only",
    ),
    must(
        "fault.token-response-cut",
        "A token response that breaks off, at whatever byte, brings no token",
        "derived: integrity, RFC 9112 section 8: an incomplete message is not the message",
    ),
    should(
        "fault.token-response-length",
        "A token response that is not as long as its Content-Length says brings no token",
        "derived: integrity, RFC 9112 section 8",
    ),
    must(
        "fault.resource-unreachable",
        "A resource that gives no response is an error: not retried, and the token is kept",
        "tutorial, 4. Handle token expiry mid-request: only a 401 is retried",
    ),
    should(
        "fault.resource-hangs",
        "A resource that does not answer, or not to the end, is given up after 10 s",
        "interface types, settings.exchange-timeout; tutorial, 3. Call a protected endpoint",
    ),
    must(
        "fault.resource-response-cut",
        "A response that breaks off is an error: not retried, and the token is kept",
        "derived: integrity, RFC 9112 section 8: an incomplete message is not the message",
    ),
    should(
        "fault.resource-response-length",
        "A response that is not as long as its Content-Length says is an error",
        "derived: integrity, RFC 9112 section 8",
    ),
    must(
        "fault.resource-redirects",
        "A redirect of the resource is delivered: the token is not taken elsewhere",
        "interface auth, Confinement; derived: safety, a token is for one origin",
    ),
];
