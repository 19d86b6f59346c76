//! The cached token, and the generations of those before it.

use std::rc::Rc;

use zeroize::Zeroizing;

use super::grant::Grant;
use crate::build::Build;
use crate::defect::Defect;
use crate::moment::Moment;
use crate::token::Token;
use crate::types::FetchReason;

pub(crate) struct Cache {
    build: Build,
    held: Option<Rc<Token>>,
    /// Generation of the newest token.
    issued: u64,
    /// Generation of the newest token that was refused or discarded.
    gone: u64,
    /// Why there is no token, while there is none.
    reason: FetchReason,
    /// The text of the newest token, which is redacted in errors.
    newest: Zeroizing<String>,
    /// Lifetime of the first token, which only a defective client remembers.
    first: Option<std::time::Duration>,
}

impl Cache {
    pub(crate) fn new(build: Build) -> Self {
        Self {
            build,
            held: None,
            issued: 0,
            gone: 0,
            reason: FetchReason::Cold,
            newest: Zeroizing::default(),
            first: None,
        }
    }

    /// The token, whatever its age.
    pub(crate) fn held(&self) -> Option<&Rc<Token>> {
        self.held.as_ref()
    }

    /// The token, if it needs no renewal.
    pub(crate) fn fresh(&self, now: Moment) -> Option<Rc<Token>> {
        self.held.clone().filter(|token| !token.fresh_for(now, self.build).is_zero())
    }

    /// The token, if it may be sent when its renewal fails.
    pub(crate) fn usable(&self, now: Moment) -> Option<Rc<Token>> {
        let usable = |token: &Rc<Token>| {
            !token.remaining(now, self.build).is_zero() || self.build.has(Defect::ExpiredSent)
        };
        self.held.clone().filter(usable)
    }

    /// Why the next token is fetched.
    pub(crate) fn reason(&self) -> FetchReason {
        if self.held.is_some() { FetchReason::Window } else { self.reason }
    }

    /// Replaces the token.
    pub(crate) fn store(&mut self, grant: Grant, asked: Moment) -> Rc<Token> {
        self.issued += 1;
        self.newest = grant.token.clone();
        let told = grant.lifetime.span();
        let first = *self.first.get_or_insert(told);
        let token = Rc::new(Token {
            text: grant.token,
            generation: self.issued,
            asked,
            lifetime: if self.build.has(Defect::FirstLifetimeReused) { first } else { told },
            scopes: grant.scopes,
        });
        self.held = Some(Rc::clone(&token));
        token
    }

    /// Forgets the token if it is the one of this generation. A newer one stays.
    pub(crate) fn forget(&mut self, generation: u64, why: FetchReason) {
        if generation > self.issued {
            return;
        }
        self.gone = self.gone.max(generation);
        if self.held.as_ref().is_some_and(|token| token.generation <= generation) {
            self.drop_any(why);
        }
    }

    /// Forgets the token, whichever it is.
    pub(crate) fn drop_any(&mut self, why: FetchReason) {
        self.held = None;
        self.reason = why;
    }

    /// Whether a token was refused or discarded meanwhile.
    pub(crate) fn is_gone(&self, token: &Token) -> bool {
        token.generation <= self.gone
    }

    /// The text of the newest token, refused or not.
    pub(crate) fn newest(&self) -> &str {
        &self.newest
    }
}
