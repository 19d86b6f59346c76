//! When a token is asked for again, by the system's clocks.

use std::future::pending;
use std::time::Duration;

use scaikey_host::types::Request;

use crate::scaikey::{ScaiKey, TENANTS};

/// Calls after `pauses` in milliseconds, with tokens of this lifetime in seconds, make this journal.
async fn check(lifetime: u32, pauses: &[u64], journal: &[&str]) {
    let scaikey = ScaiKey::issuing(lifetime).await;
    let client = scaikey.client().await;
    for pause in pauses {
        pass(Duration::from_millis(*pause)).await;
        client.send(Request::get(TENANTS)).await.expect("an answer");
    }
    assert_eq!(scaikey.journal().await, journal, "{lifetime} s");
}

#[tokio::test]
async fn a_token_is_renewed_30_s_before_it_expires() {
    let renewed_once = ["fetch", "send token-1", "send token-1", "fetch", "send token-2"];
    let never_fresh = ["fetch", "send token-1", "fetch", "send token-2", "fetch", "send token-3"];
    tokio::join!(
        check(30, &[0, 0, 0], &never_fresh),
        check(31, &[0, 0, 1010], &renewed_once),
        check(32, &[0, 1010, 1000], &renewed_once),
    );
}

/// Lets real time pass. These tokens age by the clocks of the machine, which nobody can move; everywhere else time is
/// an argument.
async fn pass(span: Duration) {
    tokio::time::timeout(span, pending::<()>()).await.expect_err("nothing comes of it");
}
