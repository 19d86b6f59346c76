//! `scaikey inspect`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use scaikey_host::{Engine, Interruption};

use crate::source;
use crate::trouble::Trouble;

/// Show which world a component fits, its imports, exports and size
#[derive(Args)]
pub(crate) struct Inspect {
    /// The component; the built-in one if there is none
    file: Option<PathBuf>,
}

impl Inspect {
    pub(crate) fn run(self) -> Result<ExitCode, Trouble> {
        let file = self.file.as_deref();
        let bytes = source::read(file)?;
        let engine = Engine::new(Interruption::Epochs)?;
        let component = scaikey_host::inspect(&engine, &bytes)
            .map_err(|error| Trouble::NoAnswer(format!("{}: {error}", source::name(file))))?;
        println!("component  {}", source::name(file));
        println!("size       {} bytes", component.size);
        for import in &component.imports {
            let beyond = component.beyond_least_authority.contains(import);
            println!("import     {import}{}", if beyond { "  (not granted)" } else { "" });
        }
        for export in &component.exports {
            println!("export     {export}");
        }
        match component.world {
            Ok(world) => {
                println!("world      {world}");
                Ok(ExitCode::SUCCESS)
            }
            Err(missing) => {
                let missing = missing.join("; ");
                Err(Trouble::NoAnswer(format!(
                    "{} is not of the client world: {missing}",
                    source::name(file)
                )))
            }
        }
    }
}
