//! What a view is in isolate's rules for directories. isolate binds directories only, so what a program sees of `/etc`,
//! and single files anywhere, lie in folders that are made for the view.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::boxes::MAX_BOXES;
use crate::native::View;

/// Seen in every box as they are on the host.
const SYSTEM: [&str; 7] = ["usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32"];
/// Not the host's in any box.
const OWN: [&str; 6] = ["box", "tmp", "proc", "dev", "sys", "enclos"];
/// Of isolate's own rules, these are missing.
const FURTHER: [&str; 3] = ["sbin", "lib32", "libx32"];
/// What every program sees of the host's `/etc`; one that is missing is left out.
const OF_ETC: [&str; 3] = ["/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives"];
/// A file of the host that is shown is copied.
const MAX_FILE_BYTES: u64 = 64 << 20;
const NSSWITCH: &str =
    "passwd: files\ngroup: files\nhosts: files\nservices: files\nprotocols: files\n";
const HOSTS: &str = "127.0.0.1 localhost enclos\n::1 localhost\n";

/// The rules of views, as they were asked for.
#[derive(Debug)]
pub(super) struct Sights {
    folder: PathBuf,
    /// The user of the first box that a program may be in.
    first_uid: u32,
    known: Mutex<HashMap<View, Arc<Vec<String>>>>,
}

impl Sights {
    /// Keeps what it makes in that folder.
    pub(super) fn new(folder: PathBuf, first_uid: u32) -> Self {
        Self {
            folder,
            first_uid,
            known: Mutex::default(),
        }
    }

    /// Options for isolate.
    ///
    /// # Errors
    /// In a sentence, when the view can't be shown.
    pub(super) fn rules(&self, view: &View) -> Result<Arc<Vec<String>>, String> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = known().get(view) {
            return Ok(Arc::clone(rules));
        }
        let rules = Arc::new(self.make(view)?);
        known().insert(view.clone(), Arc::clone(&rules));
        Ok(rules)
    }

    fn make(&self, view: &View) -> Result<Vec<String>, String> {
        if view.packages.is_some() {
            return Err("isolate can't lay unpacked packages over the host's".to_owned());
        }
        let mut made = Made::default();
        made.text("etc/passwd", users(self.first_uid, ":x:", ":/tmp:/bin/sh"));
        made.text("etc/group", users(self.first_uid, ":x:", ""));
        made.text("etc/hosts", HOSTS.to_owned());
        made.text("etc/nsswitch.conf", NSSWITCH.to_owned());
        made.entries.insert("usr/local".into(), Entry::Folder);
        let paths = OF_ETC.iter().map(Path::new);
        for path in paths.chain(view.paths.iter().map(PathBuf::as_path)) {
            made.show(path);
        }
        let cannot = |error| format!("cannot make what a program sees: {error}");
        let folder = made.keep(&self.folder).map_err(cannot)?;
        let mut rules: Vec<String> = FURTHER
            .iter()
            .map(|name| format!("--dir={name}:maybe"))
            .collect();
        let bind = |inside: &str, outside: &Path| format!("--dir={inside}={}", outside.display());
        for top in made.tops() {
            // It has to be there in the host's /usr to be covered, and where it is not, it need not be.
            if top != "usr/local" || Path::new("/usr/local").is_dir() {
                rules.push(bind(&top, &folder.join(&top)));
            }
        }
        for inside in &made.bound {
            rules.push(bind(inside, &Path::new("/").join(inside)));
        }
        if let Some(prepared) = &view.prepared {
            if has_marks(prepared) {
                return Err(format!("isolate can't show {}", prepared.display()));
            }
            rules.push(bind("enclos", prepared));
        }
        Ok(rules)
    }
}

/// The folders of a view, before they are written.
#[derive(Default)]
struct Made {
    /// By path from the root.
    entries: BTreeMap<PathBuf, Entry>,
    /// Folders of the host, by path from the root; none is in another.
    bound: BTreeSet<String>,
}

enum Entry {
    /// A file, and whether it can be executed.
    File(Vec<u8>, bool),
    Folder,
}

impl Made {
    fn text(&mut self, path: &str, content: String) {
        let file = Entry::File(content.into_bytes(), false);
        self.entries.insert(path.into(), file);
    }

