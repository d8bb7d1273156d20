//! What the cache holds of a plan, and in which state. Only looks, never changes anything.

use std::path::PathBuf;

use crate::languages::{Mount, Owner, Values};

use super::layout::Layout;
use super::modules::{HostMount, Module, SnapshotSpec};
use super::plan::{Component, ComponentId, Plan};
use super::stamp::{Damage, Stamp};

/// The state of a component's outputs.
pub(super) enum State {
    Absent,
    Damaged(Damage),
    Whole(Stamp),
}

/// The cache, seen with a plan and an engine.
pub(super) struct Shelf<'a> {
    pub(super) layout: &'a Layout,
    pub(super) plan: &'a Plan<'a>,
    pub(super) engine_key: String,
    /// Whether modules are snapshotted whose manifests say how.
    pub(super) snapshots: bool,
}

impl Shelf<'_> {
    /// Where the component's outputs lie or will lie.
    pub(super) fn home(&self, component: &Component<'_>) -> PathBuf {
        self.layout.store().join(component.store_name())
    }

    /// Compares the outputs with their stamp.
    pub(super) fn outputs(&self, component: &Component<'_>) -> State {
        let home = self.home(component);
        if home.symlink_metadata().is_err() {
            return State::Absent;
        }
        match Stamp::read(&home) {
            None => State::Damaged(Damage::new("the stamp", "is missing or has changed")),
            Some(stamp) => match stamp.verify_ours(&home) {
                Ok(()) => State::Whole(stamp),
                Err(damage) => State::Damaged(damage),
            },
        }
    }

    /// Compares outputs and machine code with their stamps.
    pub(super) fn state(&self, component: &Component<'_>) -> State {
        let stamp = match self.outputs(component) {
            State::Whole(stamp) => stamp,
            other => return other,
        };
        let compiled = self.modules(component, &stamp).and_then(|modules| {
            modules
                .iter()
                .try_for_each(|module| module.verify(self.layout))
        });
        match compiled {
            Ok(()) => State::Whole(stamp),
            Err(damage) => State::Damaged(damage),
        }
    }

    /// The component's modules, which its outputs have to hold.
    pub(super) fn modules<'c>(
        &self,
        component: &Component<'c>,
        stamp: &Stamp,
    ) -> Result<Vec<Module<'c>>, Damage> {
        let home = self.home(component);
        let snapshot = |module: &str| self.snapshot(component, module);
        Module::of(component, &home, stamp, snapshot, &self.engine_key)
    }

    /// The mounts of a language as folders on this machine.
    pub(super) fn mounts(&self, language: &Component<'_>, mounts: &[Mount]) -> Vec<HostMount> {
        let owner = |mount: &Mount| match &mount.owner {
            Owner::Language => Some(self.home(language)),
            Owner::Toolchain(id) => {
                let toolchain = self.plan.get(&ComponentId::Toolchain(id.clone()))?;
                Some(self.home(toolchain))
            }
        };
        mounts
            .iter()
            .filter_map(|mount| {
                Some(HostMount {
                    at: mount.at.clone(),
                    host: owner(mount)?.join(&mount.from),
                })
            })
            .collect()
    }

    /// Every tree that a language's programs see.
    pub(super) fn run_mounts(&self, component: &Component<'_>) -> Vec<HostMount> {
        let of = |component: &Component<'_>| match component.language {
            Some(language) => self.mounts(component, &language.run.mounts),
            None => Vec::new(),
        };
        let runtime = component.runtime.as_ref().and_then(|id| self.plan.get(id));
        let mut mounts = of(component);
        mounts.extend(runtime.map(of).unwrap_or_default());
        mounts
    }

    fn snapshot(&self, component: &Component<'_>, module: &str) -> Option<SnapshotSpec> {
        if !self.snapshots {
            return None;
        }
        if let Some(toolchain) = component.toolchain {
            // Its further modules are tools of other kinds, which have nothing to prepare.
            let is_main = toolchain.module.as_deref() == Some(module);
            return toolchain
                .snapshot
                .clone()
                .filter(|_| is_main)
                .map(|init| SnapshotSpec {
                    init,
                    argv: vec![toolchain.id.to_string()],
                    env: Vec::new(),
                    mounts: Vec::new(),
                });
        }
        let language = component.language?;
        let values = Values {
            source: &language.source,
            ..Values::default()
        };
        Some(SnapshotSpec {
            init: language.run.snapshot.clone()?,
            argv: language.run.argv.expand(&values),
            env: language.run.env.expand(&values).into_iter().collect(),
            mounts: self.mounts(component, &language.run.mounts),
        })
    }
}
