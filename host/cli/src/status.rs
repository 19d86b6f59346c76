//! `scaikey status`

mod call_result;
mod rows;

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use scaikey_terminal::{Error, escaped};
use serde_json::{Map, Value};

use crate::setup::Setup;
use crate::{error, print};
use call_result::CallResult;

/// Make calls one after the other, and show the status of the client
///
/// The status covers the calls of this command. Without a call nothing is sent.
///
/// The exit status is the highest of the calls.
#[derive(Args)]
pub(crate) struct Status {
    /// Method and path of each call
    #[arg(value_name = "METHOD PATH", num_args = 0..)]
    calls: Vec<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    setup: Setup,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line for each call, and for each number that is not 0
    Human,
    /// All of it
    Json,
}

impl Status {
    pub(crate) async fn run(self) -> Result<ExitCode, Error> {
        let (calls, rest) = self.calls.as_chunks();
        if let [method] = rest {
            return Err(Error::usage(format!("{method} has no path: give method and path of each call")));
        }
        let opened = self.setup.open().await?;
        let mut results = Vec::new();
        for [method, path] in calls {
            results.push(CallResult::with(&opened, method, path).await);
        }
        let rows = rows::of(&opened.client.status().await.map_err(error::of)?, &opened.network.counters());
        print(match self.format {
            Format::Human => human(&results, &rows),
            Format::Json => json(&results, rows),
        })?;
        Ok(ExitCode::from(results.iter().map(CallResult::code).max().unwrap_or(0)))
    }
}

fn human(results: &[CallResult], rows: &[(&str, Value)]) -> String {
    let calls = results.iter().map(|result| format!("{result}\n"));
    let shown = rows.iter().filter(|(_, value)| !value.is_null() && value != &Value::from(0_u64));
    let rows = shown.map(|(name, value)| match value.as_str() {
        Some(text) => format!("{name:<18} {text}\n"),
        None => format!("{name:<18} {value}\n"),
    });
    calls.chain(rows).map(|line| escaped(&line, &['\n'])).collect()
}

fn json(results: &[CallResult], rows: Vec<(&str, Value)>) -> String {
    let calls = results.iter().map(CallResult::json).collect();
    let rows = rows.into_iter().map(|(name, value)| (name.replace(' ', "_"), value));
    let report: Map<_, _> = rows.chain([("calls".to_owned(), calls)]).collect();
    format!("{:#}\n", Value::Object(report))
}

pub(crate) const EXAMPLES: &str = "\
Examples:
  scaikey status
  scaikey status GET /api/v1/admin/tenants GET /api/v1/admin/tenants
  scaikey status GET /api/v1/admin/tenants --format json";
