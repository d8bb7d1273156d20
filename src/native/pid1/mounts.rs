//! What a box sees: a root of its own with parts of the host's file system in it, read-only, and one small file system in
//! memory to write to.
//!
//! Parts of the host are opened before anything is mounted and moved into place afterwards, so that no path is looked up
//! while half of the new root is there.

use std::ffi::CString;
use std::fs;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use rustix::fs::CWD;
use rustix::mount::{
    FsMountFlags, FsOpenFlags, FsPickFlags, MountAttrFlags, MountFlags, MountPropagationFlags,
    MoveMountFlags, OpenTreeFlags, UnmountFlags, fsconfig_create, fsconfig_reconfigure,
    fsconfig_set_flag, fsconfig_set_string, fsmount, fsopen, fspick, mount, mount_change,
    move_mount, open_tree, unmount,
};

use super::super::sys;
use super::super::view::View;

/// Where programs start, with the files of the submission.
pub(super) const BOX: &str = "/box";
/// Where programs keep what does not matter, and compilers what they make.
pub(super) const TEMPORARY: &str = "/tmp";
/// What POSIX shared memory is made of.
pub(super) const SHARED: &str = "/dev/shm";
/// What set-up prepared for the language.
const PREPARED: &str = "/enclos";

/// Every host has it, and in a namespace of its own something can be mounted there.
const ANYWHERE: &str = "/tmp";

/// Devices that hold nothing of anybody's.
pub(super) const DEVICES: [&str; 5] = ["null", "zero", "full", "random", "urandom"];

/// There is one user, whatever the host calls it.
const FILES: [(&str, &str); 4] = [
    (
        "passwd",
        "root:x:0:0:root:/:/bin/sh\nenclos:x:1000:1000:enclos:/tmp:/bin/sh\n",
    ),
    ("group", "root:x:0:\nenclos:x:1000:\n"),
    ("hosts", "127.0.0.1 localhost enclos\n"),
    (
        "nsswitch.conf",
        "passwd: files\ngroup: files\nhosts: files\n",
    ),
];

/// What of `/etc` every program needs: where libraries are, and which of several programs of a kind is meant.
const CONFIGURATION: [&str; 2] = ["/etc/ld.so.cache", "/etc/alternatives"];

/// Makes the view the root of this mount namespace. The files in memory belong to `owner`. Says whether there is a `/proc`.
pub(super) fn build(view: &View, owner: u32) -> io::Result<bool> {
    mount_change(
        "/",
        MountPropagationFlags::PRIVATE | MountPropagationFlags::REC,
    )?;
    let parts = parts(view).map_err(|error| in_words("the view could not be opened", error))?;
    let memory = memory(owner).map_err(|error| in_words("no file system in memory", error))?;
    let root = Path::new(ANYWHERE);
    let flags = MountFlags::NOSUID | MountFlags::NODEV;
    let size = CString::new("size=1m,nr_inodes=512,mode=755")?;
    mount("tmpfs", root, "tmpfs", flags, size.as_c_str())
        .map_err(|error| in_words("no root in memory", error.into()))?;
    let proc = furnish(root, parts, &memory)
        .map_err(|error| in_words("the view could not be put together", error))?;
    rustix::process::chdir(root)?;
    rustix::process::pivot_root(".", ".")
        .map_err(|error| in_words("the view could not become the root", error.into()))?;
    unmount(".", UnmountFlags::DETACH)?;
    rustix::process::chdir("/")?;
    sys::make_read_only(c"/")?;
    Ok(proc)
}

fn in_words(what: &str, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{what}: {error}"))
}

/// Something to put somewhere in the new root.
enum Part {
    Tree {
        at: PathBuf,
        tree: OwnedFd,
        is_folder: bool,
    },
    Link {
        at: PathBuf,
        to: PathBuf,
    },
}

