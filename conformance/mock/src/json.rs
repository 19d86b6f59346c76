//! What `serde_json` makes long-winded.

use serde_json::Value;

/// Takes a member out of an object.
pub(crate) fn remove(object: &mut Value, name: &str) {
    if let Some(object) = object.as_object_mut() {
        object.remove(name);
    }
}
