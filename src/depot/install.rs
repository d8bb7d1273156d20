//! Makes one component: packages, recipe, stamp, machine code.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::error::{Error, IoContext as _};
use super::fetch::{self, Fetcher};
use super::lock::FileLock;
use super::modules::{Module, Precompile};
use super::plan::{Component, ComponentId, Plan};
use super::progress::{Event, Progress};
use super::recipe::Recipe;
use super::schedule::Job;
use super::shelf::{Shelf, State};
use super::stamp::Stamp;
use super::unpack::unpack;
use super::work::{Work, remove_tree};

/// All that the making of components has in common.
pub(super) struct Installer<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) shelf: &'a Shelf<'a>,
    pub(super) work: &'a Work,
    pub(super) fetcher: &'a dyn Fetcher,
    pub(super) precompile: &'a dyn Precompile,
    pub(super) progress: &'a dyn Progress,
    /// Compiling a module already uses every processor, and gigabytes of memory for the largest.
    pub(super) compiling: Mutex<()>,
}

impl Job for Installer<'_> {
    fn fetch(&self, id: &ComponentId) -> Result<(), Error> {
        let Some(component) = self.plan.get(id) else {
            return Ok(());
        };
        // Only machine code is missing if the store has the component.
        if matches!(self.shelf.outputs(component), State::Whole(_)) {
            return Ok(());
        }
        for package in &component.build.packages {
            self.archive(component, package)?;
        }
        if !component.build.packages.is_empty() {
            self.report(component, &Event::Fetched);
        }
        Ok(())
    }

    fn build(&self, id: &ComponentId) -> Result<(), Error> {
        let Some(component) = self.plan.get(id) else {
            return Ok(());
        };
        let begun = Instant::now();
        let lock = self.shelf.layout.lock(&component.store_name());
        let _lock = FileLock::acquire(&lock, || self.report(component, &Event::Waiting))?;
        let stamp = match self.shelf.outputs(component) {
            State::Whole(stamp) => stamp,
            State::Absent | State::Damaged(_) => self.make(component)?,
        };
        let modules = self.shelf.modules(component, &stamp);
        let mut size_bytes = stamp.size_bytes();
        for module in
            modules.map_err(|damage| self.wrong_output(component, damage.file, damage.reason))?
        {
            self.compile(component, &module)?;
            let code = fs::metadata(module.code(self.shelf.layout));
            size_bytes += code.map_or(0, |code| code.len());
        }
        let elapsed = begun.elapsed();
        self.report(
            component,
            &Event::Ready {
                size_bytes,
                elapsed,
            },
        );
        Ok(())
    }

    fn failed(&self, id: &ComponentId, error: &Error) {
        self.progress.report(id.label(), &Event::Failed(error));
    }
}

impl Installer<'_> {
    fn report(&self, component: &Component<'_>, event: &Event<'_>) {
        self.progress.report(component.id.label(), event);
    }

    fn archive(
        &self,
        component: &Component<'_>,
        package: &crate::languages::Package,
    ) -> Result<PathBuf, Error> {
        fetch::archive(package, self.shelf.layout, self.work, self.fetcher, || {
            self.report(component, &Event::Fetching(package));
        })
    }

    /// Builds the outputs in a folder of our own and moves them into the store when they are whole, so that the
    /// store never holds half of a component, whenever we may be killed.
    fn make(&self, component: &Component<'_>) -> Result<Stamp, Error> {
        let scratch = self.work.scratch(&component.id.to_string())?;
        let out = match &component.build.recipe {
            None => scratch.folder("out")?,
            Some(file) => {
                let packages = scratch.folder("packages")?;
                let mut variables = Vec::new();
                if !component.build.packages.is_empty() {
                    self.report(component, &Event::Unpacking);
                }
                for (index, package) in component.build.packages.iter().enumerate() {
                    let archive = self.archive(component, package)?;
                    let into = packages.join(index.to_string());
                    fs::create_dir(&into).or_cannot("create", &into)?;
                    variables.push((package.variable(), unpack(&archive, &into)?));
                }
                for need in component
                    .needs
                    .iter()
                    .filter_map(|need| self.plan.get(need))
                {
                    variables.push((variable("DEP", need.id.label()), self.shelf.home(need)));
                }
                self.report(component, &Event::Building);
                let recipe = Recipe {
                    label: component.id.label(),
                    file,
                    sources: component.sources().collect(),
                    variables,
                    log: self.log(component),
                };
                recipe.run(&scratch)?
            }
        };
        for output in &component.build.outputs {
            if !out.join(output).exists() {
                return Err(self.wrong_output(
                    component,
                    output.clone(),
                    "is not there".to_owned(),
                ));
            }
        }
        let stamp = Stamp::of(&out)
            .map_err(|damage| self.wrong_output(component, damage.file, damage.reason))?;
        protect(&out).or_cannot("protect", &out)?;
        stamp
            .write(&out, &component.store_name())
            .or_cannot("write a stamp into", &out)?;
        self.put(component, &scratch.path().join("old"), &out)?;
        Ok(stamp)
    }

    /// Moves finished outputs to their place, from which a damaged predecessor makes way.
    fn put(&self, component: &Component<'_>, aside: &Path, out: &Path) -> Result<(), Error> {
        let home = self.shelf.home(component);
        if home.symlink_metadata().is_ok() {
            fs::rename(&home, aside).or_cannot("move away", &home)?;
            remove_tree(aside).or_cannot("remove", aside)?;
        }
        fs::rename(out, &home).or_cannot("move a folder to", &home)?;
        let store = self.shelf.layout.store();
        fs::File::open(&store)
            .and_then(|store| store.sync_all())
            .or_cannot("write", &store)
    }

    fn compile(&self, component: &Component<'_>, module: &Module<'_>) -> Result<(), Error> {
        let layout = self.shelf.layout;
        if module.verify(layout).is_ok() {
            return Ok(());
        }
        let _turn = self
            .compiling
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        self.report(component, &Event::Compiling(module.name()));
        module.make(component.id.label(), layout, self.work, self.precompile)
    }

    fn log(&self, component: &Component<'_>) -> PathBuf {
        self.shelf
            .layout
            .logs()
            .join(format!("{}.log", component.id))
    }

    fn wrong_output(&self, component: &Component<'_>, output: String, reason: String) -> Error {
        Error::Output {
            component: component.id.label().to_owned(),
            output,
            reason,
            log: self.log(component),
        }
    }
}

/// `DEP_FORGE` for the toolchain `forge`.
fn variable(prefix: &str, name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    format!("{prefix}_{}", name.chars().map(plain).collect::<String>())
}

/// Takes the right to write away from all files, so that a recipe which writes into a toolchain fails at once, not
/// as a damaged toolchain the next day. Folders keep it: they have to be moved and removed. What root's `tar` unpacked belongs
/// to whoever the archive says, and from here on to this user.
fn protect(folder: &Path) -> std::io::Result<()> {
    let own = rustix::process::geteuid().as_raw();
    if fs::metadata(folder)?.uid() != own {
        chown(folder, Some(own), None)?;
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            protect(&entry.path())?;
        } else if kind.is_file() {
            let metadata = entry.metadata()?;
            if metadata.uid() != own {
                chown(entry.path(), Some(own), None)?;
            }
            let mode = metadata.permissions().mode();
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode & 0o555))?;
        }
    }
    Ok(())
}
