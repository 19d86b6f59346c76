//! A world for one client: scripted peers, virtual time, and a record of all that happened.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use scaikey_reference::types::{Error, Options, Reason, Request, Surface};
use scaikey_reference::{Build, Client, Environment, ErrorKind, ExchangeError, Incoming, Outgoing};
use tokio::time::{Instant, sleep_until, timeout_at};

/// Plays a scene with one client and gives what happened: one line for each call.
pub(crate) fn play(build: Build, scene: impl AsyncFnOnce(&Fixture, Rc<Client<Fixture>>)) -> Vec<String> {
    play_with(options(), build, scene)
}

/// The same with a client of these options.
pub(crate) fn play_with(
    options: Options,
    build: Build,
    scene: impl AsyncFnOnce(&Fixture, Rc<Client<Fixture>>),
) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let tasks = tokio::task::LocalSet::new();
    tasks.block_on(&runtime.expect("a runtime"), async {
        let fixture = Fixture::new();
        let client = Client::open(options, fixture.clone(), build).await.expect("a client");
        scene(&fixture, Rc::new(client)).await;
        fixture.0.record.take()
    })
}

pub(crate) fn options() -> Options {
    Options {
        base_url: "https://scaikey.test".into(),
        surface: Surface::Platform,
        client_id: "svc".into(),
        client_secret: "s3cret/+".into(),
        scopes: Vec::new(),
        settings: None,
    }
}

pub(crate) fn request(method: &str, path: &str) -> Request {
    Request { method: method.into(), path: path.into(), headers: Vec::new(), body: None, deadline: None }
}

#[derive(Clone)]
pub(crate) struct Fixture(Rc<Scene>);

struct Scene {
    began: Instant,
    wall_ahead: Cell<i64>,
    issued: Cell<u32>,
    lifetime: RefCell<String>,
    delay: Cell<Duration>,
    token_endpoint: RefCell<VecDeque<Reply>>,
    resource: RefCell<VecDeque<Reply>>,
    events: RefCell<Vec<String>>,
    record: RefCell<Vec<String>>,
    printed: RefCell<String>,
    sent: RefCell<Vec<String>>,
}

/// What a peer does.
#[derive(Clone)]
pub(crate) enum Reply {
    Answer(Incoming),
    Slow(Duration, Incoming),
    Lost(ErrorKind),
    Silence,
}

pub(crate) fn status(status: u16) -> Reply {
    Reply::Answer(Incoming { status, ..Incoming::default() })
}

pub(crate) fn body(status: u16, body: &str) -> Reply {
    Reply::Answer(Incoming { status, body: body.into(), ..Incoming::default() })
}

impl Fixture {
    fn new() -> Self {
        Self(Rc::new(Scene {
            began: Instant::now(),
            wall_ahead: Cell::default(),
            issued: Cell::default(),
            lifetime: RefCell::new("3600".into()),
            delay: Cell::default(),
            token_endpoint: RefCell::default(),
            resource: RefCell::default(),
            events: RefCell::default(),
            record: RefCell::default(),
            printed: RefCell::default(),
            sent: RefCell::default(),
        }))
    }

    pub(crate) fn token_endpoint(&self, replies: impl IntoIterator<Item = Reply>) {
        self.0.token_endpoint.borrow_mut().extend(replies);
    }

    pub(crate) fn resource(&self, replies: impl IntoIterator<Item = Reply>) {
        self.0.resource.borrow_mut().extend(replies);
    }

    /// What the tokens to come say about their lifetime, as JSON.
    pub(crate) fn lifetime(&self, json: &str) {
        self.0.lifetime.replace(json.into());
    }

    /// What both peers take for an answer.
    pub(crate) fn delay(&self, span: Duration) {
        self.0.delay.set(span);
    }

    pub(crate) fn set_wall(&self, seconds: i64) {
        self.0.wall_ahead.set(seconds);
    }

    pub(crate) async fn travel(&self, span: Duration) {
        tokio::time::advance(span).await;
    }

    /// The requests sent so far, whole.
    pub(crate) fn sent(&self) -> Vec<String> {
        self.0.sent.take()
    }

    /// What the client printed.
    pub(crate) fn printed(&self) -> String {
        self.0.printed.take()
    }

    /// One call, recorded on a line.
    pub(crate) async fn get(&self, client: &Client<Self>) -> Option<Error> {
        self.send(client, request("GET", "/tenants")).await
    }

    pub(crate) async fn send(&self, client: &Client<Self>, request: Request) -> Option<Error> {
        let outcome = client.send(request).await;
        let text = match &outcome {
            Ok(response) => format!("deliver {} after {}", response.status, response.attempts),
            Err(error) => fail(error),
        };
        self.end(text);
        outcome.err()
    }

    /// Ends a line of the record.
    pub(crate) fn end(&self, text: String) {
        let mut line = self.0.events.take();
        line.push(text);
        self.0.record.borrow_mut().push(line.join(", "));
    }

