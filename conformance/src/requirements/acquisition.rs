//! How a token is asked for, and how it is shown to the resource.

use crate::requirement::{Requirement, must, should};

pub(super) const REQUIREMENTS: &[Requirement] = &[
    must(
        "acquisition.platform-token-request",
        "The token request of a platform application is exactly the one that ScaiKey documents",
        "tutorial, 2. Acquire a token; RFC 6749 sections 2.3.1 and 4.4.2",
    ),
    must(
        "acquisition.tenant-token-request",
        "The token request of a tenant application goes to the tenant's own token endpoint",
        "tutorial, 2. Acquire a token (last paragraph)",
    ),
    must(
        "acquisition.encoded-credentials",
        "Reserved characters in client id and secret are form-encoded before they become HTTP Basic credentials",
        "RFC 6749 section 2.3.1 and appendix B",
    ),
    must(
        "acquisition.scope-parameter",
        "Configured scopes travel as one scope parameter, separated by single spaces",
        "RFC 6749 sections 3.3 and 4.4.2",
    ),
    must(
        "acquisition.token-before-call",
        "Without a token the client fetches one first and only then calls the resource",
        "tutorial, 3. Call a protected endpoint",
    ),
    must(
        "acquisition.bearer-header",
        "The resource receives the token in exactly one Authorization header, as Bearer and the token's own bytes",
        "tutorial, 3. Call a protected endpoint; RFC 6750 section 2.1",
    ),
    must(
        "acquisition.request-untouched",
        "Method, path, query, headers and body reach the resource as the caller gave them",
        "derived: integrity, a changed request is a silently wrong answer",
    ),
    must(
        "acquisition.secrets-at-home",
        "The client secret goes to the token endpoint and nowhere else, the token to the resource and nowhere else",
        "derived: safety, RFC 6749 section 10.3 and RFC 6750 section 5.3 ask to keep both confidential",
    ),
    should(
        "acquisition.token-handed-out",
        "A caller that asks for the token receives the one that a call would send",
        "interface auth, token",
    ),
];
