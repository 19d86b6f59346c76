//! Judges deployments of ScaiKey: requests go out, and what comes back is held against the registry.
//!
//! A *target* says which deployment, and as which application. A *visit* asks it, with restraint (*conduct*), and
//! writes everything down. *Checks* look at answers, most of which several of them share; the *court* makes a report of
//! what they find. What the network or a gateway keeps from being seen is inconclusive, and never counts as kept.
//!
//! ScaiKey's documents are the law. Where they are silent, a check observes; it fails a deployment only where anything
//! else would be a security hole.

mod answer;
mod ask;
mod certificate;
mod checks;
mod conduct;
mod court;
mod date;
mod interrupt;
mod jwt;
mod network;
mod origin;
mod recorder;
mod rehearsal;
mod secrets;
mod story;
mod target;
mod visit;

pub use conduct::Conduct;
pub(crate) use conduct::LONGEST_LIFETIME;
pub use court::{Judged, Tour};
pub use interrupt::Interrupt;
pub use network::Internet;
pub use target::{Address, Target};

use scaikey_mock::{Algorithm, Keys, Mock};

use rehearsal::Rehearsal;

/// Judges a deployment over real sockets, by everything that is safe unless the tour allows more. Whatever it does, and
/// whenever the interrupt is given, the report is complete. `progress` is told of each requirement before it is judged,
/// and how many are left.
///
/// A deployment that cannot be reached, or gives no token, is judged by that alone. Fails if this machine has no runtime
/// for it.
pub fn judge_deployment(
    target: &Target,
    internet: &Internet,
    tour: &Tour,
    interrupt: &Interrupt,
    progress: &dyn Fn(&str, usize),
) -> std::io::Result<Judged> {
    court::judge(target, internet, tour, interrupt, progress)
}

/// The same with a mock in place of the deployment, in process and in a time that passes only when it is waited for. What
/// comes of it shows what a deployment would be sent that keeps the contract, and says nothing about any.
pub(crate) fn rehearse(target: &Target, tour: &Tour) -> std::io::Result<Judged> {
    let rehearsal = Rehearsal::of(target, Keys::generate(Algorithm::Es256));
    court::judge(target, &rehearsal, tour, &Interrupt::new(), &|_, _| {})
}

/// Judges a mock in process, in a time that passes only when it is waited for.
pub fn judge_mock(target: &Target, mock: Mock, tour: &Tour) -> std::io::Result<Judged> {
    court::judge(target, &Rehearsal::with(target, mock), tour, &Interrupt::new(), &|_, _| {})
}
