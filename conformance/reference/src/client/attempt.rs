//! One request to the resource.

use std::time::Duration;

use super::deadline::Deadline;
use crate::client::Client;
use crate::defect::Defect;
use crate::environment::{Environment, ExchangeError, Outgoing};
use crate::error::deadline_passed;
use crate::faults;
use crate::http::answer::Answer;
use crate::token::Token;
use crate::token::fetch::UNTIMED;

impl<W: Environment> Client<W> {
    /// Sends a request with a token.
    pub(crate) async fn attempt(
        &self,
        request: &Outgoing,
        token: &Token,
        until: Deadline,
    ) -> Result<Answer, ExchangeError> {
        let within = self.time_for_attempt(until).ok_or_else(deadline_passed)?;
        let limit = match self.build.defect {
            Some(Defect::ResponseUnlimited) => u64::MAX,
            _ => self.config.response_limit,
        };
        let mut request = request.clone();
        request.headers.push(("authorization".into(), format!("Bearer {}", token.text.as_str()).into()));
        let request = faults::resource_request(request, token, &self.config, self.build);
        let answer = match self.build.defect {
            Some(Defect::RedirectFollowed) => self.follow(request, within, limit).await,
            _ => self.exchange(request, within, limit).await,
        };
        faults::refusal(answer, self.build)
    }

    fn time_for_attempt(&self, until: Deadline) -> Option<Duration> {
        let left = until.left(self.now());
        match self.build.defect {
            Some(Defect::ResourceUntimed) => Some(UNTIMED),
            Some(Defect::DeadlinePassedTried) if left.is_zero() => Some(self.config.timeout),
            _ => Some(self.config.timeout.min(left)).filter(|within| !within.is_zero()),
        }
    }
}
