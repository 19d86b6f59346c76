//! Settings from the environment.

use std::env::VarError;

use super::super::trouble::Trouble;
use super::table::SETTINGS;
use super::{Said, Settings};

/// Reads all variables. An empty one is as good as none.
pub(super) fn read(variable: impl Fn(&str) -> Result<String, VarError>) -> Result<Settings, Trouble> {
    let mut settings = Settings(Default::default());
    for setting in &SETTINGS {
        let place = setting.variable();
        match variable(&place) {
            Ok(value) if value.is_empty() => {}
            Ok(value) => {
                settings.0.insert(setting.name, Said { value, place });
            }
            Err(VarError::NotPresent) => {}
            Err(VarError::NotUnicode(_)) => {
                return Err(Trouble::usage(format!("{place} is not UTF-8; set it anew")));
            }
        }
    }
    Ok(settings)
}
