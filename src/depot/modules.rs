//! Machine code of WebAssembly modules, kept by what it was made of.

use std::error::Error as StdError;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Error, IoContext as _};
use super::layout::Layout;
use super::lock::FileLock;
use super::plan::Component;
use super::stamp::{self, Damage, Owner, Stamp};
use super::work::{Work, remove_tree};
use crate::ours;

/// Raise this when a snapshot of the same module would come out differently.
const SNAPSHOT_FORMAT: &str = "enclos snapshot 2";

/// Turns modules into machine code. The real implementor is the engine's; tests have one that copies.
pub trait Precompile: Sync {
    /// Names everything about the engine that its machine code depends on: version, settings, processor.
    fn engine_key(&self) -> String;

    /// Compiles `wasm` and writes the machine code to `out`, which does not exist yet. With a snapshot, the module
    /// is initialized first.
    ///
    /// # Errors
    ///
    /// Whatever the engine says; it is shown to the operator.
    fn precompile(
        &self,
        wasm: &Path,
        out: &Path,
        snapshot: Option<&SnapshotSpec>,
    ) -> Result<(), Box<dyn StdError + Send + Sync>>;
}

/// How a module is initialized before its snapshot is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SnapshotSpec {
    /// The export to call.
    pub init: String,
    /// The arguments that the program sees, with the source's usual name.
    pub argv: Vec<String>,
    /// Its environment.
    pub env: Vec<(String, String)>,
    /// Trees that it sees.
    pub mounts: Vec<HostMount>,
}

/// A tree of the store that a program sees.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HostMount {
    /// The absolute path in the sandbox.
    pub at: String,
    /// The folder or file on this machine.
    pub host: PathBuf,
}

/// One module of a component, with the name of its machine code.
#[derive(Debug)]
pub(super) struct Module<'c> {
    name: &'c str,
    wasm: PathBuf,
    snapshot: Option<SnapshotSpec>,
    key: String,
}

impl<'c> Module<'c> {
    /// The modules of a finished component.
    pub(super) fn of(
        component: &Component<'c>,
        home: &Path,
        stamp: &Stamp,
        snapshot: impl Fn(&str) -> Option<SnapshotSpec>,
        engine_key: &str,
    ) -> Result<Vec<Self>, Damage> {
        let named = component.modules.iter().map(|&name| {
            let snapshot = snapshot(name);
            let content = stamp
                .content(name)
                .ok_or_else(|| Damage::new(name, "is not there"))?;
            let mut hasher = blake3::Hasher::new();
            let mut field = |text: &str| {
                hasher.update(&(text.len() as u64).to_le_bytes());
                hasher.update(text.as_bytes());
            };
            field(&content.blake3);
            field(engine_key);
            if let Some(snapshot) = &snapshot {
                // A snapshot holds what the initializer read: the mounted trees, which the store name stands for, and what
                // the manifest says of it.
                field(SNAPSHOT_FORMAT);
                field(&component.store_name());
                field(&snapshot.init);
                snapshot.argv.iter().for_each(|word| field(word));
                for (name, value) in &snapshot.env {
                    field(&format!("{name}={value}"));
                }
            }
            Ok(Self {
                name,
                wasm: home.join(name),
                snapshot,
                key: hasher.finalize().to_hex()[..32].to_owned(),
            })
        });
        named.collect()
    }

    pub(super) fn name(&self) -> &'c str {
        self.name
    }

    /// The files in `modules/` that belong to it.
    pub(super) fn file_names(&self) -> [String; 2] {
        [format!("{}.cwasm", self.key), format!("{}.stamp", self.key)]
    }

    pub(super) fn code(&self, layout: &Layout) -> PathBuf {
        layout.modules().join(&self.file_names()[0])
    }

    fn stamp(&self, layout: &Layout) -> PathBuf {
        layout.modules().join(&self.file_names()[1])
    }

    /// Whether the machine code is there and unchanged.
    pub(super) fn verify(&self, layout: &Layout) -> Result<(), Damage> {
        let wrong = |reason: &str| Err(Damage::new(self.name, reason));
        let stamp = match ours::read_text(&self.stamp(layout)) {
            Ok(stamp) => stamp,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return wrong("is not compiled");
            }
            Err(error) => return wrong(&format!("has a stamp that is not to be trusted: {error}")),
        };
        if stamp
            .split_whitespace()
            .nth(2)
            .is_some_and(|machine| machine != ours::machine())
        {
            return wrong("has machine code that another machine made");
        }
        match stamp::hash_file(&self.code(layout), Owner::Ourselves) {
            Ok(found) if self.is_vouched_for(&found, &stamp) => Ok(()),
            Ok(_) => wrong("has machine code that has changed"),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                wrong("has lost its machine code")
            }
            Err(error) => wrong(&format!(
                "has machine code that is not to be trusted: {error}"
            )),
        }
    }

    /// Makes the machine code, unless somebody else just did.
    pub(super) fn make(
        &self,
        component: &str,
        layout: &Layout,
        work: &Work,
        precompile: &dyn Precompile,
    ) -> Result<(), Error> {
        let _lock = FileLock::acquire(&layout.lock(&format!("module-{}", self.key)), || {})?;
        if self.verify(layout).is_ok() {
            return Ok(());
        }
        let scratch = work.scratch("module")?;
        let (code, stamp) = (scratch.path().join("code"), scratch.path().join("stamp"));
        precompile
            .precompile(&self.wasm, &code, self.snapshot.as_ref())
            .map_err(|source| Error::Precompile {
                component: component.to_owned(),
                module: self.name.to_owned(),
                source,
            })?;
        let content = stamp::hash_file(&code, Owner::Anybody).or_cannot("read", &code)?;
        fs::write(&stamp, self.line(&content)).or_cannot("write", &stamp)?;
        // The stamp goes last: it vouches for the code.
        for (from, to) in [(code, self.code(layout)), (stamp, self.stamp(layout))] {
            ours::close_to_others(&from).or_cannot("write", &from)?;
            // No file takes the place of a folder.
            if to.is_dir() {
                remove_tree(&to).or_cannot("remove", &to)?;
            }
            fs::File::open(&from)
                .and_then(|file| file.sync_all())
                .or_cannot("write", &from)?;
            fs::rename(&from, &to).or_cannot("move a file to", &to)?;
        }
        Ok(())
    }

    /// What vouches for machine code: its content, the machine that made it, which must be the one that runs it, and what it
    /// was made of, so that two modules' code with their stamps can't change places.
    fn line(&self, content: &stamp::Content) -> String {
        let (machine, key) = (ours::machine(), &self.key);
        format!(
            "{} {} {machine} {key}\n",
            content.blake3, content.size_bytes
        )
    }

    /// Stamps of before named neither the machine nor the module.
    fn is_vouched_for(&self, content: &stamp::Content, stamp: &str) -> bool {
        let before = format!("{} {}\n", content.blake3, content.size_bytes);
        stamp == self.line(content) || stamp == before
    }
}
