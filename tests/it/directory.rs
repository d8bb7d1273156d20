//! Working directories on the host's file system: limits hold, nothing stays behind, and a run sees its own only.

use std::sync::Arc;
use std::time::{Duration, Instant};

use enclos::{Enclos, FileName, Limits, Outcome, Quota, Status, Streams, Submission, Test};

use crate::support::{enclos_in_directories, working_directories};

fn limits() -> Limits {
    Limits {
        wall_time: Some(Duration::from_millis(500)),
        ..Limits::default()
    }
}

fn run(submission: Submission) -> Outcome {
    let report = enclos_in_directories().run_blocking(submission).unwrap();
    report.tests.into_iter().next().unwrap().unwrap().outcome
}

#[test]
fn a_sleeping_run_ends_at_its_wall_limit() {
    enclos_in_directories();
    // Until a point in time, and for a span of it.
    let absolute = "import time\nprint(1, flush=True)\ntime.sleep(60)";
    let relative = "import select\nprint(1, flush=True)\nselect.select([], [], [], 60)";
    for source in [absolute, relative] {
        let started = Instant::now();
        let outcome = run(Submission::new("python", source).limits(limits()));
        assert_eq!(outcome.status, Status::TimedOut, "{source}: {outcome:?}");
        assert_eq!(outcome.stdout, b"1\n", "{source}");
        assert!(outcome.usage.fuel > 0, "{source}");
        assert!(started.elapsed() < Duration::from_secs(5), "{source}");
    }
}

