//! Fault injection: defects change values of the correct code, such as requests before they are sent and responses before
//! they are read. Without a defect every function here returns its argument.

mod requests;
mod responses;
mod retries;
mod sharing;
mod state;

pub(crate) use requests::{authorization, print, repetition, resource_request, token_request};
pub(crate) use responses::{
    body_as_token, incoming, members, names_the_token, refusal, response, skips_length_check, token, unwanted,
};
pub(crate) use state::{DefectState, cache};

/// Traps, which loses the instance of a component. No panic hook runs.
pub(crate) fn trap(why: &'static str) -> ! {
    std::panic::resume_unwind(Box::new(why))
}

/// The scheme and the authority of a URL.
fn origin(url: &str) -> &str {
    let authority = url.find("://").map_or(0, |end| end + 3);
    let end = url[authority..].find('/').map_or(url.len(), |length| authority + length);
    &url[..end]
}
