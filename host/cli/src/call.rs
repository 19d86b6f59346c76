//! `scaikey call`

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use scaikey_host::types::{Error as ClientError, Header, Request};
use scaikey_terminal::{Error, Input};

use crate::answer::{self, Delivery};
use crate::error::{self, answered};
use crate::options;
use crate::setup::Setup;

/// Send one request with a token and print the body of the answer
///
/// On a terminal control characters of the body are escaped; elsewhere it is as it came.
#[derive(Args)]
pub(crate) struct Call {
    /// Method, sent as it is
    method: String,
    /// Path under the base URL, with its query
    path: String,
    /// Header field; may be repeated
    #[arg(short = 'H', long = "header", value_name = "NAME:VALUE")]
    headers: Vec<String>,
    /// Body: a text, @FILE, or @- for standard input
    #[arg(short, long, value_name = "BODY")]
    data: Option<String>,
    #[command(flatten)]
    delivery: Delivery,
    #[command(flatten)]
    setup: Setup,
}

impl Call {
    pub(crate) async fn run(self) -> Result<ExitCode, Error> {
        let headers = self.headers.iter().map(|field| header(field)).collect::<Result<_, _>>()?;
        self.delivery.check()?;
        let opened = self.setup.open().await?;
        let body = self.data.as_deref().map(|data| bytes(data, opened.request_limit)).transpose()?;
        let request = Request { headers, body, ..options::request(&self.method, &self.path, opened.timeout) };
        match opened.client.send(request).await {
            Ok(response) if answer::is_success(response.status) => {
                self.delivery.deliver(&response)?;
                Ok(ExitCode::SUCCESS)
            }
            Ok(response) => {
                self.delivery.deliver(&response)?;
                Err(answered(format!("answered {}", answer::status(response.status))))
            }
            Err(error) => {
                // A 401 that could not be retried is an answer too.
                if let Some(ClientError::Refused(refused)) = error.client() {
                    self.delivery.deliver(&refused.response)?;
                }
                Err(error::of(error))
            }
        }
    }
}

/// The field is not in the error: its value may be a secret.
fn header(field: &str) -> Result<Header, Error> {
    let (name, value) = field.split_once(':').ok_or_else(|| {
        Error::usage("a header field has no colon between name and value: write -H 'name: value'")
    })?;
    Ok((name.to_owned(), value.trim().into()))
}

fn bytes(data: &str, most: u64) -> Result<Vec<u8>, Error> {
    let Some(file) = data.strip_prefix('@') else { return Ok(data.into()) };
    Ok(Input::read("--data", Path::new(file), most)?.bytes().to_vec())
}

pub(crate) const EXAMPLES: &str = "\
Examples:
  scaikey call GET /api/v1/admin/tenants
  scaikey call GET /api/v1/admin/tenants --output tenants.json
  scaikey call POST /api/v1/admin/tenants -H 'content-type: application/json' -d @tenant.json
  scaikey call HEAD /api/v1/admin/tenants --include --timeout 5
  scaikey call GET /api/v1/admin/tenants -v --ca-file roots.pem";

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
