use std::fs;
use std::path::PathBuf;

use clap::builder::Resettable;
use clap::{Args, Command, ValueHint};
use serde::Deserialize;

use super::account::Account;
use super::values::{Setting, Switch, Words};
use super::*;

#[derive(Args, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Settings {
    #[command(flatten)]
    #[serde(flatten)]
    account: Account,
    #[arg(long)]
    scopes: Option<Setting<Words>>,
    #[arg(long, value_hint = ValueHint::FilePath)]
    key: Option<Setting<PathBuf>>,
    #[arg(long)]
    count: Option<Setting<u8>>,
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = values::ON)]
    quiet: Option<Setting<Switch>>,
}

/// These flags, whatever the variables of this process are.
fn flags(arguments: &[&str]) -> Result<Flags<Settings>, String> {
    let command = Flags::<Settings>::augment_args(Command::new("test").no_binary_name(true));
    let command = command.mut_args(|argument| argument.env(Resettable::Reset));
    let matches = command.try_get_matches_from(arguments).map_err(|error| error.to_string())?;
    Flags::from_arg_matches(&matches).map_err(|error| error.to_string())
}

/// A file in a folder of its own.
fn file(text: &str, mode: u32) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.toml");
    fs::write(&path, text).expect("a file");
    #[cfg(unix)]
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(mode)).expect("a file of ours");
    (folder, path)
}

/// The settings of a file and of flags, in words.
fn read(text: &str, arguments: &[&str]) -> Result<String, String> {
    let (folder, path) = file(text, 0o600);
    let settings = flags(arguments)?.read(Some(&path));
    let Settings { account, scopes, key, count, quiet } =
        settings.map_err(|error| error.to_string().replace(&path.display().to_string(), "{}"))?;
    let said = [
        ("base", account.base().ok().map(str::to_owned)),
        ("tenant", account.tenant().map(str::to_owned)),
        ("scopes", Setting::value(&scopes).map(|words| words.0.join("+"))),
        ("key", Setting::value(&key).map(|path| path.display().to_string())),
        ("count", Setting::value(&count).map(u8::to_string)),
        ("quiet", Switch::is_on(&quiet).then(|| "on".into())),
        ("allow-http", account.allows_http().then(|| "on".into())),
    ];
    let said = said.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
    let folder = format!("{}/", folder.path().display());
    Ok(said.collect::<Vec<_>>().join(" ").replace(&folder, "{}/"))
}

#[track_caller]
fn check(text: &str, arguments: &[&str], expected: &str) {
    assert_eq!(read(text, arguments).as_deref(), Ok(expected));
}

#[track_caller]
fn refuses(text: &str, expected: &str) {
    let error = read(text, &[]).expect_err("it is wrong");
    assert_eq!(error, expected);
    assert!(!error.contains("hunter2"), "{error}");
}

#[test]
fn every_setting_may_be_a_flag_or_a_key() {
    let text = "base = 'b'\ntenant = 't'\nscopes = ['x', 'y z']\nkey = 'k.pem'\ncount = 7\nquiet = true";
    check(text, &[], "base=b tenant=t scopes=x+y z key={}/k.pem count=7 quiet=on");
    let arguments = ["--base=b", "--tenant", "t", "--scopes", " x  y", "--key=k.pem", "--count=7", "--quiet"];
    check("", &arguments, "base=b tenant=t scopes=x+y key=k.pem count=7 quiet=on");
    check("scopes = ' x  y'\nkey = '-'\nallow-http = false", &[], "scopes=x+y key=-");
    check("key = '/a/b'", &["--allow-http=1", "--quiet=0"], "key=/a/b allow-http=on");
}

#[test]
fn a_flag_goes_before_the_file_and_an_empty_one_clears_it() {
    let text = "base = 'b'\ntenant = 't'\ncount = 7\nquiet = true\nkey = 'k'\nscopes = ['x']";
    check(text, &["--base=c", "--count=8", "--quiet=false"], "base=c tenant=t scopes=x key={}/k count=8");
    check(text, &["--tenant=", "--count=", "--quiet=", "--key=", "--scopes="], "base=b");
}

