//! Against the isolate of this machine: the one that `ENCLOS_ISOLATE` names, or the one on `PATH`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop anywhere, and says why it was skipped"
)]

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use super::Isolate;
use crate::cancel::Cancel;
use crate::executor::{Collect, Finished, Job, LiveStreams, Streams, Writable};
use crate::model::{File, FileName, LimitsInForce, Quota, Status};
use crate::native::View;

/// An isolate, or a word about there being none. Tests that run at a time share it, as the runs of a server do, and the last
/// one removes its boxes.
fn isolate() -> Option<Arc<Isolate>> {
    static SHARED: Mutex<Weak<Isolate>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap();
    if let Some(isolate) = shared.upgrade() {
        return Some(isolate);
    }
    let Some(isolate) = Isolate::try_detect().unwrap().map(Arc::new) else {
        eprintln!("skipped: this machine has no isolate (ENCLOS_ISOLATE may name one)");
        return None;
    };
    *shared = Arc::downgrade(&isolate);
    Some(isolate)
}

fn limits() -> LimitsInForce {
    LimitsInForce {
        time: Duration::from_secs(5),
        extra_time: Duration::ZERO,
        wall_time: Duration::from_secs(10),
        memory_bytes: 256 << 20,
        stack_bytes: 8 << 20,
        file_bytes: 4 << 20,
        quota: Quota {
            bytes: 8 << 20,
            inodes: 1000,
        },
        processes: 16,
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

fn sh(script: &str) -> Job {
    job(&["sh", "-c", script])
}

fn file(name: &str, content: &[u8]) -> File {
    File {
        name: FileName::new(name).unwrap(),
        content: Arc::from(content),
    }
}

fn run(isolate: &Isolate, job: Job) -> Finished {
    isolate.run(&View::default(), job, &[])
}

fn stdout(finished: &Finished) -> String {
    String::from_utf8_lossy(&finished.outcome.stdout).into_owned()
}

fn names(finished: &Finished) -> Vec<&str> {
    finished
        .files
        .iter()
        .map(|(name, _)| name.as_str())
        .collect()
}

#[test]
fn interpreters_of_the_host_say_hello() {
    let Some(isolate) = isolate() else { return };
    for (program, flag, script) in [
        ("sh", "-c", "echo hello"),
        ("perl", "-e", "print \"hello\\n\""),
        ("python3", "-c", "print('hello')"),
    ] {
        if !std::path::Path::new("/usr/bin").join(program).exists() {
            eprintln!("skipped: this machine has no {program}");
            continue;
        }
        let finished = run(&isolate, job(&[program, flag, script]));
        assert_eq!(finished.outcome.status, Status::Ok, "{finished:?}");
        assert_eq!(stdout(&finished), "hello\n");
        assert_eq!(finished.outcome.message, None);
        assert!(finished.outcome.usage.peak_memory_bytes > 0);
        assert_eq!(finished.outcome.enforcement.executor, "native");
    }
}

#[test]
fn a_program_reads_its_input_or_does_not() {
    let Some(isolate) = isolate() else { return };
    let stdin: Arc<[u8]> = Arc::from(vec![b'x'; 1 << 20]);
    let mut reads = job(&["wc", "-c"]);
    reads.streams = Streams::Buffered {
        stdin: Arc::clone(&stdin),
        merged: false,
    };
    assert_eq!(stdout(&run(&isolate, reads)).trim(), "1048576");
    let mut ignores = job(&["true"]);
    ignores.streams = Streams::Buffered {
        stdin,
        merged: false,
    };
    assert_eq!(run(&isolate, ignores).outcome.status, Status::Ok);
}

#[test]
fn ends_are_told_apart() {
    let Some(isolate) = isolate() else { return };
    let failed = run(&isolate, sh("echo no >&2; exit 3")).outcome;
    assert_eq!((failed.status, failed.exit_code), (Status::RuntimeError, 3));
    assert_eq!(
        failed.message.as_deref(),
        Some("Exited with error status 3")
    );
    assert_eq!(failed.stderr, b"no\n");
    let killed = run(&isolate, sh("kill -SEGV $$")).outcome;
    assert_eq!(killed.status, Status::Signaled);
    assert_eq!(killed.signal.map(|signal| signal.number()), Some(11));
    assert_eq!(killed.message.as_deref(), Some("Caught fatal signal 11"));
    for missing in ["no-such-program", "./no-such-program"] {
        let missing = run(&isolate, job(&[missing])).outcome;
        assert_eq!(
            (missing.status, missing.exit_code),
            (Status::RuntimeError, 127)
        );
        assert!(!missing.stderr.is_empty());
    }
}

#[test]
fn time_is_limited_by_the_processor_and_by_the_clock() {
    let Some(isolate) = isolate() else { return };
    let mut spins = sh("while :; do :; done");
    spins.limits.time = Duration::from_millis(300);
    let outcome = run(&isolate, spins).outcome;
    assert_eq!((outcome.status, outcome.killed), (Status::TimedOut, true));
    assert_eq!(outcome.message.as_deref(), Some("Time limit exceeded"));
    assert!(outcome.usage.cpu >= Duration::from_millis(300));
    let mut sleeps = job(&["sleep", "60"]);
    sleeps.limits.wall_time = Duration::from_millis(300);
    let start = Instant::now();
    let outcome = run(&isolate, sleeps).outcome;
    assert_eq!(outcome.status, Status::TimedOut);
    let words = Some("Time limit exceeded (wall clock)");
    assert_eq!(outcome.message.as_deref(), words);
    assert!(start.elapsed() < Duration::from_secs(3));
}

#[test]
fn output_ends_at_its_limit() {
    let Some(isolate) = isolate() else { return };
    for script in ["yes", "yes >&2"] {
        let mut floods = sh(script);
        floods.limits.output_bytes = 1000;
        let outcome = run(&isolate, floods).outcome;
        assert_eq!(outcome.status, Status::OutputLimit, "{outcome:?}");
        assert_eq!(outcome.stdout.len() + outcome.stderr.len(), 1000);
        assert!(outcome.output_truncated && outcome.killed);
    }
    let mut exact = sh("printf 12345; printf 67890 >&2");
    exact.limits.output_bytes = 10;
    assert_eq!(run(&isolate, exact).outcome.status, Status::Ok);
}

#[test]
fn errors_go_where_output_goes_when_they_are_merged() {
    let Some(isolate) = isolate() else { return };
    let mut merged = sh("echo one; echo two >&2; exit 1");
    merged.streams = Streams::Buffered {
        stdin: Arc::from(&[][..]),
        merged: true,
    };
    let texts = ["two".to_owned()];
    let finished = isolate.run(&View::default(), merged, &texts);
    assert_eq!(stdout(&finished), "one\ntwo\n");
    assert_eq!(finished.outcome.status, Status::OutOfMemory);
}

#[test]
fn memory_is_limited() {
    let Some(isolate) = isolate() else { return };
    let mut greedy = job(&["perl", "-e", "my $x = 'x' x (1 << 28); print 'much'"]);
    greedy.limits.memory_bytes = 64 << 20;
    let texts = ["Out of memory".to_owned()];
    let finished = isolate.run(&View::default(), greedy, &texts);
    assert_eq!(finished.outcome.status, Status::OutOfMemory, "{finished:?}");
    assert_eq!(stdout(&finished), "");
    assert!(finished.outcome.usage.peak_memory_bytes < 80 << 20);
}

#[test]
fn processes_are_counted() {
    let Some(isolate) = isolate() else { return };
    let script = "for i in 1 2 3 4 5 6 7 8; do sleep 5 & done; echo all";
    let mut many = sh(script);
    many.limits.processes = 4;
    let finished = run(&isolate, many);
    assert_ne!(finished.outcome.status, Status::Ok, "{finished:?}");
    assert_eq!(stdout(&finished), "");
    let start = Instant::now();
    let enough = run(&isolate, sh(script));
    assert_eq!(stdout(&enough), "all\n");
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "what a program leaves running ends with it"
    );
}

#[test]
fn a_box_has_its_files_and_the_systems_and_no_others() {
    let Some(isolate) = isolate() else { return };
    let mut looks = sh(
        "pwd; cat a/b; cat /tmp/x; ./run; cd /; echo *; id -un; echo $HOME $USER $LANG [$EMPTY] [${NONE-unset}]; \
         ls -A /dev/shm /usr/local; touch /etc/x /usr/x /x 2>&1 | wc -l; cat /etc/shadow 2>&1",
    );
    looks.files = vec![
        file("a/b", b"one\n"),
        file("tmp/x", b"two\n"),
        file("run", b"#!/bin/sh\necho three\n"),
    ];
    looks.env = vec![("EMPTY".to_owned(), String::new())];
    let seen = stdout(&run(&isolate, looks));
    let expected = "/box\none\ntwo\nthree\n";
    let rest = seen
        .strip_prefix(expected)
        .unwrap_or_else(|| panic!("{seen}"));
    let (root, rest) = rest.split_once('\n').unwrap();
    for hidden in ["home", "root", "var", "work", "sys", "opt"] {
        assert!(!root.split(' ').any(|name| name == hidden), "{root}");
    }
    assert_eq!(
        rest.lines().take(2).collect::<Vec<_>>(),
        ["enclos", "/tmp enclos C.UTF-8 [] [unset]"]
    );
    assert!(rest.contains("/usr/local:\n3\n"), "{rest}");
    assert!(rest.ends_with("No such file or directory\n"), "{rest}");
}

#[test]
fn a_view_adds_files_and_folders() {
    let Some(isolate) = isolate() else { return };
    let host = tempfile::tempdir_in("/var/tmp").unwrap();
    let at = |name: &str| host.path().join(name);
    std::fs::create_dir(at("folder")).unwrap();
    std::fs::write(at("folder/a"), "one\n").unwrap();
    std::fs::write(at("single"), "two\n").unwrap();
    std::fs::write(at("hidden"), "three\n").unwrap();
    for path in [host.path(), &at("folder")] {
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(path, open).unwrap();
    }
    let view = View {
        paths: vec![
            at("folder"),
            at("single"),
            at("missing"),
            "/etc/os-release".into(),
        ],
        packages: None,
        prepared: Some(at("folder")),
    };
    assert!(isolate.shows(&view));
    let place = host.path().display();
    let script = format!(
        "cat {place}/folder/a {place}/single /enclos/a; ls {place}; test -s /etc/os-release && echo os"
    );
    let finished = isolate.run(&view, sh(&script), &[]);
    assert_eq!(
        stdout(&finished),
        "one\ntwo\none\nfolder\nsingle\nos\n",
        "{finished:?}"
    );
    let packages = View {
        packages: Some(at("folder")),
        ..View::default()
    };
    assert!(!isolate.shows(&packages));
    let refused = isolate.run(&packages, sh("true"), &[]).outcome;
    assert_eq!(refused.status, Status::InternalError);
}

#[test]
fn what_is_not_writable_stays_as_it_is() {
    let Some(isolate) = isolate() else { return };
    let script = "echo x > /box/x; echo y > /tmp/y; cat /box/x /tmp/y 2>/dev/null";
    for (writable, expected) in [
        (Writable::All, "x\ny\n"),
        (Writable::NotTemporary, "x\n"),
        (Writable::Nothing, ""),
    ] {
        let mut job = sh(script);
        job.writable = writable;
        assert_eq!(stdout(&run(&isolate, job)), expected, "{writable:?}");
    }
}

#[test]
fn files_come_back_as_they_were_asked_for() {
    let Some(isolate) = isolate() else { return };
    let job = |collect| {
        let mut job = sh(
            "echo new > new; echo more >> changed; rm removed; mkdir -p d/e /tmp/out tmp; \
             echo deep > d/e/f; echo t > /tmp/out/t; echo no > tmp/no",
        );
        job.files = vec![
            file("changed", b"some\n"),
            file("removed", b"x"),
            file("same", b"same\n"),
            file("tmp/given", b"given"),
        ];
        job.collect = collect;
        job
    };
    let changed = run(&isolate, job(Collect::Changed));
    assert_eq!(names(&changed), ["changed", "d/e/f", "new"]);
    assert_eq!(&*changed.files[0].1, b"some\nmore\n");
    let everything = run(&isolate, job(Collect::Everything));
    assert_eq!(names(&everything), ["changed", "d/e/f", "new", "same"]);
    let temporary = run(&isolate, job(Collect::Temporary));
    assert_eq!(names(&temporary), ["tmp/out/t"]);
    assert_eq!(run(&isolate, job(Collect::Nothing)).files, []);
}

#[test]
fn links_pipes_and_locked_folders_do_no_harm() {
    let Some(isolate) = isolate() else { return };
    let mut hostile = sh(
        "ln -s /etc/shadow link; ln -s / root; mkfifo pipe; ln real again; echo real > real; ln real twice; \
         mkdir locked listed entered; echo in > locked/in; echo in > listed/in; echo in > entered/in; \
         chmod 000 real locked/in locked; chmod 400 listed; chmod 100 entered; \
         truncate -s 3M sparse; truncate -s 3M sparser; truncate -s 3M sparsest; chmod 000 .",
    );
    hostile.collect = Collect::Everything;
    let start = Instant::now();
    let finished = run(&isolate, hostile);
    assert!(start.elapsed() < Duration::from_secs(5));
    let names = names(&finished);
    for there in ["entered/in", "listed/in", "locked/in", "real", "twice"] {
        assert!(names.contains(&there), "{there} in {names:?}");
    }
    for not_there in ["link", "root", "pipe", "root/etc/passwd"] {
        assert!(!names.contains(&not_there), "{not_there}");
    }
    let bytes: usize = finished
        .files
        .iter()
        .map(|(_, content)| content.len())
        .sum();
    assert!(bytes <= 8 << 20, "no more than the quota");
    assert_eq!(run(&isolate, job(&["true"])).outcome.status, Status::Ok);
}

#[test]
fn a_run_that_is_canceled_stops_at_once() {
    let Some(isolate) = isolate() else { return };
    let (job, output) = live("echo ready; sleep 60 & wait");
    let cancel = job.cancel.clone();
    let thread = {
        let isolate = Arc::clone(&isolate);
        std::thread::spawn(move || run(&isolate, job))
    };
    assert_eq!(output.recv().unwrap(), b"ready\n");
    let start = Instant::now();
    cancel.cancel();
    let outcome = thread.join().unwrap().outcome;
    assert!(
        start.elapsed() < Duration::from_millis(100),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(
        (outcome.status, outcome.killed),
        (Status::InternalError, true)
    );
    assert_eq!(outcome.message.as_deref(), Some("Canceled"));
    let mut late = sh("true");
    late.cancel = cancel;
    assert_eq!(
        run(&isolate, late).outcome.message.as_deref(),
        Some("Canceled")
    );
}

struct Told(Sender<Vec<u8>>);

impl std::io::Write for Told {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let _ = self.0.send(bytes.to_owned());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A job that is talked to; its input is at its end.
fn live(script: &str) -> (Job, Receiver<Vec<u8>>) {
    let (to, output) = channel();
    let mut job = sh(script);
    job.streams = Streams::Live(LiveStreams {
        stdin: channel().1,
        stdout: Box::new(Told(to)),
        stderr: Box::new(std::io::sink()),
        terminal: false,
    });
    (job, output)
}

#[test]
fn a_person_can_talk_to_a_program() {
    let Some(isolate) = isolate() else { return };
    let (mut job, output) = live("read a; echo \"<$a>\"; read b; echo \"<$b>\"");
    let (input, stdin) = channel();
    if let Streams::Live(live) = &mut job.streams {
        live.stdin = stdin;
    }
    let thread = std::thread::spawn(move || run(&isolate, job));
    for line in ["one", "two"] {
        input.send(format!("{line}\n").into_bytes()).unwrap();
        assert_eq!(output.recv().unwrap(), format!("<{line}>\n").into_bytes());
    }
    assert_eq!(thread.join().unwrap().outcome.status, Status::Ok);
}

#[test]
fn no_run_sees_what_another_left() {
    let Some(isolate) = isolate() else { return };
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let isolate = Arc::clone(&isolate);
            std::thread::spawn(move || {
                for _ in 0..10 {
                    let finished = run(
                        &isolate,
                        sh("ls -A /box /tmp /dev/shm; echo x | tee /box/a /tmp/b > /dev/shm/c"),
                    );
                    assert_eq!(stdout(&finished), "/box:\n\n/dev/shm:\n\n/tmp:\n");
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}
