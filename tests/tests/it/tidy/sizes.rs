//! Sizes of sources and folders: one idea each.

use std::collections::BTreeMap;

use super::{File, tracked};

#[test]
fn no_source_is_longer_than_600_lines() {
    for file in tracked().iter().filter(|file| file.is_source()) {
        let lines = lines(file);
        assert!(lines <= 600, "{} has {lines} lines without its tests", file.path);
    }
}

#[test]
fn half_of_the_sources_have_at_most_80_lines() {
    let mut lengths: Vec<_> = tracked().iter().filter(|file| file.is_source()).map(lines).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 80, "the median is {median} lines");
}

/// More files than this in one folder have roles that want folders of their own.
#[test]
fn no_folder_has_more_than_16_sources() {
    let mut folders = BTreeMap::<_, usize>::new();
    for file in tracked().iter().filter(|file| file.is_source()) {
        let (folder, _) = file.path.rsplit_once('/').expect("a folder");
        *folders.entry(folder.to_owned()).or_default() += 1;
    }
    for (folder, files) in folders {
        assert!(files <= 16, "{folder} has {files} files");
    }
}

fn lines(file: &File) -> usize {
    file.without_tests().lines().count()
}
