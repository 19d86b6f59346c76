//! Faults of a mock deployment, as flags.

use clap::{Args, ValueEnum};
use scaikey_mock::{EndpointFault, Faults};
use scaikey_terminal::Error;

#[derive(Args)]
pub(super) struct FaultFlags {
    /// Let tokens live for N seconds, whatever their application is set to
    #[arg(long, value_name = "SECONDS")]
    lifetime: Option<u32>,
    /// Refuse N valid tokens with 401
    #[arg(long, value_name = "N")]
    refuse: Option<u32>,
    /// Set the clock N seconds ahead; behind, if negative
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    clock_offset: Option<i32>,
    /// Where the following faults apply; both places, with a comma
    #[arg(long, value_name = "PLACE", value_delimiter = ',')]
    at: Vec<Place>,
    /// Number of requests that they apply to [default: 1]
    #[arg(long, value_name = "N", requires = "at")]
    next: Option<u32>,
    /// Answer with this status
    #[arg(long, value_name = "CODE", requires = "at")]
    status: Option<u16>,
    /// Send Retry-After with N seconds
    #[arg(long, value_name = "SECONDS", requires = "at")]
    retry_after: Option<u32>,
    /// Delay the answer by N milliseconds
    #[arg(long, value_name = "MILLISECONDS", requires = "at")]
    delay: Option<u32>,
    /// Close the connection after N bytes of the body
    #[arg(long, value_name = "BYTES", requires = "at")]
    cut: Option<usize>,
    /// Reset the connection in place of an answer
    #[arg(long, requires = "at")]
    reset: bool,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Place {
    /// Requests for tokens
    TokenEndpoint,
    /// Requests to the admin API
    Resource,
}

impl FaultFlags {
    /// Adds these to the faults of the file. Fails if a value is out of its bounds.
    pub(super) fn add_to(&self, faults: &mut Faults) -> Result<(), Error> {
        if !self.at.is_empty()
            && self.fault() == (EndpointFault { next: self.next.unwrap_or(1), ..EndpointFault::default() })
        {
            let text = "--at names a place, and no flag a fault: add --status, --retry-after, --delay, --cut or --reset";
            return Err(Error::usage(text));
        }
        faults.lifetime = self.lifetime.or(faults.lifetime);
        faults.refuse_tokens = self.refuse.unwrap_or(faults.refuse_tokens);
        faults.clock_offset = self.clock_offset.unwrap_or(faults.clock_offset);
        if self.at.contains(&Place::TokenEndpoint) {
            faults.token_endpoint = Some(self.fault());
        }
        if self.at.contains(&Place::Resource) {
            faults.resource = Some(self.fault());
        }
        faults.check().map_err(Error::usage)
    }

    fn fault(&self) -> EndpointFault {
        EndpointFault {
            next: self.next.unwrap_or(1),
            status: self.status,
            retry_after: self.retry_after,
            delay_ms: self.delay.unwrap_or(0),
            cut: self.cut,
            reset: self.reset,
        }
    }
}
