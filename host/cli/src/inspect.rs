//! `scaikey inspect`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use scaikey_host::{Engine, Interruption};
use scaikey_terminal::{Error, escaped};

use crate::error::{self, no_answer};
use crate::{print, source};

/// Show which world a component fits, its imports, exports and size
#[derive(Args)]
pub(crate) struct Inspect {
    /// The component; the built-in one if there is none
    file: Option<PathBuf>,
}

impl Inspect {
    pub(crate) fn run(self) -> Result<ExitCode, Error> {
        let file = self.file.as_deref();
        let bytes = source::read(file)?;
        let engine = Engine::new(Interruption::Epochs).map_err(error::of)?;
        let component = scaikey_host::inspect(&engine, &bytes)
            .map_err(|error| no_answer(format!("{}: {error}", source::name(file))))?;
        let mut lines = vec![
            format!("component  {}", source::name(file)),
            format!("size       {} bytes", component.size),
        ];
        for import in &component.imports {
            let beyond = component.beyond_least_authority.contains(import);
            lines.push(format!("import     {import}{}", if beyond { "  (not granted)" } else { "" }));
        }
        lines.extend(component.exports.iter().map(|export| format!("export     {export}")));
        lines.extend(component.missing.is_empty().then(|| "world      client".to_owned()));
        print(escaped(&(lines.join("\n") + "\n"), &['\n']))?;
        if component.missing.is_empty() {
            return Ok(ExitCode::SUCCESS);
        }
        let missing = component.missing.join("; ");
        Err(no_answer(format!("{} is not of the client world: {missing}", source::name(file))))
    }
}

pub(crate) const EXAMPLES: &str = "\
Examples:
  scaikey inspect
  scaikey inspect my.wasm";
