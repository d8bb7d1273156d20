//! Against the isolate of this machine: the one that `ENCLOS_ISOLATE` names, or the one on `PATH`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop, and says why it was skipped"
)]

mod boxes;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use super::Isolate;
use crate::cancel::Cancel;
use crate::executor::{Collect, Finished, Job, LiveStreams, Streams, Writable};
use crate::model::{File, FileName, LimitsInForce, Quota, Status};
use crate::native::View;

/// An isolate, or a word about there being none. Tests that run at a time share it, as the runs of a server do, and the
/// last one removes its boxes.
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
fn the_disk_is_limited() {
    let Some(isolate) = isolate() else { return };
    let fill = "for i in 1 2 3 4 5 6; do head -c 1500000 /dev/zero > $i || exit 9; done";
    let mut large = sh("head -c 3000000 /dev/zero > large");
    large.limits.file_bytes = 1 << 20;
    assert_ne!(run(&isolate, large).outcome.status, Status::Ok);
    if !isolate.describe().ends_with("with disk quotas") {
        eprintln!("skipped: isolate has no disk quotas here");
        return;
    }
    let mut fills = sh(fill);
    fills.limits.quota.bytes = 4 << 20;
    let finished = run(&isolate, fills);
    assert_eq!(finished.outcome.exit_code, 9, "{finished:?}");
    let mut fills = sh(fill);
    fills.limits.quota.bytes = 16 << 20;
    assert_eq!(run(&isolate, fills).outcome.status, Status::Ok);
    let mut litters = sh("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do : > $i || exit 8; done");
    litters.limits.quota.inodes = 10;
    assert_eq!(run(&isolate, litters).outcome.exit_code, 8);
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
