//! Configuration. It comes from the environment alone, since command lines are visible to every user of a machine.

use std::env::VarError;

use scaikey_host::Options;
use scaikey_host::types::{Settings, Surface};

use super::trouble::Trouble;

/// Reads options through `variable`, which is [`std::env::var`] but in tests.
pub(crate) fn options(variable: impl Fn(&str) -> Result<String, VarError>) -> Result<Options, Trouble> {
    let optional = |name: &str| match variable(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Trouble::usage(format!("{name} is not UTF-8; set it anew"))),
    };
    let required = |name: &str, what: &str| {
        optional(name)?.ok_or_else(|| Trouble::usage(format!("{name} is not set; set it to {what}")))
    };
    let base_url = required("SCAIKEY_BASE", "the base URL of the deployment, https://scaikey.example")?;
    let client_id = required("SCAIKEY_CLIENT_ID", "the client id of the application")?;
    let client_secret = required("SCAIKEY_CLIENT_SECRET", "the client secret of the application")?;
    let surface = optional("SCAIKEY_TENANT")?.map_or(Surface::Platform, Surface::Tenant);
    let scopes = optional("SCAIKEY_SCOPES")?.unwrap_or_default();
    let allow_http = match optional("SCAIKEY_ALLOW_HTTP")?.as_deref() {
        Some("1" | "true") => true,
        None | Some("0" | "false") => false,
        Some(_) => {
            return Err(Trouble::usage(
                "SCAIKEY_ALLOW_HTTP is not 1, 0, true or false; set it to 1 or unset it",
            ));
        }
    };
    Ok(Options {
        base_url,
        surface,
        client_id,
        client_secret: client_secret.into(),
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        settings: Some(Settings { allow_http, ..Settings::default() }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEEDED: &[(&str, &str)] = &[
        ("SCAIKEY_BASE", "https://scaikey.example"),
        ("SCAIKEY_CLIENT_ID", "app"),
        ("SCAIKEY_CLIENT_SECRET", "hunter2"),
    ];

    fn read(variables: &[(&str, &str)]) -> Result<Options, Trouble> {
        options(|name| {
            let found = variables.iter().rev().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
        })
    }

    #[track_caller]
    fn check(more: &[(&str, &str)], expected: Result<&str, &str>) {
        let outcome = read(&[NEEDED, more].concat());
        let shown = outcome.map(|options| format!("{options:?}")).map_err(|trouble| trouble.to_string());
        match expected {
            Ok(part) => assert!(shown.as_ref().is_ok_and(|text| text.contains(part)), "{shown:?}"),
            Err(text) => assert_eq!(shown, Err(text.to_owned())),
        }
    }

    #[test]
    fn variables_become_options() {
        check(&[], Ok("surface: Surface::Platform"));
        check(&[], Ok("scopes: []"));
        check(&[], Ok("allow-http: false"));
        check(&[("SCAIKEY_TENANT", "acme")], Ok("Surface::Tenant(\"acme\")"));
        check(&[("SCAIKEY_TENANT", "")], Ok("surface: Surface::Platform"));
        check(&[("SCAIKEY_SCOPES", " b  a ")], Ok("scopes: [\"b\", \"a\"]"));
        check(&[("SCAIKEY_ALLOW_HTTP", "1")], Ok("allow-http: true"));
        check(&[("SCAIKEY_ALLOW_HTTP", "true")], Ok("allow-http: true"));
        check(&[("SCAIKEY_ALLOW_HTTP", "0")], Ok("allow-http: false"));
    }

    #[test]
    fn a_variable_that_is_missing_or_odd_is_named() {
        check(
            &[("SCAIKEY_BASE", "")],
            Err("SCAIKEY_BASE is not set; set it to the base URL of the deployment, https://scaikey.example"),
        );
        check(
            &[("SCAIKEY_CLIENT_SECRET", "")],
            Err("SCAIKEY_CLIENT_SECRET is not set; set it to the client secret of the application"),
        );
        check(
            &[("SCAIKEY_ALLOW_HTTP", "yes")],
            Err("SCAIKEY_ALLOW_HTTP is not 1, 0, true or false; set it to 1 or unset it"),
        );
    }
}
