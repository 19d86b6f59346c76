//! Settings from the environment.

use std::env::VarError;
use std::path::PathBuf;

use super::super::super::refusal::Refusal;
use super::Settings;

/// Reads all variables. An empty one is as good as none.
pub(super) fn read(variable: impl Fn(&str) -> Result<String, VarError>) -> Result<Settings, Refusal> {
    let text = |name: &str| match variable(&format!("SCAIKEY_{name}")) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Refusal::from(format!("SCAIKEY_{name} is not UTF-8"))),
    };
    Ok(Settings {
        base: text("BASE")?,
        tenant: text("TENANT")?,
        client_id: text("CLIENT_ID")?,
        client_secret: text("CLIENT_SECRET")?,
        client_secret_file: text("CLIENT_SECRET_FILE")?.map(PathBuf::from),
        ca_file: text("CA_FILE")?.map(PathBuf::from),
        allow_http: text("ALLOW_HTTP")?.as_deref().map(switch).transpose()?,
        resource: text("RESOURCE")?,
        allowed_scopes: text("ALLOWED_SCOPES")?.as_deref().map(words),
    })
}

pub(super) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn switch(text: &str) -> Result<bool, Refusal> {
    match text {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err("SCAIKEY_ALLOW_HTTP is not 1, 0, true or false".to_owned().into()),
    }
}
