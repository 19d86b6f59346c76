//! What the command is called.

use std::ffi::OsStr;

/// What a person types to run it, so that it can be shown in texts: inside this repository cargo runs it, which tells
/// the process its `package`.
pub(super) fn name(package: Option<&OsStr>) -> &'static str {
    if package.is_some_and(|package| package == env!("CARGO_PKG_NAME")) { "cargo conformance" } else { OWN }
}

/// Its name where it is installed.
pub(super) const OWN: &str = "scaikey-conformance";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_runs_it_here_and_nobody_elsewhere() {
        assert_eq!(name(Some("scaikey-conformance".as_ref())), "cargo conformance");
        assert_eq!(name(Some("of-somebody-else".as_ref())), "scaikey-conformance");
        assert_eq!(name(None), "scaikey-conformance");
    }
}
