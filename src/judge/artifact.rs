//! What compiling leaves: one file, or a folder of them in one piece, so that both are kept in the same way.

use std::sync::Arc;

use serde_bytes::{ByteBuf, Bytes};

use crate::error::Error;
use crate::languages::Compile;
use crate::model::{File, FileName};

/// The files that a compile step made for a command, and the path that is theirs alone.
pub(super) struct Compiled {
    root: String,
    files: Vec<File>,
}

/// The path of the artifact as files have it, and whether it is a folder.
fn root(compile: &Compile) -> (&str, bool) {
    let path = compile.artifact.trim_start_matches('/');
    match path.strip_suffix('/') {
        Some(folder) => (folder, true),
        None => (path, false),
    }
}

/// The artifact among the files that the steps left; none when they left none.
pub(super) fn pack(compile: &Compile, left: &[File]) -> Result<Option<Arc<[u8]>>, Error> {
    let (root, is_folder) = root(compile);
    if !is_folder {
        let artifact = left.iter().find(|file| file.name.as_str() == root);
        return Ok(artifact.map(|file| Arc::clone(&file.content)));
    }
    let files = left.iter().filter_map(|File { name, content }| {
        let name = name.as_str().strip_prefix(root)?.strip_prefix('/')?;
        Some((name, Bytes::new(content)))
    });
    let mut files: Vec<_> = files.collect();
    if files.is_empty() {
        return Ok(None);
    }
    files.sort_unstable_by_key(|(name, _)| *name);
    let packed = rmp_serde::to_vec(&files)
        .map_err(|error| Error::Internal(format!("packing an artifact: {error}")))?;
    Ok(Some(packed.into()))
}

impl Compiled {
    /// The files of an artifact.
    pub(super) fn unpack(compile: &Compile, artifact: Arc<[u8]>) -> Result<Self, Error> {
        let (root, is_folder) = root(compile);
        let files = if is_folder {
            let packed: Vec<(String, ByteBuf)> = rmp_serde::from_slice(&artifact)
                .map_err(|error| Error::Internal(format!("unpacking an artifact: {error}")))?;
            let file = |(name, content): (String, ByteBuf)| {
                Ok(File {
                    name: FileName::new(&format!("{root}/{name}"))?,
                    content: content.into_vec().into(),
                })
            };
            packed.into_iter().map(file).collect::<Result<_, Error>>()?
        } else {
            vec![File {
                name: FileName::new(root)?,
                content: artifact,
            }]
        };
        Ok(Self {
            root: root.to_owned(),
            files,
        })
    }

    /// Adds the files to those of a submission. They stand above what it brought there, as they did when the compiler wrote
    /// them.
    pub(super) fn lie_over(&self, files: &mut Vec<File>) {
        let is_in = |inner: &str, outer: &str| {
            let rest = inner.strip_prefix(outer);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        files.retain(|file| {
            let name = file.name.as_str();
            !is_in(name, &self.root) && !is_in(&self.root, name)
        });
        files.extend_from_slice(&self.files);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Catalog;

    fn compile(artifact: &str) -> Compile {
        let manifest = format!(
            "name='N'\nversion='1'\nsource='n.n'\n[native]\npackages=['n']\nneeds=['/usr/bin/n']\nversion=['n']\n\
             [native.compile]\nartifact='{artifact}'\n[[native.compile.step]]\nargv=['n']\n[native.run]\nargv=['{{artifact}}']\n\
             [reference]\nsource='h'\nstdout=''\n"
        );
        let files = [
            ("runtimes/n/language.toml", manifest.as_str()),
            ("runtimes/n/h", ""),
        ];
        let catalog = Catalog::from_files(&files).expect("valid");
        let language = catalog.find("n").expect("there");
        language.compile.clone().expect("compiled")
    }

    fn files(names: &[&str]) -> Vec<File> {
        let file = |name: &&str| File {
            name: FileName::new(name).expect("a name"),
            content: name.as_bytes().into(),
        };
        names.iter().map(file).collect()
    }

    /// The names of a submission's files and an artifact's together.
    fn laid(artifact: &str, left: &[&str], brought: &[&str]) -> Vec<String> {
        let compile = compile(artifact);
        let packed = pack(&compile, &files(left)).expect("packs").expect("some");
        let compiled = Compiled::unpack(&compile, packed).expect("unpacks");
        let mut all = files(brought);
        compiled.lie_over(&mut all);
        for file in &all {
            assert_eq!(*file.content, *file.name.as_str().as_bytes());
        }
        all.iter().map(|file| file.name.to_string()).collect()
    }

    #[test]
    fn a_folder_comes_back_as_it_was_left_and_a_file_by_itself() {
        let left = ["tmp/out/p/B.class", "tmp/out/A.class", "tmp/outer", "tmp/x"];
        assert_eq!(
            laid("/tmp/out/", &left, &["main.n"]),
            ["main.n", "tmp/out/A.class", "tmp/out/p/B.class"]
        );
        assert_eq!(laid("/tmp/outer", &left, &[]), ["tmp/outer"]);
        for artifact in ["/tmp/none/", "/tmp/none", "/tmp/x/"] {
            let packed = pack(&compile(artifact), &files(&left)).expect("packs");
            assert!(packed.is_none(), "{artifact}");
        }
    }

    #[test]
    fn what_a_submission_brought_in_its_place_is_not_there() {
        let brought = ["tmp/out", "a", "tmp/outside"];
        assert_eq!(
            laid("/tmp/out/", &["tmp/out/x"], &brought),
            ["a", "tmp/outside", "tmp/out/x"]
        );
        let brought = ["tmp/out/planted", "tmp/out/x"];
        assert_eq!(laid("/tmp/out/", &["tmp/out/x"], &brought), ["tmp/out/x"]);
        assert_eq!(
            laid("/tmp/out/x", &["tmp/out/x"], &["tmp/out"]),
            ["tmp/out/x"]
        );
    }

    #[test]
    fn the_order_in_which_files_were_left_is_no_part_of_the_artifact() {
        let compile = compile("/tmp/out/");
        let packed = |left| pack(&compile, &files(left)).expect("packs");
        assert_eq!(
            packed(&["tmp/out/a", "tmp/out/b"]),
            packed(&["tmp/out/b", "tmp/out/a"])
        );
        assert!(Compiled::unpack(&compile, b"junk".as_slice().into()).is_err());
    }
}
