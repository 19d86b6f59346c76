//! Leak scan: searches what the subject returns to the caller for secrets, and bounds it.

use scaikey_host::types;

use super::Harness;
use super::client::Failure;
use crate::component::secrets;

impl Harness {
    /// Searches a response for secrets that the resource did not send. Fails if there is too much to search.
    pub(super) fn scan_response(&self, response: &types::Response) -> Result<(), TooMuch> {
        let additions = self.mock().journal.additions(&response.headers, &response.body);
        self.scan("a response, of which the resource knows nothing", &additions)
    }

    /// Searches texts for secrets. Fails if they are longer than those of any honest subject.
    pub(super) fn scan(&self, place: &str, texts: &[impl AsRef<[u8]>]) -> Result<(), TooMuch> {
        let length: usize = texts.iter().map(|text| text.as_ref().len()).sum();
        if length > MOST {
            return Err(TooMuch(format!("stop: the component filled {place} with {length} bytes")));
        }
        let of_application = secrets::of(self.application);
        let leaks = |text: &[u8]| of_application.show_in(text) || secrets::of_tokens().show_in(text);
        if texts.iter().any(|text| leaks(text.as_ref())) {
            self.mock().journal.leak(place);
        }
        Ok(())
    }

    /// The failure with its texts searched, or the failure that there are too many.
    pub(super) fn scanned(&self, failure: Failure) -> Failure {
        let Failure::Answered(typed, said) = &failure else {
            return failure;
        };
        let response = match typed {
            types::Error::Refused(refused) => self.scan_response(&refused.response),
            _ => Ok(()),
        };
        let searched = response.and_then(|()| self.scan("an error", &[said]));
        searched.err().map_or(failure, Failure::from)
    }

    /// A text for the journal. A long one is redacted before it is cut, so that no secret is cut in two and missed.
    pub(super) fn kept(&self, text: String) -> String {
        if text.len() <= LONG {
            return text;
        }
        self.redaction().text(&text).beginning(LONG).to_string()
    }
}

/// More than the scan searches; the text says of what.
pub(super) struct TooMuch(String);

impl From<TooMuch> for Failure {
    fn from(TooMuch(text): TooMuch) -> Self {
        Self::Stopped(text, String::new())
    }
}

/// Bytes that a subject may add to one answer; the contract allows it some hundred.
const MOST: usize = 64 * 1024;
/// Characters of a text that are kept.
const LONG: usize = 4096;
