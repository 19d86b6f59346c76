//! What happens after a 401, and where retries end.

pub(super) mod after_401;
pub(super) mod limits;
