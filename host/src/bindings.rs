//! The contract of `wit/` as Rust types. The generated text stays private; what users see is listed here.

use std::time::Duration;

pub(crate) use generated::exports::scaikey::client::auth::GuestClient;
pub(crate) use generated::scaikey::client::types::{Options, Token};
pub(crate) use generated::{Client, ClientPre};

/// The values that go into and come out of a client, as `wit/types.wit` describes them.
///
/// Spans of time are nanoseconds here, as in the contract. Options and tokens are not among them: those hold secrets
/// and are [`crate::Options`] and [`crate::Token`].
pub mod types {
    pub use super::generated::scaikey::client::types::{
        ClientAuthentication, Counters, Endpoint, Error, ExchangeFailure, Failure, FailureKind, FetchReason,
        Fetches, Gated, Header, OauthFailure, Reason, Refused, Request, Response, Settings, State, Status,
        Surface,
    };
}

impl Default for types::Settings {
    /// No plain `http` beyond loopback, and the component's own defaults.
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

/// A span in the unit of the contract; what does not fit is for ever.
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
