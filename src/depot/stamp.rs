//! The list of a finished component's files, by which damage is found.
//!
//! A stamp is a text of one line a file (BLAKE3, size, path) or link, under the name of its folder, closed by a hash of the
//! lines themselves. It is written last, so a folder with a valid stamp is whole.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::ours;

/// The stamp's file name in the folder that it describes.
const FILE: &str = ".enclos-stamp";
const HEAD: &str = "enclos stamp 1";

/// What a folder held when it was finished.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    files: BTreeMap<String, Content>,
    links: BTreeMap<String, String>,
}

/// A file's size and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) size_bytes: u64,
    pub(super) blake3: String,
}

/// How a folder differs from its stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The file, relative to the component's folder.
    pub file: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Damage {
    pub(super) fn new(file: &str, reason: impl ToString) -> Self {
        Self {
            file: file.to_owned(),
            reason: reason.to_string(),
        }
    }
}

impl Stamp {
    /// Lists everything in `folder`. A path or link that cannot be kept comes back as damage.
    pub(super) fn of(folder: &Path) -> Result<Self, Damage> {
        let stamp = Self::of_root(folder)?;
        // The folder is renamed when it is finished, and an absolute link would not follow.
        let mut links = stamp.links.iter();
        match links.find(|(_, target)| target.starts_with('/')) {
            Some((path, _)) => Err(Damage::new(path, "is a link that is not relative")),
            None => Ok(stamp),
        }
    }

    /// As [`Stamp::of`], of a folder that will be seen as a root, so that links in it may begin there.
    pub(super) fn of_root(folder: &Path) -> Result<Self, Damage> {
        let mut stamp = Self::default();
        let mut paths = Vec::new();
        list(folder, "", &mut paths, &mut stamp.links)?;
        let hosts: Vec<PathBuf> = paths.iter().map(|path| folder.join(path)).collect();
        for (path, content) in paths.into_iter().zip(hash_files(&hosts, Owner::Anybody)) {
            let content = content.map_err(|error| Damage::new(&path, error))?;
            stamp.files.insert(path, content);
        }
        Ok(stamp)
    }

    /// Writes the stamp into its folder, which will have this name, through to the disk.
    pub(super) fn write(&self, folder: &Path, name: &str) -> io::Result<()> {
        let mut text = format!("{HEAD}\nname {name}\n");
        for (path, content) in &self.files {
            text.push_str(&format!(
                "file {} {} {path}\n",
                content.blake3, content.size_bytes
            ));
        }
        for (path, target) in &self.links {
            text.push_str(&format!("link {target}\t{path}\n"));
        }
        let seal = blake3::hash(text.as_bytes()).to_hex();
        text.push_str(&format!("seal {seal}\n"));
        let path = folder.join(FILE);
        let mut file = File::create(&path)?;
        file.write_all(text.as_bytes())?;
        ours::close_to_others(&path)?;
        file.sync_all()
    }

    /// The stamp of a folder, if it has one, nobody edited it, and it is not another folder's.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let text = ours::read_text(&folder.join(FILE)).ok()?;
        let (body, seal) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        let body = format!("{body}\n");
        if seal.strip_prefix("seal ")? != blake3::hash(body.as_bytes()).to_hex().as_str() {
            return None;
        }
        let mut lines = body.lines();
        if lines.next()? != HEAD {
            return None;
        }
        let mut stamp = Self::default();
        for line in lines {
            let (kind, rest) = line.split_once(' ')?;
            if kind == "name" {
                // Stamps of before have no such line.
                if folder.file_name()? != rest {
                    return None;
                }
            } else if kind == "link" {
                let (target, path) = rest.split_once('\t')?;
                stamp.links.insert(path.to_owned(), target.to_owned());
            } else {
                let mut fields = rest.splitn(3, ' ');
                let (blake3, size, path) = (fields.next()?, fields.next()?, fields.next()?);
                let content = Content {
                    size_bytes: size.parse().ok()?,
                    blake3: blake3.to_owned(),
                };
                stamp.files.insert(path.to_owned(), content);
            }
        }
        Some(stamp)
    }

    /// Compares every file with the stamp, whoever's they are.
    pub(super) fn verify(&self, folder: &Path) -> Result<(), Damage> {
        self.compare(folder, Owner::Anybody)
    }

    /// Compares every file with the stamp, and sees that only this user or root can have written them, and that there are no
    /// others: programs see whole folders.
    pub(super) fn verify_ours(&self, folder: &Path) -> Result<(), Damage> {
        let (mut paths, mut links) = (Vec::new(), BTreeMap::new());
        list(folder, "", &mut paths, &mut links)?;
        let is_strange =
            |path: &&String| !self.files.contains_key(*path) && !self.links.contains_key(*path);
        if let Some(strange) = paths.iter().chain(links.keys()).find(is_strange) {
            return Err(Damage::new(strange, "was added by somebody else"));
        }
        self.compare(folder, Owner::Ourselves)
    }

    fn compare(&self, folder: &Path, owner: Owner) -> Result<(), Damage> {
        for (path, target) in &self.links {
            match fs::read_link(folder.join(path)) {
                Ok(found) if found == Path::new(target) => {}
                Ok(_) => return Err(Damage::new(path, "leads elsewhere")),
                Err(error) => return Err(Damage::new(path, error)),
            }
        }
        let hosts: Vec<PathBuf> = self.files.keys().map(|path| folder.join(path)).collect();
        for ((path, expected), found) in self.files.iter().zip(hash_files(&hosts, owner)) {
            match found {
                Ok(found) if found == *expected => {}
                Ok(_) => return Err(Damage::new(path, "has changed")),
                Err(error) => return Err(Damage::new(path, error)),
            }
        }
        Ok(())
    }

    /// The hash of one file.
    pub(super) fn content(&self, path: &str) -> Option<&Content> {
        self.files.get(path)
    }

    /// How much all files are together.
    pub(super) fn size_bytes(&self) -> u64 {
        self.files.values().map(|content| content.size_bytes).sum()
    }
}

