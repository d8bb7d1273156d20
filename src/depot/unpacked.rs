//! Debian packages that were unpacked and not installed: what an ordinary user can have of them.
//!
//! A folder holds what some packages and all that they need bring and the machine lacks, as it would lie below `/`. It is
//! made as a whole, and has a stamp like everything that is kept. Beside what the packages bring there are links that their
//! own scripts ask for, which are run by somebody else: nothing of a package runs here.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::Depot;
use super::error::{Error, IoContext as _};
use super::fetch::deb::{self, Apt};
use super::lock::FileLock;
use super::progress::{Event, Progress};
use super::stamp::Stamp;
use super::upkeep::remove_trees_but;
use super::work::{Scratch, Work, remove_tree};

/// The packages in a folder, with their checksums, as `sha256sum` has it.
const PINS: &str = ".enclos-packages";

/// A folder of packages that is wanted.
pub(crate) struct Wanted<'a> {
    /// Stands for everything that the folder depends on.
    pub(crate) name: &'a str,
    /// For whom, in reports of progress.
    pub(crate) label: &'a str,
    pub(crate) packages: &'a [String],
}

/// What is to be there beside what packages bring, as paths that programs see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Extra {
    /// Below `/usr`.
    Link { at: PathBuf, to: PathBuf },
    /// Below `/etc`.
    Settings { at: PathBuf, content: Arc<[u8]> },
}

/// What packages would do when they are installed, by their files' names.
pub(crate) type Scripts = Vec<(String, Vec<u8>)>;

/// Unpacks, for as long as somebody wants folders of packages.
pub(crate) struct Unpacker<'d> {
    depot: &'d Depot,
    work: Work,
    scratch: Scratch,
    apt: Apt,
}

impl Depot {
    /// The folder of packages of this name, if there is one. Nothing is compared.
    pub(crate) fn unpacked(&self, name: &str) -> Option<PathBuf> {
        let home = self.layout.packages().join(name);
        Stamp::read(&home).is_some().then_some(home)
    }

    /// The folder of packages of this name, if there is one and every file in it is as it was.
    pub(crate) fn unpacked_whole(&self, name: &str) -> Option<PathBuf> {
        let home = self.layout.packages().join(name);
        is_whole(&home).then_some(home)
    }

    pub(crate) fn unpacker(&self) -> Result<Unpacker<'_>, Error> {
        self.layout.create()?;
        let work = Work::open(&self.layout)?;
        let scratch = work.scratch("apt")?;
        let apt = Apt::new(scratch.path())?;
        Ok(Unpacker {
            depot: self,
            work,
            scratch,
            apt,
        })
    }

    /// Removes folders of packages but these, and returns how many bytes that freed.
    ///
    /// # Errors
    /// When one can't be removed.
    pub(crate) fn remove_unpacked_but(&self, wanted: &[String]) -> Result<u64, Error> {
        remove_trees_but(&self.layout.packages(), wanted)
    }
}

