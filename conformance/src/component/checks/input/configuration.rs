//! Options that no client could work with.

use scaikey_host::Options;
use scaikey_host::types::{ClientAuthentication, Settings, Surface};

use crate::component::checks::{Check, check};

pub(in crate::component::checks) const CHECKS: &[Check] = &[check("input.configuration-refused", |w| {
    for base in BASES {
        w.open_with(|options| options.base_url = (*base).into());
    }
    for change in CHANGES {
        w.open_with(change);
    }
    w.saw(vec!["fail: configuration"; BASES.len() + CHANGES.len()])
})];

const BASES: &[&str] = &[
    "",
    "scaikey.test",
    "/api",
    "//scaikey.test",
    "https:scaikey.test",
    "https://",
    "https:///api",
    "ftp://scaikey.test",
    "file:///etc/passwd",
    "https://scai key.test",
    "https://scaikey.test\r\n",
    "https://someone@scaikey.test",
    "https://someone:pass@scaikey.test",
    "https://scaikey.test?tenant=acme",
    "https://scaikey.test#top",
    "https://scaikey.test:",
    "https://scaikey.test:0",
    "https://scaikey.test:65536",
    "https://scaikey.test/a/../b",
    "https://scaikey.test//a",
];
const CHANGES: &[fn(&mut Options)] = &[
    |options| options.client_id = String::new(),
    |options| options.client_id = "a\r\nb".into(),
    |options| options.client_id = "x".repeat(1025),
    |options| options.client_secret = "".into(),
    |options| options.client_secret = "a\nb".into(),
    |options| options.client_secret = "x".repeat(1025).into(),
    |options| options.scopes = vec![String::new()],
    |options| options.scopes = vec!["admin:read admin:write".into()],
    |options| options.scopes = vec!["\"".into()],
    |options| options.scopes = vec!["x".repeat(8 * 1024 + 1)],
    |options| options.surface = Surface::Tenant(String::new()),
    |options| options.surface = Surface::Tenant("..".into()),
    |options| options.surface = Surface::Tenant("a/b".into()),
    |options| options.surface = Surface::Tenant("a?b".into()),
    |options| options.surface = Surface::Tenant("x".repeat(129)),
    |options| options.settings = Some(Settings { exchange_timeout: Some(0), ..Settings::default() }),
    |options| options.settings = Some(Settings { exchange_timeout: Some(u64::MAX), ..Settings::default() }),
    |options| options.settings = Some(Settings { request_limit: Some(u64::MAX), ..Settings::default() }),
    |options| options.settings = Some(Settings { response_limit: Some(u64::MAX), ..Settings::default() }),
    |options| {
        // A raw user name ends at its first colon.
        options.client_id = "a:b".into();
        let client_authentication = Some(ClientAuthentication::Raw);
        options.settings = Some(Settings { client_authentication, ..Settings::default() });
    },
];