/// Everything of the host that the view has.
fn parts(view: &View) -> io::Result<Vec<Part>> {
    let mut parts = vec![usr(view)?];
    for name in ["bin", "sbin", "lib", "lib32", "lib64", "libx32"] {
        let at = Path::new("/").join(name);
        match fs::symlink_metadata(&at) {
            Ok(metadata) if metadata.is_symlink() => {
                let to = fs::read_link(&at)?;
                parts.push(Part::Link { at, to });
            }
            Ok(_) => parts.extend(tree(&at, &at)?),
            Err(_) => {}
        }
    }
    let devices = DEVICES.map(|name| Path::new("/dev").join(name));
    for at in devices.iter() {
        parts.extend(device(at)?);
    }
    let further = view.paths.iter().map(PathBuf::as_path);
    for at in CONFIGURATION.map(Path::new).into_iter().chain(further) {
        if at.starts_with("/usr") || !at.is_absolute() {
            continue;
        }
        let unpacked = view.packages.as_ref().map(|packages| below(packages, at));
        match unpacked.filter(|unpacked| unpacked.exists()) {
            Some(unpacked) => parts.extend(tree(&unpacked, at)?),
            None => parts.extend(tree(at, at)?),
        }
    }
    if let Some(prepared) = &view.prepared {
        parts.extend(tree(prepared, Path::new(PREPARED))?);
    }
    Ok(parts)
}

/// An absolute path as one in a folder.
fn below(folder: &Path, at: &Path) -> PathBuf {
    folder.join(at.strip_prefix("/").unwrap_or(at))
}

/// The host's programs and libraries, with packages over them that are unpacked elsewhere.
fn usr(view: &View) -> io::Result<Part> {
    let usr = Path::new("/usr");
    let Some(packages) = &view.packages else {
        let missing = || io::Error::new(io::ErrorKind::NotFound, "the host has no /usr");
        return tree(usr, usr)?.ok_or_else(missing);
    };
    let overlay = fsopen("overlay", FsOpenFlags::FSOPEN_CLOEXEC)?;
    // A path could be longer than what can be told so, or hold what separates folders; a relative one is neither.
    rustix::process::chdir(packages)?;
    fsconfig_set_string(overlay.as_fd(), "lowerdir", "usr:/usr")?;
    // Without it an ordinary user's would look at attributes that only root may read.
    fsconfig_set_flag(overlay.as_fd(), "userxattr")?;
    fsconfig_create(overlay.as_fd())?;
    rustix::process::chdir("/")?;
    let tree = fsmount(
        overlay.as_fd(),
        FsMountFlags::FSMOUNT_CLOEXEC,
        MountAttrFlags::empty(),
    )?;
    sys::seal(&tree, true)?;
    Ok(Part::Tree {
        at: usr.to_owned(),
        tree,
        is_folder: true,
    })
}

/// The file or folder of the host at `from`, to be put at `at`; none when it is not there.
fn tree(from: &Path, at: &Path) -> io::Result<Option<Part>> {
    let Ok(metadata) = fs::metadata(from) else {
        return Ok(None);
    };
    let tree = open_tree(CWD, from, clone())?;
    sys::seal(&tree, true)?;
    Ok(Some(Part::Tree {
        at: at.to_owned(),
        tree,
        is_folder: metadata.is_dir(),
    }))
}

/// A device can't be free of devices.
fn device(at: &Path) -> io::Result<Option<Part>> {
    if !at.exists() {
        return Ok(None);
    }
    Ok(Some(Part::Tree {
        at: at.to_owned(),
        tree: open_tree(CWD, at, clone())?,
        is_folder: false,
    }))
}

fn clone() -> OpenTreeFlags {
    OpenTreeFlags::OPEN_TREE_CLONE | OpenTreeFlags::OPEN_TREE_CLOEXEC | OpenTreeFlags::AT_RECURSIVE
}

