//! Child processes that don't outlive this one.
//!
//! A compiler that a killed server left behind would go on for minutes, writing where the next set-up already clears away.
//! So each child has a guard beside it: a shell that waits for the end of a pipe whose other end this process holds, and
//! which the kernel closes however this process ends.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

/// What the guard is told to kill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The child and all that it started, which are a process group of their own: a terminal's interrupt does not reach
    /// them, and a question on the terminal would stop them for ever.
    Group,
    /// The child alone, which stays in the foreground.
    Child,
}

/// The guard's end of a pipe is its standard input. Kept in memory are its own text and the number to kill.
const GUARD: &str = "read -r _; kill -s KILL -- \"$1\"";

/// Runs a command to its end, or to the end of this process.
///
/// # Errors
/// When it can't be started or waited for.
pub(super) fn status(command: &mut Command, scope: Scope) -> io::Result<ExitStatus> {
    let (mut child, _guard) = start(command, scope)?;
    child.wait()
}

/// The same, with what it says.
///
/// # Errors
/// When it can't be started or waited for.
pub(super) fn output(command: &mut Command, scope: Scope) -> io::Result<Output> {
    let (child, _guard) = start(command.stdout(Stdio::piped()).stderr(Stdio::piped()), scope)?;
    child.wait_with_output()
}

fn start(command: &mut Command, scope: Scope) -> io::Result<(Child, Guard)> {
    if scope == Scope::Group {
        command.process_group(0);
    }
    let mut child = command.spawn()?;
    match Guard::of(&child, scope) {
        Ok(guard) => Ok((child, guard)),
        Err(error) => {
            let _ = child.kill();
            let _ = child.wait();
            Err(error)
        }
    }
}

/// Watches over a child until it is dropped.
struct Guard(Child);

impl Guard {
    fn of(child: &Child, scope: Scope) -> io::Result<Self> {
        let sign = if scope == Scope::Group { "-" } else { "" };
        let guard = Command::new("sh")
            .args(["-c", GUARD, "enclos-guard"])
            .arg(format!("{sign}{}", child.id()))
            // Out of the way of a terminal's interrupt, which is what it is there for.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self(guard))
    }
}

impl Drop for Guard {
    /// Before its pipe is closed, so that it kills nobody: the child's number may be another's by now.
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::fs;
    use std::path::Path;
    use std::thread;
    use std::time::Duration;

    use super::*;

    const FOLDER: &str = "ENCLOS_TIED_TEST_FOLDER";

    /// Not a test by itself: what a process does that is about to be killed.
    #[test]
    fn the_tying_process() {
        if let Some(folder) = env::var_os(FOLDER) {
            let scope = match env::var("SCOPE").as_deref() {
                Ok("group") => Scope::Group,
                _ => Scope::Child,
            };
            // The shell and what it starts say who they are.
            let script = "echo $$ > $FOLDER/child; sleep 1000 & echo $! > $FOLDER/grandchild; wait";
            let mut command = Command::new("sh");
            command.args(["-c", script]).env("FOLDER", folder);
            status(&mut command, scope).expect("starts");
        }
    }

    fn number(file: &Path) -> Option<i32> {
        fs::read_to_string(file).ok()?.trim().parse().ok()
    }

    /// A zombie has ended, whether or not anybody has asked about it.
    fn is_running(pid: i32) -> bool {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let state = stat
            .rsplit(')')
            .next()
            .and_then(|rest| rest.trim().chars().next());
        state.is_some_and(|state| state != 'Z')
    }

    fn eventually(what: &str, holds: impl Fn() -> bool) {
        for _ in 0..2000 {
            if holds() {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("never: {what}");
    }

    #[test]
    fn what_a_killed_process_had_started_ends_with_it() {
        for scope in ["group", "child"] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let files = ["child", "grandchild"].map(|name| folder.path().join(name));
            let mut parent = Command::new(env::current_exe().expect("known"))
                .args(["--exact", "depot::tied::tests::the_tying_process"])
                .env(FOLDER, folder.path())
                .env("SCOPE", scope)
                .stdout(Stdio::null())
                .spawn()
                .expect("starts");
            eventually("started", || {
                files.iter().all(|file| number(file).is_some())
            });
            let pids = files.map(|file| number(&file).expect("there"));
            assert!(pids.iter().all(|&pid| is_running(pid)));
            parent.kill().expect("ours");
            parent.wait().expect("ends");
            eventually("the child's end", || !is_running(pids[0]));
            if scope == "group" {
                eventually("the grandchild's end", || !is_running(pids[1]));
            } else if let Some(pid) = rustix::process::Pid::from_raw(pids[1]) {
                let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
            }
        }
    }

    #[test]
    fn a_child_that_ends_has_its_status_and_its_output() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo out; echo err >&2; exit 7"]);
        for scope in [Scope::Group, Scope::Child] {
            let said = output(&mut command, scope).expect("runs");
            assert_eq!(
                (said.status.code(), &said.stdout[..]),
                (Some(7), &b"out\n"[..])
            );
            assert_eq!(said.stderr, b"err\n");
        }
        let mut missing = Command::new("enclos-no-such-program");
        let error = status(&mut missing, Scope::Group).expect_err("is not there");
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}
