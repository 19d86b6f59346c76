//! The formats of a report.

mod annotations;
mod html;
pub(crate) mod human;
pub(crate) mod json;
mod junit;
mod summary;

use std::io::{self, Write};

use super::{Palette, Report};

/// A format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Human,
    Json,
    Junit,
    Html,
    Annotations,
    Summary,
}

impl Format {
    /// The format of this name; `None` if there is none.
    pub(crate) fn named(name: &str) -> Option<Self> {
        FORMATS.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }

    /// The names of all formats, for error messages.
    pub(crate) fn names() -> String {
        FORMATS.map(|(name, _)| name).join(", ")
    }

    /// Whether the report is appended to a file: a build server shows one summary of all steps.
    pub(crate) fn is_appended(self) -> bool {
        self == Self::Summary
    }
}

impl Report {
    /// Writes the report in a format. Only [`Format::Human`] uses the palette.
    pub(crate) fn write_as(&self, format: Format, palette: Palette, out: &mut impl Write) -> io::Result<()> {
        match format {
            Format::Human => self.write(out, palette),
            Format::Json => self.write_json(out),
            Format::Junit => self.write_junit(out),
            Format::Html => self.write_html(out),
            Format::Annotations => self.write_annotations(out),
            Format::Summary => self.write_summary(out),
        }
    }
}

const FORMATS: [(&str, Format); 6] = [
    ("human", Format::Human),
    ("json", Format::Json),
    ("junit", Format::Junit),
    ("html", Format::Html),
    ("annotations", Format::Annotations),
    ("summary", Format::Summary),
];
