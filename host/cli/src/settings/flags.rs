//! Settings from the command line: all but secrets, since command lines are visible to every user of a machine.

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches, ValueHint};

use super::table::{Kind, SETTINGS, Setting};
use super::{Said, Settings};

/// The flags that were given.
pub(in super::super) struct Flags(Vec<(&'static str, String)>);

impl Flags {
    /// An empty flag hides what the other sources say.
    pub(super) fn settings(self) -> Settings {
        let said = |(name, value)| (name, Said { value, place: format!("--{name}") });
        Settings(self.0.into_iter().map(said).collect())
    }
}

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        command.next_help_heading("Settings").args(offered().map(flag))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let given =
            |setting: &Setting| Some((setting.name, matches.get_one::<String>(setting.name)?.clone()));
        Ok(Self(offered().filter_map(given).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn offered() -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().filter(|setting| setting.kind != Kind::Secret)
}

fn flag(setting: &'static Setting) -> Arg {
    let (initial, rest) = setting.meaning.split_at(1);
    let help = format!("{}{rest}", initial.to_uppercase());
    let flag = Arg::new(setting.name).long(setting.name).value_name(setting.value).help(help);
    match setting.kind {
        Kind::Path => flag.value_hint(ValueHint::FilePath),
        Kind::Switch => flag.num_args(0..=1).require_equals(true).default_missing_value("true"),
        Kind::Text | Kind::Secret | Kind::Words | Kind::Seconds | Kind::Bytes => flag,
    }
}
