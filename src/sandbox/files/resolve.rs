//! From a path to a node, one component at a time.
//!
//! A path starts at an open directory and never climbs above it, nor does a symlink on the way: the directory is a
//! capability. There is nothing of the host above the root either way.

use super::{At, FileResult, Kind, WorkDir};
use crate::sandbox::wasi::Errno;

/// As many symlinks as Linux follows in one path.
const MAX_SYMLINKS: u32 = 40;
/// The longest path, as on Linux.
pub(crate) const MAX_PATH_BYTES: usize = 4096;
/// The longest name, as on Linux.
pub(crate) const MAX_NAME_BYTES: usize = 255;

/// Whether a symlink in the last component is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Follow {
    Yes,
    No,
}

/// Where a path leads: the directory of its last component, that component's name, and the node if there is one.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) parent: At,
    /// Empty when the path leads to the directory it started from, or ends in `.` or `..`.
    pub(crate) name: String,
    pub(crate) node: Option<At>,
    /// The path ended in a slash, so that only a directory will do.
    pub(crate) wants_directory: bool,
}

impl WorkDir {
    /// Follows `path` from `start`. The last component need not exist; all before it must be directories.
    pub(crate) fn place(&self, start: At, path: &str, follow: Follow) -> FileResult<Place> {
        if path.is_empty() {
            return Err(Errno::NoEntry);
        }
        if path.len() > MAX_PATH_BYTES {
            return Err(Errno::NameTooLong);
        }
        if path.contains('\0') {
            return Err(Errno::IllegalSequence);
        }
        if path.starts_with('/') {
            return Err(Errno::NotPermitted);
        }
        let mut links = 0;
        let mut wants_directory = path.ends_with('/');
        // Directories from `start` down; the first is the floor.
        let mut trail = vec![start];
        // Components yet to walk, the next one last.
        let mut rest: Vec<String> = components(path);
        loop {
            let here = trail.last().copied().unwrap_or(start);
            let Some(name) = rest.pop() else {
                return Ok(Place {
                    parent: here,
                    name: String::new(),
                    node: Some(here),
                    wants_directory,
                });
            };
            if self.stat(here)?.kind != Kind::Directory {
                return Err(Errno::NotDirectory);
            }
            match name.as_str() {
                "." => continue,
                ".." => {
                    if trail.len() == 1 {
                        return Err(Errno::NotPermitted);
                    }
                    trail.pop();
                    continue;
                }
                name if name.len() > MAX_NAME_BYTES => return Err(Errno::NameTooLong),
                _ => {}
            }
            let node = self.child(here, &name);
            let last = rest.is_empty();
            match node {
                Some(at)
                    if self.stat(at)?.kind == Kind::Symlink
                        && (!last || follow == Follow::Yes || wants_directory) =>
                {
                    links += 1;
                    if links > MAX_SYMLINKS {
                        return Err(Errno::Loop);
                    }
                    let target = self.read_link(at)?;
                    if target.starts_with('/') {
                        return Err(Errno::NotPermitted);
                    }
                    if target.len() > MAX_PATH_BYTES {
                        return Err(Errno::NameTooLong);
                    }
                    wants_directory |= last && target.ends_with('/');
                    rest.extend(components(target));
                }
                node if last => {
                    return Ok(Place {
                        parent: here,
                        name,
                        node,
                        wants_directory,
                    });
                }
                Some(at) => trail.push(at),
                None => return Err(Errno::NoEntry),
            }
        }
    }

    /// The node at `path`, which must exist.
    pub(crate) fn find(&self, start: At, path: &str, follow: Follow) -> FileResult<At> {
        let place = self.place(start, path, follow)?;
        let node = place.node.ok_or(Errno::NoEntry)?;
        if place.wants_directory && self.stat(node)?.kind != Kind::Directory {
            return Err(Errno::NotDirectory);
        }
        Ok(node)
    }
}

/// The components of a path in reverse order, empty ones left out.
fn components(path: &str) -> Vec<String> {
    path.split('/')
        .rev()
        .filter(|component| !component.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Capacity, Tree};
    use super::*;
    use std::sync::Arc;

    fn dir() -> WorkDir {
        WorkDir::new(
            Arc::new(Tree::devices()),
            Capacity {
                bytes: 1 << 20,
                inodes: 100,
                file_bytes: 1 << 20,
            },
        )
    }

    #[test]
    fn nothing_climbs_above_the_directory_it_started_from() {
        let mut files = dir();
        files.make_directory(files.root(), "a").expect("made");
        files.symlink("../..", files.root(), "up").expect("linked");
        let a = files.find(files.root(), "a", Follow::Yes).expect("found");
        for (start, path) in [
            (files.root(), ".."),
            (files.root(), "a/../.."),
            (a, "../a"),
            (files.root(), "up"),
            (files.root(), "/a"),
        ] {
            assert_eq!(
                files.find(start, path, Follow::Yes),
                Err(Errno::NotPermitted),
                "{path}"
            );
        }
        assert_eq!(files.find(files.root(), "a/../a/.", Follow::Yes), Ok(a));
    }

    #[test]
    fn a_loop_of_symlinks_ends() {
        let mut files = dir();
        files.symlink("b", files.root(), "a").expect("linked");
        files.symlink("a", files.root(), "b").expect("linked");
        assert_eq!(files.find(files.root(), "a", Follow::Yes), Err(Errno::Loop));
    }

    #[test]
    fn a_trailing_slash_wants_a_directory() {
        let mut files = dir();
        files.create_file(files.root(), "f").expect("made");
        assert_eq!(
            files.find(files.root(), "f/", Follow::Yes),
            Err(Errno::NotDirectory)
        );
        assert!(files.find(files.root(), "dev/null", Follow::Yes).is_ok());
    }
}
