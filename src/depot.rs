//! Set-up: from a manifest to something that can be run.
//!
//! The depot is a cache folder and the knowledge of how to fill it. It fetches packages through the registries' own
//! clients, runs recipes on them, has the resulting modules compiled to machine code, and keeps a checksum of every
//! file, so that asking again costs no more than reading the files. It must not know WebAssembly (that is behind
//! [`Precompile`]) nor any particular language (that is in [`crate::languages`]).
//!
//! *Invariants.* The store holds whole components only, because folders are moved into it when they are finished.
//! Nothing is handed out whose checksum was not just compared. Nothing fetched is used without the pinned hash.

mod error;
mod fetch;
mod install;
mod installed;
mod layout;
mod lock;
mod modules;
mod packages;
mod plan;
mod prepared;
mod progress;
mod recipe;
mod schedule;
mod shelf;
mod stamp;
mod tied;
mod unpack;
mod unpacked;
mod upkeep;
mod work;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::languages::{Catalog, LanguageId, ToolchainId};

pub use error::Error;
pub(crate) use error::tail;
pub use installed::{Installed, InstalledCompiler};
pub use modules::{HostMount, Precompile, SnapshotSpec};
pub(crate) use packages::INSTALL;
pub(crate) use prepared::Files as PreparedFiles;
pub use progress::{Bars, Event, Lines, Progress, Silent, on_stderr};
pub use stamp::Damage;
pub(crate) use unpacked::{Extra, Scripts, Wanted};
pub use upkeep::{Condition, Health, Sizes};

use fetch::{Clients, Fetcher};
use install::Installer;
use layout::Layout;
use plan::{ComponentId, Plan};
use shelf::{Shelf, State};
use work::Work;

/// Two builds at once keep two processors busy without two of the largest filling the memory.
const WORKERS: usize = 2;

/// The cache folder of an installation. Several processes can use one at the same time.
pub struct Depot {
    layout: Layout,
    fetcher: Box<dyn Fetcher>,
    snapshots: bool,
}

impl Depot {
    /// A depot in `cache`, or else in the folder that the environment names: `ENCLOS_CACHE`, `enclos` below
    /// `XDG_CACHE_HOME`, or `.cache/enclos` below `HOME`. Nothing is created yet.
    ///
    /// # Errors
    ///
    /// [`Error::NoCache`] if the environment names none.
    pub fn open(cache: Option<&Path>) -> Result<Self, Error> {
        let layout = match cache {
            Some(cache) => Layout::new(cache)?,
            None => Layout::new(&Layout::default_root(|name| std::env::var_os(name))?)?,
        };
        Ok(Self {
            layout,
            fetcher: Box::new(Clients),
            snapshots: true,
        })
    }

    /// Whether interpreters start from snapshots, as they do unless told otherwise.
    #[must_use]
    pub fn snapshots(mut self, wanted: bool) -> Self {
        self.snapshots = wanted;
        self
    }

    /// A depot that gets its archives from somewhere else.
    #[cfg(test)]
    fn with_fetcher(cache: &Path, fetcher: Box<dyn Fetcher>) -> Result<Self, Error> {
        let layout = Layout::new(cache)?;
        Ok(Self {
            layout,
            fetcher,
            snapshots: true,
        })
    }

    /// The cache folder.
    pub fn cache(&self) -> &Path {
        self.layout.root()
    }

    /// Where compiled programs of submissions are kept, beside what the depot keeps.
    pub(crate) fn programs(&self) -> PathBuf {
        self.layout.programs()
    }

    /// The folder of the files that programs see, made if need be: what is in it came from packages, and nothing from
    /// clients.
    pub(crate) fn readable(&self) -> PathBuf {
        let folder = self.layout.store();
        // Where it can't be made, nothing will be in it.
        let _ = std::fs::create_dir_all(&folder);
        folder
    }

    /// Makes these languages ready to run, and says where their parts are, in the order asked for. What is there and
    /// whole is left alone; what is missing, damaged or out of date is made again.
    ///
    /// # Errors
    ///
    /// The first failure, after everything that does not depend on it was made. `progress` hears of every one.
    pub fn ensure(
        &self,
        catalog: &Catalog,
        languages: &[LanguageId],
        progress: &dyn Progress,
        precompile: &dyn Precompile,
    ) -> Result<Vec<Installed>, Error> {
        let plan = Plan::of(catalog, languages)?;
        let shelf = self.shelf(&plan, precompile);
        let wanted = languages.iter().cloned().map(ComponentId::Language);
        self.make(&shelf, wanted.collect(), progress, precompile)?;
        languages
            .iter()
            .map(|id| installed::installed(&shelf, id))
            .collect()
    }

    /// Makes a toolchain ready as [`Depot::ensure`] does, and returns the folder of its outputs, whose name changes with
    /// everything that they depend on.
    ///
    /// # Errors
    ///
    /// The first failure, after everything that does not depend on it was made. `progress` hears of every one.
    pub(crate) fn ensure_toolchain(
        &self,
        catalog: &Catalog,
        toolchain: &ToolchainId,
        progress: &dyn Progress,
        precompile: &dyn Precompile,
    ) -> Result<PathBuf, Error> {
        let (plan, id) = Plan::of_toolchain(catalog, toolchain)?;
        let shelf = self.shelf(&plan, precompile);
        self.make(&shelf, vec![id.clone()], progress, precompile)?;
        let unknown = || Error::Unknown(toolchain.to_string());
        Ok(shelf.home(plan.get(&id).ok_or_else(unknown)?))
    }

    /// Makes what is missing of these components and of all that they need.
    fn make(
        &self,
        shelf: &Shelf<'_>,
        wanted: Vec<ComponentId>,
        progress: &dyn Progress,
        precompile: &dyn Precompile,
    ) -> Result<(), Error> {
        self.layout.check()?;
        let missing = missing(shelf, wanted);
        if missing.is_empty() {
            return Ok(());
        }
        self.layout.create()?;
        let installer = Installer {
            plan: shelf.plan,
            shelf,
            work: &Work::open(&self.layout)?,
            fetcher: &*self.fetcher,
            precompile,
            progress,
            compiling: Mutex::new(()),
        };
        schedule::run(&missing, WORKERS, &installer)
    }
}

/// What has to be made for these, each with what has to be made before it. A toolchain that only recipes use
/// is looked at only if one of those recipes has to run: the forge is large, and a ready language does not need it.
fn missing(
    shelf: &Shelf<'_>,
    mut open: Vec<ComponentId>,
) -> BTreeMap<ComponentId, Vec<ComponentId>> {
    let mut missing = BTreeMap::new();
    let mut whole = Vec::new();
    while let Some(id) = open.pop() {
        if whole.contains(&id) || missing.contains_key(&id) {
            continue;
        }
        let Some(component) = shelf.plan.get(&id) else {
            continue;
        };
        open.extend(
            component
                .compilers
                .iter()
                .chain(&component.runtime)
                .cloned(),
        );
        match shelf.state(component) {
            State::Whole(_) => whole.push(id),
            state @ (State::Absent | State::Damaged(_)) => {
                if let State::Damaged(damage) = state {
                    let Damage { file, reason } = damage;
                    tracing::info!("{}: {file} {reason}; it is made again", id.label());
                }
                open.extend(component.needs.iter().cloned());
                missing.insert(id, component.needs.clone());
            }
        }
    }
    for needs in missing.values_mut() {
        needs.retain(|need| !whole.contains(need));
    }
    missing
}

#[cfg(test)]
mod tests;
