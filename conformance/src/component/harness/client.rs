//! A client of the subject: a component in the host, or the reference.

mod native;

use std::sync::Arc;
use std::time::Duration;

use scaikey_host::{Error, Limits, Options, Transport, types};

use super::failure;
use crate::component::subject::{Make, Subject};
use crate::core::clocks::VirtualClocks;
use native::Native;

/// A client that was opened.
pub(super) enum SubjectClient {
    Component(scaikey_host::Client),
    Native(Box<Native>),
}

/// Why an action failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// The client returned a typed error; the text is all of its own words.
    Answered(types::Error, String),
    /// The client trapped or was stopped; the texts say how, and in which of its functions.
    Stopped(String, String),
}

/// A token that the client handed out.
pub(super) struct Token {
    pub(super) value: String,
    pub(super) generation: u64,
    pub(super) remaining: Duration,
    pub(super) fresh_for: Duration,
    pub(super) scopes: Vec<String>,
}

impl SubjectClient {
    pub(super) async fn open(
        subject: &Subject,
        options: Options,
        network: Arc<dyn Transport>,
        clocks: Arc<VirtualClocks>,
        memory: usize,
    ) -> Result<Self, Failure> {
        match subject.make() {
            Make::Component(component) => {
                let opened = scaikey_host::Client::builder(component)
                    .transport(network)
                    .clocks(clocks)
                    .limits(Limits {
                        fuel: FUEL,
                        processor_time: PROCESSOR_TIME,
                        memory,
                        ..Limits::default()
                    })
                    .open(options);
                Ok(Self::Component(opened.await?))
            }
            Make::Reference(build) => {
                let client = Native::open(*build, &options, network, clocks).await?;
                Ok(Self::Native(Box::new(client)))
            }
        }
    }

    pub(super) async fn send(&self, request: types::Request) -> Result<types::Response, Failure> {
        match self {
            Self::Component(client) => Ok(client.send(request).await?),
            Self::Native(client) => client.send(request).await,
        }
    }

    pub(super) async fn token(&self, deadline: Option<Duration>) -> Result<Token, Failure> {
        match self {
            Self::Component(client) => {
                let token = client.token(deadline).await?;
                Ok(Token {
                    value: token.value.expose().to_owned(),
                    generation: token.generation,
                    remaining: token.remaining,
                    fresh_for: token.fresh_for,
                    scopes: token.scopes,
                })
            }
            Self::Native(client) => client.token(deadline).await,
        }
    }

    pub(super) async fn discard(&self, generation: u64) -> Result<(), Failure> {
        match self {
            Self::Component(client) => Ok(client.discard(generation).await?),
            Self::Native(client) => client.discard(generation).await,
        }
    }

    pub(super) async fn status(&self) -> Result<types::Status, Failure> {
        match self {
            Self::Component(client) => Ok(client.status().await?),
            Self::Native(client) => client.status().await,
        }
    }

    /// What it wrote to its standard streams.
    pub(super) async fn output(&self) -> Vec<u8> {
        match self {
            Self::Component(client) => client.output(),
            Self::Native(client) => client.output(),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error.client() {
            // What the host makes of it for people has no secrets, which the judge must see.
            Some(typed) => Self::Answered(typed.clone(), failure::said(typed)),
            None => Self::Stopped(failure::stopped(&error), failure::place(&error)),
        }
    }
}

/// Real time, so that a busy machine does not fail honest calls. Only a call that does nothing but call the host uses it up
/// before its fuel.
const PROCESSOR_TIME: Duration = Duration::from_secs(5);
/// For one call, the default of the host: enough for a component that was built without optimisation.
const FUEL: u64 = 1_000_000_000;
