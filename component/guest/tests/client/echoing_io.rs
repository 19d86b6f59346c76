//! An `Io` whose endpoints echo the secrets that they receive.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use scaikey_guest::{ExchangeError, HttpRequest, HttpResponse, Io, Limits};
use scaikey_policy::Instant;

use crate::reply::{Reply, connection_refused, json_string, status};
use crate::scripted_io::SentRequest;
use crate::spellings::spellings;

pub(crate) const SECRET: &str = r#"s3/c+r "3t\~%41"#;
/// The `user-pass` of HTTP Basic for this secret.
pub(crate) const PAIR: &str = "service-1:s3%2Fc%2Br+%223t%5C%7E%2541";

/// The beginning of every token. Its length is a multiple of 3, so that it is recognizable in base64 too.
pub(crate) const TOKEN: &str = r#"to.k/+~%41"\"#;

/// The token with this number.
fn token(number: u64) -> String {
    format!("{TOKEN}{number:04}==")
}

/// What an endpoint does, and where it echoes a secret.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Behaviour {
    Success,
    TokenBesideError,
    EchoInCode,
    EchoInDescription,
    EchoInHeaders,
    Disconnect,
    Timeout,
}

/// Which secret to echo, in which spelling, and after how many other characters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Echo {
    pub(crate) secret: usize,
    pub(crate) spelling: usize,
    pub(crate) padding: usize,
}

/// Clones share one state.
#[derive(Clone, Default)]
pub(crate) struct EchoingIo(Rc<State>);

#[derive(Default)]
struct State {
    monotonic: Cell<u64>,
    offset: Cell<i128>,
    /// Behaviours for the next exchanges, the last one first.
    behaviours: RefCell<Vec<Behaviour>>,
    echo: Cell<Echo>,
    /// Number of the latest token, which is the one to echo.
    issued: Cell<Option<u64>>,
    sent: RefCell<Vec<SentRequest>>,
}

impl EchoingIo {
    /// Sets the behaviours for the next exchanges.
    pub(crate) fn expect(&self, behaviours: [Behaviour; 4], echo: Echo) {
        self.0.behaviours.replace(behaviours.into());
        self.0.echo.set(echo);
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.0.monotonic.set(self.0.monotonic.get() + seconds * SECOND);
    }

    pub(crate) fn shift_wall_clock(&self, seconds: i64) {
        self.0.offset.set(self.0.offset.get() + i128::from(seconds) * i128::from(SECOND));
    }

    pub(crate) fn sent(&self) -> Vec<SentRequest> {
        self.0.sent.take()
    }

    fn echoed(&self) -> String {
        let Echo { secret, spelling, padding } = self.0.echo.get();
        let mut known = vec![SECRET.into(), PAIR.into()];
        known.extend(self.0.issued.get().map(token));
        let spellings = spellings(&known[secret % known.len()]);
        format!("{}{}.", "x".repeat(padding), spellings[spelling % spellings.len()])
    }

    fn of_token_endpoint(&self, behaviour: Behaviour) -> Reply {
        let echoed = json_string(&self.echoed());
        let next = self.0.issued.get().unwrap_or(0) + 1;
        let token = json_string(&token(next));
        match behaviour {
            Behaviour::Success => {
                self.0.issued.set(Some(next));
                status(200).body(format!(r#"{{"access_token":{token},"expires_in":60,"scope":{echoed}}}"#))
            }
            Behaviour::TokenBesideError => status(200)
                .body(format!(r#"{{"access_token":{token},"error":{token},"error_description":{token}}}"#)),
            Behaviour::EchoInCode => status(400).body(format!(r#"{{"error":{echoed}}}"#)),
            Behaviour::EchoInDescription => {
                status(401).body(format!(r#"{{"error":"invalid_client","error_description":{echoed}}}"#))
            }
            _ => status(503).with("retry-after", &echoed).body(echoed),
        }
    }

    fn of_resource(&self, behaviour: Behaviour) -> Reply {
        let echoed = self.echoed();
        match behaviour {
            Behaviour::Success | Behaviour::TokenBesideError => status(200).body(echoed),
            Behaviour::EchoInCode => status(200).with("content-length", &echoed),
            _ => status(401).with("www-authenticate", &echoed).body(echoed),
        }
    }
}

impl Io for EchoingIo {
    fn now(&self) -> Instant {
        let monotonic = self.0.monotonic.get();
        Instant::new(monotonic, i128::from(monotonic) + self.0.offset.get())
    }

    async fn exchange(
        &self,
        request: HttpRequest<'_>,
        limits: Limits,
    ) -> Result<HttpResponse, ExchangeError> {
        let behaviour = self.0.behaviours.borrow_mut().pop().expect("a call has at most four exchanges");
        let reply = match behaviour {
            Behaviour::Disconnect => connection_refused(),
            Behaviour::Timeout => {
                self.0.monotonic.set(self.0.monotonic.get() + limits.timeout.as_nanos() as u64);
                return Err(ExchangeError::Timeout("no response within the time limit"));
            }
            _ if request.path.ends_with("/oauth/token") => self.of_token_endpoint(behaviour),
            _ => self.of_resource(behaviour),
        };
        self.0.sent.borrow_mut().push(SentRequest::new(request, limits));
        Ok(HttpResponse { status: reply.outcome?, headers: reply.headers, body: Ok(reply.body) })
    }
}

const SECOND: u64 = 1_000_000_000;
