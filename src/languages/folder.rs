//! The folders as they are written: embedded in the binary, or the operator's own on disk.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::Error;

/// Sorted (relative path, executable?, content), written by `build.rs`.
static EMBEDDED: &[(&str, bool, &[u8])] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The files of one language or toolchain.
#[derive(Debug, Clone)]
pub struct Folder {
    origin: String,
    files: BTreeMap<String, File>,
}

/// One file of a folder.
#[derive(Debug, Clone)]
pub struct File {
    /// What is in it.
    pub content: Cow<'static, [u8]>,
    /// Whether a recipe may call it as a program.
    pub executable: bool,
}

impl Folder {
    /// What to call the folder in a message.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Relative paths and files, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// One file, by its relative path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }
}

/// The folders below `runtimes` and those below `toolchains`, by name.
#[derive(Debug, Default)]
pub(super) struct Folders {
    pub(super) runtimes: BTreeMap<String, Folder>,
    pub(super) toolchains: BTreeMap<String, Folder>,
}

impl Folders {
    pub(super) fn embedded() -> Self {
        let mut folders = Self::default();
        for &(path, executable, content) in EMBEDDED {
            folders.insert(path, executable, Cow::Borrowed(content));
        }
        folders
    }

    /// A file under its path from the root, such as `runtimes/lua/build.sh`. Files that are in no component's
    /// folder (a README beside them) are nobody's.
    pub(super) fn insert(&mut self, path: &str, executable: bool, content: Cow<'static, [u8]>) {
        let mut parts = path.splitn(3, '/');
        let (Some(top), Some(name), Some(file)) = (parts.next(), parts.next(), parts.next()) else {
            return;
        };
        let shelf = match top {
            "runtimes" => &mut self.runtimes,
            "toolchains" => &mut self.toolchains,
            _ => return,
        };
        let folder = shelf.entry(name.to_owned()).or_insert_with(|| Folder {
            origin: format!("{top}/{name}"),
            files: BTreeMap::new(),
        });
        folder.files.insert(
            file.to_owned(),
            File {
                content,
                executable,
            },
        );
    }

    /// Adds the folders of `root/runtimes` and `root/toolchains`; one that exists already is replaced as a whole,
    /// because a recipe of one version with a manifest of another would be a riddle.
    pub(super) fn overlay(&mut self, root: &Path) -> Result<(), Error> {
        read_dir(root)?;
        for (top, shelf) in [
            ("runtimes", &mut self.runtimes),
            ("toolchains", &mut self.toolchains),
        ] {
            let top = root.join(top);
            if !top.is_dir() {
                continue;
            }
            for (name, path) in read_dir(&top)? {
                if path.is_dir() {
                    let mut files = BTreeMap::new();
                    read_tree(&path, "", &mut files)?;
                    // Embedded folders without files do not exist either.
                    if !files.is_empty() {
                        let origin = path.display().to_string();
                        shelf.insert(name, Folder { origin, files });
                    }
                }
            }
        }
        Ok(())
    }
}

/// Names and paths of the entries that are not hidden.
fn read_dir(folder: &Path) -> Result<Vec<(String, std::path::PathBuf)>, Error> {
    let failed = |source: io::Error| Error::Read {
        path: folder.to_owned(),
        source,
    };
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry
            .file_name()
            .into_string()
            .map_err(|name| failed(io::Error::other(format!("the name {name:?} is not UTF-8"))))?;
        if !name.starts_with('.') {
            entries.push((name, entry.path()));
        }
    }
    Ok(entries)
}

fn read_tree(folder: &Path, prefix: &str, files: &mut BTreeMap<String, File>) -> Result<(), Error> {
    for (name, path) in read_dir(folder)? {
        let failed = |source| Error::Read {
            path: path.clone(),
            source,
        };
        let relative = format!("{prefix}{name}");
        let is_link = path.is_symlink();
        let metadata = fs::metadata(&path).map_err(failed)?;
        if metadata.is_dir() {
            // A link to a folder could lead in a circle.
            if !is_link {
                read_tree(&path, &format!("{relative}/"), files)?;
            }
        } else {
            let content = Cow::Owned(fs::read(&path).map_err(failed)?);
            let executable = is_executable(&metadata);
            files.insert(
                relative,
                File {
                    content,
                    executable,
                },
            );
        }
    }
    Ok(())
}

fn is_executable(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o100 != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_on_disk_replaces_the_embedded_one_as_a_whole() {
        let mut folders = Folders::default();
        folders.insert("runtimes/lua/language.toml", false, Cow::Borrowed(b"old"));
        folders.insert("runtimes/lua/build.sh", false, Cow::Borrowed(b"old"));
        folders.insert("runtimes/README.md", false, Cow::Borrowed(b"nobody's"));
        let root = tempfile::tempdir().expect("a temporary folder");
        let lua = root.path().join("runtimes/lua/glue");
        fs::create_dir_all(&lua).expect("writable");
        fs::write(lua.join("main.c"), "new").expect("writable");
        fs::write(lua.join(".main.c.swp"), "junk").expect("writable");
        folders.overlay(root.path()).expect("readable");
        let names: Vec<_> = folders.runtimes["lua"]
            .files()
            .map(|(path, _)| path)
            .collect();
        assert_eq!(names, ["glue/main.c"]);
        assert_eq!(folders.runtimes.len(), 1);
    }

    #[test]
    fn a_folder_that_does_not_exist_is_an_error() {
        let missing = Path::new("no/such/folder");
        assert!(Folders::default().overlay(missing).is_err());
    }
}
