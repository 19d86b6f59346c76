//! What is to go wrong, from the command line.

use clap::{Args, ValueEnum};
use scaikey_mock::{Faults, Trouble};
use scaikey_terminal::Error;

#[derive(Args)]
pub(super) struct FaultFlags {
    /// Let tokens live so many seconds, whatever their application is set to
    #[arg(long, value_name = "SECONDS")]
    lifetime: Option<u32>,
    /// Refuse so many good tokens with 401
    #[arg(long, value_name = "N")]
    refuse: Option<u32>,
    /// Have a clock that is so many seconds ahead; behind, if negative
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    clock_offset: Option<i32>,
    /// Where the following befalls requests. May be both, with a comma
    #[arg(long, value_name = "PLACE", value_delimiter = ',')]
    at: Vec<Place>,
    /// How many requests it befalls; 1 unless set
    #[arg(long, value_name = "N", requires = "at")]
    next: Option<u32>,
    /// Answer with this status instead
    #[arg(long, value_name = "CODE", requires = "at")]
    status: Option<u16>,
    /// Ask to wait so many seconds
    #[arg(long, value_name = "SECONDS", requires = "at")]
    retry_after: Option<u32>,
    /// Hold the answer back for so many milliseconds
    #[arg(long, value_name = "MILLISECONDS", requires = "at")]
    delay: Option<u32>,
    /// Close the connection after so many bytes of the body
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
    /// Adds these to what a file says. Fails if a value is out of its bounds.
    pub(super) fn add_to(&self, faults: &mut Faults) -> Result<(), Error> {
        if !self.at.is_empty()
            && self.trouble() == (Trouble { next: self.next.unwrap_or(1), ..Trouble::default() })
        {
            let text =
                "--at says where, but nothing what: add --status, --retry-after, --delay, --cut or --reset";
            return Err(Error::usage(text));
        }
        faults.lifetime = self.lifetime.or(faults.lifetime);
        faults.refuse_tokens = self.refuse.unwrap_or(faults.refuse_tokens);
        faults.clock_offset = self.clock_offset.unwrap_or(faults.clock_offset);
        if self.at.contains(&Place::TokenEndpoint) {
            faults.token_endpoint = Some(self.trouble());
        }
        if self.at.contains(&Place::Resource) {
            faults.resource = Some(self.trouble());
        }
        faults.check().map_err(Error::usage)
    }

    fn trouble(&self) -> Trouble {
        Trouble {
            next: self.next.unwrap_or(1),
            status: self.status,
            retry_after: self.retry_after,
            delay_ms: self.delay.unwrap_or(0),
            cut: self.cut,
            reset: self.reset,
        }
    }
}
