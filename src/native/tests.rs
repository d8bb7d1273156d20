//! Boxes for real, with the keeper that was built beside these tests.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop anywhere, and says why it was skipped"
)]

mod attacks;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{Native, Program, Settings, View};
use crate::cancel::Cancel;
use crate::executor::{Collect, Finished, Job, Streams, Writable};
use crate::model::{File, FileName, LimitsInForce, Quota, Status};

/// The `enclos` that was built beside these tests.
fn keeper() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    tests.ancestors().nth(2).unwrap().join("enclos")
}

fn native_there() -> Native {
    Native::new(Settings {
        boxes: 2,
        keeper: Some(keeper()),
        first_uid: 60_000,
    })
}

/// None, with a line that says why, where there is no keeper or the machine lets no box be made.
fn native() -> Option<Native> {
    let native = native_there();
    match native.usable() {
        Ok(()) => Some(native),
        Err(why) => {
            eprintln!("skipped: {why}");
            None
        }
    }
}

fn limits() -> LimitsInForce {
    LimitsInForce {
        time: Duration::from_secs(2),
        extra_time: Duration::ZERO,
        wall_time: Duration::from_secs(5),
        memory_bytes: 128 << 20,
        stack_bytes: 8 << 20,
        file_bytes: 16 << 20,
        quota: Quota {
            bytes: 16 << 20,
            inodes: 100,
        },
        processes: 32,
        output_bytes: 1 << 20,
        fuel: None,
    }
}

fn job(args: &[&str]) -> Job {
    Job {
        args: args.iter().map(|&arg| arg.to_owned()).collect(),
        env: Vec::new(),
        files: Vec::new(),
        counts_files: false,
        writable: Writable::All,
        streams: Streams::empty(),
        limits: limits(),
        kill_out_of_memory: false,
        fuel_per_second: 1,
        collect: Collect::Nothing,
        cancel: Cancel::new(),
    }
}

fn program() -> Program {
    Program {
        view: Arc::default(),
        out_of_memory: Vec::new(),
    }
}

fn sh(native: &Native, script: &str) -> Finished {
    native.run(&program(), job(&["sh", "-c", script]))
}

/// The other tests are skipped where no box can be made, so that must not be for a fault of ours.
#[test]
fn boxes_are_made_where_the_machine_lets_them() {
    let lets = ["namespaces", "user namespaces", "read-only trees"];
    let holds = super::probe::holds();
    let has = |what: &&str| holds.iter().any(|hold| hold.what == *what && hold.holds);
    if lets.iter().all(has) && keeper().exists() {
        native_there().usable().expect("a box");
    } else {
        eprintln!("skipped: this machine lets no box be made, or `enclos` is not built");
    }
}

#[test]
fn a_program_reads_prints_and_exits() {
    let Some(native) = native() else { return };
    let mut hello = job(&["sh", "-c", "cat; echo err >&2; exit 3"]);
    hello.streams = Streams::Buffered {
        stdin: Arc::from(&b"Hello\n"[..]),
        merged: false,
    };
    let outcome = native.run(&program(), hello).outcome;
    assert_eq!(outcome.stdout, b"Hello\n", "{outcome:?}");
    assert_eq!(outcome.stderr, b"err\n");
    assert_eq!(
        (outcome.status, outcome.exit_code),
        (Status::RuntimeError, 3)
    );
}

#[test]
fn unpacked_packages_lie_over_what_the_host_has() {
    let Some(native) = native() else { return };
    let folder = tempfile::tempdir().unwrap();
    // The mount is told of two folders, which such a path could be taken for.
    let packages = folder.path().join("a:b,c\\".repeat(30));
    for part in ["usr/bin", "usr/share/enclos-test", "etc/enclos-test"] {
        std::fs::create_dir_all(packages.join(part)).unwrap();
    }
    std::fs::write(packages.join("usr/share/enclos-test/a"), "unpacked\n").unwrap();
    std::fs::write(packages.join("etc/enclos-test/b"), "configured\n").unwrap();
    std::os::unix::fs::symlink("/usr/bin/env", packages.join("usr/bin/enclos-test")).unwrap();
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), open).unwrap();
    let view = View {
        paths: vec!["/etc/enclos-test".into()],
        packages: Some(packages.clone()),
        prepared: None,
    };
    let program = Program {
        view: Arc::new(view),
        out_of_memory: Vec::new(),
    };
    let script = "cat /usr/share/enclos-test/a /etc/enclos-test/b; enclos-test echo both; ls /usr/local; \
                  true > /usr/share/enclos-test/a || true > /usr/bin/x || echo sealed";
    let outcome = native.run(&program, job(&["sh", "-c", script])).outcome;
    let message = outcome.message.as_deref().unwrap_or_default();
    if message.contains("the view could not be opened") && !rustix::process::geteuid().is_root() {
        eprintln!("skipped: {message}");
        return;
    }
    assert_eq!(
        outcome.stdout, b"unpacked\nconfigured\nboth\nsealed\n",
        "{outcome:?}"
    );
    assert!(!packages.join("usr/bin/x").exists());
}

#[test]
fn what_a_compiler_made_that_is_no_program_is_not_our_fault() {
    let Some(native) = native() else { return };
    let mut job = job(&["/tmp/main"]);
    job.files = vec![File {
        name: FileName::new("tmp/main").expect("a name"),
        content: Arc::from(&b"\x7fELF and nothing else"[..]),
    }];
    let outcome = native.run(&program(), job).outcome;
    let ended = (outcome.status, outcome.exit_code);
    assert_eq!(ended, (Status::RuntimeError, 126), "{outcome:?}");
    assert!(outcome.stderr.starts_with(b"cannot execute"), "{outcome:?}");
}

#[test]
fn files_go_in_and_come_back() {
    let Some(native) = native() else { return };
    let file = |name: &str| File {
        name: FileName::new(name).expect("a name"),
        content: Arc::from(&b"old"[..]),
    };
    let script = "cat in/a > out; echo -n new > b; mkdir -p d/e; echo x > d/e/f; ln -s /etc/passwd l; mkfifo p; chmod 000 d/e d";
    let mut job = job(&["sh", "-c", script]);
    job.files = vec![file("in/a"), file("b"), file("c")];
    job.collect = Collect::Changed;
    let Finished { outcome, mut files } = native.run(&program(), job);
    assert_eq!(outcome.status, Status::Ok, "{outcome:?}");
    files.sort();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, content)| (&name[..], &content[..]))
        .collect();
    assert_eq!(
        files,
        [("b", &b"new"[..]), ("d/e/f", b"x\n"), ("out", b"old")]
    );
}

#[test]
fn the_view_is_read_only_and_small() {
    let Some(native) = native() else { return };
    let outcome = sh(&native, "id -u; hostname; pwd; echo /*; echo /etc/*; ls /proc | head -3; cat /proc/1/environ; touch /x /usr/x; cat /etc/shadow; ls /usr/local; grep Cap /proc/self/status; cat /proc/self/uid_map").outcome;
    eprintln!(
        "{}{}",
        String::from_utf8_lossy(&outcome.stdout),
        String::from_utf8_lossy(&outcome.stderr)
    );
    eprintln!("{:?} {:?}", outcome.usage, outcome.enforcement);
}
