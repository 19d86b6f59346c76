//! Source files: one idea each, so none is long.

use super::{File, tracked};

#[test]
fn no_source_has_more_than_250_lines_and_half_have_at_most_80() {
    let mut lengths: Vec<_> = tracked()
        .iter()
        .filter(|file| file.is_source())
        .map(|file| (lines(file), file.path.clone()))
        .collect();
    lengths.sort_unstable();
    let (median, _) = &lengths[lengths.len() / 2];
    assert!(*median <= 80, "the median is {median} lines");
    let (most, path) = &lengths[lengths.len() - 1];
    assert!(*most <= 250, "{path} has {most} lines without its tests");
}

fn lines(file: &File) -> usize {
    file.without_tests().lines().count()
}
