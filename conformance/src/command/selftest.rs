//! `selftest`: the judge judged.

use std::io;
use std::path::PathBuf;

use clap::Args;

use super::print;
use super::refusal::Refusal;
use crate::command::progress;
use crate::component::selftest::selftest;
use crate::report::Palette;

/// What is asked of a selftest.
#[derive(Args)]
pub(super) struct Selftest {
    /// Write the kill matrix as JSON to this file too; `-` prints it instead
    #[arg(long, value_name = "PATH")]
    json: Option<PathBuf>,
}

impl Selftest {
    pub(super) fn run(self) -> Result<u8, Refusal> {
        // The line is erased with the last subject.
        let matrix = selftest(&|name, done, all| {
            progress::tell(&if done < all { format!("{done}/{all} {name}") } else { String::new() });
        });
        let mut document = Vec::new();
        matrix
            .write_json(&mut document)
            .map_err(|error| Refusal::from(format!("cannot write JSON: {error}")))?;
        match self.json {
            Some(path) if path.as_os_str() == "-" => print(|out| {
                out.append(&mut document);
                Ok(())
            })?,
            path => {
                if let Some(path) = path {
                    std::fs::write(&path, &document).map_err(|error| {
                        Refusal::from(format!("cannot write {}: {error}", path.display()))
                    })?;
                }
                print(|out| matrix.write(out, Palette::of(&io::stdout())))?
            }
        };
        Ok(u8::from(!matrix.is_right()))
    }
}
