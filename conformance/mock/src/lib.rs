//! A ScaiKey deployment that runs on a laptop: tokens, keys and the admin API, as the documentation has them.
//!
//! [`Mock`] is a pure value: what it answers is made of its state, a request and the time, which the caller tells.
//! [`Server`] puts one behind a socket. Whoever wants to see a client survive gives it [`Faults`]; whoever wants to see
//! a judge of deployments judge gives it a [`Defect`], which is to be found, or a [`Variant`], which is not.

mod admin;
mod defect;
mod faults;
mod json;
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
pub use mock::line::line;
pub use random::word;
pub use reply::{Delivery, Note, Reply, ReplyBody};
pub use server::certificate::Certificate;
pub use server::{Handler, Limits, Protocol, Server};
pub use setup::Setup;
pub use setup::application::{Application, Level};
pub use setup::keys::{Algorithm, Keys};
pub use setup::tenant::{Status, Tenant};
pub use variant::Variant;
