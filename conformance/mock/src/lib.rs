//! A ScaiKey deployment that runs on a laptop: tokens, keys and the admin API, as ScaiKey documents them.
//!
//! [`Mock`] is a pure value: its reply follows from its state, a request and the time, which the caller passes in.
//! [`Mock::serve`] puts it behind a socket. [`Faults`] make it fail for a while. A [`Defect`] is wrong, and a judge of
//! deployments must find it; a [`Variant`] is permitted, and a judge must accept it.
//!
//! [`Reply`] and [`Server`] are shared with the checks of components, whose scripted endpoint decides on its own what to
//! answer: whatever a check needs, right or wrong. This crate behaves as ScaiKey documents, so a script in it would blur
//! what a deployment does, and its tenants, keys and admin API would only burden a check.

mod admin;
mod defect;
mod faults;
mod mock;
mod published;
mod random;
mod reply;
mod route;
mod server;
mod setup;
mod token;
mod variant;

pub use defect::Defect;
pub use faults::{EndpointFault, Faults};
pub use mock::Mock;
pub use mock::log::line;
pub use random::word;
pub use reply::{Delivery, Note, Reply, ReplyBody};
pub use server::certificate::Certificate;
pub use server::{Handler, Limits, Protocol, Server};
pub use setup::Setup;
pub use setup::application::{Application, Level};
pub use setup::keys::{Algorithm, Keys};
pub use setup::tenant::{Status, Tenant};
pub use variant::Variant;
