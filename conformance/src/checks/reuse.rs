//! A fresh token is used again.

use super::{Check, check};

pub(super) const CHECKS: &[Check] = &[check("reuse.fifty-calls", |w| {
    for _ in 0..50 {
        w.get();
    }
    let mut expected = vec!["fetch token#1, send token#1 (200), deliver 200"];
    expected.extend(["send token#1 (200), deliver 200"; 49]);
    w.saw(expected)
})];
