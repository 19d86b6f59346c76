//! Compiled code on disk: used when it is right, never when it is not, and only where nobody else may write.
#![cfg(unix)]

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use scaikey_host::{Cache, CacheCounters, Engine, Interruption, inspect};

/// A place of its own for each test, with nothing there.
fn place(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache").join(name);
    fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path)).ok();
    path
}

/// One start of a program that looks at a component: whether it found or compiled it.
fn start(directory: &Path, bytes: &[u8], interruption: Interruption) -> CacheCounters {
    let cache = Cache::open(directory).expect("a directory of our own");
    let engine = Engine::new(interruption).expect("an engine").cached(cache.clone());
    inspect(&engine, bytes).expect("a component");
    cache.counters()
}

/// The names in a directory, in their order.
fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).expect("a directory");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

fn entry(directory: &Path) -> PathBuf {
    let names = names(directory);
    assert_eq!(names.len(), 1, "{names:?}");
    directory.join(&names[0])
}

/// `(component (core module (func)))`
const SMALL: &[u8] =
    b"\0asm\x0d\0\x01\0\x01\x18\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a\x04\x01\x02\0\x0b";
const FOUND: CacheCounters = CacheCounters { found: 1, compiled: 0 };
const COMPILED: CacheCounters = CacheCounters { found: 0, compiled: 1 };

#[test]
fn another_engine_has_its_own_entry() {
    let directory = place("another-engine");
    assert_eq!(start(&directory, SMALL, Interruption::Epochs), COMPILED);
    assert_eq!(start(&directory, SMALL, Interruption::Fuel), COMPILED);
    assert_eq!(names(&directory).len(), 2);
}

/// An entry that was treated so is not used, and not an error; the next start finds the one that replaced it.
#[track_caller]
fn check_poisoned(name: &str, poison: impl Fn(&Path, Vec<u8>)) {
    let directory = place(name);
    start(&directory, SMALL, Interruption::Epochs);
    let entry = entry(&directory);
    poison(&entry, fs::read(&entry).expect("an entry"));
    assert_eq!(start(&directory, SMALL, Interruption::Epochs), COMPILED, "{name}");
    assert_eq!(start(&directory, SMALL, Interruption::Epochs), FOUND, "{name}");
}

/// Writes the entry with one byte changed.
fn flip(entry: &Path, mut bytes: Vec<u8>, at: usize) {
    bytes[at] ^= 1;
    fs::write(entry, bytes).expect("a file of our own");
}

#[test]
fn a_poisoned_entry_is_not_used() {
    check_poisoned("format", |entry, bytes| flip(entry, bytes, 0));
    check_poisoned("key", |entry, bytes| flip(entry, bytes, 40));
    check_poisoned("digest", |entry, bytes| flip(entry, bytes, 70));
    check_poisoned("code", |entry, bytes| {
        let middle = bytes.len() / 2;
        flip(entry, bytes, middle);
    });
    check_poisoned("end", |entry, bytes| {
        let last = bytes.len() - 1;
        flip(entry, bytes, last);
    });
    check_poisoned("cut", |entry, bytes| fs::write(entry, &bytes[..bytes.len() / 2]).expect("a file"));
    check_poisoned("empty", |entry, _| fs::write(entry, b"").expect("a file"));
    check_poisoned("longer", |entry, bytes| {
        fs::write(entry, [&bytes[..], b"more"].concat()).expect("a file");
    });
    check_poisoned("removed", |entry, _| fs::remove_file(entry).expect("a file"));
}

#[test]
fn an_entry_of_another_component_is_not_used() {
    // The same component to the compiler, and other bytes: a custom section at its end.
    let other = [SMALL, b"\0\x05\x04else"].concat();
    let elsewhere = place("elsewhere");
    start(&elsewhere, &other, Interruption::Epochs);
    let foreign = fs::read(entry(&elsewhere)).expect("an entry");
    check_poisoned("foreign", |entry, _| fs::write(entry, &foreign).expect("a file"));
}