fn list(
    folder: &Path,
    prefix: &str,
    files: &mut Vec<String>,
    links: &mut BTreeMap<String, String>,
) -> Result<(), Damage> {
    let unreadable = |error: io::Error| Damage::new(prefix, error);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let name = name.to_str().filter(|name| !name.contains(['\n', '\t']));
        let name = name.ok_or_else(|| Damage::new(prefix, "holds a file with an unusual name"))?;
        let path = format!("{prefix}{name}");
        let kind = entry
            .file_type()
            .map_err(|error| Damage::new(&path, error))?;
        if kind.is_dir() {
            list(&entry.path(), &format!("{path}/"), files, links)?;
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path()).map_err(|error| Damage::new(&path, error))?;
            let target = target.to_str();
            let target = target.filter(|target| !target.contains(['\n', '\t']));
            let target =
                target.ok_or_else(|| Damage::new(&path, "is a link with an unusual target"))?;
            links.insert(path, target.to_owned());
        } else if kind.is_file() {
            if path != FILE {
                files.push(path);
            }
        } else {
            return Err(Damage::new(&path, "is neither a file, a folder nor a link"));
        }
    }
    Ok(())
}

/// Hashes files on all processors, in the order given.
fn hash_files(paths: &[PathBuf], owner: Owner) -> Vec<io::Result<Content>> {
    // Below this many files a second thread costs more than it saves, unless they are large; nobody notices either.
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(paths.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            match paths.get(index) {
                Some(path) => done.push((index, hash_file(path, owner))),
                None => return done,
            }
        }
    };
    let mut results: Vec<(usize, io::Result<Content>)> = thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut results = work();
        for helper in helpers {
            match helper.join() {
                Ok(done) => results.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Above this size one file is worth the attention of several processors.
const LARGE_BYTES: u64 = 4 << 20;

/// Whose a file may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner {
    Anybody,
    /// This user or root.
    Ourselves,
}

/// Size and BLAKE3 of one plain file.
pub(super) fn hash_file(path: &Path, owner: Owner) -> io::Result<Content> {
    let mut hasher = blake3::Hasher::new();
    let file = match owner {
        Owner::Anybody => ours::open_plain(path)?,
        Owner::Ourselves => ours::open(path)?,
    };
    if file.metadata()?.len() < LARGE_BYTES {
        hasher.update_reader(file)?;
    } else {
        // Mapping is safe from truncation: files of the cache are replaced as a whole, never written in place.
        hasher.update_mmap_rayon(path)?;
    }
    Ok(Content {
        size_bytes: hasher.count(),
        blake3: hasher.finalize().to_hex().to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("lib")).expect("writable");
        fs::write(folder.path().join("lib/a b.lua"), "return 1").expect("writable");
        fs::write(folder.path().join("x.wasm"), "module").expect("writable");
        std::os::unix::fs::symlink("lib/a b.lua", folder.path().join("l")).expect("writable");
        folder
    }

    #[test]
    fn a_stamp_survives_being_written_and_finds_every_kind_of_damage() {
        let folder = sample();
        let path = folder.path();
        let stamp = Stamp::of(path).expect("listable");
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("plain");
        stamp.write(path, name).expect("writable");
        assert_eq!(Stamp::read(path).as_ref(), Some(&stamp));
        assert_eq!(stamp.size_bytes(), 14);
        assert_eq!(stamp.verify(path), Ok(()));

        fs::write(path.join("x.wasm"), "modulf").expect("writable");
        assert_eq!(
            stamp.verify(path),
            Err(Damage::new("x.wasm", "has changed"))
        );
        fs::write(path.join("x.wasm"), "module").expect("writable");
        fs::remove_file(path.join("lib/a b.lua")).expect("writable");
        assert!(stamp.verify(path).is_err());
    }

    #[test]
    fn an_edited_or_cut_stamp_is_no_stamp() {
        let folder = sample();
        let path = folder.path();
        Stamp::of(path)
            .expect("listable")
            .write(
                path,
                path.file_name()
                    .and_then(|name| name.to_str())
                    .expect("plain"),
            )
            .expect("writable");
        let text = fs::read_to_string(path.join(FILE)).expect("readable");
        for wrong in [
            text.replace("x.wasm", "y.wasm"),
            text[..text.len() / 2].to_owned(),
            String::new(),
        ] {
            fs::write(path.join(FILE), wrong).expect("writable");
            assert_eq!(Stamp::read(path), None);
        }
    }

    #[test]
    fn a_link_that_would_break_when_the_folder_moves_is_refused() {
        let folder = sample();
        std::os::unix::fs::symlink("/etc", folder.path().join("m")).expect("writable");
        assert_eq!(
            Stamp::of(folder.path()).map_err(|damage| damage.file),
            Err("m".to_owned())
        );
    }
}
