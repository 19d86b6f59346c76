//! Words that must not stand in certain places.

use super::{File, tracked};

/// None of `words` stands in a file that `place` picks, in the part of it that `part` picks.
#[track_caller]
fn check(place: impl Fn(&File) -> bool, part: impl Fn(&File) -> String, words: &[&str]) {
    let files: Vec<_> = tracked().into_iter().filter(place).collect();
    assert!(!files.is_empty());
    for file in files {
        for line in part(&file).lines() {
            let found = words.iter().find(|word| line.contains(**word));
            assert_eq!(found, None, "{}: {line}", file.path);
        }
    }
}

#[test]
fn only_policy_decides_on_401_and_on_30_s() {
    let elsewhere = |file: &File| {
        let shipped = file.path.starts_with("component/") || file.path.starts_with("host/");
        shipped && file.is_source() && !file.path.starts_with("component/policy/")
    };
    check(elsewhere, code, &["401", "UNAUTHORIZED", "from_secs(30)", "30_000", "30000"]);
}

#[test]
fn the_host_asks_for_no_token_itself() {
    let host = |file: &File| file.path.starts_with("host/") && file.is_source();
    let words = ["oauth/token", "grant_type", "Bearer ", "Basic "];
    check(host, without_comments, &words);
}

/// Clippy forbids it everywhere; this is where the ban is lifted.
#[test]
fn the_real_clock_is_read_in_one_file() {
    let rest = |file: &File| file.path.ends_with(".rs") && file.path != "host/src/runtime/clocks.rs";
    check(rest, |file| file.text.clone(), &[concat!("disallowed", "_methods")]);
}

#[test]
fn nothing_is_left_over_and_no_machine_is_named() {
    let written = |file: &File| file.path != "Cargo.lock";
    let words = [
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("/wo", "rk/"),
        concat!("/t", "mp/"),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("HA", "CK"),
    ];
    check(written, |file| file.text.clone(), &words);
}

/// What the compiler sees of a source, but for texts in quotes.
fn code(file: &File) -> String {
    let text = without_comments(file).replace(r"\\", "").replace(r#"\""#, "").replace("'\"'", "");
    text.split('"').step_by(2).collect()
}

fn without_comments(file: &File) -> String {
    let lines = file.without_tests().lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split(" // ").take(1).chain(["\n"])).collect()
}
