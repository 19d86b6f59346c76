//! `selftest`: judges the judge.

use std::io;
use std::path::PathBuf;

use clap::Args;
use scaikey_terminal::{Draft, Error, progress};

use super::print;
use crate::component::selftest::selftest;
use crate::report::Palette;

#[derive(Args)]
pub(super) struct Selftest {
    /// Write the kill matrix as JSON to this file too; `-` prints it instead
    #[arg(long, value_name = "PATH")]
    json: Option<PathBuf>,
}

impl Selftest {
    pub(super) fn run(self) -> Result<u8, Error> {
        let is_printed = self.json.as_ref().is_some_and(|path| path.as_os_str() == "-");
        let path = self.json.filter(|_| !is_printed);
        let unwritable = |error: io::Error| {
            let path = path.as_deref().unwrap_or("".as_ref()).display();
            Error::usage(format!("cannot write {path}: {error}"))
        };
        // Before the work, so that none is lost.
        let draft = path.as_deref().map(Draft::begin).transpose().map_err(unwritable)?;
        // The line is erased with the last subject.
        let matrix = selftest(&|name, done, all| {
            progress(&if done < all { format!("{done}/{all} {name}") } else { String::new() });
        });
        let mut document = Vec::new();
        matrix
            .write_json(&mut document)
            .map_err(|error| Error::usage(format!("cannot write JSON: {error}")))?;
        if let Some(draft) = draft {
            draft.finish(&document).map_err(unwritable)?;
        }
        match is_printed {
            true => print(|out| {
                out.append(&mut document);
                Ok(())
            })?,
            false => print(|out| matrix.write(out, Palette::of(&io::stdout())))?,
        };
        Ok(u8::from(!matrix.is_right()))
    }
}
