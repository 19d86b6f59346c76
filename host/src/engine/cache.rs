//! Compiled code, kept on disk from one start to the next.

#[cfg(unix)]
mod directory;
mod entry;

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::{debug, warn};
use wasmtime::Engine;
use wasmtime::component::Component;

use crate::error::Error;
use crate::spans::TARGET;
use directory::Directory;
use entry::Key;

/// A directory of compiled components, for [`Engine::cached`](crate::Engine::cached). A clone is the same cache.
///
/// ```no_run
/// # use scaikey_host::{Cache, Engine, Error, Interruption};
/// # fn engine() -> Result<Engine, Error> {
/// let engine = Engine::new(Interruption::Epochs)?;
/// let Some(directory) = Cache::usual_directory(|name| std::env::var_os(name)) else { return Ok(engine) };
/// Ok(engine.cached(Cache::open(directory)?))
/// # }
/// ```
///
/// - The key of an entry is a digest of the component, of the compiler with its settings, and of the format.
/// - An entry is used only if the digest of its code is right. A damaged, truncated or foreign entry is compiled again
///   and replaced; it is never an error, and neither is a full disk.
/// - Entries are written atomically, and the 16 that were used last are kept.
///
/// # Security
///
/// Compiled code runs as it is. The digests detect accidents, not attacks: whoever may write to the directory may run
/// code as this user. Therefore:
///
/// - The directory and its entries must belong to the user of this process and be writable by nobody else.
/// - Symbolic links are not followed, and once open, the directory is used by its handle.
/// - Access control lists are not checked, and the superuser may write everywhere.
#[derive(Clone)]
pub struct Cache {
    directory: Arc<Directory>,
    tally: Arc<Tally>,
}

/// What a cache has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CacheCounters {
    /// Components found compiled.
    pub found: u64,
    /// Components compiled.
    pub compiled: u64,
}

#[derive(Default)]
struct Tally {
    found: AtomicU64,
    compiled: AtomicU64,
}

impl Cache {
    /// Opens the cache in this directory, and creates the directory with mode 0700 if there is none.
    ///
    /// Fails with [`Error::is_configuration`] if the path is not a directory, belongs to another user, is writable by
    /// others, or cannot be created; the text says which. Always fails on systems other than Unix, where these
    /// permissions cannot be checked.
    pub fn open(directory: impl AsRef<Path>) -> Result<Self, Error> {
        let path = directory.as_ref();
        let directory = Directory::open(path).map_err(|reason| {
            Error::configuration(format!("cache directory {}: {reason}", path.display()))
        })?;
        Ok(Self { directory: directory.into(), tally: Arc::default() })
    }

    /// The usual directory: `scaikey` below `XDG_CACHE_HOME`, or else below `.cache` of `HOME`. `variable`
    /// reads the environment, as [`std::env::var_os`] does. `None` if neither is an absolute path.
    pub fn usual_directory(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
        let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let caches = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")));
        Some(caches?.join("scaikey"))
    }

    /// What this cache and its clones have done so far.
    pub fn counters(&self) -> CacheCounters {
        CacheCounters {
            found: self.tally.found.load(Ordering::Relaxed),
            compiled: self.tally.compiled.load(Ordering::Relaxed),
        }
    }

    /// Returns the compiled component, from the cache or from the compiler.
    pub(crate) fn compile(&self, engine: &Engine, bytes: &[u8]) -> wasmtime::Result<Component> {
        let key = Key::new(engine, bytes);
        let found = self.find(engine, &key);
        debug!(name: "scaikey.cache", target: TARGET, found = found.is_some(), "looked for compiled code");
        if let Some(component) = found {
            self.tally.found.fetch_add(1, Ordering::Relaxed);
            return Ok(component);
        }
        let component = Component::new(engine, bytes)?;
        self.tally.compiled.fetch_add(1, Ordering::Relaxed);
        self.keep(&key, &component.serialize()?);
        Ok(component)
    }

    fn find(&self, engine: &Engine, key: &Key) -> Option<Component> {
        let entry = self.directory.read(&key.to_string()).ok()?;
        let code = entry::open(key, &entry)?;
        #[expect(unsafe_code, reason = "the code is whole, and only this user may have written it")]
        let component = unsafe { Component::deserialize(engine, code) };
        component.ok()
    }

    fn keep(&self, key: &Key, code: &[u8]) {
        let written = self.directory.write(&key.to_string(), &entry::seal(key, code));
        if let Err(error) = written.and_then(|()| self.directory.evict(ENTRIES)) {
            let reason = error.kind().to_string();
            warn!(name: "scaikey.cache.unwritten", target: TARGET, reason, "compiled code is not kept");
        }
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache").field("counters", &self.counters()).finish_non_exhaustive()
    }
}

/// Without permissions to check, no directory is safe.
#[cfg(not(unix))]
mod directory {
    use std::convert::Infallible;
    use std::io;
    use std::path::Path;

    pub(super) struct Directory(Infallible);

    impl Directory {
        pub(super) fn open(_: &Path) -> Result<Self, String> {
            Err("a cache needs a Unix system; do without it".into())
        }

        pub(super) fn read(&self, _: &str) -> io::Result<Vec<u8>> {
            match self.0 {}
        }

        pub(super) fn write(&self, _: &str, _: &[u8]) -> io::Result<()> {
            match self.0 {}
        }

        pub(super) fn evict(&self, _: usize) -> io::Result<()> {
            match self.0 {}
        }
    }
}

const ENTRIES: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], expected: Option<&str>) {
        let variable = |name: &str| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        };
        assert_eq!(Cache::usual_directory(variable), expected.map(PathBuf::from), "{variables:?}");
    }

    #[test]
    fn the_usual_directory_follows_the_environment() {
        check(&[("XDG_CACHE_HOME", "/caches"), ("HOME", "/me")], Some("/caches/scaikey"));
        check(&[("HOME", "/me")], Some("/me/.cache/scaikey"));
        check(&[("XDG_CACHE_HOME", "relative"), ("HOME", "/me")], Some("/me/.cache/scaikey"));
        check(&[("XDG_CACHE_HOME", ""), ("HOME", "relative")], None);
        check(&[], None);
    }
}
