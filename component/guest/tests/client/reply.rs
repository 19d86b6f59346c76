//! Scripted replies.

use std::time::Duration;

use scaikey_guest::ExchangeError;
use scaikey_guest::types::Header;

/// A reply of an endpoint: a status or an error, and the time that it takes.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) after: Duration,
    pub(crate) outcome: Result<u16, ExchangeError>,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn after(self, after: Duration) -> Self {
        Self { after, ..self }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub(crate) fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self }
    }
}

/// A response with this status, without header fields and body.
pub(crate) fn status(status: u16) -> Reply {
    Reply { after: Duration::ZERO, outcome: Ok(status), headers: vec![], body: vec![] }
}

/// A text as a JSON string.
pub(crate) fn json_string(text: &str) -> String {
    let escaped = text.chars().map(|character| match character {
        '"' | '\\' => format!("\\{character}"),
        '\0'..='\x1f' => format!("\\u{:04x}", u32::from(character)),
        _ => character.into(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// A token response with this lifetime in seconds.
pub(crate) fn token(value: &str, lifetime: u64) -> Reply {
    status(200).body(format!(
        r#"{{"access_token":"{value}","token_type":"bearer","expires_in":{lifetime},"scope":"read write"}}"#
    ))
}

/// An error response of the token endpoint.
pub(crate) fn oauth_error(status_code: u16, code: &str) -> Reply {
    status(status_code).body(format!(r#"{{"error":"{code}"}}"#))
}

/// A refused connection.
pub(crate) fn connection_refused() -> Reply {
    Reply { outcome: Err(ExchangeError::Transport("connection refused")), ..status(0) }
}

/// No response within any time limit.
pub(crate) fn no_response() -> Reply {
    status(200).after(Duration::from_secs(7 * 24 * 3600))
}