#[test]
fn an_entry_that_somebody_else_may_have_written_is_not_used() {
    let moved = place("moved");
    fs::create_dir_all(&moved).expect("a directory");
    check_poisoned("linked", |entry, bytes| {
        let target = moved.join("entry");
        fs::write(&target, bytes).expect("a file");
        fs::remove_file(entry).expect("an entry");
        symlink(target, entry).expect("a link");
    });
    check_poisoned("shared", |entry, _| {
        fs::set_permissions(entry, Permissions::from_mode(0o620)).expect("a file of our own");
    });
}

#[test]
fn what_cannot_be_kept_is_no_error() {
    let directory = place("in-the-way");
    start(&directory, SMALL, Interruption::Epochs);
    let entry = entry(&directory);
    fs::remove_file(&entry).expect("an entry");
    fs::create_dir(&entry).expect("a directory");
    assert_eq!(start(&directory, SMALL, Interruption::Epochs), COMPILED);
    assert_eq!(names(&directory).len(), 1, "nothing half written is left");

    let directory = place("gone");
    let cache = Cache::open(&directory).expect("a directory of our own");
    fs::remove_dir(&directory).expect("an empty directory");
    let engine = Engine::new(Interruption::Epochs).expect("an engine").cached(cache);
    inspect(&engine, SMALL).expect("a component");
}

#[test]
fn the_sixteen_entries_used_last_are_kept() {
    let directory = place("eviction");
    start(&directory, SMALL, Interruption::Epochs);
    let ours = entry(&directory);
    for age in 1..20 {
        let file = File::create(directory.join(format!("{age:064x}"))).expect("a file");
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(100 - age)).expect("a date");
    }
    let half = directory.join(format!("{:064x}.1-1.partial", 77));
    File::create(&half).expect("a file").set_modified(SystemTime::UNIX_EPOCH).expect("a date");
    fs::write(directory.join("notes"), b"not ours").expect("a file");
    File::open(&ours).expect("an entry").set_modified(SystemTime::UNIX_EPOCH).expect("a date");

    assert_eq!(start(&directory, SMALL, Interruption::Epochs), FOUND, "used again, and so the youngest");
    assert_eq!(start(&directory, SMALL, Interruption::Fuel), COMPILED);

    let kept = names(&directory);
    assert_eq!(kept.len(), 16 + 1, "{kept:?}");
    assert!(ours.exists() && directory.join("notes").exists() && !half.exists(), "{kept:?}");
    let oldest_kept = directory.join(format!("{:064x}", 14));
    assert!(oldest_kept.exists() && !directory.join(format!("{:064x}", 15)).exists(), "{kept:?}");
}

#[track_caller]
fn check_refused(directory: &Path, expected: &str) {
    let error = Cache::open(directory).expect_err("not to be trusted");
    assert!(error.is_configuration(), "{error}");
    assert!(error.to_string().contains(expected), "{error}");
    assert_eq!(error.to_string().lines().count(), 1);
}

#[test]
fn a_directory_is_made_for_its_owner_alone() {
    let directory = place("made").join("deep");
    Cache::open(&directory).expect("a directory of our own");
    let mode = fs::metadata(&directory).expect("a directory").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn a_directory_that_others_may_write_to_is_refused() {
    let directory = place("modes");
    Cache::open(&directory).expect("a directory of our own");
    let set =
        |mode| fs::set_permissions(&directory, Permissions::from_mode(mode)).expect("a directory of our own");
    for mode in [0o720, 0o770, 0o702, 0o777, 0o1777] {
        set(mode);
        check_refused(&directory, "others may write to it");
    }
    set(0o755);
    Cache::open(&directory).expect("others may read");
    // Only the superuser can give a directory away.
    if chown(&directory, Some(12345), None).is_ok() {
        check_refused(&directory, "belongs to another user");
    }
}

#[test]
fn what_is_no_directory_is_refused() {
    let directory = place("target");
    fs::create_dir_all(&directory).expect("a directory");
    let link = place("link");
    symlink(&directory, &link).expect("a link");
    check_refused(&link, "a file or a symbolic link");
    let file = place("file");
    fs::write(&file, b"").expect("a file");
    check_refused(&file, "a file or a symbolic link");
    check_refused(&file.join("below"), "name another");
}