    /// Shows a path of the host, unless it is not there or is seen already.
    fn show(&mut self, path: &Path) {
        let Some(inside) = from_root(path) else {
            tracing::warn!(path = %path.display(), "isolate can't show this path");
            return;
        };
        let top = top_of(&inside);
        let is_seen = SYSTEM.contains(&top.as_str()) || OWN.contains(&top.as_str());
        let is_bound = |bound: &String| Path::new(&inside).starts_with(bound);
        if is_seen || self.bound.iter().any(is_bound) {
            return;
        }
        let Ok(found) = fs::metadata(path) else {
            return;
        };
        if found.is_dir() && inside != "etc" && inside != "usr/local" {
            let in_new = |path: &Path| path.starts_with(&inside);
            self.bound.retain(|bound| !in_new(Path::new(bound)));
            self.entries.retain(|path, _| !in_new(path));
            if inside != top {
                self.entries.insert(inside.clone().into(), Entry::Folder);
            }
            self.bound.insert(inside);
        } else if found.is_file() && found.len() <= MAX_FILE_BYTES {
            // One that this user can't read, its guests can't read either.
            if let Ok(content) = fs::read(path) {
                let is_program = found.permissions().mode() & 0o111 != 0;
                let file = Entry::File(content, is_program);
                self.entries.insert(inside.into(), file);
            }
        }
    }

    /// The folders that are to be bound, by path from the root.
    fn tops(&self) -> BTreeSet<String> {
        let paths = self.entries.keys();
        paths.map(|path| top_of(&path.to_string_lossy())).collect()
    }

    /// Writes the folders below `folder`, under a name that stands for all that is in them, unless they are there.
    fn keep(&self, folder: &Path) -> std::io::Result<PathBuf> {
        let mut hash = blake3::Hasher::new();
        for (path, entry) in &self.entries {
            let (kind, content): (u8, &[u8]) = match entry {
                Entry::File(content, is_program) => (u8::from(*is_program), content),
                Entry::Folder => (2, &[]),
            };
            let path = path.as_os_str().as_encoded_bytes();
            hash.update(&(path.len() as u64).to_le_bytes()).update(path);
            hash.update(&[kind]);
            hash.update(&(content.len() as u64).to_le_bytes());
            hash.update(content);
        }
        let kept = folder.join(hash.finalize().to_hex().as_str());
        if kept.is_dir() {
            return Ok(kept);
        }
        fs::create_dir_all(folder)?;
        let new = tempfile::tempdir_in(folder)?;
        for (path, entry) in &self.entries {
            let path = new.path().join(path);
            match entry {
                Entry::Folder => fs::create_dir_all(&path)?,
                Entry::File(content, is_program) => {
                    if let Some(parent) = path.parent() {
                        fs::create_dir_all(parent)?;
                    }
                    fs::write(&path, content)?;
                    let mode = if *is_program { 0o755 } else { 0o644 };
                    fs::set_permissions(&path, Permissions::from_mode(mode))?;
                }
            }
            // Whatever this process's umask is.
            for parent in path.ancestors().take_while(|at| *at != new.path()) {
                if parent.is_dir() {
                    fs::set_permissions(parent, Permissions::from_mode(0o755))?;
                }
            }
        }
        match fs::rename(new.path(), &kept) {
            // Another server has just made the same.
            Err(error) if !kept.is_dir() => Err(error),
            _ => Ok(kept),
        }
    }
}

/// The folder that a path from the root is shown within.
fn top_of(inside: &str) -> String {
    let local = "usr/local";
    if Path::new(inside).starts_with(local) {
        return local.to_owned();
    }
    inside.split('/').next().unwrap_or_default().to_owned()
}

/// A path without the root, when it is absolute and isolate takes it.
fn from_root(path: &Path) -> Option<String> {
    let inside = path.strip_prefix("/").ok()?;
    let is_plain = inside
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let text = inside.to_str()?;
    (is_plain && !text.is_empty() && !has_marks(inside))
        .then(|| text.trim_end_matches('/').to_owned())
}

/// isolate's rules have marks of their own, and no way to say that one is meant as itself.
fn has_marks(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.contains(&b':') || bytes.contains(&b'=')
}

/// Everybody who can be in a box, in the form of `/etc/passwd` or `/etc/group`.
fn users(first_uid: u32, mark: &str, rest: &str) -> String {
    let is_group = rest.is_empty();
    let line = |name: &str, id: u32| {
        if is_group {
            format!("{name}{mark}{id}:\n")
        } else {
            format!("{name}{mark}{id}:{id}:{name}{rest}\n")
        }
    };
    let boxes = (first_uid..first_uid.saturating_add(MAX_BOXES)).map(|uid| line("enclos", uid));
    std::iter::once(line("root", 0))
        .chain(boxes)
        .chain([line("nobody", 65534)])
        .collect()
}
