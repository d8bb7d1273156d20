//! What of the walls around native programs this machine has, and what each missing one means: sentences for operators.
//!
//! Nothing is tried and nothing changed here: settings, versions and folders are read.

mod isolate;

use std::fs;
use std::path::{Path, PathBuf};

use super::Hold;
use super::cgroup::{Controller, Hierarchies};
use crate::walls::{landlock, seccomp};
pub(crate) use isolate::{Isolate, find_isolate};

/// What holds on this machine, in the order in which it matters.
pub(crate) fn holds() -> Vec<Hold> {
    let machine = Machine::here();
    let (places, why) = Hierarchies::read().describe();
    let mut holds = vec![
        machine.user(),
        machine.namespaces(),
        machine.user_namespaces(),
        machine.proc(),
        machine.seccomp(),
        machine.landlock(landlock::abi()),
    ];
    holds.extend(groups(&places, why.as_deref()));
    holds.extend([
        machine.overlays(),
        machine.mount_attributes(),
        isolate(find_isolate()),
    ]);
    holds
}

/// A machine whose files are asked.
struct Machine {
    /// Before every path: nothing, except in tests.
    root: PathBuf,
    is_root: bool,
}

impl Machine {
    fn here() -> Self {
        Self {
            root: PathBuf::from("/"),
            is_root: rustix::process::geteuid().is_root(),
        }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    /// A file's text without the line's end; `None` if it is not there.
    fn text(&self, path: &str) -> Option<String> {
        let text = fs::read_to_string(self.at(path)).ok()?;
        Some(text.trim_end().to_owned())
    }

    /// Root that may mount file systems, which root of a container usually may not.
    fn may_mount(&self) -> bool {
        const SYS_ADMIN: u64 = 1 << 21;
        let status = self.text("/proc/self/status").unwrap_or_default();
        let mut lines = status.lines();
        let set = lines.find_map(|line| line.strip_prefix("CapEff:"));
        let set = set.and_then(|set| u64::from_str_radix(set.trim(), 16).ok());
        self.is_root && set.is_some_and(|set| set & SYS_ADMIN != 0)
    }

    /// The kernel's version is at least this.
    fn is_at_least(&self, major: u32, minor: u32) -> bool {
        let release = self.text("/proc/sys/kernel/osrelease").unwrap_or_default();
        let mut numbers = release
            .split(|character: char| !character.is_ascii_digit())
            .map(|number| number.parse().unwrap_or(0_u32));
        let version = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        version >= (major, minor)
    }

    fn user(&self) -> Hold {
        let (holds, meaning) = match (self.may_mount(), self.is_root) {
            (true, _) => (true, "root: each box has a user id of its own on the host"),
            (false, true) => (
                false,
                "root without CAP_SYS_ADMIN, as in most containers: boxes are made in user namespaces, and outside of \
                 them all have this one user id; --cap-add SYS_ADMIN or a host of its own gives each its own",
            ),
            (false, false) => (
                false,
                "an ordinary user: boxes are made in user namespaces, and outside of them all have this one user id; \
                 run as root to give each its own",
            ),
        };
        hold("user", holds, meaning)
    }

    fn namespaces(&self) -> Hold {
        let kinds = ["mnt", "pid", "net", "ipc", "uts"];
        let missing: Vec<_> = kinds
            .into_iter()
            .filter(|kind| !self.at(&format!("/proc/self/ns/{kind}")).exists())
            .collect();
        match missing.as_slice() {
            [] => hold(
                "namespaces",
                true,
                "a box sees its own mounts, processes, network, IPC and host name",
            ),
            missing => hold(
                "namespaces",
                false,
                format!(
                    "this kernel has no namespaces of the kinds {}, so that there are no boxes: native programs can't \
                     be run; it takes a kernel with CONFIG_NAMESPACES, and a mounted /proc",
                    missing.join(", ")
                ),
            ),
        }
    }

    fn user_namespaces(&self) -> Hold {
        let is = |path: &str, value: &str| self.text(path).as_deref() == Some(value);
        let consequence = match self.may_mount() {
            true => {
                "programs in boxes keep the user namespace of the host, one wall less around an id without rights"
            }
            false => "this user can make no boxes, and native programs can't be run",
        };
        let missing = |meaning: &str| {
            hold(
                "user namespaces",
                false,
                format!("{meaning}: {consequence}"),
            )
        };
        if !self.at("/proc/self/ns/user").exists() {
            return missing("this kernel has none (CONFIG_USER_NS)");
        }
        if is("/proc/sys/user/max_user_namespaces", "0") {
            return missing("switched off; `sysctl user.max_user_namespaces=15000` brings them");
        }
        if !self.may_mount() {
            if is("/proc/sys/kernel/unprivileged_userns_clone", "0") {
                return missing(
                    "kept from ordinary users; `sysctl kernel.unprivileged_userns_clone=1` brings them",
                );
            }
            if is(
                "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
                "1",
            ) {
                return missing(
                    "kept by AppArmor from programs without a profile; a profile for enclos with the line `userns,` or \
                     `sysctl kernel.apparmor_restrict_unprivileged_userns=0` brings them",
                );
            }
        }
        hold(
            "user namespaces",
            true,
            "root in a box is nobody on the host",
        )
    }

    fn proc(&self) -> Hold {
        // Without privileges, the kernel mounts no /proc that would show more than the one that is there.
        let empty = ["/proc/sys/fs/binfmt_misc", "/proc/fs/nfsd"];
        let mounts = self.text("/proc/self/mountinfo").unwrap_or_default();
        let covered = mounts
            .lines()
            .filter_map(|line| line.split(' ').nth(4))
            .find(|point| point.starts_with("/proc/") && !empty.contains(point));
        match covered {
            Some(point) if !self.may_mount() => hold(
                "/proc of its own",
                false,
                format!(
                    "parts of /proc are covered here ({point}), as containers do, so that boxes can have none of their \
                     own, and java, mono and others do not start; --security-opt systempaths=unconfined uncovers them"
                ),
            ),
            _ => hold(
                "/proc of its own",
                true,
                "a box sees its own processes only",
            ),
        }
    }

    fn seccomp(&self) -> Hold {
        let actions = self
            .text("/proc/sys/kernel/seccomp/actions_avail")
            .unwrap_or_default();
        let knows = actions.split(' ').any(|action| action == "errno");
        match (knows, seccomp::filter(seccomp::Memory::Held)) {
            (true, Ok(filter)) => hold(
                "seccomp",
                true,
                format!(
                    "system calls are filtered, by {} instructions",
                    filter.len()
                ),
            ),
            (true, Err(error)) => hold(
                "seccomp",
                false,
                format!("{error}: native programs can't be run"),
            ),
            (false, _) => hold(
                "seccomp",
                false,
                "this kernel filters no system calls, so that native programs can't be run; it takes one with \
                 CONFIG_SECCOMP_FILTER",
            ),
        }
    }

    fn landlock(&self, abi: Option<u32>) -> Hold {
        let meaning = match abi {
            Some(abi) if abi >= 6 => {
                format!("version {abi}: files, TCP and signals to the outside have a second wall")
            }
            Some(abi) if abi >= 4 => format!("version {abi}: files and TCP have a second wall"),
            Some(abi) if abi >= 2 => format!("version {abi}: files have a second wall"),
            _ => {
                let meaning = match abi {
                    Some(_) => {
                        "version 1 forbids to rename files from one folder into another, and is not used"
                    }
                    None => "this kernel has none",
                };
                let meaning = format!(
                    "{meaning}: files have one wall, read-only mounts; Linux 5.19 or newer with `landlock` in the boot \
                     parameter `lsm` brings a second"
                );
                return hold("Landlock", false, meaning);
            }
        };
        hold("Landlock", true, meaning)
    }

    fn overlays(&self) -> Hold {
        let list = self.text("/proc/filesystems").unwrap_or_default();
        let release = self.text("/proc/sys/kernel/osrelease").unwrap_or_default();
        let module = self.at(&format!("/lib/modules/{release}/kernel/fs/overlayfs"));
        let known = list.lines().any(|line| line.ends_with("\toverlay"));
        let without = "packages that were unpacked and not installed can't be seen in boxes; their languages fail";
        let what = "overlay mounts";
        match (
            known || module.exists(),
            self.may_mount() || self.is_at_least(5, 11),
        ) {
            (true, true) => hold(
                what,
                true,
                "packages that were unpacked and not installed can be seen in boxes",
            ),
            (false, _) => hold(
                what,
                false,
                format!("{without}; `modprobe overlay` as root brings them"),
            ),
            (true, false) => hold(
                what,
                false,
                format!("{without}; root, or Linux 5.11 or newer, brings them"),
            ),
        }
    }

    fn mount_attributes(&self) -> Hold {
        let what = "read-only trees";
        match self.is_at_least(5, 12) {
            true => hold(
                what,
                true,
                "a tree of mounts becomes read-only in one step (mount_setattr)",
            ),
            false => hold(
                what,
                false,
                "each mount below a folder is made read-only by itself, which makes boxes slower; Linux 5.12 or newer \
                 (mount_setattr) does all in one step",
            ),
        }
    }
}

/// What counts and limits everything in a box, and what its absence means.
fn groups(places: &[(Controller, PathBuf)], why: Option<&str>) -> Vec<Hold> {
    let unified = places
        .iter()
        .find(|(controller, _)| *controller == Controller::Unified);
    let handed_on = |name| unified.is_some_and(|(_, folder)| has_controller(folder, name));
    let has = |controller| places.iter().any(|(other, _)| *other == controller);
    let by = |first, second| match (first, second) {
        (true, _) => Some("cgroup v1"),
        (_, true) => Some("cgroup v2"),
        _ => None,
    };
    let memory = by(has(Controller::Memory), handed_on("memory"));
    let processes = by(has(Controller::Pids), handed_on("pids"));
    let cpu = by(has(Controller::Cpuacct), unified.is_some());
    let why = why.unwrap_or("the controller is missing");
    let remedy = "a systemd unit with Delegate=yes (or `systemd-run --user --scope -p Delegate=yes`) or root brings it";
    [
        (
            "memory of a box",
            memory,
            "limited and counted, children and files on its tmpfs included",
            "memory is counted by looking at a box's processes every few milliseconds: a limit can be exceeded for a \
             moment, and the peak between two looks is not seen",
        ),
        (
            "processes of a box",
            processes,
            "limited together",
            "processes are limited by RLIMIT_NPROC alone, which counts by user id",
        ),
        (
            "CPU time of a box",
            cpu,
            "counted, of processes too that nobody waited for",
            "CPU time is counted by looking at a box's processes and reaping them: what a process uses whose parent \
             ignores it can escape between two looks, and then wall time limits it",
        ),
    ]
    .map(|(what, by, there, absent)| match by {
        Some(by) => hold(what, true, format!("{there}, by {by}")),
        None => hold(what, false, format!("{why}: {absent}; {remedy}")),
    })
    .into()
}

/// Whether a group of the second version has a controller that it could hand on.
fn has_controller(folder: &Path, name: &str) -> bool {
    let list = fs::read_to_string(folder.join("cgroup.controllers")).unwrap_or_default();
    list.split_ascii_whitespace().any(|word| word == name)
}

fn isolate(found: Option<Isolate>) -> Hold {
    match found {
        Some(Isolate { path, version }) => hold(
            "isolate",
            true,
            format!("version {version} at {}", path.display()),
        ),
        None => hold(
            "isolate",
            false,
            "not found on PATH, and not needed: enclos makes its own boxes; an isolate that is installed can be used",
        ),
    }
}

fn hold(what: &'static str, holds: bool, meaning: impl Into<String>) -> Hold {
    Hold {
        what,
        holds,
        meaning: meaning.into(),
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that can't go on has failed, and one that was skipped says so"
)]
mod tests;
