//! Where things lie in the cache folder.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Error, IoContext as _};
use crate::ours;

/// The cache folder and the names of everything in it.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    root: PathBuf,
}

impl Layout {
    pub(super) fn new(root: &Path) -> Result<Self, Error> {
        // Recipes and clients run in other working directories, so a relative path would not do.
        let root = std::path::absolute(root).or_cannot("find", root)?;
        Ok(Self { root })
    }

    /// The folder that the environment names: `ENCLOS_CACHE`, else below `XDG_CACHE_HOME`, else below `HOME`.
    pub(super) fn default_root(
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<PathBuf, Error> {
        let folder = |name| {
            variable(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        folder("ENCLOS_CACHE")
            .or_else(|| folder("XDG_CACHE_HOME").map(|cache| cache.join("enclos")))
            .or_else(|| folder("HOME").map(|home| home.join(".cache/enclos")))
            .ok_or(Error::NoCache)
    }

    pub(super) fn create(&self) -> Result<(), Error> {
        for folder in [
            self.prepared(),
            self.packages(),
            self.downloads(),
            self.work(),
            self.logs(),
            self.locks(),
        ] {
            fs::create_dir_all(&folder).or_cannot("create", &folder)?;
        }
        for folder in [self.store(), self.modules()] {
            ours::make_folder(&folder, 0o755).or_cannot("create", &folder)?;
        }
        Ok(())
    }

    /// Whether everybody may put something where machine code is looked for.
    pub(super) fn check(&self) -> Result<(), Error> {
        for folder in [self.store(), self.modules()] {
            match ours::check_folder(&folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(error).or_cannot("use", &folder);
                }
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Finished components.
    pub(super) fn store(&self) -> PathBuf {
        self.root.join("store")
    }

    /// Machine code.
    pub(super) fn modules(&self) -> PathBuf {
        self.root.join("modules")
    }

    /// What native languages made for themselves.
    pub(super) fn prepared(&self) -> PathBuf {
        self.root.join("prepared")
    }

    /// Packages that were unpacked and not installed.
    pub(super) fn packages(&self) -> PathBuf {
        self.root.join("packages")
    }

    /// Programs of submissions, compiled. Not the depot's own, but in the same cache.
    pub(super) fn programs(&self) -> PathBuf {
        self.root.join("programs")
    }

    /// Archives as the registries delivered them.
    pub(super) fn downloads(&self) -> PathBuf {
        self.root.join("downloads")
    }

    /// What running processes are busy with.
    pub(super) fn work(&self) -> PathBuf {
        self.root.join("work")
    }

    /// What recipes said.
    pub(super) fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }

    /// The lock of one thing. Lock files are empty and stay: removing one that another process is about to lock
    /// would give two processes the same lock.
    pub(super) fn lock(&self, name: &str) -> PathBuf {
        self.locks().join(name)
    }

    fn locks(&self) -> PathBuf {
        self.root.join("locks")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_names_the_cache() {
        let root = |set: &[(&str, &str)]| {
            let lookup = |name: &str| {
                let found = set.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| OsString::from(value))
            };
            Layout::default_root(lookup).ok()
        };
        let all = [
            ("ENCLOS_CACHE", "/e"),
            ("XDG_CACHE_HOME", "/x"),
            ("HOME", "/h"),
        ];
        assert_eq!(root(&all), Some("/e".into()));
        assert_eq!(root(&all[1..]), Some("/x/enclos".into()));
        assert_eq!(root(&all[2..]), Some("/h/.cache/enclos".into()));
        assert_eq!(
            root(&[("ENCLOS_CACHE", ""), ("HOME", "/h")]),
            Some("/h/.cache/enclos".into())
        );
        assert_eq!(root(&[]), None);
    }
}
