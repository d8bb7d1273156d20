//! The hierarchies of control groups on this machine, and where in them this process can make groups.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

use super::Controller;
use super::group::write;

/// The controllers of the second version that are handed on to boxes. CPU time is counted without one.
const HANDED_ON: [&str; 2] = ["memory", "pids"];

/// Where the processes of a delegated group go, so that the group can hand on its controllers.
const LEAF: &str = "enclos-main";

/// What this machine has, from the point of view of this process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hierarchies {
    /// Where hierarchies are mounted.
    pub(super) mounts: Vec<PathBuf>,
    /// This process's own groups of the first version.
    first: Vec<(Controller, PathBuf)>,
    /// The mount of the second version, and this process's own group in it.
    second: Option<(PathBuf, PathBuf)>,
}

/// Where groups of the second version can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// In this folder, which processes may be in.
    Here(PathBuf),
    /// In this folder, after the processes in it have moved into a leaf.
    AfterMoving(PathBuf),
}

impl Hierarchies {
    /// Looks, and changes nothing.
    pub(crate) fn read() -> Self {
        let read = |path| fs::read_to_string(path).unwrap_or_default();
        Self::parse(&read("/proc/self/mountinfo"), &read("/proc/self/cgroup"))
    }

    fn parse(mountinfo: &str, cgroup: &str) -> Self {
        let mut found = Self {
            mounts: Vec::new(),
            first: Vec::new(),
            second: None,
        };
        for mount in mountinfo.lines().filter_map(Mount::parse) {
            let own = |controller: &str| own_group(&mount, own_path(cgroup, controller)?);
            match mount.kind {
                "cgroup" => {
                    for (controller, name) in [
                        (Controller::Memory, "memory"),
                        (Controller::Pids, "pids"),
                        (Controller::Cpuacct, "cpuacct"),
                    ] {
                        let known = found.first.iter().any(|(other, _)| *other == controller);
                        if mount.options.split(',').any(|option| option == name) && !known {
                            found
                                .first
                                .extend(own(name).map(|folder| (controller, folder)));
                        }
                    }
                }
                "cgroup2" if found.second.is_none() => {
                    found.second = own("").map(|folder| (mount.point.clone(), folder));
                }
                _ => continue,
            }
            found.mounts.push(mount.point);
        }
        found
    }

    /// What would be used, and why something would be missing; nothing is changed.
    pub(crate) fn describe(&self) -> (Vec<(Controller, PathBuf)>, Option<String>) {
        self.places(|place| {
            Ok(match place {
                Place::Here(folder) | Place::AfterMoving(folder) => folder,
            })
        })
    }

    /// The folders in which groups can be made from now on, and why something is missing.
    pub(super) fn occupy(&self) -> (Vec<(Controller, PathBuf)>, Option<String>) {
        self.places(|place| {
            let folder = match place {
                Place::Here(folder) => folder,
                Place::AfterMoving(folder) => {
                    move_down(&folder).map_err(|error| {
                        format!(
                            "the processes of {} can't be moved: {error}",
                            folder.display()
                        )
                    })?;
                    folder
                }
            };
            hand_on(&folder);
            Ok(folder)
        })
    }

    fn places(
        &self,
        take: impl FnOnce(Place) -> Result<PathBuf, String>,
    ) -> (Vec<(Controller, PathBuf)>, Option<String>) {
        let (mut places, mut why) = (Vec::new(), None);
        for (controller, folder) in &self.first {
            match is_writable(folder) {
                true => places.push((*controller, folder.clone())),
                false => {
                    why = Some(format!("no groups can be made in {}", folder.display()));
                }
            }
        }
        if let Some((mount, own)) = &self.second {
            let counts = |wanted| places.iter().any(|(controller, _)| *controller == wanted);
            let has = |wanted| {
                words(&mount.join("cgroup.controllers"))
                    .iter()
                    .any(|word| word == wanted)
            };
            let needed = !counts(Controller::Cpuacct)
                || !counts(Controller::Memory) && has("memory")
                || !counts(Controller::Pids) && has("pids");
            if needed {
                match place(mount, own, is_one_of_ours).and_then(take) {
                    Ok(folder) => places.push((Controller::Unified, folder)),
                    Err(error) => why = Some(error),
                }
            }
        } else if self.first.is_empty() {
            why = Some("no control groups are mounted".to_owned());
        }
        (places, why)
    }
}

