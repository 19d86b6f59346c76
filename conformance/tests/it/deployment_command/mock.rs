use std::fs;
use std::path::Path;
use std::process::Command;

use super::stage::{Folder, Mock, Run, command};

#[track_caller]
fn refuses(arguments: &[&str], told: &str) {
    Run::of(command(&["mock"]).args(arguments)).expect(2, told);
}

#[test]
fn what_it_prints_is_obeyed_by_a_shell() {
    let mock = Mock::start(&["--tls"]);
    let script = format!("{}\nprintf '%s|' \"$SCAIKEY_BASE\" \"$SCAIKEY_CLIENT_SECRET\"", mock.printed);
    let told = Command::new("sh").arg("-ec").arg(script).output().expect("a shell").stdout;
    let expected = format!("{}|{}|", mock.value("BASE"), mock.value("CLIENT_SECRET"));
    assert_eq!(String::from_utf8(told).expect("UTF-8"), expected);
    let names: Vec<_> = mock.exports.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..3], ["BASE", "CLIENT_ID", "CLIENT_SECRET"]);
}

#[test]
fn secrets_are_new_at_each_start_unless_a_file_tells_them() {
    let secret = |mock: &Mock| mock.value("CLIENT_SECRET").to_owned();
    assert_ne!(secret(&Mock::start(&[])), secret(&Mock::start(&[])));
    let folder = Folder::new("mock-file");
    let text = "[[tenant]]\nslug = \"acme\"\n[[application]]\nid = \"a\"\nsecret = \"of a file\"\ntenant = \"acme\"\n";
    let file = folder.file("mock.toml", text);
    let mock = Mock::start(&["--config", &file]);
    assert_eq!((secret(&mock).as_str(), mock.value("TENANT")), ("of a file", "acme"));
}

#[test]
fn the_authority_is_for_its_owner_and_gone_at_the_end() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("mock-authority");
    let chosen = folder.path("ca.pem");
    for (arguments, name) in [(&["--tls"][..], "INT"), (&["--tls", "--ca-file", &chosen], "HUP")] {
        let mock = Mock::start(arguments);
        let path = Path::new(mock.value("CA_FILE")).to_owned();
        assert!(path.is_absolute());
        let mode = fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        mock.end(name);
        assert!(!path.exists());
        assert_eq!(path.parent().is_some_and(Path::exists), path == Path::new(&chosen));
    }
    folder.file("ca.pem", "of somebody else");
    refuses(&["--tls", "--ca-file", &chosen], "ca.pem is there already, and is not overwritten: remove it");
    assert_eq!(fs::read_to_string(&chosen).expect("it stays"), "of somebody else");
}

#[test]
fn each_request_is_told_on_standard_error_without_secrets() {
    let mock = Mock::start(&["--refuse", "1", "--lifetime", "90"]);
    let secret = mock.value("CLIENT_SECRET").to_owned();
    mock.judge(&["--include", "admin.read"]);
    let log = mock.end("TERM");
    assert!(log.contains("POST /api/v1/platform/oauth/token app_reports 200 token 1, 90 s"), "{log}");
    assert!(log.contains(" 401 ") && !log.contains(&secret) && !log.contains("eyJ"), "{log}");
}

#[test]
fn a_variable_stands_in_for_a_flag() {
    let folder = Folder::new("mock-variables");
    let file = folder.file("mock.toml", "[[application]]\nid = \"a\"\nsecret = \"s\"\n");
    let told = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command(&["mock", "--algorithm", "ES256", "--listen", "192.0.2.1:0"]);
        let run = Run::of(command.args(arguments).envs(variables.iter().copied()));
        assert_eq!(run.code, Some(2));
        run.told
    };
    let tls = ("SCAIKEY_MOCK_TLS", "1");
    assert!(told(&[("SCAIKEY_MOCK_TLS", "0")], &[]).contains("add --tls"));
    assert!(told(&[("SCAIKEY_MOCK_TLS", "")], &[]).contains("add --tls"));
    assert!(told(&[tls], &["--tls=0"]).contains("add --tls"));
    assert!(told(&[tls], &[]).contains("cannot listen on 192.0.2.1:0: "));
    let application = ("SCAIKEY_MOCK_APPLICATION", "nobody");
    let config = ("SCAIKEY_MOCK_CONFIG", &*file);
    assert!(
        told(&[tls, application, config], &[])
            .contains("no application has the id \"nobody\": there are a\n")
    );
}

#[test]
fn what_is_wrong_is_told_in_one_line() {
    let folder = Folder::new("mock-wrong");
    refuses(&["--listen", "0.0.0.0:0"], "plain http shows secrets to the network: add --tls");
    refuses(&["--listen", "192.0.2.1:0", "--tls"], "cannot listen on 192.0.2.1:0: ");
    refuses(&["--listen", "loopback"], "invalid value 'loopback' for '--listen <ADDRESS>'");
    refuses(&["--listen", "localhost:0"], "an IP address and a port, such as 127.0.0.1:0");
    refuses(&["--at", "resource"], "--at names a place, and no flag a fault: add --status, ");
    refuses(&["--application", "nobody"], "no application has the id \"nobody\": there are app_reports, ");
    refuses(&["--tls=maybe"], "invalid value 'maybe' for '--tls[=<SWITCH>]': expected 1, 0, true or false");
    refuses(&["--defect", "all"], "invalid value 'all' for '--defect <NAME>'");
    refuses(&["--variant", "rude"], "invalid value 'rude' for '--variant <NAME>'");
    refuses(&["--status", "503"], "the following required arguments were not provided:");
    refuses(&["--at", "resource", "--status", "99"], "resource: the status is 99: 200 to 599");
    refuses(&["--ca-file", "ca.pem"], "the following required arguments were not provided:");
    refuses(&["--config", &folder.file("no.toml", "x")], "no.toml: line 1");
    let secret = "[[application]]\nid = \"a\"\nsecret = 12345678\n";
    let run = Run::of(command(&["mock", "--config"]).arg(folder.file("secret.toml", secret)));
    run.expect(2, "secret.toml: line 3");
    assert!(!run.told.contains("12345678"), "{}", run.told);
}
