//! How a token is asked for, and how it is shown to the resource.

use super::{Check, check, creation};
use crate::application::{RESERVED, SCOPED, TENANT};
use crate::mock::journal::Kind;
use crate::mock::reply::status;
use crate::outcome::same;

pub(super) const CHECKS: &[Check] = &[
    check("acquisition.platform-token-request", |w| {
        w.get();
        w.was(
            Kind::Token,
            0,
            &["authorization", "content-type"],
            "POST https://scaikey.test/api/v1/platform/oauth/token\n\
             authorization: Basic c3ZjLXVzYWdlLXJlcG9ydDpzM2NyZXQtQTFiMkMzZDRFNWY2\n\
             content-type: application/x-www-form-urlencoded\n\
             \n\
             grant_type=client_credentials",
        )
    }),
    Check {
        application: &TENANT,
        ..check("acquisition.tenant-token-request", |w| {
            w.get();
            w.was(
                Kind::Token,
                0,
                &["authorization", "content-type"],
                "POST https://scaikey.test/api/v1/auth/tenants/acme-labs/oauth/token\n\
                 authorization: Basic c3ZjLXVzYWdlLXJlcG9ydDpzM2NyZXQtQTFiMkMzZDRFNWY2\n\
                 content-type: application/x-www-form-urlencoded\n\
                 \n\
                 grant_type=client_credentials",
            )
        })
    },
    Check {
        application: &RESERVED,
        ..check("acquisition.encoded-credentials", |w| {
            w.get();
            w.was(
                Kind::Token,
                0,
                &["authorization"],
                "POST https://scaikey.test/api/v1/platform/oauth/token\n\
                 authorization: Basic c3ZjJTNBdXNhZ2UlMkJyZXBvcnQlMkYxOnAlNDBzcyt3b3JkJTJGMTAwJTI1JTJCYSUyNmIlM0RjJTNBZA==\n\
                 \n\
                 grant_type=client_credentials",
            )
        })
    },
    Check {
        application: &SCOPED,
        ..check("acquisition.scope-parameter", |w| {
            w.get();
            let body =
                |scopes| format!("POST {}\n\ngrant_type=client_credentials&scope={scopes}", SCOPED.token_url);
            // The order of scopes means nothing.
            w.was(Kind::Token, 0, &[], &body("openid+admin%3Aread"))
                .or_else(|_| w.was(Kind::Token, 0, &[], &body("admin%3Aread+openid")))
        })
    },
    check("acquisition.token-before-call", |w| {
        w.get();
        w.saw(["fetch token#1, send token#1 (200), deliver 200"])
    }),
    check("acquisition.bearer-header", |w| {
        w.get();
        w.was(
            Kind::Resource,
            0,
            &["authorization"],
            "GET https://scaikey.test/api/v1/admin/tenants\n\
             authorization: Bearer mock.token-1_~+/==\n\
             \n",
        )
    }),
    check("acquisition.request-untouched", |w| {
        w.send(&creation::request());
        w.was(Kind::Resource, 0, creation::HEADERS, creation::SHOWN)
    }),
    check("acquisition.secrets-at-home", |w| {
        w.get();
        w.saw(["fetch token#1, send token#1 (200), deliver 200"])?;
        w.mock().resource.next([status(401)]);
        w.send(&creation::request());
        w.secrets_stayed_home()
    }),
    check("acquisition.token-handed-out", |w| {
        let lease = w.token(None);
        w.get();
        w.saw(["fetch token#1, hand out token#1", "send token#1 (200), deliver 200"])?;
        let told = format!("{:?} left, fresh for {:?}", lease.remaining, lease.fresh_for);
        same("3600s left, fresh for 3570s", told)
    }),
];
