//! A world whose endpoints repeat every secret they know.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use scaikey_guest::{Bounds, Fault, Incoming, Outgoing, World};
use scaikey_policy::Instant;

use crate::forms::forms;
use crate::reply::{Reply, broken, quoted, status};
use crate::world::Sent;

pub(crate) const SECRET: &str = r#"s3/c+r "3t\~%41"#;
/// What HTTP Basic makes base64 of.
pub(crate) const PAIR: &str = "service-1:s3%2Fc%2Br+%223t%5C%7E%2541";

/// What every token begins with: a multiple of 3 bytes, so that this shows in base64 too.
pub(crate) const TOKEN: &str = r#"to.k/+~%41"\"#;

/// The token that is issued as the one of this number.
fn token(number: u64) -> String {
    format!("{TOKEN}{number:04}==")
}

/// What an endpoint does, by where it repeats a secret.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Fine,
    Beside,
    Code,
    Description,
    Refused,
    Broken,
    Silent,
}

/// Which secret is repeated, in which form, and after how many other characters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Echo {
    pub(crate) secret: usize,
    pub(crate) form: usize,
    pub(crate) padding: usize,
}

/// Clones share one state.
#[derive(Clone, Default)]
pub(crate) struct Gossip(Rc<State>);

#[derive(Default)]
struct State {
    monotonic: Cell<u64>,
    offset: Cell<i128>,
    /// What the next exchanges meet, the last one first.
    kinds: RefCell<Vec<Kind>>,
    echo: Cell<Echo>,
    /// The number of the token that was issued last, which is the one repeated.
    issued: Cell<Option<u64>>,
    sent: RefCell<Vec<Sent>>,
}

impl Gossip {
    /// What the next exchanges meet.
    pub(crate) fn expect(&self, kinds: [Kind; 4], echo: Echo) {
        self.0.kinds.replace(kinds.into());
        self.0.echo.set(echo);
    }

    pub(crate) fn passes(&self, seconds: u64) {
        self.0.monotonic.set(self.0.monotonic.get() + seconds * SECOND);
    }

    pub(crate) fn steps(&self, seconds: i64) {
        self.0.offset.set(self.0.offset.get() + i128::from(seconds) * i128::from(SECOND));
    }

    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.0.sent.take()
    }

    fn echoed(&self) -> String {
        let Echo { secret, form, padding } = self.0.echo.get();
        let mut known = vec![SECRET.into(), PAIR.into()];
        known.extend(self.0.issued.get().map(token));
        let forms = forms(&known[secret % known.len()]);
        format!("{}{}.", "x".repeat(padding), forms[form % forms.len()])
    }

    fn of_token_endpoint(&self, kind: Kind) -> Reply {
        let echoed = quoted(&self.echoed());
        let next = self.0.issued.get().unwrap_or(0) + 1;
        let token = quoted(&token(next));
        match kind {
            Kind::Fine => {
                self.0.issued.set(Some(next));
                status(200).body(format!(r#"{{"access_token":{token},"expires_in":60,"scope":{echoed}}}"#))
            }
            Kind::Beside => status(200)
                .body(format!(r#"{{"access_token":{token},"error":{token},"error_description":{token}}}"#)),
            Kind::Code => status(400).body(format!(r#"{{"error":{echoed}}}"#)),
            Kind::Description => {
                status(401).body(format!(r#"{{"error":"invalid_client","error_description":{echoed}}}"#))
            }
            _ => status(503).with("retry-after", &echoed).body(echoed),
        }
    }

    fn of_resource(&self, kind: Kind) -> Reply {
        let echoed = self.echoed();
        match kind {
            Kind::Fine | Kind::Beside => status(200).body(echoed),
            Kind::Code => status(200).with("content-length", &echoed),
            _ => status(401).with("www-authenticate", &echoed).body(echoed),
        }
    }
}

impl World for Gossip {
    fn now(&self) -> Instant {
        let monotonic = self.0.monotonic.get();
        Instant::new(monotonic, i128::from(monotonic) + self.0.offset.get())
    }

    async fn exchange(&self, outgoing: Outgoing<'_>, bounds: Bounds) -> Result<Incoming, Fault> {
        let kind = self.0.kinds.borrow_mut().pop().expect("a call has four exchanges at most");
        let reply = match kind {
            Kind::Broken => broken(),
            Kind::Silent => {
                self.0.monotonic.set(self.0.monotonic.get() + bounds.time.as_nanos() as u64);
                return Err(Fault::Timeout("no response in time"));
            }
            _ if outgoing.path.ends_with("/oauth/token") => self.of_token_endpoint(kind),
            _ => self.of_resource(kind),
        };
        self.0.sent.borrow_mut().push(Sent::new(outgoing, bounds));
        Ok(Incoming { status: reply.outcome?, headers: reply.headers, body: Ok(reply.body) })
    }
}

const SECOND: u64 = 1_000_000_000;
