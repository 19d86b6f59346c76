//! TLS, plain http and the clock of the deployment.

use std::time::Duration;

use http::header;
use time::OffsetDateTime;

use super::{Check, check};
use crate::core::verdict::{NotPassed, Verdict, broken, holds};
use crate::deployment::exchanges::probe::Probe;
use crate::deployment::inspection::Inspection;

pub(super) const CHECKS: &[Check] = &[
    check("transport.tls", |i| {
        let handshake = i.handshake()?;
        i.observed = Some(format!("{}, the certificate ends {}", handshake.version, day(handshake.expires)));
        Ok(())
    }),
    check("transport.certificate-lasts", |i| {
        let expires = i.handshake()?.expires;
        let left = expires.saturating_sub(i.wall());
        holds(
            left >= 14 * DAY,
            "a certificate that is valid for another fourteen days",
            format!("it ends {}, in {} days", day(expires), left.as_secs() / DAY.as_secs()),
        )
    }),
    check("transport.plaintext-refused", plaintext),
    check("transport.clock", |i| {
        let answer = i.basic()?;
        let ours = i.last_seen().map_or(Duration::ZERO, |record| record.wall);
        let dated = answer.date();
        let issued = i.jwt().ok().and_then(|jwt| jwt.claims.get("iat")?.as_u64()).map(Duration::from_secs);
        // A gateway may have set the date of the answer, and ScaiKey that of the token.
        let Some(apart) = [dated, issued].into_iter().flatten().map(|theirs| theirs.abs_diff(ours)).max()
        else {
            return Err(NotPassed::NotApplicable("no answer says what time it is there".into()));
        };
        i.observed = Some(format!("{} s apart", apart.as_secs()));
        holds(apart <= AGREED, "clocks that agree to 10 s", format!("they are {} s apart", apart.as_secs()))
    }),
];

/// Requests a public document without credentials.
fn plaintext(i: &mut Inspection<'_>) -> Verdict {
    let discovery = i.target.discovery_url();
    let path = discovery.strip_prefix(i.target.name()).unwrap_or_default();
    let answer = match i.send_once(&Probe::get(i.target.plaintext(path)))? {
        Ok(answer) => answer,
        Err(error) => {
            i.observed = Some(error);
            return Ok(());
        }
    };
    let onward = answer.header(header::LOCATION).unwrap_or_default();
    let leads_back =
        (300..400).contains(&answer.status) && !onward.to_ascii_lowercase().starts_with("https://");
    i.observed = Some(format!("answered {}", answer.status));
    if answer.is_success() || leads_back {
        return broken("no service over plain http", answer.brief());
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
