//! One call: a token, an attempt, and after a 401 another token and one more attempt.

use std::rc::Rc;

use super::deadline::Deadline;
use crate::build::Style;
use crate::client::Client;
use crate::defect::Defect;
use crate::environment::{Environment, ExchangeError, Outgoing};
use crate::error::NoToken;
use crate::faults;
use crate::http::answer::Answer;
use crate::token::Token;
use crate::types::{Endpoint, Error, FetchReason, Refused, Response};

impl<W: Environment> Client<W> {
    pub(crate) async fn call(&self, request: &Outgoing, until: Deadline) -> Result<Response, Error> {
        let mut token = self.acquire(until).await.map_err(NoToken::error)?;
        let mut answer = self.attempt(request, &token, until).await;
        let mut attempts: u8 = 1;
        while self.wants_another(request, &answer, attempts) {
            self.pause_before_repeat().await;
            let until = self.deadline_of_retry(until);
            token = match self.replace(&token, until).await {
                Ok(_) if self.build.has(Defect::RetryWithOldToken) => token,
                Ok(other) => other,
                Err(_) if self.build.has(Defect::RetryOldOnFailure) => token,
                Err(no_token) => return Err(self.refused(answer, attempts, no_token)),
            };
            let again = faults::repetition(request, self.build);
            let second = self.attempt(&again, &token, until).await;
            self.count_retry(&second);
            attempts = attempts.saturating_add(1);
            if !self.build.has(Defect::FirstResponseDelivered) {
                answer = second;
            }
        }
        self.forget_afterwards(&token, &answer, attempts);
        self.delivered(answer, attempts)
    }

    /// Whether to send the request again. The contract: once, after any 401.
    fn wants_another(
        &self,
        request: &Outgoing,
        answer: &Result<Answer, ExchangeError>,
        attempts: u8,
    ) -> bool {
        let Ok(answer) = answer else {
            return false;
        };
        let (status, first) = (answer.status, attempts == 1);
        match self.build.defect {
            Some(Defect::RetryNever) => false,
            Some(Defect::RetryTwice) => attempts <= 2 && status == 401,
            Some(Defect::RetryForEver | Defect::RetryRecreated) => status == 401,
            Some(Defect::RetryOncePerClient) => first && status == 401 && !self.state.retried.replace(true),
            Some(Defect::RetryOn403) => first && matches!(status, 401 | 403),
            Some(Defect::RetryOn5xx) => first && matches!(status, 401 | 500..),
            Some(Defect::ThirdAfter5xx) => {
                (first && status == 401) || (attempts == 2 && matches!(status, 500..))
            }
            Some(Defect::RetryGetOnly) => first && status == 401 && request.method == "GET",
            Some(Defect::RetryNeedsChallenge) => first && status == 401 && faults::names_the_token(answer),
            _ => first && status == 401,
        }
    }

    /// A new token in place of the refused one.
    async fn replace(&self, token: &Rc<Token>, until: Deadline) -> Result<Rc<Token>, NoToken> {
        match self.build.defect {
            Some(Defect::RefusedTokenKept) => {}
            Some(Defect::LateRefusalEvicts) => self.cache.borrow_mut().drop_any(FetchReason::Refused),
            _ => self.cache.borrow_mut().forget(token.generation, FetchReason::Refused),
        }
        let mut other = self.acquire(until).await?;
        while self.build.has(Defect::RetryUntilTextChanges) && other.text == token.text {
            self.pause_before_repeat().await;
            self.cache.borrow_mut().forget(other.generation, FetchReason::Refused);
            other = self.acquire(until).await?;
        }
        // The 401 must not be lost to a deadline that passed meanwhile.
        if until.passed(self.now()) {
            return Err(NoToken::Deadline);
        }
        Ok(other)
    }

    fn refused(&self, answer: Result<Answer, ExchangeError>, attempts: u8, no_token: NoToken) -> Error {
        let Ok(answer) = answer else {
            return no_token.error();
        };
        if self.build.has(Defect::RefusedWithoutResponse) {
            return no_token.error();
        }
        let Answer { status, headers, body } = answer;
        let response = Response { status, headers, body: body.unwrap_or_default(), attempts };
        Error::Refused(Refused { response, reason: no_token.reason() })
    }

    fn delivered(&self, answer: Result<Answer, ExchangeError>, attempts: u8) -> Result<Response, Error> {
        let failed = |error: ExchangeError| self.cleaned(error).at(Endpoint::ProtectedResource);
        let Answer { status, headers, body } = answer.map_err(failed)?;
        let response = Response { status, headers, body: body.map_err(failed)?, attempts };
        Ok(faults::response(response, self.build))
    }

    fn count_retry(&self, second: &Result<Answer, ExchangeError>) {
        self.count(|counters| match second {
            Ok(Answer { status: 401, .. }) => counters.retries_refused += 1,
            Ok(Answer { body: Ok(_), .. }) => counters.retries_accepted += 1,
            Ok(_) | Err(_) => counters.retries_failed += 1,
        });
    }

    fn deadline_of_retry(&self, until: Deadline) -> Deadline {
        match self.build.defect {
            Some(Defect::DeadlineNotForRetry | Defect::RetryRecreated) => Deadline::NONE,
            _ => until,
        }
    }

    /// Drops the token after some outcomes, which only defects do: the token of a second attempt stays cached.
    fn forget_afterwards(&self, token: &Token, answer: &Result<Answer, ExchangeError>, attempts: u8) {
        let status = answer.as_ref().map_or(0, |answer| answer.status);
        let broke = answer.as_ref().map_or(true, |answer| answer.body.is_err());
        let forgets = match self.build.defect {
            Some(Defect::EvictsOn403) => status == 403,
            Some(Defect::EvictsOn5xx) => status >= 500,
            Some(Defect::EvictsOnFault) => broke,
            Some(Defect::RecoveredNotStored) => attempts > 1,
            _ => self.build.is(Style::DropsAfterSecond401) && attempts > 1 && status == 401,
        };
        if forgets {
            self.cache.borrow_mut().forget(token.generation, FetchReason::Refused);
        }
    }
}