/// Finds where groups of the second version can be made: in this process's own group if it was delegated, or at the
/// root of all.
fn place(mount: &Path, own: &Path, is_ours: impl Fn(&str) -> bool) -> Result<Place, String> {
    // An earlier start moved the processes already.
    if let (true, Some(parent)) = (own.ends_with(LEAF), own.parent())
        && is_writable(parent)
    {
        return Ok(Place::Here(parent.to_owned()));
    }
    // Only the root of all groups has no type, and only it can hand on controllers while processes are in it.
    let is_root = |folder: &Path| !folder.join("cgroup.type").exists();
    let foreign = words(&own.join("cgroup.procs"))
        .iter()
        .any(|pid| !is_ours(pid));
    // A mount's own root with a type is that of a container, where everything belongs together.
    let is_container = own == mount && !is_root(mount);
    if !is_root(own) && is_writable(own) && (!foreign || is_container) {
        return Ok(Place::AfterMoving(own.to_owned()));
    }
    if is_root(mount) && is_writable(mount) {
        return Ok(Place::Here(mount.to_owned()));
    }
    Err(match is_writable(own) {
        true => format!("other programs are in the control group {}", own.display()),
        false => format!(
            "the control group {} was not delegated to this user",
            own.display()
        ),
    })
}

/// Moves the processes of a group into a leaf below it.
fn move_down(folder: &Path) -> io::Result<()> {
    let leaf = folder.join(LEAF);
    match fs::create_dir(&leaf) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    // A second look takes those that were started meanwhile.
    for _ in 0..2 {
        for pid in words(&folder.join("cgroup.procs")) {
            match write(&leaf.join("cgroup.procs"), &pid) {
                // It has ended, or is a thread of the kernel's.
                Err(error) if error.raw_os_error() == Some(libc::ESRCH) => {}
                other => other?,
            }
        }
    }
    Ok(())
}

/// Hands the controllers of a group on to those below it, as far as it has them.
pub(super) fn hand_on(folder: &Path) {
    for name in HANDED_ON {
        if !hands_on(folder, name) {
            // What is not handed on shows in the list, and is then missing.
            let _ = write(&folder.join("cgroup.subtree_control"), &format!("+{name}"));
        }
    }
}

/// Whether a group hands on a controller.
pub(super) fn hands_on(folder: &Path, name: &str) -> bool {
    let list = words(&folder.join("cgroup.subtree_control"));
    list.iter().any(|word| word == name)
}

/// Whether a process may be moved along with this one: it is the same program.
fn is_one_of_ours(pid: &str) -> bool {
    let program = |pid: &str| fs::read_link(format!("/proc/{pid}/exe")).ok();
    program(pid).is_some_and(|other| Some(other) == program("self"))
}

fn is_writable(folder: &Path) -> bool {
    access(folder, Access::WRITE_OK).is_ok()
}

/// The words of a file; none if it can't be read.
fn words(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.split_ascii_whitespace().map(str::to_owned).collect()
}

/// A line of `/proc/self/mountinfo`.
struct Mount<'a> {
    /// The part of the file system that is mounted.
    root: PathBuf,
    point: PathBuf,
    kind: &'a str,
    options: &'a str,
}

impl<'a> Mount<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (mount, file_system) = line.split_once(" - ")?;
        let mut mount = mount.split(' ').skip(3);
        let mut file_system = file_system.split(' ');
        Some(Self {
            root: unescape(mount.next()?),
            point: unescape(mount.next()?),
            kind: file_system.next()?,
            options: file_system.nth(1)?,
        })
    }
}

/// The kernel writes blanks and backslashes in paths as three octal digits.
fn unescape(text: &str) -> PathBuf {
    let escapes = [
        ("\\040", " "),
        ("\\011", "\t"),
        ("\\012", "\n"),
        ("\\134", "\\"),
    ];
    let text = escapes
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    PathBuf::from(text)
}

/// The path of this process's group in the hierarchy of a controller, or of the second version.
fn own_path<'a>(cgroup: &'a str, controller: &str) -> Option<&'a str> {
    cgroup.lines().find_map(|line| {
        let mut parts = line.splitn(3, ':').skip(1);
        let (controllers, path) = (parts.next()?, parts.next()?);
        controllers
            .split(',')
            .any(|other| other == controller)
            .then_some(path)
    })
}

/// The folder of a group under a mount; of one that lies outside of what is mounted, the mount itself.
fn own_group(mount: &Mount<'_>, path: &str) -> Option<PathBuf> {
    let below = Path::new(path).strip_prefix(&mount.root).ok();
    // From inside a cgroup namespace, groups outside of it begin with `/..`.
    let below = below.filter(|below| !below.starts_with(".."));
    let below = below.unwrap_or(Path::new(""));
    // Put together part by part, so that nothing below leaves no slash at the end.
    let folder: PathBuf = mount.point.components().chain(below.components()).collect();
    folder.is_dir().then_some(folder)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests;
