//! HTTP Basic, decoded by code that is independent of the encoder.

use scaikey_guest::types::{ClientAuthentication, Options, Settings};

use crate::decoder;
use crate::fixture::{Fixture, options, settings};
use crate::reply::{oauth_error, token};

fn authorization(id: &str, secret: &str) -> String {
    let fixture =
        Fixture::with_options(Options { client_id: id.into(), client_secret: secret.into(), ..options() });
    fixture.io.token_endpoint([token("t", 3600)]);
    fixture.token().expect("a token");
    fixture.io.sent()[0].header("authorization").expect("the field").into()
}

#[test]
fn all_printable_characters_reach_the_server_unchanged() {
    let all: String = (' '..='~').collect();
    let backwards: String = all.chars().rev().collect();
    assert_eq!(all.len(), 95);
    assert_eq!(decoder::basic(&authorization(&all, &backwards)), (all.clone(), backwards));
    for character in all.chars() {
        let (id, secret) = (format!("{character}a"), format!("b{character}"));
        assert_eq!(decoder::basic(&authorization(&id, &secret)), (id, secret));
    }
}

/// The example of <https://github.com/openid/AppAuth-Android/issues/337>.
#[test]
fn a_published_test_vector_matches() {
    assert_eq!(
        authorization("1PpG/Q 1", "z/tZ9VwFZqApmIQ+ZH1I5pLk/uB4ud:X2/8bL+wfFTt1rFw="),
        "Basic MVBwRyUyRlErMTp6JTJGdFo5VndGWnFBcG1JUSUyQlpIMUk1cExrJTJGdUI0dWQlM0FYMiUyRjhiTCUyQndmRlR0MXJGdyUzRA=="
    );
}

#[test]
fn url_safe_credentials_are_the_same_with_and_without_encoding() {
    let value = authorization("id-1_A.b*", "S3cr3t-_.*");
    assert_eq!(decoder::base64(&value["Basic ".len()..]), "id-1_A.b*:S3cr3t-_.*");
}

/// E38
#[test]
fn invalid_client_advises_raw_only_if_the_encoding_may_be_the_cause() {
    #[track_caller]
    fn check(secret: &str, authentication: ClientAuthentication, code: &str, advised: bool) {
        let client_authentication = Some(authentication);
        let settings = Some(Settings { client_authentication, ..settings() });
        let fixture = Fixture::with_options(Options { client_secret: secret.into(), settings, ..options() });
        fixture.io.token_endpoint([oauth_error(401, code)]);
        let error = fixture.token().expect_err("a refusal").to_string();
        assert_eq!(error.contains("raw"), advised, "{error}");
    }
    check("a+b", ClientAuthentication::Basic, "invalid_client", true);
    check("a-b", ClientAuthentication::Basic, "invalid_client", false);
    check("a+b", ClientAuthentication::Raw, "invalid_client", false);
    check("a+b", ClientAuthentication::Post, "invalid_client", false);
    check("a+b", ClientAuthentication::Basic, "invalid_scope", false);
}
