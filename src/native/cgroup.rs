//! Control groups: what counts and limits the memory, processes and CPU time of everything in a box.
//!
//! Groups of the second version are used where they were delegated, and of the first where this process may make some,
//! in any mixture. This module owns the folders of groups; it must not know what runs in them.

mod group;
mod hierarchy;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize};

pub(crate) use group::{Group, GroupLimits, GroupUsage};
pub(crate) use hierarchy::Hierarchies;

/// What a hierarchy of groups counts and limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Controller {
    /// Memory, in a hierarchy of the first version.
    Memory,
    /// Processes, in a hierarchy of the first version.
    Pids,
    /// CPU time, in a hierarchy of the first version.
    Cpuacct,
    /// The one hierarchy of the second version, with what it has.
    Unified,
}

/// Who enforces something, as reports say it.
const FIRST: &str = "cgroup v1";
const SECOND: &str = "cgroup v2";

/// How many folders are looked at for groups that nobody needs any more, and how deep.
const SWEPT_FOLDERS: usize = 4096;
const SWEPT_DEPTH: usize = 6;

/// The groups of this process, one for each box, in each hierarchy that can be used.
#[derive(Debug)]
pub(crate) struct Groups {
    /// This process's own folder in each.
    folders: Vec<(Controller, PathBuf)>,
    memory: Option<&'static str>,
    processes: Option<&'static str>,
    cpu: Option<&'static str>,
    /// The process that may remove the folders; its forks may not.
    owner: u32,
}

impl Groups {
    /// Finds the hierarchies that this process can make groups in, removes what processes of enclos left there that are
    /// gone, and makes this process's own folders.
    ///
    /// In a delegated group of the second version, the processes that are in it move one level down, into
    /// `enclos-main`: only groups without processes can hand controllers on.
    pub(crate) fn find() -> Self {
        let hierarchies = Hierarchies::read();
        sweep(&hierarchies.mounts);
        let (places, _) = hierarchies.occupy();
        Self::below(&places)
    }

    /// Makes this process's own folders in places where groups can be made.
    fn below(places: &[(Controller, PathBuf)]) -> Self {
        let name = own_name();
        let mut folders = Vec::new();
        for (controller, place) in places {
            let folder = place.join(&name);
            if fs::create_dir(&folder).is_ok() {
                if *controller == Controller::Unified {
                    hierarchy::hand_on(&folder);
                }
                folders.push((*controller, folder));
            }
        }
        let has = |controller| folders.iter().any(|(other, _)| *other == controller);
        let unified = |name| {
            folders.iter().any(|(controller, folder)| {
                *controller == Controller::Unified && hierarchy::hands_on(folder, name)
            })
        };
        let by = |controller, second| match has(controller) {
            true => Some(FIRST),
            false => second,
        };
        Self {
            memory: by(Controller::Memory, unified("memory").then_some(SECOND)),
            processes: by(Controller::Pids, unified("pids").then_some(SECOND)),
            cpu: by(
                Controller::Cpuacct,
                has(Controller::Unified).then_some(SECOND),
            ),
            folders,
            owner: std::process::id(),
        }
    }

    /// Makes the groups of a box.
    ///
    /// # Errors
    /// A folder can't be made; none is left.
    pub(crate) fn make(&self, slot: u32) -> io::Result<Group> {
        let mut made = Vec::new();
        for (controller, folder) in &self.folders {
            let folder = folder.join(format!("box-{slot}"));
            if let Err(error) = fs::create_dir(&folder) {
                for (_, folder) in made {
                    let _ = fs::remove_dir(folder);
                }
                return Err(error);
            }
            made.push((*controller, folder));
        }
        Ok(Group::made(made))
    }

    /// What counts and limits memory: `cgroup v1` or `cgroup v2`.
    pub(crate) fn memory(&self) -> Option<&'static str> {
        self.memory
    }

    /// What counts and limits processes.
    pub(crate) fn processes(&self) -> Option<&'static str> {
        self.processes
    }

    /// What counts CPU time.
    pub(crate) fn cpu(&self) -> Option<&'static str> {
        self.cpu
    }
}

impl Drop for Groups {
    fn drop(&mut self) {
        if std::process::id() == self.owner {
            for (_, folder) in &self.folders {
                // Groups of boxes that are still there keep it; the next start's sweep takes it then.
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

/// The name of this process's folders: no other process has it, not even one of another pid namespace that sees them.
fn own_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let (pid, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let started = start_time(pid).unwrap_or_default();
    format!("enclos-{pid}-{started}-{}-{count}", pid_namespace())
}

/// Removes the groups of processes of enclos that are gone, and ends what is still in them.
fn sweep(mounts: &[PathBuf]) {
    for mount in mounts {
        let mut left = SWEPT_FOLDERS;
        sweep_below(mount, SWEPT_DEPTH, &mut left);
    }
}

fn sweep_below(folder: &Path, depth: usize, left: &mut usize) {
    for folder in folders_in(folder) {
        *left = left.saturating_sub(1);
        if *left == 0 {
            return;
        }
        match is_abandoned(&folder) {
            Some(true) => remove_abandoned(&folder),
            Some(false) => {}
            None if depth > 0 => sweep_below(&folder, depth - 1, left),
            None => {}
        }
    }
}

fn remove_abandoned(folder: &Path) {
    for group in folders_in(folder) {
        // Every hierarchy has the list of processes that both versions call the same.
        let group = Group::made(vec![(Controller::Unified, group)]);
        let _ = group.kill();
        let _ = group.remove();
    }
    let _ = fs::remove_dir(folder);
}

fn folders_in(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
}

/// Whether a folder's process is gone; `None` if it is no process's folder. Of other pid namespaces nothing is known.
fn is_abandoned(folder: &Path) -> Option<bool> {
    let name = folder.file_name()?.to_str()?.strip_prefix("enclos-")?;
    let parts: Vec<u64> = name
        .split('-')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [pid, started, namespace, _] = parts[..] else {
        return None;
    };
    let alive = u32::try_from(pid).ok().and_then(start_time) == Some(started);
    Some(namespace == pid_namespace() && !alive)
}

/// When a process started, in clock ticks since the machine did: with the pid it names a process for good.
fn start_time(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name, in parentheses, may have spaces and parentheses; the start time is the 22nd field, the 20th after it.
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_ascii_whitespace().nth(19)?.parse().ok()
}

fn pid_namespace() -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self/ns/pid").map_or(0, |metadata| metadata.ino())
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that can't go on has failed, and one that was skipped says so"
)]
mod tests;
