//! What an operator asks of a cache that exists already: is it whole, how large is it, what can go.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::languages::Catalog;
#[cfg(feature = "cli")]
use crate::languages::ToolchainId;

use super::error::{Error, IoContext as _};
use super::lock::FileLock;
use super::modules::Precompile;
use super::plan::Plan;
use super::shelf::Shelf;
use super::stamp::{Damage, Stamp};
use super::work::{Work, remove_tree};
use super::{Depot, State};

/// The condition of one component.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Health {
    /// The component: a language's id, or a toolchain's after `toolchain-`.
    pub component: String,
    /// How it is.
    pub condition: Condition,
}

/// How a component is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It was never set up, or in another version.
    Absent,
    /// The next set-up will make it again.
    Damaged(Damage),
    /// Every file is as it was made.
    Whole,
}

/// How large the parts of the cache are, in bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sizes {
    /// Folders of the store, by name, out-of-date ones among them.
    pub components_bytes: Vec<(String, u64)>,
    /// All machine code.
    pub modules_bytes: u64,
    /// Archives of packages.
    pub downloads_bytes: u64,
    /// Everything together, logs and work in progress among it.
    pub total_bytes: u64,
}

impl Depot {
    /// Compares everything that the catalog knows with its checksums. Changes nothing.
    ///
    /// # Errors
    ///
    /// Only for a catalog that contradicts itself; damage is a [`Condition`].
    pub fn verify_all(
        &self,
        catalog: &Catalog,
        precompile: &dyn Precompile,
    ) -> Result<Vec<Health>, Error> {
        let plan = Plan::all(catalog)?;
        let shelf = self.shelf(&plan, precompile);
        let health = plan.iter().map(|component| Health {
            component: component.id.to_string(),
            condition: shelf.state(component).into(),
        });
        Ok(health.collect())
    }

    /// The condition of a toolchain. Changes nothing.
    ///
    /// # Errors
    ///
    /// Only for a catalog that contradicts itself.
    #[cfg(feature = "cli")]
    pub(crate) fn verify_toolchain(
        &self,
        catalog: &Catalog,
        toolchain: &ToolchainId,
        precompile: &dyn Precompile,
    ) -> Result<Condition, Error> {
        let (plan, id) = Plan::of_toolchain(catalog, toolchain)?;
        let shelf = self.shelf(&plan, precompile);
        let state = plan.get(&id).map(|component| shelf.state(component));
        Ok(state.map_or(Condition::Absent, Condition::from))
    }

    /// How large the cache is.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if it cannot be read.
    pub fn sizes(&self) -> Result<Sizes, Error> {
        let size = |folder: &Path| tree_bytes(folder).or_cannot("measure", folder);
        let store = self.layout.store();
        let mut components_bytes = Vec::new();
        for name in names(&store)? {
            let bytes = size(&store.join(&name))?;
            components_bytes.push((name, bytes));
        }
        Ok(Sizes {
            components_bytes,
            modules_bytes: size(&self.layout.modules())?,
            downloads_bytes: size(&self.layout.downloads())?,
            total_bytes: size(self.layout.root())?,
        })
    }

    /// Removes components, machine code and archives that nothing in the catalog refers to any more, and returns how
    /// many bytes that freed. What another process is busy with stays.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if something cannot be removed.
    pub fn remove_stale(
        &self,
        catalog: &Catalog,
        precompile: &dyn Precompile,
    ) -> Result<u64, Error> {
        let plan = Plan::all(catalog)?;
        let shelf = self.shelf(&plan, precompile);
        self.layout.create()?;
        // Opening sweeps the leftovers of killed processes, and then the folder is where stale things go to die.
        let work = Work::open(&self.layout)?;
        let before = tree_bytes(self.layout.root()).or_cannot("measure", self.layout.root())?;

        let mut wanted = BTreeSet::new();
        for component in plan.iter() {
            wanted.insert(component.store_name());
            if let Some(stamp) = Stamp::read(&shelf.home(component))
                && let Ok(modules) = shelf.modules(component, &stamp)
            {
                wanted.extend(modules.iter().flat_map(|module| module.file_names()));
            }
            wanted.extend(
                component
                    .build
                    .packages
                    .iter()
                    .map(|package| package.sha256.clone()),
            );
        }
        let store = self.layout.store();
        for name in names(&store)?
            .into_iter()
            .filter(|name| !wanted.contains(name))
        {
            let Some(_lock) = FileLock::try_acquire(&self.layout.lock(&name))? else {
                continue;
            };
            let scratch = work.scratch("stale")?;
            let (from, to) = (store.join(&name), scratch.path().join("old"));
            fs::rename(&from, &to).or_cannot("move away", &from)?;
            remove_tree(&to).or_cannot("remove", &to)?;
        }
        remove_unless(&self.layout.modules(), |name| wanted.contains(name))?;
        remove_unless(&self.layout.downloads(), |name| {
            name.split('-')
                .next()
                .is_some_and(|hash| wanted.contains(hash))
        })?;
        drop(work);
        let after = tree_bytes(self.layout.root()).or_cannot("measure", self.layout.root())?;
        Ok(before.saturating_sub(after))
    }

    pub(super) fn shelf<'a>(
        &'a self,
        plan: &'a Plan<'a>,
        precompile: &dyn Precompile,
    ) -> Shelf<'a> {
        Shelf {
            layout: &self.layout,
            plan,
            engine_key: precompile.engine_key(),
            snapshots: self.snapshots,
        }
    }
}

impl From<State> for Condition {
    fn from(state: State) -> Self {
        match state {
            State::Absent => Self::Absent,
            State::Damaged(damage) => Self::Damaged(damage),
            State::Whole(_) => Self::Whole,
        }
    }
}

fn remove_unless(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<(), Error> {
    for name in names(folder)?.iter().filter(|name| !wanted(name)) {
        let path = folder.join(name);
        remove_tree(&path).or_cannot("remove", &path)?;
    }
    Ok(())
}

/// Removes the folders in `root` but those of these names, and returns how many bytes that freed.
pub(super) fn remove_trees_but(root: &Path, wanted: &[String]) -> Result<u64, Error> {
    let mut freed = 0;
    for name in names(root)?.iter().filter(|name| !wanted.contains(name)) {
        let folder = root.join(name);
        freed += tree_bytes(&folder).or_cannot("measure", &folder)?;
        remove_tree(&folder).or_cannot("remove", &folder)?;
    }
    Ok(freed)
}

/// The names in a folder, sorted; none if it does not exist.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.or_cannot("list", folder)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.or_cannot("list", folder)?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// The sizes of all files in a folder. What disappears meanwhile counts nothing.
pub(super) fn tree_bytes(folder: &Path) -> io::Result<u64> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut bytes = 0;
    for entry in entries {
        let entry = entry?;
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => bytes += tree_bytes(&entry.path())?,
            _ => bytes += entry.metadata().map_or(0, |metadata| metadata.len()),
        }
    }
    Ok(bytes)
}
