//! Peers that fail: what becomes of the call, of the token, and of the calls after it.

pub(super) mod gate;
pub(super) mod redirects;
pub(super) mod renewal;
pub(super) mod resource;
pub(super) mod schedules;
pub(super) mod token_endpoint;
