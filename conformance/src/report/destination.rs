//! Where reports go: `FORMAT=PATH`, in which `-` is standard output.

use std::fmt;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use scaikey_terminal::Draft;

use super::format::Format;
use super::{Palette, Report};

/// A format and a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Destination {
    format: Format,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Output,
    Path(PathBuf),
}

/// A destination that can be written to.
#[derive(Debug)]
pub(crate) struct Opened {
    destination: Destination,
    sink: Sink,
}

impl Place {
    /// Whether both are the same file: paths may be links.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Path(one), Self::Path(other)) => {
                one == other
                    || one
                        .canonicalize()
                        .is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
            }
            _ => self == other,
        }
    }
}

#[derive(Debug)]
enum Sink {
    Output,
    Draft(Draft),
    /// A file to append to.
    Appended(File),
}

/// Every destination: those of the command line, and standard output for people if it is not among them. Fails with one
/// line if two of them are the same place.
pub(crate) fn complete(mut destinations: Vec<Destination>) -> Result<Vec<Destination>, String> {
    for (index, Destination { place, .. }) in destinations.iter().enumerate() {
        if destinations[..index].iter().any(|earlier| earlier.place.is(place)) {
            return Err(format!("two reports go to {place}: send one of them elsewhere"));
        }
    }
    if !destinations.iter().any(|known| known.place == Place::Output) {
        destinations.push(Destination { format: Format::Human, place: Place::Output });
    }
    Ok(destinations)
}

impl Destination {
    /// Opens it, so that whatever prevents it from being written shows before the run. Fails with one line.
    pub(crate) fn open(self) -> Result<Opened, String> {
        let sink = match &self.place {
            Place::Output => Sink::Output,
            Place::Path(path) => self.sink(path).map_err(|error| cannot_write(&self.place, &error))?,
        };
        Ok(Opened { destination: self, sink })
    }

    fn sink(&self, path: &Path) -> io::Result<Sink> {
        match self.format.is_appended() {
            true => File::options().append(true).create(true).open(path).map(Sink::Appended),
            false => Draft::begin(path).map(Sink::Draft),
        }
    }
}

impl Opened {
    /// Writes a report. A file that is replaced gets all of it or nothing. Fails with one line.
    pub(crate) fn write(self, report: &Report) -> Result<(), String> {
        let Self { destination: Destination { format, place }, sink } = self;
        let palette = if let Sink::Output = sink { Palette::of(&io::stdout()) } else { Palette::NONE };
        let mut text = Vec::new();
        let written = report.write_as(format, palette, &mut text).and_then(|()| match sink {
            Sink::Output => io::stdout().write_all(&text).and_then(|()| io::stdout().flush()),
            Sink::Draft(draft) => draft.finish(&text),
            Sink::Appended(mut file) => file.write_all(&text),
        });
        written.map_err(|error| cannot_write(&place, &error))
    }
}

fn cannot_write(place: &Place, error: &io::Error) -> String {
    format!("cannot write the report to {place}: {error}")
}

impl FromStr for Destination {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((name, path)) = text.split_once('=').filter(|(_, path)| !path.is_empty()) else {
            return Err("a report is FORMAT=PATH, where PATH `-` is standard output".into());
        };
        let format = Format::named(name)
            .ok_or_else(|| format!("no format is called {name:?}: there are {}", Format::names()))?;
        let place = if path == "-" { Place::Output } else { Place::Path(path.into()) };
        Ok(Self { format, place })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output => f.write_str("standard output"),
            Self::Path(path) => path.display().fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expected: Result<&str, &str>) {
        let parsed: Result<Vec<Destination>, _> = texts.iter().map(|text| text.parse()).collect();
        let shown = |Destination { format, place }: &Destination| format!("{format:?} to {place}");
        let completed = parsed.and_then(complete);
        let completed = completed.map(|all| all.iter().map(shown).collect::<Vec<_>>().join(", "));
        assert_eq!(completed, expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn standard_output_is_for_people_unless_something_else_is_asked_for() {
        check(&[], Ok("Human to standard output"));
        check(&["json=a"], Ok("Json to a, Human to standard output"));
        check(&["json=-"], Ok("Json to standard output"));
        check(&["junit=a=b", "json=-"], Ok("Junit to a=b, Json to standard output"));
    }

    #[test]
    fn no_place_gets_two_reports() {
        check(&["json=-", "human=-"], Err("two reports go to standard output: send one of them elsewhere"));
        check(&["json=a", "junit=a"], Err("two reports go to a: send one of them elsewhere"));
    }

    #[test]
    fn a_report_is_a_format_and_a_path() {
        for text in ["", "json", "json="] {
            check(&[text], Err("a report is FORMAT=PATH, where PATH `-` is standard output"));
        }
        check(&["pdf=a"], Err(&format!("no format is called \"pdf\": there are {}", Format::names())));
    }
}