/// The file system that the program may write to. It is too small for anything until [`resize`] says otherwise.
fn memory(owner: u32) -> io::Result<OwnedFd> {
    let context = fsopen("tmpfs", FsOpenFlags::FSOPEN_CLOEXEC)?;
    for (key, value) in [("size", "64k"), ("nr_inodes", "16"), ("mode", "0755")] {
        fsconfig_set_string(context.as_fd(), key, value)?;
    }
    fsconfig_create(context.as_fd())?;
    let flags = MountAttrFlags::MOUNT_ATTR_NOSUID | MountAttrFlags::MOUNT_ATTR_NODEV;
    let memory = fsmount(context.as_fd(), FsMountFlags::FSMOUNT_CLOEXEC, flags)?;
    for (name, mode) in [
        ("box", 0o755),
        ("tmp", 0o1777),
        ("shm", 0o1777),
        ("nothing", 0o555),
    ] {
        rustix::fs::mkdirat(&memory, name, 0o700.into())?;
        let owner = rustix::fs::Uid::from_raw(owner);
        let group = rustix::fs::Gid::from_raw(owner.as_raw());
        let none = rustix::fs::AtFlags::empty();
        rustix::fs::chownat(&memory, name, Some(owner), Some(group), none)?;
        rustix::fs::chmodat(&memory, name, mode.into(), none)?;
    }
    Ok(memory)
}

/// Puts everything in its place, and says whether there is a `/proc`.
fn furnish(root: &Path, parts: Vec<Part>, memory: &OwnedFd) -> io::Result<bool> {
    for folder in ["etc", "dev", "dev/shm", "proc", "tmp", "box"] {
        fs::create_dir(root.join(folder))?;
    }
    for (name, content) in FILES {
        let path = root.join("etc").join(name);
        fs::write(&path, content)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644))?;
    }
    for part in parts {
        match part {
            Part::Link { at, to } => symlink(to, below(root, &at))?,
            Part::Tree {
                at,
                tree,
                is_folder,
            } => {
                let place = below(root, &at);
                make_place(&place, is_folder)?;
                put(&tree, "", &place)?;
            }
        }
    }
    // What an administrator put there is no part of any package.
    let nothing = open_tree(memory, "nothing", clone())?;
    sys::seal(&nothing, true)?;
    put(&nothing, "", &root.join("usr/local")).or_else(unless_missing)?;
    for (name, at) in [("box", BOX), ("tmp", TEMPORARY), ("shm", SHARED)] {
        let folder = open_tree(memory, name, clone())?;
        put(&folder, "", &below(root, Path::new(at)))?;
    }
    for (name, to) in [
        ("fd", "/proc/self/fd"),
        ("stdin", "/proc/self/fd/0"),
        ("stdout", "/proc/self/fd/1"),
        ("stderr", "/proc/self/fd/2"),
    ] {
        symlink(to, root.join("dev").join(name))?;
    }
    Ok(proc(&root.join("proc")).is_ok())
}

/// Processes and nothing else, where the kernel knows of that; what the machine is made of is nobody's business.
fn proc(at: &Path) -> rustix::io::Result<()> {
    let flags = MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
    let mounted = mount("proc", at, "proc", flags, c"subset=pid");
    mounted.or_else(|_| mount("proc", at, "proc", flags, None))
}

fn unless_missing(error: io::Error) -> io::Result<()> {
    match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    }
}

/// Something to mount on, which may be there from another part already.
fn make_place(place: &Path, is_folder: bool) -> io::Result<()> {
    if place.exists() {
        return Ok(());
    }
    if is_folder {
        return fs::create_dir_all(place);
    }
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create(place).map(drop)
}

fn put(tree: impl AsFd, name: &str, place: &Path) -> io::Result<()> {
    let flags = MoveMountFlags::MOVE_MOUNT_F_EMPTY_PATH;
    Ok(move_mount(tree, name, CWD, place, flags)?)
}

/// Gives the program's file system its size: so many bytes and so many files.
pub(super) fn resize(bytes: u64, inodes: u64) -> io::Result<()> {
    let context = fspick(CWD, BOX, FsPickFlags::FSPICK_CLOEXEC)?;
    // A page at least: no size means no bound.
    fsconfig_set_string(context.as_fd(), "size", bytes.max(4096).to_string())?;
    fsconfig_set_string(context.as_fd(), "nr_inodes", inodes.max(1).to_string())?;
    Ok(fsconfig_reconfigure(context.as_fd())?)
}

/// Lets nobody write below `path` any more.
pub(super) fn protect(path: &str) -> io::Result<()> {
    sys::make_read_only(&CString::new(path)?)
}
