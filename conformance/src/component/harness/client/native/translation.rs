//! Conversions between the types of the host and those of the reference.

use scaikey_host::{Options, types as ours};
use scaikey_reference::types as theirs;

pub(super) fn options(options: &Options) -> theirs::Options {
    theirs::Options {
        base_url: options.base_url.clone(),
        surface: match &options.surface {
            ours::Surface::Platform => theirs::Surface::Platform,
            ours::Surface::Tenant(slug) => theirs::Surface::Tenant(slug.clone()),
        },
        client_id: options.client_id.clone(),
        client_secret: options.client_secret.expose().to_owned(),
        scopes: options.scopes.clone(),
        settings: options.settings.as_ref().map(settings),
    }
}

pub(super) fn request(request: ours::Request) -> theirs::Request {
    theirs::Request {
        method: request.method,
        path: request.path,
        headers: request.headers,
        body: request.body,
        deadline: request.deadline,
    }
}

pub(super) fn response(response: theirs::Response) -> ours::Response {
    ours::Response {
        status: response.status,
        headers: response.headers,
        body: response.body,
        attempts: response.attempts,
    }
}

pub(super) fn status(status: theirs::Status) -> ours::Status {
    ours::Status {
        state: match status.state {
            theirs::State::Empty => ours::State::Empty,
            theirs::State::Fresh => ours::State::Fresh,
            theirs::State::Stale => ours::State::Stale,
            theirs::State::Expired => ours::State::Expired,
        },
        generation: status.generation,
        age: status.age,
        remaining: status.remaining,
        last_fetch: status.last_fetch.map(|reason| match reason {
            theirs::FetchReason::Cold => ours::FetchReason::Cold,
            theirs::FetchReason::Window => ours::FetchReason::Window,
            theirs::FetchReason::Refused => ours::FetchReason::Refused,
            theirs::FetchReason::Asked => ours::FetchReason::Asked,
        }),
        last_failure: status.last_failure.map(kind),
        gate: status.gate,
        counters: counters(&status.counters),
    }
}

pub(super) fn error(error: theirs::Error) -> ours::Error {
    match error {
        theirs::Error::Configuration(text) => ours::Error::Configuration(text),
        theirs::Error::InvalidRequest(text) => ours::Error::InvalidRequest(text),
        theirs::Error::Denied(failure) => ours::Error::Denied(exchange(failure)),
        theirs::Error::Transport(failure) => ours::Error::Transport(exchange(failure)),
        theirs::Error::Timeout(failure) => ours::Error::Timeout(exchange(failure)),
        theirs::Error::TooLarge(failure) => ours::Error::TooLarge(exchange(failure)),
        theirs::Error::Oauth(failure) => ours::Error::Oauth(ours::OauthFailure {
            status: failure.status,
            code: failure.code,
            text: failure.text,
        }),
        theirs::Error::MalformedTokenResponse(text) => ours::Error::MalformedTokenResponse(text),
        theirs::Error::Gated(gate) => ours::Error::Gated(gated(gate)),
        theirs::Error::Refused(refused) => ours::Error::Refused(ours::Refused {
            response: response(refused.response),
            reason: match refused.reason {
                theirs::Reason::Failure(cause) => ours::Reason::Failure(failure(cause)),
                theirs::Reason::Gated(gate) => ours::Reason::Gated(gated(gate)),
                theirs::Reason::Deadline => ours::Reason::Deadline,
            },
        }),
    }
}

fn settings(settings: &ours::Settings) -> theirs::Settings {
    theirs::Settings {
        allow_http: settings.allow_http,
        client_authentication: settings.client_authentication.map(|how| match how {
            ours::ClientAuthentication::Basic => theirs::ClientAuthentication::Basic,
            ours::ClientAuthentication::Raw => theirs::ClientAuthentication::Raw,
            ours::ClientAuthentication::Post => theirs::ClientAuthentication::Post,
        }),
        exchange_timeout: settings.exchange_timeout,
        request_limit: settings.request_limit,
        response_limit: settings.response_limit,
    }
}

fn counters(counters: &theirs::Counters) -> ours::Counters {
    ours::Counters {
        hits: counters.hits,
        fetched: fetches(&counters.fetched),
        failed: fetches(&counters.failed),
        stale_sent: counters.stale_sent,
        retries_accepted: counters.retries_accepted,
        retries_refused: counters.retries_refused,
        retries_failed: counters.retries_failed,
        gated: counters.gated,
        assumed_lifetimes: counters.assumed_lifetimes,
        capped_lifetimes: counters.capped_lifetimes,
    }
}

fn fetches(fetches: &theirs::Fetches) -> ours::Fetches {
    ours::Fetches {
        cold: fetches.cold,
        window: fetches.window,
        refused: fetches.refused,
        asked: fetches.asked,
    }
}

fn exchange(failure: theirs::ExchangeFailure) -> ours::ExchangeFailure {
    ours::ExchangeFailure {
        endpoint: match failure.endpoint {
            theirs::Endpoint::TokenEndpoint => ours::Endpoint::TokenEndpoint,
            theirs::Endpoint::ProtectedResource => ours::Endpoint::ProtectedResource,
        },
        text: failure.text,
    }
}

fn gated(gate: theirs::Gated) -> ours::Gated {
    ours::Gated { remaining: gate.remaining, cause: failure(gate.cause) }
}

fn failure(failure: theirs::Failure) -> ours::Failure {
    ours::Failure { kind: kind(failure.kind), code: failure.code, text: failure.text }
}

fn kind(kind: theirs::FailureKind) -> ours::FailureKind {
    match kind {
        theirs::FailureKind::Denied => ours::FailureKind::Denied,
        theirs::FailureKind::Transport => ours::FailureKind::Transport,
        theirs::FailureKind::Timeout => ours::FailureKind::Timeout,
        theirs::FailureKind::TooLarge => ours::FailureKind::TooLarge,
        theirs::FailureKind::Oauth => ours::FailureKind::Oauth,
        theirs::FailureKind::MalformedTokenResponse => ours::FailureKind::MalformedTokenResponse,
    }
}
