//! The contract of `wit/` as Rust types.

use std::time::Duration;

pub(crate) use generated::exports::scaikey::client::auth::GuestClient;
pub(crate) use generated::scaikey::client::types::{Options, Token};
pub(crate) use generated::{Client, ClientPre};

/// The types of the contract, as `wit/types.wit` describes them.
///
/// Durations are nanoseconds, as in the contract. Options and tokens hold secrets and have types of their own,
/// [`crate::Options`] and [`crate::Token`].
pub mod types {
    pub use super::generated::scaikey::client::types::{
        ClientAuthentication, Counters, Endpoint, Error, ExchangeFailure, Failure, FailureKind, FetchReason,
        Fetches, Gated, Header, OauthFailure, Reason, Refused, Request, Response, Settings, State, Status,
        Surface,
    };
}

impl Default for types::Settings {
    /// Plain `http` to loopback only, and the defaults of the component.
    fn default() -> Self {
        Self {
            allow_http: false,
            client_authentication: None,
            exchange_timeout: None,
            request_limit: None,
            response_limit: None,
        }
    }
}

/// A duration in nanoseconds, at most `u64::MAX`.
pub(crate) fn nanoseconds(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}

pub(crate) mod generated {
    wasmtime::component::bindgen!({
        path: "../wit",
        inline: "
            package scaikey:host;

            world client {
                export scaikey:client/auth@0.1.0;
            }
        ",
        exports: { default: async },
    });
}
