//! Which component to work with.

use std::borrow::Cow;
use std::path::Path;

use super::content::Content;
use super::trouble::Trouble;

/// The bytes of a file, or of the built-in component.
pub(super) fn read(file: Option<&Path>) -> Result<Cow<'static, [u8]>, Trouble> {
    match file {
        Some(file) => Ok(Content::read("component", file, MOST)?.bytes().to_vec().into()),
        None => Ok(scaikey_component::CLIENT.into()),
    }
}

/// What to call it in a message.
pub(super) fn name(file: Option<&Path>) -> String {
    file.map_or_else(|| "built-in".into(), |file| file.display().to_string())
}

/// Bytes of a component; the library loads no larger ones.
const MOST: u64 = 64 * 1024 * 1024;
