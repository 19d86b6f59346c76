//! Judges any component of the ScaiKey client world, and any deployment of ScaiKey.
//!
//! Of components first: a run takes a [`Subject`] and a [`Selection`] of the [`requirements`] and makes a [`Report`]. Each
//! check puts the subject into a world of its own: a mock ScaiKey in place of the network, and a time that stands still
//! until the check moves it. So an hour costs nothing, boundaries are exact to the nanosecond, and every run is the same.
//! What needs no waiting can be judged over loopback sockets too (`wire`).
//!
//! The judge shares no code with what it judges: what a conformant subject sends is written out here byte by byte.
//!
//! Deployments have checks of their own (`deployment`), made of requests; the [`Report`] is the same. A person's mock is
//! another crate, `scaikey-mock`: the mock endpoint here does as a check scripts, that one as ScaiKey documents.
//!
//! In reading order: what is demanded ([`requirements`]), how it is checked (`checks`), in which world (`world`,
//! `endpoint`, `application`), what holds besides (`invariants`), and what is said about it ([`Report`]).

mod core;

mod component;
mod deployment;

mod report;

pub mod command;

pub use crate::core::evidence::{Event, Evidence, Exchange, Gap, Lane, Message};
pub use crate::core::expectations::Expectations;
pub use crate::core::options::RunOptions;
pub use crate::core::outcome::{Broken, Outcome};
pub use crate::core::redaction::Redacted;
pub use crate::core::report::{Identity, Judgement, Means, Report, Settings};
pub use crate::core::requirement::{Level, Need, Profile, Requirement};
pub use crate::core::requirements;
pub use crate::core::selection::{Pattern, Selection, UnknownRequirement};
pub use component::capabilities::Capabilities;
pub use component::options::{ComponentOptions, Transport};
pub use component::subject::{LoadError, Subject};
pub use component::suite::judge;
pub use deployment::{
    Address, DeploymentOptions, DeploymentResult, Internet, Interrupt, Pacing, Target, judge_deployment,
    judge_mock,
};
pub use report::{Conclusion, Counts, Palette};
