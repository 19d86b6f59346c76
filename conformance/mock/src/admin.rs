//! The admin API.

pub(crate) mod audit;
