//! A transport that keeps the budget and the pace, and records each request with its result.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use scaikey_host::{Body, Clocks, Exchange, HttpError, Transport};
use tokio::time::{Instant, sleep_until, timeout};

use super::answer::Answer;
use super::pacing::{LONGEST_WAIT, Pacing, network_error};

/// A transport for the requests of the suite and of components alike.
#[derive(Clone)]
pub(crate) struct Recorder {
    network: Arc<dyn Transport>,
    clocks: Arc<dyn Clocks>,
    journal: Arc<Mutex<Journal>>,
}

/// The requests so far, in order.
pub(crate) struct Journal {
    began: Instant,
    /// When the next request may begin.
    next: Instant,
    pacing: Pacing,
    /// Why no more requests are sent, if none are.
    pub(crate) closed: Option<String>,
    pub(crate) records: Vec<Record>,
}

/// One attempt. It holds secrets, so there is no `Debug`.
#[derive(Clone)]
pub(crate) struct Record {
    /// Since the run began.
    pub(crate) at: Duration,
    /// What the wall clock said when it was over, since 1970.
    pub(crate) wall: Duration,
    pub(crate) took: Duration,
    pub(crate) request: Request<Bytes>,
    /// The answer, or the error of the network in words.
    pub(crate) outcome: Result<Answer, String>,
    /// Whether it repeats a request that brought no answer of the deployment.
    pub(crate) is_repeat: bool,
}

impl Recorder {
    pub(crate) fn new(network: Arc<dyn Transport>, clocks: Arc<dyn Clocks>, pacing: Pacing) -> Self {
        let now = Instant::now();
        let journal = Journal { began: now, next: now, pacing, closed: None, records: Vec::new() };
        Self { network, clocks, journal: Arc::new(journal.into()) }
    }

    pub(crate) fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a request when its turn comes. Fails without sending it once the budget is spent, or once the deployment has
    /// asked to wait for too long.
    pub(crate) async fn exchange(&self, request: Request<Bytes>) -> Result<Answer, HttpError> {
        let (place, start) = self.journal().permit(&request).ok_or(NOT_PERMITTED)?;
        sleep_until(start).await;
        let outcome = timeout(EXCHANGE_TIMEOUT, self.send_now(request)).await;
        let outcome = outcome.unwrap_or(Err(HttpError::HttpResponseTimeout));
        let wall = self.clocks.wall();
        let mut journal = self.journal();
        if let Ok(answer) = &outcome
            && let Some(wait) = answer.retry_after(wall)
        {
            journal.hold_back(wait);
        }
        let record = &mut journal.records[place];
        record.took = start.elapsed();
        record.wall = wall;
        record.outcome = outcome.clone().map_err(|error| network_error(&error));
        outcome
    }

    /// How many requests were sent.
    pub(crate) fn sent(&self) -> usize {
        self.journal().records.len()
    }

    async fn send_now(&self, request: Request<Bytes>) -> Result<Answer, HttpError> {
        let request = request.map(Body::from);
        let (head, body) = self.network.send(request).await?.into_parts();
        let body = read(body).await?;
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body })
    }
}

/// For components: their requests count like those of the suite.
impl Transport for Recorder {
    fn send(&self, request: Request<Body>) -> Exchange {
        let recorder = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let request = Request::from_parts(head, read(body).await?);
            let Answer { status, headers, body } = recorder.exchange(request).await?;
            let mut response = Response::new(Body::from(body));
            *response.status_mut() =
                http::StatusCode::from_u16(status).map_err(|_| HttpError::HttpProtocolError)?;
            *response.headers_mut() = headers;
            Ok(response)
        })
    }
}

impl Journal {
    /// How many of the requests are repeats.
    pub(crate) fn repeated(&self) -> usize {
        self.records.iter().filter(|record| record.is_repeat).count()
    }

    /// How many requests may still be sent.
    pub(crate) fn left(&self) -> usize {
        self.pacing.requests.saturating_sub(self.records.len())
    }

    /// Records one more request: its place, and when it may begin. `None` if no more may be sent.
    fn permit(&mut self, request: &Request<Bytes>) -> Option<(usize, Instant)> {
        if self.left() == 0 {
            let text = format!(
                "all {} requests of this run are spent: --requests permits more",
                self.pacing.requests
            );
            self.closed.get_or_insert(text);
        }
        if self.closed.is_some() {
            return None;
        }
        let start = self.next.max(Instant::now());
        self.next = start + self.pacing.interval;
        self.records.push(Record {
            at: start - self.began,
            wall: Duration::ZERO,
            took: Duration::ZERO,
            request: request.clone(),
            outcome: Err("no answer was waited for".into()),
            is_repeat: false,
        });
        Some((self.records.len() - 1, start))
    }

    /// Holds requests back for this time. If that is too long, no more are sent.
    fn hold_back(&mut self, time: Duration) {
        if time > LONGEST_WAIT {
            self.closed.get_or_insert(format!("the deployment asks to wait for {} s", time.as_secs()));
            return;
        }
        self.next = self.next.max(Instant::now() + time);
    }
}

/// A body of at most 1 MiB.
async fn read(body: Body) -> Result<Bytes, HttpError> {
    match Limited::new(body, LARGEST).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) => match error.downcast::<HttpError>() {
            Ok(error) => Err(*error),
            Err(error) if error.is::<LengthLimitError>() => Err(HttpError::HttpResponseBodySize),
            Err(_) => Err(HttpError::HttpProtocolError),
        },
    }
}

/// The error of a request that may not be sent.
const NOT_PERMITTED: HttpError = HttpError::InternalError;
/// For one exchange.
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(10);
const LARGEST: usize = 1 << 20;
