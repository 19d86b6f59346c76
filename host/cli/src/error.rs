//! Exit statuses, and the errors that have them.

use scaikey_host::types::Error as ClientError;
use scaikey_terminal::Error;

/// There was an answer, but no success.
pub(crate) fn answered(text: impl Into<String>) -> Error {
    Error::new(1, text)
}

/// There was no answer, no usable component, or no place for output.
pub(crate) fn no_answer(text: impl Into<String>) -> Error {
    Error::new(3, text)
}

/// The error of the library with its exit status.
pub(crate) fn of(error: scaikey_host::Error) -> Error {
    if error.is_configuration() || error.is_invalid_request() {
        return Error::usage(error.to_string());
    }
    match error.client() {
        Some(ClientError::Refused(_)) => answered(error.to_string()),
        _ => no_answer(error.to_string()),
    }
}

/// A part of help texts.
pub(crate) const EXIT_STATUS: &str = "\
Exit status:
  0  done; for a call, a 2xx answer
  1  another answer
  2  bad usage or configuration; nothing was sent
  3  no token or no answer, no component of this world, or output that cannot be written";
