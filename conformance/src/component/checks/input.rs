//! Input that is odd, broken or hostile: options, requests and token responses.

pub(super) mod configuration;
pub(super) mod lifetimes;
pub(super) mod requests;
pub(super) mod token_members;
pub(super) mod token_response;
