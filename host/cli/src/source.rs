//! Which component to work with.

use std::borrow::Cow;
use std::path::Path;

use scaikey_terminal::{Error, Input};

/// The bytes of a file, or of the built-in component.
pub(crate) fn read(file: Option<&Path>) -> Result<Cow<'static, [u8]>, Error> {
    match file {
        Some(file) => Ok(Input::read("component", file, MOST)?.bytes().to_vec().into()),
        None => Ok(scaikey_component::CLIENT.into()),
    }
}

/// What to call it in a message.
pub(crate) fn name(file: Option<&Path>) -> String {
    file.map_or_else(|| "built-in".into(), |file| file.display().to_string())
}

/// Bytes of a component; the library loads no larger ones.
const MOST: u64 = 64 * 1024 * 1024;
