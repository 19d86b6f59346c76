//! The command line: what was asked, and the exit code that answers it.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::judge::{Run, judge};
use crate::report::{Conclusion, Palette};
use crate::requirements;
use crate::selection::{Pattern, Selection};
use crate::subject::Subject;

/// Runs the command with these arguments, program name first. Answers on standard output, complains on standard
/// error.
///
/// Exit codes: 0 conformant; 1 the component is nonconformant; 2 the command line is wrong or a file cannot be
/// read; 3 the component could not be judged; 4 nothing ran.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let answer = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => obey(arguments),
        Err(error) => {
            let code = if error.use_stderr() { USAGE } else { CONFORMANT };
            return error.print().map_or(ExitCode::from(USAGE), |()| ExitCode::from(code));
        }
    };
    ExitCode::from(answer.unwrap_or_else(|Refusal(code, text)| {
        // Nobody is left to tell if this fails too.
        let _ = writeln!(io::stderr(), "error: {text}");
        code
    }))
}

/// Judges components that call ScaiKey.
///
/// Without a command it judges the built-in component.
#[derive(Parser)]
#[command(
    name = "scaikey-conformance",
    bin_name = COMMAND,
    version,
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    #[command(subcommand)]
    order: Option<Order>,
    #[command(flatten)]
    filter: Filter,
}

#[derive(Subcommand)]
enum Order {
    /// Judges a component of the world `scaikey:client`.
    Component {
        /// The .wasm to judge; the built-in one if left out.
        file: Option<PathBuf>,
        #[command(flatten)]
        filter: Filter,
    },
    /// Shows every requirement.
    List,
    /// Shows one requirement.
    Explain {
        /// Its id.
        id: String,
    },
}

#[derive(Args, Default)]
struct Filter {
    /// Judge by these requirements only: an id, or the beginning of ids and `*`. May be repeated.
    #[arg(long, value_name = "PATTERN")]
    include: Vec<Pattern>,
    /// Leave these requirements out; patterns as for --include. May be repeated.
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<Pattern>,
    /// Count what only should be kept as if it must.
    #[arg(long)]
    strict: bool,
    /// Play the random schedule of this seed only.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

/// An exit code and the line that explains it.
struct Refusal(u8, String);

fn obey(arguments: Arguments) -> Result<u8, Refusal> {
    match arguments.order {
        None => component(None, arguments.filter),
        Some(Order::Component { file, filter }) => component(file.as_deref(), filter),
        Some(Order::List) => print(|out| {
            requirements::all().try_for_each(|requirement| {
                writeln!(out, "{:<7}  {:<38}  {}", requirement.level, requirement.id, requirement.sentence)
            })
        }),
        Some(Order::Explain { id }) => {
            let requirement = requirements::find(&id)
                .ok_or_else(|| Refusal(USAGE, format!("no requirement is called {id:?}")))?;
            print(|out| {
                writeln!(out, "{}\n  {} {}", requirement.id, requirement.level, requirement.sentence)?;
                writeln!(out, "  source: {}", requirement.source)?;
                writeln!(out, "  judge by it: {COMMAND} --include {}", requirement.id)
            })
        }
    }
}

fn component(file: Option<&Path>, filter: Filter) -> Result<u8, Refusal> {
    let mut run = Run {
        selection: Selection { include: filter.include, exclude: filter.exclude },
        strict: filter.strict,
        ..Run::default()
    };
    if let Some(seed) = filter.seed {
        run.seeds = seed..=seed;
    }
    let subject = match file {
        None => Subject::load("the built-in component", COMMAND, scaikey_component::CLIENT),
        Some(path) => {
            let name = path.display().to_string();
            let command = format!("{COMMAND} component '{}'", name.replace('\'', r"'\''"));
            Subject::load(name, command, &read(path)?)
        }
    };
    let subject = subject.map_err(|unfit| Refusal(UNDECIDED, unfit.to_string()))?;
    let report = judge(&subject, &run);
    print(|out| report.write(out, Palette::of(&io::stdout())))?;
    Ok(match report.conclusion() {
        Conclusion::Conformant => CONFORMANT,
        Conclusion::Nonconformant => NONCONFORMANT,
        Conclusion::Undecided => UNDECIDED,
        Conclusion::Partial | Conclusion::Empty => PARTIAL,
    })
}

fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(COMPONENT_LIMIT + 1).read_to_end(&mut bytes));
    match read {
        Ok(length) if length as u64 > COMPONENT_LIMIT => {
            Err(Refusal(USAGE, format!("{} is no component: it exceeds 64 MiB", path.display())))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(Refusal(USAGE, format!("cannot read {}: {error}", path.display()))),
    }
}

/// Prints in one piece; a report that nobody can read is no success.
fn print(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<u8, Refusal> {
    let mut text = Vec::new();
    let written = write(&mut text).and_then(|()| io::stdout().write_all(&text));
    written.map(|()| CONFORMANT).map_err(|error| Refusal(USAGE, format!("cannot write the report: {error}")))
}

const COMMAND: &str = "cargo conformance";

/// Greater than any component that a language's tool chain makes; what exceeds it might never end.
const COMPONENT_LIMIT: u64 = 64 << 20;

const CONFORMANT: u8 = 0;
const NONCONFORMANT: u8 = 1;
const USAGE: u8 = 2;
const UNDECIDED: u8 = 3;
const PARTIAL: u8 = 4;
