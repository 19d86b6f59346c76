//! The interface `scaikey:client/auth` as a host implements it.

use std::time::Duration;

use wasmtime::component::Resource;

use super::{Grant, PluginView, Refusal, TokenAccess};
use crate::bindings::{self, nanoseconds};
use crate::error::Error;
use crate::options::Options;
use crate::runtime::client::Client;
use crate::token::Token;
use crate::types::{self, Endpoint, ExchangeFailure, Request, Response, Status};

pub(super) use generated::scaikey::client::auth;

impl auth::Host for PluginView<'_> {}

impl auth::HostClient for PluginView<'_> {
    async fn open(
        &mut self,
        asked: bindings::Options,
    ) -> wasmtime::Result<Result<Resource<Grant>, types::Error>> {
        match self.opener.open(options(asked)).await {
            Ok(grant) => Ok(Ok(self.table.push(grant)?)),
            Err(Refusal(text)) => Ok(Err(types::Error::Configuration(text))),
        }
    }

    async fn token(
        &mut self,
        client: Resource<Grant>,
        deadline: Option<u64>,
    ) -> wasmtime::Result<Result<bindings::Token, types::Error>> {
        let Grant { client, token: TokenAccess::HandedOut } = self.table.get(&client)?.clone() else {
            let text = "the host does not hand out the token of this client: use send".to_owned();
            let failure = ExchangeFailure { endpoint: Endpoint::TokenEndpoint, text };
            return Ok(Err(types::Error::Denied(failure)));
        };
        let token = client.token(deadline.map(Duration::from_nanos)).await;
        Ok(token.map(exposed).map_err(|error| client.typed(&error, Endpoint::TokenEndpoint)))
    }

    async fn send(
        &mut self,
        client: Resource<Grant>,
        request: Request,
    ) -> wasmtime::Result<Result<Response, types::Error>> {
        let client = self.table.get(&client)?.client.clone();
        let response = client.send(request).await;
        Ok(response.map_err(|error| client.typed(&error, Endpoint::ProtectedResource)))
    }

    async fn discard(&mut self, client: Resource<Grant>, generation: u64) -> wasmtime::Result<()> {
        let client = self.table.get(&client)?.client.clone();
        // A component that was stopped has lost the token.
        patient(&client, || client.discard(generation)).await.ok();
        Ok(())
    }

    async fn status(&mut self, client: Resource<Grant>) -> wasmtime::Result<Status> {
        let client = self.table.get(&client)?.client.clone();
        patient(&client, || client.status()).await.map_err(|error| wasmtime::Error::msg(error.to_string()))
    }

    async fn drop(&mut self, client: Resource<Grant>) -> wasmtime::Result<()> {
        self.table.delete(client)?;
        Ok(())
    }
}

/// Makes a call again once there is room for it to wait.
async fn patient<T, F: Future<Output = Result<T, Error>>>(
    client: &Client,
    call: impl Fn() -> F,
) -> Result<T, Error> {
    loop {
        match call().await {
            Err(error) if error.is_busy() => client.room().await,
            outcome => return outcome,
        }
    }
}

fn options(asked: bindings::Options) -> Options {
    Options {
        base_url: asked.base_url,
        surface: asked.surface,
        client_id: asked.client_id,
        client_secret: asked.client_secret.into(),
        scopes: asked.scopes,
        settings: asked.settings,
    }
}

fn exposed(token: Token) -> bindings::Token {
    bindings::Token {
        value: token.value.expose().to_owned(),
        generation: token.generation,
        remaining: nanoseconds(token.remaining),
        fresh_for: nanoseconds(token.fresh_for),
        scopes: token.scopes,
    }
}

mod generated {
    wasmtime::component::bindgen!({
        path: "../wit",
        inline: "
            package scaikey:plugins;

            world plugin {
                import scaikey:client/auth@0.1.0;
            }
        ",
        imports: { default: async | trappable },
        with: {
            "scaikey:client/types": crate::bindings::generated::scaikey::client::types,
            "scaikey:client/auth.client": crate::plugins::Grant,
        },
    });
}
