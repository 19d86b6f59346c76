//! `scaikey call`

use std::fs;
use std::io::{self, Read};
use std::process::ExitCode;

use clap::Args;
use http::StatusCode;
use scaikey_host::types::{self, Header, Request};

use super::print;
use super::source::Source;
use super::trouble::Trouble;

/// Send one request with a token and print the body of the answer
#[derive(Args)]
pub(crate) struct Call {
    /// Method, as it is to be sent
    method: String,
    /// Path under the base URL, with its query
    path: String,
    /// Header field; may be repeated
    #[arg(short = 'H', long = "header", value_name = "NAME:VALUE", value_parser = header)]
    headers: Vec<Header>,
    /// Body: a text, @FILE, or @- for standard input
    #[arg(short, long)]
    data: Option<String>,
    #[command(flatten)]
    source: Source,
}

impl Call {
    pub(crate) async fn run(self) -> Result<ExitCode, Trouble> {
        let body = self.data.as_deref().map(bytes).transpose()?;
        let client = self.source.open().await?;
        let request = Request { headers: self.headers, body, ..Request::new(self.method, self.path) };
        let response = match client.send(request).await {
            Ok(response) => response,
            Err(error) => {
                // A 401 that could not be retried is an answer too.
                if let Some(types::Error::Refused(refused)) = error.client() {
                    print(&refused.response.body)?;
                }
                return Err(error.into());
            }
        };
        print(&response.body)?;
        if (200..300).contains(&response.status) {
            return Ok(ExitCode::SUCCESS);
        }
        eprintln!("scaikey: answered {}", status(response.status));
        Ok(ExitCode::from(1))
    }
}

fn header(argument: &str) -> Result<Header, &'static str> {
    let (name, value) = argument.split_once(':').ok_or("no colon between name and value")?;
    Ok((name.to_owned(), value.trim().into()))
}

fn bytes(data: &str) -> Result<Vec<u8>, Trouble> {
    let outcome = match data.strip_prefix('@') {
        None => return Ok(data.into()),
        Some("-") => {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map(|_| bytes)
        }
        Some(file) => fs::read(file),
    };
    outcome.map_err(|error| Trouble::usage(format!("cannot read {}: {error}", &data[1..])))
}

fn status(code: u16) -> String {
    StatusCode::from_u16(code).map_or_else(|_| code.to_string(), |status| status.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(argument: &str, expected: Option<(&str, &str)>) {
        let expected = expected.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec()));
        assert_eq!(header(argument).ok(), expected, "{argument:?}");
    }

    #[test]
    fn headers_split_at_the_first_colon() {
        check("accept:text/plain", Some(("accept", "text/plain")));
        check("accept:  text/plain ", Some(("accept", "text/plain")));
        check("link: <https://scaikey.example>", Some(("link", "<https://scaikey.example>")));
        check("empty:", Some(("empty", "")));
        check("accept", None);
    }
}
