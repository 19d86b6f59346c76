//! Judges any component of the world `scaikey:client`, and any deployment of ScaiKey.
//!
//! - [`judge`] judges a component, a [`Subject`]. Each check runs in a harness of its own: a mock endpoint in place of the
//!   network, and virtual time that moves only when the check moves it. Every run is the same.
//! - [`judge_deployment`] judges a deployment, a [`Target`], by requests within a budget.
//!
//! Both are suites of one runner and make the same [`Report`]: a judgement for each of the [`requirements`]. The judge
//! shares no code with what it judges: what a conformant subject sends is written out here byte by byte.
//!
//! In reading order: `core` has requirements, runner, verdicts, expectations, evidence and redaction; `component` and
//! `deployment` are the suites; `report` writes reports; [`command`] is the command line. The mock endpoint of `component`
//! is scripted by checks. The crate `scaikey-mock` is a deployment that people run.

mod core;

mod component;
mod deployment;

mod in_process;

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
