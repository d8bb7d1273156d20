//! What a process may do with files: for a native program a second wall behind read-only mounts, whatever its view shows,
//! and for a worker process, which has the host's view, the only one that has paths.
//!
//! A native program's rules are made ahead of time, in a box that waits for work, and put in force in the process that
//! becomes the program. This module owns the rules; it is told the paths.

use std::io;
use std::path::Path;
use std::sync::OnceLock;

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, LandlockStatus, PathBeneath, PathFd, Ruleset,
    RulesetAttr, RulesetCreated, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
};

/// The newest version whose rights are handled here. What a kernel does not know of it is left out.
const NEWEST: ABI = ABI::V6;

/// Before this version, no file can be renamed or linked into another folder, which programs must be able to do.
const OLDEST: u32 = 2;

/// What may be read and written, ready to be put in force.
#[derive(Debug)]
pub(crate) struct Rules {
    ruleset: RulesetCreated,
}

impl Rules {
    /// Rules by which everything below `read` can be read and executed, and below `write` written as well, special
    /// files of devices excepted. Paths that are not there are left out. Where the kernel can, TCP, signals to
    /// processes and abstract sockets outside are denied too. `None` if this kernel has no Landlock, or one that is too
    /// old.
    ///
    /// # Errors
    /// The kernel refuses a rule, or a path can't be opened.
    pub(crate) fn prepare(read: &[&Path], write: &[&Path]) -> io::Result<Option<Self>> {
        if abi().is_none_or(|abi| abi < OLDEST) {
            return Ok(None);
        }
        let devices = AccessFs::MakeChar | AccessFs::MakeBlock;
        let readable = AccessFs::from_read(NEWEST);
        let writable = AccessFs::from_all(NEWEST) & !devices;
        Self::denying_all_but(&[(read, readable), (write, writable)]).map(Some)
    }

    fn denying_all_but(allowed: &[(&[impl AsRef<Path>], BitFlags<AccessFs>)]) -> io::Result<Self> {
        let mut ruleset = Ruleset::default()
            .handle_access(AccessFs::from_all(NEWEST))
            .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(NEWEST)))
            .and_then(|ruleset| ruleset.scope(Scope::from_all(NEWEST)))
            .and_then(Ruleset::create)
            .map_err(refused)?;
        for (paths, access) in allowed {
            for path in *paths {
                if let Some(rule) = beneath(path.as_ref(), *access)? {
                    ruleset = ruleset.add_rule(rule).map_err(refused)?;
                }
            }
        }
        Ok(Self { ruleset })
    }

    /// Puts the calling thread and all that it will start under the rules, for good; they also get no new privileges.
    /// This comes before the filter of system calls, which lets no program make rules.
    ///
    /// # Errors
    /// The kernel refuses.
    pub(crate) fn enforce(&self) -> io::Result<()> {
        let status = self.ruleset.try_clone()?.restrict_self().map_err(refused)?;
        match status.ruleset {
            RulesetStatus::NotEnforced => {
                Err(io::Error::other("Landlock's rules are not in force"))
            }
            RulesetStatus::PartiallyEnforced | RulesetStatus::FullyEnforced => Ok(()),
        }
    }
}

/// Leaves the calling thread and all that it will start, for good, with reading files and listing folders below `read`:
/// nothing is executed there or anywhere, and nothing written. Where the kernel can, TCP, signals to processes and abstract
/// sockets outside are denied too. The version of Landlock, or `None`, and nothing was done, if this kernel has none.
///
/// # Errors
/// The kernel has Landlock and refuses, or a path can't be opened.
pub(crate) fn only_reading(read: &[impl AsRef<Path>]) -> io::Result<Option<u32>> {
    let access = AccessFs::ReadFile | AccessFs::ReadDir;
    let rules = Rules::denying_all_but(&[(read, access)])?;
    let status = rules.ruleset.restrict_self().map_err(refused)?;
    match (status.ruleset, version(status.landlock)) {
        (_, None) => Ok(None),
        (RulesetStatus::NotEnforced, _) => {
            Err(io::Error::other("Landlock's rules are not in force"))
        }
        (_, version) => Ok(version),
    }
}

/// The version of Landlock that this kernel has; `None` if it has none or it is switched off.
///
/// The first call starts a thread for a moment, so that a process that forks asks before it does.
pub(crate) fn abi() -> Option<u32> {
    static ABI: OnceLock<Option<u32>> = OnceLock::new();
    *ABI.get_or_init(|| {
        // The version is told to who puts rules in force, which a thread does that then ends.
        let status = std::thread::spawn(|| {
            Ruleset::default()
                .handle_access(AccessFs::MakeBlock)
                .and_then(Ruleset::create)
                .and_then(RulesetCreated::restrict_self)
        });
        version(status.join().ok()?.ok()?.landlock)
    })
}

