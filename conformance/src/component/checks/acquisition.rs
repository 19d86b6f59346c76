//! How a token is asked for, and how it is shown to the resource.

pub(super) mod token_request;
pub(super) mod token_use;
