//! What native tests run on: an engine and a server that prefer native forms, and what this machine has for them.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use enclos::Enclos;
use enclos::languages::{ExecutorKind, Preference};

use crate::support::{Server, serve};

/// Says why a test did not look at something, whatever the harness hides.
pub(super) fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// Native forms are preferred, so that nothing is built for them.
pub(super) fn preferring_native() -> enclos::Builder {
    let native = Preference {
        executor: ExecutorKind::Native,
        ..Preference::default()
    };
    // What earlier runs of the tests compiled must not stand in for compiling.
    Enclos::builder()
        .program_cache_bytes(0)
        .helper(env!("CARGO_BIN_EXE_enclos"))
        .prefer(native)
}

pub(super) fn engine() -> &'static Enclos {
    static ENGINE: OnceLock<Enclos> = OnceLock::new();
    ENGINE.get_or_init(|| preferring_native().build().unwrap())
}

/// The address of its server.
pub(super) fn server() -> &'static str {
    static SERVER: OnceLock<Server> = OnceLock::new();
    &SERVER.get_or_init(|| serve(engine())).1
}

/// Sets a language up if this machine has what it takes, and says so if not.
pub(super) fn is_ready(language: &str) -> bool {
    if !has_boxes() || !is_installed(language) {
        return false;
    }
    let ready = engine().set_up(&[language], &enclos::depot::Silent);
    ready.unwrap_or_else(|error| panic!("{language}: {error}"));
    true
}

/// Whether a language's packages are here.
fn is_installed(language: &str) -> bool {
    let missing = engine().missing(&[language]).unwrap();
    for missing in &missing {
        let packages = missing.packages.join(" ");
        skipped(&format!("{language} needs the Debian packages {packages}"));
    }
    missing.is_empty()
}

/// Whether this machine lets this user have namespaces, of which boxes are made: util-linux is asked, not enclos.
pub(super) fn has_boxes() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| {
        // Root of a container may have only those in a user namespace, as an ordinary user.
        let has =
            may_unshare(Command::new("unshare")) || may_unshare_with_users(Command::new("unshare"));
        if !has {
            skipped("native programs: this machine gives no namespaces to this user");
        }
        has
    })
}

/// Whether a command, which is `unshare` as somebody, can make namespaces of the kinds that a box has.
fn may_unshare(mut command: Command) -> bool {
    command.args([
        "--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "true",
    ]);
    command.output().is_ok_and(|output| output.status.success())
}

/// The same in a user namespace.
pub(super) fn may_unshare_with_users(mut command: Command) -> bool {
    command.arg("--user");
    may_unshare(command)
}

pub(super) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Whether this user may make groups of the first version for memory, processes and CPU time. Of the second version it
/// can't be known without moving processes about.
pub(super) fn has_groups() -> bool {
    ["memory", "pids", "cpuacct"].iter().all(|controller| {
        let name = format!("enclos-test-{}", std::process::id());
        let folder = Path::new("/sys/fs/cgroup").join(controller).join(name);
        std::fs::create_dir(&folder)
            .and_then(|()| std::fs::remove_dir(&folder))
            .is_ok()
    })
}
