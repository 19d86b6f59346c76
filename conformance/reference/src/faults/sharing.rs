//! Defects of calls that overlap: fetches that are not shared, and calls that never end.

use std::future::pending;
use std::rc::Rc;
use std::time::Duration;

use crate::client::Client;
use crate::defect::Defect;
use crate::environment::Environment;
use crate::error::NoToken;
use crate::token::Token;

impl<W: Environment> Client<W> {
    /// Whether this call does not share the fetch of another.
    pub(crate) fn fetches_alone(&self) -> bool {
        match self.build.defect {
            Some(Defect::FlightsNotShared) => true,
            Some(Defect::SharedOnlyWhenCold) => self.cache.borrow().held().is_some(),
            _ => false,
        }
    }

    /// Never ends if another call renews the token, and that is the defect.
    pub(crate) async fn hang_in_second_renewal(&self) {
        let renews = self.fetch_lock.try_lock().is_err() && self.cache.borrow().held().is_some();
        if self.build.has(Defect::RenewalsDeadlock) && renews {
            pending().await
        }
    }

    /// Never ends if a fetch was dropped, and that is the defect.
    pub(crate) async fn hang_after_dropped_fetch(&self) {
        if self.build.has(Defect::DroppedFetchWedges) && self.state.fetching.get() {
            pending().await
        }
    }

    /// Pauses in the endless loops of some defects, or nothing could stop them.
    pub(crate) async fn pause_before_repeat(&self) {
        if matches!(
            self.build.defect,
            Some(
                Defect::RetryForEver
                    | Defect::RetryRecreated
                    | Defect::RetryUntilTextChanges
                    | Defect::ShortLoops
                    | Defect::TokenRetriedOn429
            )
        ) {
            self.environment.pause(BREATH).await;
        }
    }

    /// Whether to fetch again because the token is stale already, if that is the defect.
    pub(crate) fn repeats_fetch(&self, outcome: &Result<Rc<Token>, NoToken>) -> bool {
        let is_stale = |token: &Rc<Token>| token.fresh_for(self.now(), self.build).is_zero();
        self.build.has(Defect::ShortLoops) && outcome.as_ref().is_ok_and(is_stale)
    }
}

const BREATH: Duration = Duration::from_millis(100);
