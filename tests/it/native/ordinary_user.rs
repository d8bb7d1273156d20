//! The same server started by an ordinary user, who has no groups and no user ids to give away.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::json;

use super::machine::{engine, has_boxes, is_ready, is_root, may_unshare_with_users, skipped};
use super::{AT_THE_LIMITS, LANGUAGES, case, cases, report};
use crate::support::request_to;

/// Whom every system calls nobody.
const USER: u32 = 65_534;

/// How many cases of each language are run again.
const CASES: usize = 6;

/// A server process of an ordinary user, with a cache of its own, which ends when this is dropped.
pub(super) struct UserServer {
    child: Child,
    pub(super) address: String,
    _folder: tempfile::TempDir,
}

impl UserServer {
    /// Starts one that serves languages natively, if these tests may do that.
    pub(super) fn start(languages: &[&str]) -> Option<Self> {
        if !is_root() {
            skipped("another user's server: these tests are an ordinary user's already");
            return None;
        }
        if !user_has_boxes() {
            skipped(
                "an ordinary user's server: this machine has no setpriv, or no namespaces for ordinary users",
            );
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let readable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.path(), readable).unwrap();
        chown(folder.path(), Some(USER), Some(USER)).unwrap();
        // A checkout may lie where only root can read.
        let program = folder.path().join("enclos");
        std::fs::copy(env!("CARGO_BIN_EXE_enclos"), &program).unwrap();
        let mut child = as_user()
            .arg(&program)
            .args(["serve", "--port", "0", "--prefer", "native", "--lang"])
            .arg(languages.join(","))
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .env("ENCLOS_CACHE", folder.path().join("cache"))
            .env("ENCLOS_LOG", "warn")
            .current_dir(folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("serving http://") {
            let read = log.read_line(&mut said).unwrap();
            assert!(read > 0, "the server ended: {said}");
        }
        // A pipe that nobody empties would hold it up.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        let address = said.rsplit("http://").next().unwrap().trim();
        Some(Self {
            address: format!("http://{address}"),
            child,
            _folder: folder,
        })
    }
}

impl Drop for UserServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command to be followed by one of that user's.
fn as_user() -> Command {
    let mut command = Command::new("setpriv");
    command
        .arg(format!("--reuid={USER}"))
        .arg(format!("--regid={USER}"))
        .arg("--clear-groups");
    command
}

fn user_has_boxes() -> bool {
    let mut unshare = as_user();
    unshare.arg("unshare");
    may_unshare_with_users(unshare)
}

/// Those at the limits, and as many of the others as it takes.
fn some_cases(language: &str) -> Vec<PathBuf> {
    let (mut some, others): (Vec<_>, Vec<_>) = cases(language)
        .into_iter()
        .partition(|path| AT_THE_LIMITS.iter().any(|name| path.ends_with(name)));
    // Files, threads and standard input say more about the box than what comes first in the alphabet.
    let (telling, rest): (Vec<_>, Vec<_>) = others.into_iter().partition(|path| {
        ["files", "threads", "processes", "stdin"]
            .iter()
            .any(|name| path.ends_with(name))
    });
    some.extend(telling.into_iter().chain(rest));
    some.truncate(CASES);
    some
}

/// Whether set-up would have to fetch a compiler for this user, who has a cache of his own here.
fn has_toolchain(language: &str) -> bool {
    let found = engine().catalog().find(language).unwrap();
    let native = found.native.as_ref();
    native.is_some_and(|native| native.toolchain.is_some())
}

#[test]
fn native_languages_run_for_an_ordinary_user() {
    if !has_boxes() {
        return;
    }
    let installed: Vec<&str> = LANGUAGES
        .iter()
        .copied()
        .filter(|language| is_ready(language) && !has_toolchain(language))
        .collect();
    let Some(server) = UserServer::start(&installed) else {
        return;
    };
    let (mut failures, mut count) = (Vec::new(), 0);
    for language in installed {
        let found = engine().catalog().find(language).unwrap();
        let body =
            json!({"lang": language, "source": String::from_utf8_lossy(found.reference_source())});
        let header = [("content-type", "application/json")];
        let answer = request_to(
            &server.address,
            "POST",
            "/run",
            &header,
            body.to_string().as_bytes(),
        )
        .json();
        let test = &answer["tests"][0];
        if test["stdout"] != found.reference.stdout || test["meta"]["executor"] != "native" {
            failures.push(format!("== {language}: {answer}"));
        }
        let cases = some_cases(language);
        count += 1 + cases.len();
        failures.extend(
            cases
                .iter()
                .filter_map(|path| case(&server.address, language, path).err()),
        );
    }
    report(&failures, count);
}
