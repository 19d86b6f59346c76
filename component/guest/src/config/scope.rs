//! Lists of scopes, and the `scope` parameter (RFC 6749 section 3.3).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The `scope` parameter: each scope once, in order. `None` if `scopes` is empty.
pub(crate) fn join(scopes: &[String], quote: &dyn Fn(&str) -> String) -> Result<Option<String>, String> {
    let mut joined = String::new();
    for scope in scopes {
        if !is_scope(scope) {
            return Err(format!(
                "invalid scope {}: expected printable ASCII without space, quote or backslash, one scope in each entry",
                quote(scope)
            ));
        }
        if joined.split(' ').any(|earlier| earlier == scope) {
            continue;
        }
        if joined.len() + scope.len() >= MAX_LENGTH {
            return Err("scopes too long: expected at most 8 KiB in total".into());
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(scope);
    }
    Ok((!joined.is_empty()).then_some(joined))
}

/// The valid scopes of a list from a server.
pub(crate) fn split(list: &str) -> Vec<String> {
    list.split(' ').filter(|scope| is_scope(scope)).map(String::from).collect()
}

fn is_scope(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
}

const MAX_LENGTH: usize = 8192;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scopes: &[&str], expected: Result<Option<&str>, ()>) {
        let scopes: Vec<_> = scopes.iter().map(|scope| String::from(*scope)).collect();
        assert_eq!(
            join(&scopes, &|scope| scope.into()).as_ref().map(Option::as_deref).map_err(|_| ()),
            expected
        );
    }

    #[test]
    fn scopes_are_joined_once_each_in_order() {
        check(&[], Ok(None));
        check(&["admin:read"], Ok(Some("admin:read")));
        check(&["b", "a", "b"], Ok(Some("b a")));
    }

    #[test]
    fn invalid_scopes_are_rejected() {
        for scope in ["", "a b", "a\"", "a\\", "a\n", "\u{e9}"] {
            check(&["a", scope], Err(()));
        }
        check(&[&"a".repeat(8192)], Err(()));
    }

    #[test]
    fn invalid_scopes_in_a_list_of_the_server_are_skipped() {
        assert_eq!(split("  a  b\u{e9} c "), ["a", "c"]);
    }
}
