use std::sync::atomic::{AtomicUsize, Ordering};

use super::stage::{Folder, Run, command};

/// A folder for one check: tests run at the same time.
fn folder() -> Folder {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    Folder::new(&format!("settings-{}", NUMBER.fetch_add(1, Ordering::Relaxed)))
}

/// A plan, which sends nothing, of settings in a file of this text, in variables and in flags.
fn plan(folder: &Folder, text: &str, variables: &[(&str, &str)], flags: &[&str]) -> Run {
    let file = folder.private("scaikey.toml", text);
    let mut command = command(&["deployment", "--plan", "--config", &file]);
    command.args(flags).envs(variables.iter().map(|(name, value)| (format!("SCAIKEY_{name}"), value)));
    Run::of(&mut command)
}

#[track_caller]
fn check(text: &str, variables: &[(&str, &str)], flags: &[&str], expected: &[&str]) {
    let folder = folder();
    folder.private("secret", "hunter2\n");
    let run = plan(&folder, text, variables, flags);
    run.expect(0, "");
    for part in expected {
        assert!(run.printed.contains(part), "{part}: {}", run.printed);
    }
    assert!(!run.printed.contains("hunter2"), "{}", run.printed);
}

#[track_caller]
fn refuses(text: &str, variables: &[(&str, &str)], complaint: &str) {
    let run = plan(&folder(), text, variables, &[]);
    run.expect(2, complaint);
    assert!(!run.told.contains("hunter2"), "{}", run.told);
}

const FILE: &str = "base = 'https://file.test'\nclient-id = 'app-of-file'\nclient-secret-file = 'secret'\n";

#[test]
fn flags_go_before_variables_and_these_before_the_file() {
    check(FILE, &[], &[], &["POST https://file.test/api/v1/platform/", "client_id=app-of-file&"]);
    let tenant = format!("{FILE}tenant = 'acme'\nresource = '/file'\n");
    check(&tenant, &[("TENANT", "")], &[], &["https://file.test/api/v1/auth/tenants/acme/", "/file\n"]);
    let variables = [("BASE", "https://variable.test"), ("RESOURCE", "/variable")];
    check(&tenant, &variables, &[], &["https://variable.test/api/v1/auth/tenants/acme/", "/variable\n"]);
    let flags = ["--base", "https://flag.test", "--resource", "/flag", "--client-id=app"];
    check(&tenant, &variables, &flags, &["https://flag.test/api/v1/auth/tenants/acme/", "/flag\n"]);
    check(&tenant, &variables, &["--tenant="], &["https://variable.test/api/v1/platform/"]);
    let scopes = format!("{FILE}allowed-scopes = ['admin:read', 'openid']\n");
    check(&scopes, &[], &["--allowed-scopes", "admin:read x"], &["POST https://file.test/"]);
}

#[test]
fn a_secret_goes_before_both_ways_to_one_in_the_file() {
    let missing = FILE.replace("'secret'", "'no-such-file'");
    check(&missing, &[("CLIENT_SECRET", "hunter2")], &[], &["POST https://file.test/"]);
    refuses(&missing, &[], "no-such-file: No such file or directory");
    let both = [("CLIENT_SECRET", "hunter2"), ("CLIENT_SECRET_FILE", "secret")];
    refuses(FILE, &both, "client-secret and client-secret-file are both set: keep one");
}

#[test]
fn what_is_wrong_with_a_file_is_told_without_secrets() {
    refuses("client-secret = hunter2", &[], "scaikey.toml: line 1 is not TOML");
    refuses("secret = 'hunter2'", &[], "scaikey.toml: unknown key \"secret\": the keys are base, tenant, ");
    refuses("timeout = 5", &[], "scaikey.toml: unknown key \"timeout\"");
    refuses("allow-http = 'yes'", &[], "scaikey.toml: invalid type: string \"yes\", expected a boolean");
    refuses("base = 'https://a.test'", &[], "SCAIKEY_CLIENT_ID is not set: ");
    refuses(FILE, &[("ALLOW_HTTP", "maybe")], "invalid value 'maybe' for '--allow-http[=<SWITCH>]'");
    refuses(&format!("{FILE}ca-file = 'no-such.pem'"), &[], "no-such.pem: No such file");
}

#[test]
fn a_file_with_a_secret_must_be_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let file = folder.private("scaikey.toml", &FILE.replace("client-secret-file", "client-secret"));
    let run = |mode| {
        std::fs::set_permissions(&file, PermissionsExt::from_mode(mode)).expect("a file of ours");
        Run::of(&mut command(&["deployment", "--plan", "--config", &file]))
    };
    run(0o600).expect(0, "");
    run(0o640).expect(2, "may be read or written by others than its owner: run chmod go= ");
}
