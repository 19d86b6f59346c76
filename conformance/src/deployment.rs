//! Judges deployments of ScaiKey: requests go out, and what comes back is held against the registry.
//!
//! A *target* is a deployment and an application of it. An *inspection* sends requests within the budget and the pace
//! (*pacing*), records each, and keeps the answers that several *checks* share. What the network or a gateway keeps from
//! being seen is inconclusive, and never counts as kept.
//!
//! ScaiKey's documents are the law. Where they are silent, a check observes; it fails a deployment only where anything
//! else would be a security hole.

mod checks;
mod exchanges;
mod inspection;
mod interrupt;
mod jwt;
mod network;
mod options;
mod origin;
mod suite;
mod target;
mod transcript;

pub(crate) use exchanges::pacing::LONGEST_LIFETIME;
pub use exchanges::pacing::Pacing;
pub use interrupt::Interrupt;
pub use network::Internet;
pub use options::DeploymentOptions;
pub use suite::DeploymentResult;
pub use target::{Address, Target};

use scaikey_mock::{Algorithm, Keys, Mock};

use network::mock::MockNetwork;

/// Judges a deployment over real sockets, by everything that is safe unless the options allow more. Whatever it does, and
/// whenever the interrupt is given, the report is complete. `progress` is told of each requirement before it is judged,
/// and how many are left.
///
/// A deployment that cannot be reached, or gives no token, is judged by that alone. Fails if this machine has no runtime
/// for it.
pub fn judge_deployment(
    target: &Target,
    internet: &Internet,
    options: &DeploymentOptions,
    interrupt: &Interrupt,
    progress: &dyn Fn(&str, usize),
) -> std::io::Result<DeploymentResult> {
    suite::judge(target, internet, options, interrupt, progress)
}

/// The same with a mock in place of the deployment, in process and in a time that passes only when it is waited for. What
/// comes of it shows what a deployment would be sent that keeps the contract, and says nothing about any.
pub(crate) fn rehearse(target: &Target, options: &DeploymentOptions) -> std::io::Result<DeploymentResult> {
    let network = MockNetwork::of(target, Keys::generate(Algorithm::Es256));
    suite::judge(target, &network, options, &Interrupt::new(), &|_, _| {})
}

/// Judges a mock in process, in a time that passes only when it is waited for.
pub fn judge_mock(
    target: &Target,
    mock: Mock,
    options: &DeploymentOptions,
) -> std::io::Result<DeploymentResult> {
    suite::judge(target, &MockNetwork::with(target, mock), options, &Interrupt::new(), &|_, _| {})
}
