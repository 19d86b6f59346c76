//! What was done.
/// One call.
#[derive(Debug)]
pub(crate) struct Entry;
