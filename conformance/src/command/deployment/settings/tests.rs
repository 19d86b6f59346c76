use std::env::VarError;
use std::path::Path;
use std::{env, fs};

use clap::Parser;

use super::*;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    flags: Flags,
}

/// What these variables, a file of this text if it has any, and these flags say together.
fn read(variables: &[(&str, &str)], text: &str, flags: &[&str]) -> Result<Settings, String> {
    let mut line = vec!["judge"];
    line.extend(flags);
    let folder = (!text.is_empty()).then(|| Folder::new(text));
    let config = folder.as_ref().map(|folder| folder.config());
    line.extend(config.iter().flat_map(|config| ["--config", config]));
    let variable = |name: &str| {
        let known = variables.iter().find(|(known, _)| name.strip_prefix("SCAIKEY_") == Some(known));
        known.map(|(_, value)| (*value).to_owned()).ok_or(VarError::NotPresent)
    };
    Settings::read(Line::parse_from(line).flags, variable).map_err(|refusal| format!("{refusal:?}"))
}

/// A folder with a configuration file that is gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(text: &str) -> Self {
        let path = env::temp_dir().join(format!("settings-{}", scaikey_mock::word()));
        fs::create_dir(&path).expect("a new folder");
        fs::write(path.join("scaikey.toml"), text).expect("it is written");
        let folder = Self(path);
        folder.permit(0o600);
        folder
    }

    fn config(&self) -> String {
        self.0.join("scaikey.toml").to_str().expect("a plain path").to_owned()
    }

    fn permit(&self, mode: u32) {
        use std::os::unix::fs::PermissionsExt;
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(self.config(), permissions).expect("it is ours");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[track_caller]
fn refuses(variables: &[(&str, &str)], text: &str, complaint: &str) {
    let error = read(variables, text, &[]).and_then(|settings| match settings.target() {
        Ok(_) => Ok(()),
        Err(refusal) => Err(format!("{refusal:?}")),
    });
    let error = error.expect_err("it is wrong");
    assert!(error.contains(complaint), "{error}");
    assert!(!error.contains("hunter2") && !error.contains("\\n"), "{error}");
}

const ALL: [(&str, &str); 3] =
    [("BASE", "https://a.test"), ("CLIENT_ID", "app"), ("CLIENT_SECRET", "hunter2")];

#[test]
fn flags_go_before_variables_and_these_before_the_file() {
    let text = "resource = \"/file\"\nbase = \"https://file.test\"\ntenant = \"acme\"\nallowed-scopes = [\"a\", \"b\"]";
    let variables = [("RESOURCE", "/variable"), ("BASE", "https://variable.test"), ("TENANT", "")];
    let said = read(&variables, text, &["--resource", "/flag"]).expect("it is right");
    assert_eq!(said.resource.as_deref(), Some("/flag"));
    assert_eq!(said.base.as_deref(), Some("https://variable.test"));
    assert_eq!(said.tenant.as_deref(), Some("acme"));
    assert_eq!(said.allowed_scopes, Some(vec!["a".into(), "b".into()]));
    let said = read(&[("ALLOWED_SCOPES", "a  b")], text, &["--allowed-scopes", "c d"]).expect("it is right");
    assert_eq!(said.allowed_scopes, Some(vec!["c".into(), "d".into()]));
}

#[test]
fn a_secret_in_one_place_hides_both_ways_to_it_in_the_next() {
    let text = "client-secret-file = \"secret\"";
    let said = read(&[("CLIENT_SECRET", "hunter2")], text, &[]).expect("it is right");
    assert!(said.client_secret.is_some() && said.client_secret_file.is_none());
    let said = read(&[], text, &[]).expect("it is right");
    assert!(said.client_secret_file.expect("a path").is_absolute(), "it starts from the folder of the file");
    refuses(&[ALL[0], ALL[1], ALL[2], ("CLIENT_SECRET_FILE", "secret")], "", "keep one");
}

#[test]
fn what_is_missing_is_named_by_its_variable() {
    refuses(&[], "", "SCAIKEY_BASE is not set: ");
    refuses(&[ALL[0]], "", "SCAIKEY_CLIENT_ID is not set: ");
    refuses(&[ALL[0], ALL[1]], "", "SCAIKEY_CLIENT_SECRET is not set: ");
    refuses(&[ALL[0], ALL[1]], "client-secret = \"\"", "SCAIKEY_CLIENT_SECRET is not set: ");
    refuses(&[ALL[0], ALL[1], ALL[2], ("ALLOW_HTTP", "hunter2")], "", "SCAIKEY_ALLOW_HTTP is not 1, 0");
    refuses(&[ALL[0], ALL[1], ALL[2], ("CA_FILE", "no/such.pem")], "", "cannot read no/such.pem");
}

#[test]
fn no_error_of_a_file_shows_what_stands_in_it() {
    refuses(&ALL, "client-secret = hunter2", "line 1");
    refuses(&ALL, "tenant = \"a\"\nallow-http = \"hunter2\"", "line 2: expected a boolean");
    refuses(&ALL, "allow-http = \"expected hunter2\"", "line 1: expected a boolean");
    refuses(&ALL, "secret = \"hunter2\"", "line 1: expected one of `base`, `tenant`");
    refuses(&ALL, "base = \"a\"\nbase = \"hunter2\"", "line 2 is no TOML");
}

#[test]
fn a_file_with_a_secret_is_for_its_owner_alone() {
    #[track_caller]
    fn check(text: &str, mode: u32, complaint: Option<&str>) {
        let folder = Folder::new(text);
        folder.permit(mode);
        let refused = file::read(Path::new(&folder.config())).err().map(|refusal| format!("{refusal:?}"));
        assert_eq!(refused.is_some(), complaint.is_some(), "{refused:?}");
        assert!(refused.unwrap_or_default().contains(complaint.unwrap_or_default()));
    }
    check("client-secret = \"hunter2\"", 0o600, None);
    check("client-secret = \"hunter2\"", 0o644, Some("may be read or written by others"));
    check("base = \"https://a.test\"", 0o644, None);
    check("base = \"https://a.test\"", 0o666, Some("may be written by others"));
    let folder = Folder::new("hunter2\n");
    assert!(file::secret(Path::new(&folder.config())).is_ok_and(|secret| secret == "hunter2"));
    folder.permit(0o640);
    assert!(file::secret(Path::new(&folder.config())).is_err());
}

#[test]
fn the_repeat_line_says_the_same_flags() {
    let line = ["judge", "--config", "it's.toml", "--allow-http", "--resource", "/a b"];
    let again = Line::parse_from(line).flags.again();
    assert_eq!(again, r" --config 'it'\''s.toml' --allow-http --resource '/a b'");
    assert_eq!(Line::parse_from(["judge"]).flags.again(), "");
}
