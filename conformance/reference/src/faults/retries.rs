//! Defects that repeat requests.

use std::time::Duration;

use super::origin;
use crate::client::Client;
use crate::defect::Defect;
use crate::environment::{Environment, ErrorKind, ExchangeError, Outgoing};
use crate::http::answer::Answer;

impl<W: Environment> Client<W> {
    /// Sends a token request, and repeats it if that is the defect.
    pub(crate) async fn send_token_request(
        &self,
        request: Outgoing,
        within: Duration,
        limit: u64,
    ) -> Result<Answer, ExchangeError> {
        if self.build.has(Defect::TokenRedirectFollowed) {
            return self.follow(request, within, limit).await;
        }
        let mut answer = self.exchange(request.clone(), within, limit).await;
        let mut attempts = 1;
        while self.repeats(&answer, attempts) {
            self.pause_before_repeat().await;
            answer = self.exchange(request.clone(), within, limit).await;
            attempts += 1;
        }
        answer
    }

    /// Sends a request and follows up to ten redirects.
    pub(crate) async fn follow(
        &self,
        mut request: Outgoing,
        within: Duration,
        limit: u64,
    ) -> Result<Answer, ExchangeError> {
        for _ in 0..10 {
            let answer = self.exchange(request.clone(), within, limit).await?;
            let location = answer.header("location").next().map(String::from_utf8_lossy);
            let (300..400, Some(location)) = (answer.status, location) else {
                return Ok(answer);
            };
            request.url = match location.strip_prefix('/') {
                Some(path) => format!("{}/{path}", origin(&request.url)),
                None => location.into_owned(),
            };
        }
        self.exchange(request, within, limit).await
    }

    fn repeats(&self, answer: &Result<Answer, ExchangeError>, attempts: u32) -> bool {
        let status = answer.as_ref().map_or(0, |answer| answer.status);
        let timed_out = matches!(answer, Err(ExchangeError { kind: ErrorKind::Timeout, .. }));
        match self.build.defect {
            Some(Defect::TokenRetriedOn401) => attempts == 1 && status == 401,
            Some(Defect::TokenRetriedOn5xx) => attempts <= 10 && status >= 500,
            Some(Defect::TokenRetriedOn429) => status == 429,
            Some(Defect::TokenRetriedOnTimeout) => timed_out,
            _ => false,
        }
    }
}