    fn answer(&self, request: &Outgoing) -> Reply {
        let scene = &self.0;
        if request.url.ends_with("/oauth/token") {
            let reply = scene.token_endpoint.borrow_mut().pop_front();
            let (what, reply) = match reply {
                Some(reply) => (shown(&reply), reply),
                None => {
                    scene.issued.set(scene.issued.get() + 1);
                    let token = format!("t{}", scene.issued.get());
                    let lifetime = scene.lifetime.borrow();
                    let text = format!(r#"{{"access_token":"{token}","expires_in":{lifetime}}}"#);
                    (token, body(200, &text))
                }
            };
            scene.events.borrow_mut().push(format!("fetch {what}"));
            return reply;
        }
        let reply = scene.resource.borrow_mut().pop_front().unwrap_or_else(|| status(200));
        let (_, bearer) = request.headers.iter().find(|(name, _)| name == "authorization").expect("a token");
        let token = String::from_utf8_lossy(bearer).replace("Bearer ", "");
        scene.events.borrow_mut().push(format!("send {token} ({})", shown(&reply)));
        reply
    }
}

impl Environment for Fixture {
    fn monotonic(&self) -> Duration {
        Duration::from_secs(1000) + self.0.began.elapsed()
    }

    fn wall(&self) -> Duration {
        let wall = Duration::from_secs(START) + self.0.began.elapsed();
        let ahead = self.0.wall_ahead.get();
        let step = Duration::from_secs(ahead.unsigned_abs());
        if ahead < 0 { wall - step } else { wall + step }
    }

    async fn pause(&self, span: Duration) {
        sleep_until(Instant::now() + span).await;
    }

    async fn exchange(
        &self,
        request: Outgoing,
        within: Duration,
        limit: u64,
    ) -> Result<Incoming, ExchangeError> {
        self.0.sent.borrow_mut().push(whole(&request));
        let end = Instant::now() + within;
        let late = |_| ExchangeError { kind: ErrorKind::Timeout, text: "too late".into() };
        let (delay, answer) = match self.answer(&request) {
            Reply::Answer(answer) => (self.0.delay.get(), Ok(answer)),
            Reply::Slow(delay, answer) => (delay, Ok(answer)),
            Reply::Lost(kind) => (Duration::ZERO, Err(ExchangeError { kind, text: "lost s3cret/+".into() })),
            Reply::Silence => {
                (Duration::MAX / 4, Err(ExchangeError { kind: ErrorKind::Transport, text: "".into() }))
            }
        };
        if !delay.is_zero() {
            timeout_at(end, self.pause(delay.min(Duration::from_secs(1 << 30)))).await.map_err(late)?;
        }
        let mut answer = answer?;
        if answer.body.len() as u64 > limit {
            answer.broken = Some(ExchangeError { kind: ErrorKind::TooLarge, text: "too large".into() });
        }
        Ok(answer)
    }

    fn print(&self, text: &str) {
        self.0.printed.borrow_mut().push_str(text);
    }
}

fn shown(reply: &Reply) -> String {
    match reply {
        Reply::Answer(answer) | Reply::Slow(_, answer) => answer.status.to_string(),
        Reply::Lost(kind) => format!("{kind:?}").to_lowercase(),
        Reply::Silence => "silence".into(),
    }
}

fn whole(request: &Outgoing) -> String {
    let mut text = format!("{} {}\n", request.method, request.url);
    for (name, value) in &request.headers {
        text += &format!("{name}: {}\n", value.escape_ascii());
    }
    text + &request.body.as_deref().map(|body| body.escape_ascii().to_string()).unwrap_or_default()
}

fn fail(error: &Error) -> String {
    let what = match error {
        Error::Configuration(_) => "configuration".into(),
        Error::InvalidRequest(_) => "invalid request".into(),
        Error::Denied(failure) => format!("denied at {:?}", failure.endpoint),
        Error::Transport(failure) => format!("transport at {:?}", failure.endpoint),
        Error::Timeout(failure) => format!("timeout at {:?}", failure.endpoint),
        Error::TooLarge(failure) => format!("too large at {:?}", failure.endpoint),
        Error::Oauth(failure) => format!("oauth {} {}", failure.status, failure.code).trim_end().into(),
        Error::MalformedTokenResponse(_) => "malformed".into(),
        Error::Gated(gated) => format!("gated for {:?}", Duration::from_nanos(gated.remaining)),
        Error::Refused(refused) => {
            let why = match &refused.reason {
                Reason::Failure(failure) => format!("{:?}", failure.kind).replace("FailureKind::", ""),
                Reason::Gated(_) => "gated".into(),
                Reason::Deadline => "deadline".into(),
            };
            format!("refused with {}, since {why}", refused.response.status)
        }
    };
    format!("fail: {what}").replace("Endpoint::", "")
}

/// 2030-01-01 00:00 UTC.
pub(crate) const START: u64 = 1_893_456_000;
