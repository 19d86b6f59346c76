//! The token endpoint.

use crate::client::*;

#[test]
fn a_token_opens_the_admin_api() {
    let mut client = usual();
    let token = client.token(PLATFORM, REPORTS, "");
    assert_eq!(status(&client.get_with(TENANTS, &token)), 200);
}