impl Unpacker<'_> {
    /// Makes a folder of packages unless it is there and whole. `finish` is shown the files and the packages' scripts and
    /// says what is to be there beside them.
    ///
    /// # Errors
    /// Those of `finish`, or when packages can't be had or something can't be written.
    pub(crate) fn unpack<E: From<Error>>(
        &mut self,
        wanted: &Wanted<'_>,
        progress: &dyn Progress,
        finish: impl FnOnce(&Path, Scripts) -> Result<Vec<Extra>, E>,
    ) -> Result<PathBuf, E> {
        let Wanted { name, label, .. } = *wanted;
        let layout = &self.depot.layout;
        let home = layout.packages().join(name);
        let _lock = FileLock::acquire(&layout.lock(&format!("packages-{name}")), || {
            progress.report(label, &Event::Waiting);
        })?;
        if is_whole(&home) {
            return Ok(home);
        }
        let begun = Instant::now();
        progress.report(label, &Event::Downloading(wanted.packages));
        let archives = self.apt.download(wanted.packages)?;
        progress.report(label, &Event::Unpacking);
        let place = self.work.scratch("packages")?;
        let folder = place.folder("files")?;
        let mut pins = String::new();
        let mut scripts = Scripts::new();
        for archive in &archives {
            pins.push_str(&deb::pin(archive)?);
            deb::unpack(archive, &folder)?;
            if let Some(script) = deb::script(archive, self.scratch.path())? {
                let name = archive.file_stem().unwrap_or_default();
                scripts.push((name.to_string_lossy().into_owned(), script));
            }
        }
        let usr = folder.join("usr");
        fs::create_dir_all(&usr).or_cannot("create", &usr)?;
        // Who runs native programs may be another user than the one who owns the cache.
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755))
            .or_cannot("write", &folder)?;
        for extra in finish(&folder, scripts)? {
            add(&folder, &extra)?;
        }
        let path = folder.join(PINS);
        fs::write(&path, pins).or_cannot("write", &path)?;
        let stamp = Stamp::of_root(&folder).map_err(|damage| Error::Unpack {
            archive: wanted.packages.join(" "),
            reason: format!("{} {}", damage.file, damage.reason),
        })?;
        stamp.write(&folder, name).or_cannot("write", &folder)?;
        remove_tree(&home).or_cannot("remove", &home)?;
        fs::rename(&folder, &home).or_cannot("move a folder to", &home)?;
        let event = Event::Unpacked {
            packages: archives.len(),
            size_bytes: stamp.size_bytes(),
            elapsed: begun.elapsed(),
        };
        progress.report(label, &event);
        Ok(home)
    }
}

fn is_whole(home: &Path) -> bool {
    Stamp::read(home).is_some_and(|stamp| stamp.verify(home).is_ok())
}

/// Adds what a package asks for, unless a package brings it itself. What is asked for elsewhere than it may be is left out:
/// it could lead out of the folder.
fn add(folder: &Path, extra: &Extra) -> Result<(), Error> {
    let (at, root) = match extra {
        Extra::Link { at, .. } => (at, "/usr"),
        Extra::Settings { at, .. } => (at, "/etc"),
    };
    let is_plain = |path: &Path| {
        let mut parts = path.components().skip(1);
        path.is_absolute() && parts.all(|part| matches!(part, Component::Normal(_)))
    };
    let Ok(place) = at.strip_prefix("/") else {
        return Ok(());
    };
    let place = folder.join(place);
    if !is_plain(at) || !at.starts_with(root) || place.symlink_metadata().is_ok() {
        return Ok(());
    }
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent).or_cannot("create", parent)?;
    }
    let done = match extra {
        Extra::Link { to, .. } if is_plain(to) => symlink(to, &place),
        Extra::Link { .. } => Ok(()),
        Extra::Settings { content, .. } => fs::write(&place, content),
    };
    done.or_cannot("create", &place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_lies_where_it_may_and_over_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().canonicalize().expect("there");
        fs::create_dir_all(path.join("usr/bin")).expect("writable");
        fs::write(path.join("usr/bin/own"), "own").expect("writable");
        let link = |at: &str, to: &str| Extra::Link {
            at: at.into(),
            to: to.into(),
        };
        let settings = |at: &str| Extra::Settings {
            at: at.into(),
            content: Arc::from(&b"own"[..]),
        };
        for extra in [
            link("/usr/bin/x", "/usr/lib/x/bin/x"),
            link("/usr/share/new/y", "/usr/y"),
            link("/usr/bin/own", "/usr/bin/other"),
            link("/etc/z", "/usr/z"),
            link("/usr/../z", "/usr/z"),
            link("/usr/bin/w", "../../w"),
            settings("/etc/new/own"),
            settings("/etc/../up"),
            settings("/usr/copy"),
        ] {
            add(&path, &extra).expect("writable");
        }
        let target = |at: &str| fs::read_link(path.join(at)).ok();
        assert_eq!(target("usr/bin/x"), Some("/usr/lib/x/bin/x".into()));
        assert_eq!(target("usr/share/new/y"), Some("/usr/y".into()));
        for own in ["usr/bin/own", "etc/new/own"] {
            assert_eq!(fs::read(path.join(own)).expect("there"), b"own");
        }
        for refused in ["usr/bin/w", "z", "etc/z", "up", "usr/copy"] {
            assert!(path.join(refused).symlink_metadata().is_err(), "{refused}");
        }
    }
}
