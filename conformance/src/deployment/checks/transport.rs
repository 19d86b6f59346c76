//! What carries requests to a deployment.

use std::time::Duration;

use http::header;
use time::OffsetDateTime;

use super::{Check, broken, check, holds};
use crate::deployment::ask::Ask;
use crate::deployment::date;
use crate::deployment::visit::{Found, Unmet, Visit};

pub(super) const CHECKS: &[Check] = &[
    check("transport.tls", |v| {
        let handshake = v.handshake()?;
        v.observed = Some(format!("{}, the certificate ends {}", handshake.version, day(handshake.expires)));
        Ok(())
    }),
    check("transport.certificate-lasts", |v| {
        let expires = v.handshake()?.expires;
        let left = expires.saturating_sub(v.wall());
        holds(
            left >= 14 * DAY,
            "a certificate that is valid for another fourteen days",
            format!("it ends {}, in {} days", day(expires), left.as_secs() / DAY.as_secs()),
        )
    }),
    check("transport.plaintext-refused", plaintext),
    check("transport.clock", |v| {
        let answer = v.basic()?;
        let ours = v.last_seen().map_or(Duration::ZERO, |record| record.wall);
        let dated = answer.header(header::DATE).and_then(date::since_1970);
        let issued = v.jwt().ok().and_then(|jwt| jwt.claims.get("iat")?.as_u64()).map(Duration::from_secs);
        // A gateway may have dated the answer, and ScaiKey the token.
        let Some(apart) = [dated, issued].into_iter().flatten().map(|theirs| theirs.abs_diff(ours)).max()
        else {
            return Err(Unmet::NotApplicable("no answer says what time it is there".into()));
        };
        v.observed = Some(format!("{} s apart", apart.as_secs()));
        holds(apart <= AGREED, "clocks that agree to 10 s", format!("they are {} s apart", apart.as_secs()))
    }),
];

/// Asks for what is public, and shows nothing.
fn plaintext(v: &mut Visit<'_>) -> Found<()> {
    let discovery = v.target.discovery_url();
    let path = discovery.strip_prefix(v.target.name()).unwrap_or_default();
    let answer = match v.try_once(&Ask::get(v.target.plaintext(path)))? {
        Ok(answer) => answer,
        Err(trouble) => {
            v.observed = Some(trouble);
            return Ok(());
        }
    };
    let onward = answer.header(header::LOCATION).unwrap_or_default();
    let leads_back =
        (300..400).contains(&answer.status) && !onward.to_ascii_lowercase().starts_with("https://");
    v.observed = Some(format!("answered {}", answer.status));
    if answer.is_success() || leads_back {
        return Err(broken("no service over plain http", answer.brief()));
    }
    Ok(())
}

fn day(since_1970: Duration) -> String {
    let date = OffsetDateTime::from_unix_timestamp(since_1970.as_secs() as i64);
    let date = date.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    format!("{} {} {}", date.day(), date.month(), date.year())
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const AGREED: Duration = Duration::from_secs(10);
