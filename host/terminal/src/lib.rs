//! What the commands `scaikey` and `scaikey-conformance` share.
//!
//! - [`escaped`] makes text safe to print; [`print()`], [`complain`] and [`progress`] write it.
//! - [`parse`] reads a command line; [`Flags`] reads settings from flags, variables and a file.
//! - [`Input`] reads files that users name; [`Draft`] writes files that appear whole or not at all.

mod command_line;
mod draft;
mod error;
mod input;
mod output;
mod settings;
mod text;

pub use command_line::{parse, show};
pub use draft::Draft;
pub use error::Error;
pub use input::Input;
pub use output::{colours, complain, print, progress};
pub use settings::Flags;
pub use settings::account::Account;
pub use settings::values::{Number, Setting, Switch, Words};
pub use text::{escaped, quoted};