#[test]
fn an_empty_text_in_the_file_counts_as_unset() {
    check("base = ''\ntenant = ''\nkey = ''\ncount = ''\nquiet = ''", &[], "");
}

#[test]
fn a_key_of_the_wrong_type_is_named_with_its_value() {
    refuses("base = 5", "base in {}: invalid type: integer `5`, expected a string");
    refuses("scopes = 5", "scopes in {}: invalid type: integer `5`, expected a list of texts in quotes");
    refuses("scopes = [5]", "scopes in {}: invalid type: integer `5`, expected a string");
    refuses("count = 'many'", "count in {}: invalid type: string \"many\", expected u8");
    refuses("count = 256", "count in {}: invalid value: integer `256`, expected u8");
    refuses("allow-http = 'yes'", "allow-http in {}: invalid type: string \"yes\", expected a boolean");
}

#[test]
fn no_error_shows_what_may_be_a_secret() {
    refuses("client-secret = ['hunter2']", "client-secret in {}: expected a text in quotes");
    let syntax = "is not TOML: write each key once, as key = \"value\"";
    refuses("client-secret = hunter2", &format!("{{}}: line 1 {syntax}"));
    refuses("base = 'a'\nclient-secret = 'hunter2", &format!("{{}}: line 2 {syntax}"));
    refuses("client-secret = 'a'\nclient-secret = 'hunter2'", &format!("{{}}: line 2 {syntax}"));
}

#[test]
fn an_unknown_key_is_named_with_those_there_are() {
    refuses(
        "client_secret = 'hunter2'",
        "{}: unknown key \"client_secret\": the keys are base, tenant, client-id, client-secret, \
         client-secret-file, ca-file, allow-http, scopes, key, count, quiet",
    );
    let error = read("[client]\nid = 'hunter2'", &[]).expect_err("it is unknown");
    assert!(error.starts_with("{}: unknown key \"client\": "), "{error}");
}

#[test]
fn a_flag_that_is_wrong_is_named_with_its_value() {
    let error = read("", &["--count=many"]).expect_err("it is wrong");
    assert!(error.starts_with("error: invalid value 'many' for '--count <COUNT>': "), "{error}");
    let error = read("", &["--allow-http=yes"]).expect_err("it is wrong");
    let expected = "error: invalid value 'yes' for '--allow-http[=<SWITCH>]': expected 1, 0, true or false\n";
    assert!(error.starts_with(expected), "{error}");
}

#[cfg(unix)]
#[test]
fn a_file_must_be_its_owners_and_private_if_there_is_a_secret_in_it() {
    #[track_caller]
    fn check(text: &str, mode: u32, expected: Option<&str>) {
        let (_folder, path) = file(text, mode);
        let outcome = flags(&[]).expect("flags").read(Some(&path));
        let error = outcome.err().map(|error| error.to_string());
        assert_eq!(error.is_some(), expected.is_some(), "{error:?}");
        assert!(error.unwrap_or_default().contains(expected.unwrap_or_default()));
    }
    check("client-secret = 'hunter2'", 0o600, None);
    check(
        "client-secret = 'hunter2'",
        0o640,
        Some(" may be read or written by others than its owner: run chmod"),
    );
    check("client-secret = ''", 0o644, None);
    check("base = 'a'", 0o644, None);
    check("base = 'a'", 0o664, Some(" may be written by others than its owner: run chmod go-w "));
}

#[test]
fn a_file_is_bounded() {
    refuses(&"#".repeat(64 * 1024 + 1), "{} is too large: more than 64 KiB");
}

#[test]
fn flags_can_be_written_again() {
    let given = |arguments: &[&str]| flags(arguments).expect("flags").given();
    assert_eq!(given(&[]), "");
    assert_eq!(given(&["--allow-http", "--tenant", "it's"]), r" --tenant 'it'\''s' --allow-http");
    assert_eq!(
        given(&["--quiet=0", "--scopes", "a b", "--tenant="]),
        " --tenant '' --scopes 'a b' --quiet='0'"
    );
}
