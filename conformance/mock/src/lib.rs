//! A ScaiKey deployment that runs on a laptop: tokens, keys and the admin API, as the documentation has them.
//!
//! [`Mock`] is a pure value: what it answers is made of its state, a request and the time, which the caller tells.
//! [`Server`] puts one behind a socket. Whoever wants to see a client survive gives it [`Faults`]; whoever wants to see
//! a judge of deployments judge gives it a [`Defect`], which is to be found, or a [`Manner`], which is not.

mod admin;
mod application;
mod assignees;
mod bearer;
mod certificate;
mod claims;
mod control;
mod credentials;
mod defect;
mod faults;
mod form;
mod json;
mod keys;
mod line;
mod manner;
mod mock;
mod path;
mod published;
mod random;
mod refusal;
mod reply;
mod route;
mod scopes;
mod serve;
mod server;
mod setup;
mod tenant;
mod token;
mod token_endpoint;

pub use application::{Application, Level};
pub use certificate::Certificate;
pub use defect::Defect;
pub use faults::{Faults, Trouble};
pub use keys::{Algorithm, Keys};
pub use line::line;
pub use manner::Manner;
pub use mock::Mock;
pub use random::word;
pub use reply::{Delivery, Note, Reply, ReplyBody};
pub use server::{Handler, Limits, Protocol, Server};
pub use setup::Setup;
pub use tenant::{Status, Tenant};
