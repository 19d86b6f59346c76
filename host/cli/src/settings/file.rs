//! Settings from a configuration file in TOML.

use std::env::VarError;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::super::content::{Content, STDIN};
use super::super::trouble::Trouble;
use super::table::{Kind, SETTINGS};
use super::{Said, Settings};

/// Reads `config`, or the usual file if it is there. Refuses a file that others may write, and one with a secret that
/// others may read. No error holds a value.
pub(super) fn read(
    config: Option<&Path>,
    variable: impl Fn(&str) -> Result<String, VarError>,
) -> Result<Settings, Trouble> {
    let usual = || usual(variable).filter(|path| !matches!(path.try_exists(), Ok(false)));
    let Some(path) = config.map(Path::to_owned).or_else(usual) else {
        return Ok(Settings(Default::default()));
    };
    let content = Content::read("--config", &path, MOST)?;
    let settings = settings(&content, &path)?;
    match settings.text("client-secret") {
        Some(_) => content.private()?,
        None => content.untouched()?,
    }
    Ok(settings)
}

fn settings(content: &Content, path: &Path) -> Result<Settings, Trouble> {
    let name = path.display();
    let text = content.text()?;
    let table: Table = text.parse().map_err(|error| Trouble::usage(no_toml(path, text, &error)))?;
    let mut settings = Settings(Default::default());
    for (key, value) in table {
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == key) else {
            let keys = SETTINGS.each_ref().map(|setting| setting.name).join(", ");
            return Err(Trouble::usage(format!("{name}: there is no key {key:?}; the keys are {keys}")));
        };
        let place = format!("{key} in {name}");
        let value = written(setting.kind, value, path)
            .ok_or_else(|| Trouble::usage(format!("{place} is not {}", expected(setting.kind))))?;
        settings.0.insert(setting.name, Said { value, place });
    }
    Ok(settings)
}

/// The place of the fault alone: what stands there may be a secret.
fn no_toml(path: &Path, text: &str, error: &toml::de::Error) -> String {
    let end = error.span().map_or(0, |span| span.start.min(text.len()));
    let line = text.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count() + 1;
    format!("{}: line {line} is no TOML; write each key once, as key = \"value\"", path.display())
}

/// As the other sources write it. Paths start from the folder of the file.
fn written(kind: Kind, value: Value, file: &Path) -> Option<String> {
    match (kind, value) {
        (Kind::Path, Value::String(path)) if !matches!(path.as_str(), "" | STDIN) => {
            file.with_file_name(path).into_os_string().into_string().ok()
        }
        (Kind::Text | Kind::Secret | Kind::Words | Kind::Path, Value::String(text)) => Some(text),
        (Kind::Words, Value::Array(words)) => {
            let words = words.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
            Some(words.join(" "))
        }
        (Kind::Switch, Value::Boolean(switch)) => Some(switch.to_string()),
        (Kind::Seconds | Kind::Bytes, Value::Integer(number)) => Some(number.to_string()),
        (Kind::Seconds, Value::Float(seconds)) => Some(seconds.to_string()),
        _ => None,
    }
}

fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Secret | Kind::Path => "a text in quotes",
        Kind::Words => "a list of texts in quotes",
        Kind::Switch => "true or false, without quotes",
        Kind::Seconds | Kind::Bytes => "a number without quotes",
    }
}

/// Where a user's configuration belongs.
fn usual(variable: impl Fn(&str) -> Result<String, VarError>) -> Option<PathBuf> {
    let absolute = |name| variable(name).ok().map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = absolute("XDG_CONFIG_HOME").or_else(|| Some(absolute("HOME")?.join(".config")))?;
    Some(folder.join("scaikey").join("config.toml"))
}

/// Bytes of a configuration.
const MOST: u64 = 64 * 1024;
