//! A directory that only its user may write to.

use std::fs::{DirBuilder, File};
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::fs::{
    AtFlags, Dir, FileType, Mode, OFlags, Stat, Timespec, Timestamps, UTIME_NOW, fstat, futimens, open,
    openat, renameat, statat, unlinkat,
};
use rustix::io::Errno;
use rustix::process::geteuid;

/// An open directory, used by its handle: renaming or replacing its path has no effect.
pub(super) struct Directory(OwnedFd);

impl Directory {
    /// Opens a directory, and creates it if there is none. Fails with the reason, and what to do.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let directory = match open(path, flags, Mode::empty()) {
            Ok(directory) => directory,
            Err(Errno::NOTDIR | Errno::LOOP) => {
                return Err("no directory but a file or a symbolic link; name another".into());
            }
            Err(error) => {
                let error = made.err().unwrap_or_else(|| error.into());
                return Err(format!("cannot be made or opened, {}; name another", error.kind()));
            }
        };
        let stat = fstat(&directory).map_err(|error| io::Error::from(error).kind().to_string())?;
        if stat.st_uid != geteuid().as_raw() {
            return Err("belongs to another user, who could run code through it; name one of your own".into());
        }
        if !is_private(&stat) {
            return Err("others may write to it, and could run code through it; chmod it to 0700".into());
        }
        Ok(Self(directory))
    }

    /// Reads a file that only its user may write to. It counts as used now.
    pub(super) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        // Without `NONBLOCK`, opening a pipe would wait for whoever writes to it.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = openat(&self.0, name, flags, Mode::empty())?;
        let stat = fstat(&file)?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile || !is_private(&stat) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        let now = Timespec { tv_sec: 0, tv_nsec: UTIME_NOW };
        futimens(&file, &Timestamps { last_access: now, last_modification: now }).ok();
        let mut bytes = Vec::new();
        File::from(file).take(GREATEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > GREATEST {
            return Err(ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    /// Writes a file atomically. It is not synced: after a crash of the machine its content may be wrong, so readers have
    /// to check it.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        static WRITTEN: AtomicU64 = AtomicU64::new(0);
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let partial = format!("{name}.{}-{number}{PARTIAL}", process::id());
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut file = File::from(openat(&self.0, &partial, flags, Mode::RUSR | Mode::WUSR)?);
        let written = file.write_all(bytes).and_then(|()| Ok(renameat(&self.0, &partial, &self.0, name)?));
        if written.is_err() {
            unlinkat(&self.0, &partial, AtFlags::empty()).ok();
        }
        written
    }

    /// Removes all but the `keep` entries that were used last. Keeps files that are not entries, and skips those that
    /// cannot be removed, since another process may remove them too.
    pub(super) fn evict(&self, keep: usize) -> io::Result<()> {
        let mut files = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            let name = entry?.file_name().to_owned();
            if !is_ours(&name.to_string_lossy()) {
                continue;
            }
            if let Ok(stat) = statat(&self.0, &name, AtFlags::SYMLINK_NOFOLLOW) {
                files.push(((stat.st_mtime, stat.st_mtime_nsec), name));
            }
        }
        files.sort_unstable();
        files.reverse();
        for (_, name) in files.iter().skip(keep) {
            unlinkat(&self.0, name, AtFlags::empty()).ok();
        }
        Ok(())
    }
}

fn is_private(stat: &Stat) -> bool {
    let others = Mode::WGRP | Mode::WOTH;
    stat.st_uid == geteuid().as_raw() && !Mode::from_raw_mode(stat.st_mode).intersects(others)
}

/// Whether a file is an entry: named by a key, or left behind by a writer that did not finish.
fn is_ours(name: &str) -> bool {
    let key = name.split('.').next().unwrap_or_default();
    let is_key = key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_key && (name.len() == key.len() || name.ends_with(PARTIAL))
}

const PARTIAL: &str = ".partial";
/// Bytes of a file. The compiled code of a component of 64 MiB fits.
const GREATEST: u64 = 512 * 1024 * 1024;
