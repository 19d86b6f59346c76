//! One exchange, and the check of its response.

use std::time::Duration;

use super::answer::Answer;
use crate::build::Build;
use crate::client::Client;
use crate::environment::{Environment, ErrorKind, ExchangeError, Incoming, Outgoing};
use crate::faults;

impl<W: Environment> Client<W> {
    /// Sends a request. Fails if there is no response.
    pub(crate) async fn exchange(
        &self,
        request: Outgoing,
        within: Duration,
        limit: u64,
    ) -> Result<Answer, ExchangeError> {
        faults::print(&self.environment, &request, self.build);
        let (method, authorization) = (request.method.clone(), faults::authorization(&request));
        let incoming = self.environment.exchange(request, within, limit).await;
        let incoming = faults::incoming(incoming, &authorization, &self.state, self.build)?;
        Ok(checked(&method, incoming, self.build))
    }
}

/// Accepts a body if it is whole and as long as its `Content-Length` says.
fn checked(method: &str, incoming: Incoming, build: Build) -> Answer {
    // These say the length of a body that is not sent.
    let has_body = method != "HEAD" && !matches!(incoming.status, 204 | 304);
    let mut answer = Answer { status: incoming.status, headers: incoming.headers, body: Ok(Vec::new()) };
    let length = incoming.body.len().to_string();
    let lies = |told: &[u8]| told.trim_ascii() != length.as_bytes();
    let told_otherwise = has_body && answer.header("content-length").any(lies);
    answer.body = match incoming.broken {
        Some(error) => Err(error),
        None if told_otherwise && !faults::skips_length_check(build) => Err(ExchangeError::new(
            ErrorKind::Transport,
            "the body is not as long as its Content-Length says",
        )),
        None => Ok(incoming.body),
    };
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(method: &str, status: u16, told: &str, body: &str, expected: bool) {
        let headers = vec![("Content-Length".to_owned(), told.into())];
        let incoming = Incoming { status, headers, body: body.into(), ..Incoming::default() };
        assert_eq!(checked(method, incoming, Build::default()).body.is_ok(), expected, "{told}");
    }

    #[test]
    fn a_body_is_as_long_as_it_says() {
        check("GET", 200, "3", "abc", true);
        check("GET", 200, "2", "abc", false);
        check("GET", 200, "4", "abc", false);
        check("GET", 200, "18446744073709551616", "abc", false);
        check("GET", 200, "soon", "abc", false);
    }

    #[test]
    fn where_no_body_comes_the_length_is_that_of_another() {
        check("HEAD", 200, "3", "", true);
        check("GET", 304, "3", "", true);
    }
}