fn version(status: LandlockStatus) -> Option<u32> {
    match status {
        LandlockStatus::Available {
            effective_abi,
            kernel_abi,
        } => Some(kernel_abi.map_or(effective_abi as u32, i32::unsigned_abs)),
        LandlockStatus::NotEnabled | LandlockStatus::NotImplemented => None,
    }
}

/// A rule for a path; for a file only what can be done with files.
fn beneath(path: &Path, access: BitFlags<AccessFs>) -> io::Result<Option<PathBeneath<PathFd>>> {
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let access = match metadata.is_dir() {
        true => access,
        false => access & AccessFs::from_file(NEWEST),
    };
    let path = PathFd::new(path).map_err(io::Error::other)?;
    Ok(Some(PathBeneath::new(path, access)))
}

fn refused(error: RulesetError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that can't go on has failed, and one that was skipped says so"
)]
mod tests {
    use std::fs;
    use std::io::ErrorKind::PermissionDenied;
    use std::net::TcpListener;
    use std::os::unix::net::UnixListener;
    use std::process::Command;
    use std::time::Instant;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    /// Runs this in a thread under rules that let it read everything and write to a folder and `/dev/null`.
    fn under_rules(test: impl FnOnce(&Path) + Send + 'static) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        let write = [
            path.as_path(),
            Path::new("/dev/null"),
            Path::new("/no/such"),
        ];
        let before = Instant::now();
        let Some(rules) = Rules::prepare(&[Path::new("/")], &write).unwrap() else {
            eprintln!("skipped: this kernel has no Landlock, or one that is too old");
            return;
        };
        let prepared = before.elapsed();
        let path = path.clone();
        let thread = std::thread::spawn(move || {
            let before = Instant::now();
            rules.enforce().unwrap();
            eprintln!(
                "Landlock: prepared in {prepared:?}, in force in {:?}",
                before.elapsed()
            );
            test(&path);
        });
        thread.join().unwrap();
    }

    #[test]
    fn everything_is_read_and_little_is_written() {
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("file"), "text").unwrap();
        under_rules(move |folder| {
            assert!(fs::read_to_string("/proc/self/status").is_ok());
            assert!(Command::new("/bin/true").status().unwrap().success());
            let file = elsewhere.path().join("file");
            assert_eq!(fs::read(&file).unwrap(), b"text");
            assert_eq!(fs::write(&file, "x").unwrap_err().kind(), PermissionDenied);
            assert_eq!(fs::remove_file(&file).unwrap_err().kind(), PermissionDenied);
            let other = elsewhere.path().join("other");
            assert_eq!(fs::write(&other, "x").unwrap_err().kind(), PermissionDenied);
            assert_eq!(fs::create_dir(&other).unwrap_err().kind(), PermissionDenied);
            let stolen = fs::rename(&file, folder.join("stolen"));
            assert!(stolen.is_err());
            fs::write("/dev/null", "x").unwrap();
            assert!(fs::write("/dev/zero", "x").is_err());
        });
    }

    #[test]
    fn all_but_devices_is_made_where_writing_is_allowed() {
        under_rules(|folder| {
            let make = |name: &str, kind| {
                let mode = Mode::RUSR | Mode::WUSR;
                mknodat(
                    CWD,
                    folder.join(name),
                    kind,
                    mode,
                    rustix::fs::makedev(1, 3),
                )
            };
            fs::create_dir_all(folder.join("a/b")).unwrap();
            fs::write(folder.join("a/b/file"), "text").unwrap();
            fs::rename(folder.join("a/b/file"), folder.join("file")).unwrap();
            fs::hard_link(folder.join("file"), folder.join("a/link")).unwrap();
            std::os::unix::fs::symlink("/etc", folder.join("symlink")).unwrap();
            fs::File::options()
                .write(true)
                .truncate(true)
                .open(folder.join("file"))
                .unwrap();
            make("fifo", FileType::Fifo).unwrap();
            UnixListener::bind(folder.join("socket")).unwrap();
            let device = make("null", FileType::CharacterDevice);
            assert!(
                [rustix::io::Errno::ACCESS, rustix::io::Errno::PERM].contains(&device.unwrap_err())
            );
            fs::copy("/bin/true", folder.join("true")).unwrap();
            assert!(
                Command::new(folder.join("true"))
                    .status()
                    .unwrap()
                    .success()
            );
        });
    }

    #[test]
    fn newer_kernels_deny_tcp_and_signals_to_others() {
        let Some(abi) = abi().filter(|abi| *abi >= 4) else {
            eprintln!("skipped: this kernel's Landlock is older than its fourth version");
            return;
        };
        let mut other = Command::new("sleep").arg("60").spawn().unwrap();
        let victim = rustix::process::Pid::from_child(&other);
        under_rules(move |_| {
            let listener = TcpListener::bind("127.0.0.1:0");
            assert_eq!(listener.unwrap_err().kind(), PermissionDenied);
            let sent = rustix::process::test_kill_process(victim);
            assert_eq!(sent.is_err(), abi >= 6);
        });
        other.kill().unwrap();
        other.wait().unwrap();
    }
}
