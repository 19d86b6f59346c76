//! What a mock deployment starts with.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use scaikey_mock::{Algorithm, Defect, Keys, Setup, Variant, word};
use scaikey_terminal::{Error, Setting};

use super::super::run_flags::read;
use super::faults::FaultFlags;

#[derive(Args)]
pub(super) struct SetupFlags {
    /// A TOML file of applications, tenants and faults
    #[arg(long, env = "SCAIKEY_MOCK_CONFIG", value_name = "FILE")]
    config: Option<Setting<PathBuf>>,
    /// How tokens are signed
    #[arg(long, value_name = "NAME", default_value = "RS256", value_parser = algorithm())]
    algorithm: Algorithm,
    /// Have this defect, which a judge must find. An unknown name prints the list
    #[arg(long, value_name = "NAME", hide_possible_values = true, value_parser = named(Defect::ALL, Defect::name))]
    defect: Option<Defect>,
    /// Behave like this variant, which a judge must accept. An unknown name prints the list
    #[arg(long, value_name = "NAME", hide_possible_values = true, default_value = "usual",
        value_parser = named(Variant::ALL, Variant::name))]
    variant: Variant,
    #[command(flatten)]
    faults: FaultFlags,
}

impl SetupFlags {
    /// Reads the file. Without one, secrets are new at each start.
    pub(super) fn read(self) -> Result<Setup, Error> {
        let keys = Keys::generate(self.algorithm);
        let mut setup = match Setting::value(&self.config) {
            Some(path) => read("--config", path, |text| Setup::read(text, keys))?,
            None => {
                let mut setup = Setup::usual(keys);
                for application in &mut setup.applications {
                    application.secret = word();
                }
                setup
            }
        };
        self.faults.add_to(&mut setup.faults)?;
        Ok(Setup { defect: self.defect, variant: self.variant, ..setup })
    }
}

fn algorithm() -> impl TypedValueParser<Value = Algorithm> {
    PossibleValuesParser::new(["RS256", "ES256"]).map(|name| match &*name {
        "ES256" => Algorithm::Es256,
        _ => Algorithm::Rs256,
    })
}

/// One of `all`, by its name.
fn named<T: Copy + Send + Sync>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(|one| name(*one)))
        .map(move |text| *all.iter().find(|one| name(**one) == text).expect("one of the possible values"))
}