#[test]
fn a_loop_ends_at_either_limit() {
    let endless = || Submission::new("lua", "while true do end");
    let outcome = run(endless().limits(limits()));
    assert_eq!(
        outcome.message.as_deref(),
        Some("Time limit exceeded (wall clock)")
    );
    let outcome = run(endless().limits(Limits {
        fuel: Some(10_000_000),
        ..Limits::default()
    }));
    assert_eq!(outcome.message.as_deref(), Some("Time limit exceeded"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_run_is_given_up_asleep_or_not() {
    // An engine of its own, because nobody else's runs may count.
    let folder = tempfile::tempdir().unwrap();
    let enclos = Enclos::builder()
        .workers(1)
        .working_directories(folder.path())
        .build()
        .unwrap();
    enclos.set_up(&["python"], &enclos::depot::Silent).unwrap();
    for source in ["import time\ntime.sleep(60)", "while True: pass"] {
        let run = enclos.run(Submission::new("python", source));
        assert!(
            tokio::time::timeout(Duration::from_millis(300), run)
                .await
                .is_err(),
            "it can't have ended"
        );
        // The only worker takes this when it has given up the other.
        let next = enclos.run(Submission::new("python", "print(1)"));
        let report = tokio::time::timeout(Duration::from_secs(30), next)
            .await
            .unwrap();
        assert!(report.unwrap().tests[0].as_ref().unwrap().succeeded());
    }
}

#[test]
fn a_read_that_waits_for_somebody_ends_at_the_wall_limit() {
    let (_open, stdin) = std::sync::mpsc::channel();
    let streams = Streams::Live(enclos::LiveStreams {
        stdin,
        stdout: Box::new(std::io::sink()),
        stderr: Box::new(std::io::sink()),
        terminal: false,
    });
    let report = enclos_in_directories()
        .run_live(
            Submission::new("lua", "print(io.read())").limits(limits()),
            streams,
        )
        .unwrap();
    let outcome = &report.tests[0].as_ref().unwrap().outcome;
    assert_eq!(outcome.status, Status::TimedOut);
}

#[test]
fn output_is_cut_at_its_limit() {
    let outcome = run(
        Submission::new("lua", "while true do io.write(('x'):rep(1000)) end").limits(Limits {
            output_bytes: Some(10_000),
            ..Limits::default()
        }),
    );
    assert_eq!(outcome.status, Status::OutputLimit);
    assert!(outcome.output_truncated);
    assert_eq!(outcome.stdout.len(), 10_000);
}

#[test]
fn memory_is_metered() {
    let outcome = run(
        Submission::new("python", "x = bytearray(400 << 20)").limits(Limits {
            memory_bytes: Some(100 << 20),
            ..Limits::default()
        }),
    );
    assert_eq!(outcome.status, Status::OutOfMemory, "{outcome:?}");
}

#[test]
fn a_stack_that_overflows_is_the_programs_own_end() {
    let source = "int f(int n) { volatile int x[1000] = {n}; return f(n + 1) + x[7]; }
        int main(void) { return f(0); }";
    let outcome = run(Submission::new("c", source));
    assert_eq!(outcome.status, Status::Signaled, "{outcome:?}");
    let outcome = run(Submission::new(
        "lua",
        "local function f() return 1 + f() end f()",
    ));
    assert_eq!(outcome.status, Status::RuntimeError, "{outcome:?}");
}

#[test]
fn a_call_that_means_nothing_is_no_fault_of_ours() {
    let source = "#include <wasi/api.h>
        int main(void) { __wasi_filesize_t at; return __wasi_fd_seek(1, 0, 77, &at) != __WASI_ERRNO_INVAL; }";
    let outcome = run(Submission::new("c", source));
    assert_eq!(outcome.status, Status::Signaled, "{outcome:?}");
}

#[test]
fn a_run_over_its_quota_is_stopped() {
    let quota = |bytes, inodes| Limits {
        quota: Some(Quota { bytes, inodes }),
        ..Limits::default()
    };
    let many = "for i in range(10**6): open(f'/tmp/{i}', 'w').close()";
    let big = "with open('big', 'wb') as f:\n  while True: f.write(bytes(65536))";
    let sparse = "open('big', 'wb').truncate(1 << 40)";
    let quick = "open('big', 'wb').write(bytes(2 << 20))";
    for (source, limits) in [
        (many, quota(1 << 20, 100)),
        (big, quota(1 << 20, 100)),
        (sparse, quota(1 << 20, 100)),
        (quick, quota(1 << 20, 100)),
    ] {
        let outcome = run(Submission::new("python", source).limits(limits));
        assert_eq!(outcome.status, Status::OutputLimit, "{source}: {outcome:?}");
        assert!(outcome.killed, "{source}");
    }
    let modest = "open('a', 'wb').write(bytes(1 << 20))\nopen('/tmp/b', 'w').close()";
    let outcome = run(Submission::new("python", modest).limits(quota(1 << 20, 2)));
    assert_eq!(outcome.status, Status::Ok, "{outcome:?}");
}

#[test]
fn who_opens_without_end_is_stopped_and_costs_others_nothing() {
    let source = "fs = []\nwhile True: fs.append(open('f', 'w'))";
    let outcome = run(Submission::new("python", source));
    assert_eq!(outcome.message.as_deref(), Some("Too many open files"));
}

#[test]
fn what_changed_comes_back_and_links_do_not() {
    let source = r"
import os
open('made.txt', 'w').write('made')
os.mkdir('out'); open('out/deep.txt', 'w').write('deep')
open('given.txt', 'a').write(', changed')
open('/tmp/scratch.txt', 'w').write('no')
os.symlink('kept.txt', 'link.txt')
os.symlink('out', 'outlink')
";
    let mut test = Test::with_stdin("");
    test.outputs = Some(vec!["**/*.txt".to_owned()]);
    let submission = Submission::new("python", source)
        .file(FileName::new("given.txt").unwrap(), *b"given")
        .file(FileName::new("kept.txt").unwrap(), *b"kept")
        .test(test);
    let report = enclos_in_directories().run_blocking(submission).unwrap();
    let test = report.tests[0].as_ref().unwrap();
    assert_eq!(test.outcome.status, Status::Ok, "{:?}", test.outcome);
    let files: Vec<_> = test
        .files
        .iter()
        .map(|file| (file.name.as_str(), String::from_utf8_lossy(&file.content)))
        .collect();
    assert_eq!(
        files,
        [
            ("given.txt", "given, changed".into()),
            ("made.txt", "made".into()),
            ("out/deep.txt", "deep".into()),
        ]
    );
}

#[test]
fn a_path_of_directories_deeper_than_any_path_is_removed() {
    let source = r"
import os
fd = os.open('.', os.O_RDONLY)
for i in range(3000):
    os.mkdir('directory' * 10, dir_fd=fd)
    deeper = os.open('directory' * 10, os.O_RDONLY, dir_fd=fd)
    os.close(fd)
    fd = deeper
";
    let outcome = run(Submission::new("python", source));
    assert_eq!(outcome.status, Status::OutputLimit, "{outcome:?}");
    assert_eq!(
        outcome.message.as_deref(),
        Some("Directories nested too deep")
    );
}

#[test]
fn nothing_stays_behind() {
    let shared = Arc::new(enclos_in_directories());
    let runs: Vec<_> = (0..4)
        .map(|number| {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || {
                let source = "
                    assert(not io.open('note') and not io.open('/tmp/note'))
                    io.open('note', 'w'):write('x'):close()
                    io.open('/tmp/note', 'w'):write('x'):close()
                    if io.read('n') == 1 then os.exit(200) end";
                shared.run_blocking(
                    Submission::new("lua", source).test(Test::with_stdin(number.to_string())),
                )
            })
        })
        .collect();
    for (number, run) in runs.into_iter().enumerate() {
        let report = run.join().unwrap().unwrap();
        let outcome = &report.tests[0].as_ref().unwrap().outcome;
        let code = if number == 1 { 200 } else { 0 };
        assert_eq!(outcome.exit_code, code, "{outcome:?}");
    }
    // Only runs of other tests that are on at this moment may have directories.
    let deadline = Instant::now() + Duration::from_secs(30);
    while std::fs::read_dir(working_directories()).unwrap().count() > shared.load().running {
        assert!(Instant::now() < deadline, "directories were left behind");
        std::thread::yield_now();
    }
}
