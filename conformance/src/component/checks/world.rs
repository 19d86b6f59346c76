//! What a component owes to any host.

use super::{Check, check};
use crate::component::endpoint::reply::status;
use crate::component::endpoint::token_response;
use crate::component::harness::Harness;
use crate::core::verdict::{broken, same};

pub(super) const CHECKS: &[Check] = &[
    check("world.survives-a-call", |w| {
        w.get();
        w.survived()
    }),
    check("world.least-authority", |w| same("no other import", w.excess_imports())),
    check("world.steady-memory", |w| {
        let few = [1, 2, 4, 8, 16, 32].into_iter().find(|mebibytes| fits(w, 5, *mebibytes));
        let twice = few.map(|few| 2 * few).filter(|twice| !fits(w, 200, *twice));
        // The limits of this check must not count as those of any host, and a report on 400 calls is too long to read.
        *w = again(w);
        twice.map_or(Ok(()), |twice| {
            let expected = format!("400 calls in {twice} MiB, since 10 calls fit into half of it");
            broken(expected, "more memory")
        })
    }),
];

/// Whether so many calls that renew the token, and as many that do not, fit into this memory. The responses are long, so
/// that whoever keeps them runs out of it.
fn fits(w: &mut Harness, calls: usize, mebibytes: usize) -> bool {
    *w = again(w);
    w.memory = mebibytes << 20;
    w.mock().resource.always(status(200).body("x".repeat(LONG)));
    w.mock().wording = |token, lifetime| token_response(token, lifetime) + &" ".repeat(LONG);
    for lifetime in [30, 3600] {
        w.mock().lifetime = lifetime;
        for _ in 0..calls {
            w.get();
        }
    }
    w.survived().is_ok()
}

fn again(w: &Harness) -> Harness {
    w.again().expect("a runtime, as for the harness before")
}

/// Bytes.
const LONG: usize = 32 * 1024;
