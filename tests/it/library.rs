//! The library as an embedder uses it.

use std::sync::Arc;
use std::time::Duration;

use enclos::{
    Enclos, Error, GuestClock, Limits, LiveStreams, Report, Status, Streams, Submission, Test,
};

use crate::support::{enclos, hello};

#[tokio::test(flavor = "multi_thread")]
async fn several_tasks_share_one_engine() {
    let runs: Vec<_> = (0..20)
        .map(|number| {
            let submission = Submission::new("lua", "print(io.read('n') + 1)")
                .test(Test::with_stdin(number.to_string()));
            tokio::spawn(async move { (number, enclos().run(submission).await) })
        })
        .collect();
    for run in runs {
        let (number, report) = run.await.unwrap();
        let report = report.unwrap();
        assert_eq!(
            report.tests[0].as_ref().unwrap().outcome.stdout,
            format!("{}\n", number + 1).into_bytes()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_run_frees_its_worker() {
    let enclos = fresh(1, 8);
    let endless = Submission::new("lua", "while true do end");
    let run = tokio::time::timeout(Duration::from_millis(200), enclos.run(endless)).await;
    assert!(run.is_err(), "it can't have ended");
    // With one worker, this runs only when that one was given up; its limit is ten seconds of CPU.
    let next = tokio::time::timeout(
        Duration::from_secs(5),
        enclos.run(Submission::new("lua", "print(1)")),
    )
    .await;
    assert_eq!(
        next.unwrap().unwrap().tests[0]
            .as_ref()
            .unwrap()
            .outcome
            .status,
        Status::Ok
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sleeping_run_is_freed_too() {
    let enclos = fresh(1, 8);
    let asleep = Submission::new("python", "import time\ntime.sleep(60)");
    let run = tokio::time::timeout(Duration::from_millis(500), enclos.run(asleep)).await;
    assert!(run.is_err(), "it can't have ended");
    let next = tokio::time::timeout(
        Duration::from_secs(5),
        enclos.run(Submission::new("lua", "print(1)")),
    )
    .await;
    assert!(next.unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_backlog_refuses_at_once() {
    let enclos = fresh(1, 1);
    let limits = Limits {
        wall_time: Some(Duration::from_secs(2)),
        ..Limits::default()
    };
    let slow = || Submission::new("lua", "while true do end").limits(limits);
    let first = tokio::spawn({
        let (enclos, slow) = (enclos.clone(), slow());
        async move { enclos.run(slow).await }
    });
    while enclos.load().running == 0 {
        tokio::task::yield_now().await;
    }
    let second = tokio::spawn({
        let (enclos, slow) = (enclos.clone(), slow());
        async move { enclos.run(slow).await }
    });
    while enclos.load().waiting == 0 {
        tokio::task::yield_now().await;
    }
    assert!(matches!(enclos.run(slow()).await, Err(Error::Busy)));
    for waiting in [first, second] {
        assert_eq!(
            waiting.await.unwrap().unwrap().tests[0]
                .as_ref()
                .unwrap()
                .outcome
                .status,
            Status::TimedOut
        );
    }
}

/// An engine of its own, with the languages that these tests need.
fn fresh(workers: usize, backlog: usize) -> Enclos {
    enclos();
    let enclos = Enclos::builder()
        .workers(workers)
        .backlog(backlog)
        .build()
        .unwrap();
    enclos
        .set_up(&["lua", "python"], &enclos::depot::Silent)
        .unwrap();
    enclos
}

#[test]
fn what_one_run_leaves_the_next_does_not_see() {
    let source = r#"
        assert(secret == nil and io.open('note.txt') == nil and io.open('/tmp/note.txt') == nil)
        secret = 'x'
        for _, name in ipairs { 'note.txt', '/tmp/note.txt' } do io.open(name, 'w'):write('secret'):close() end
        if io.read('a') == 'die' then while true do end end
    "#;
    let limits = Limits {
        fuel: Some(50_000_000),
        ..Limits::default()
    };
    let mut submission = Submission::new("lua", source).limits(limits);
    for round in 0..200 {
        submission = submission.test(Test::with_stdin(if round % 3 == 0 { "die" } else { "" }));
    }
    let report = enclos().run_blocking(submission).unwrap();
    for (round, test) in report.tests.iter().flatten().enumerate() {
        let expected = if round % 3 == 0 {
            Status::TimedOut
        } else {
            Status::Ok
        };
        assert_eq!(
            test.outcome.status,
            expected,
            "{round}: {}",
            String::from_utf8_lossy(&test.outcome.stderr)
        );
    }
}

#[test]
fn threads_without_a_runtime_can_use_it() {
    let shared = Arc::new(enclos().clone());
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || shared.run_blocking(Submission::new("lua", "print(1)")))
        })
        .collect();
    for thread in threads {
        assert!(thread.join().unwrap().is_ok());
    }
    hello("lua");
}

#[test]
fn a_restart_forgets_no_compiled_program() {
    let unique = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    let source = format!("#include <stdio.h>\nint main(void) {{ puts(\"{unique}\"); }}\n");
    let cached = || {
        let enclos = Enclos::builder().workers(1).build().unwrap();
        enclos.set_up(&["c"], &enclos::depot::Silent).unwrap();
        let report = enclos
            .run_blocking(Submission::new("c", source.as_bytes()))
            .unwrap();
        let stdout = &report.tests[0].as_ref().unwrap().outcome.stdout;
        assert_eq!(*stdout, format!("{unique}\n").into_bytes());
        report.compile.unwrap().cached
    };
    assert_eq!((cached(), cached()), (false, true));
}

#[test]
fn virtual_time_is_the_same_in_every_run_and_nobody_waits_for_it() {
    let enclos = Enclos::builder()
        .workers(1)
        .clock(GuestClock::Virtual)
        .build()
        .unwrap();
    enclos.set_up(&["lua"], &enclos::depot::Silent).unwrap();
    let source =
        "local clock = os.clock() for i = 1, 1e6 do end print(os.time(), os.clock() - clock)";
    let told = || {
        let report = enclos.run_blocking(Submission::new("lua", source)).unwrap();
        let stdout = report.tests[0].as_ref().unwrap().outcome.stdout.clone();
        String::from_utf8(stdout).unwrap()
    };
    let first = told();
    assert!(first.starts_with("1704067200\t0.0"), "{first}");
    assert_eq!(first, told());
}

#[test]
fn a_report_in_parts_that_nobody_reads_stops_its_run() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut submission = Submission::new("lua", "io.write(('x'):rep(1000000))");
    submission.tests = Some(vec![Test::default(); 60]);
    let enclos = enclos::Enclos::builder().workers(1).build().unwrap();
    crate::support::enclos();
    enclos.set_up(&["lua"], &enclos::depot::Silent).unwrap();
    let client = enclos::Client::new("reads nothing");
    let mut events = enclos.events(&client, submission).unwrap();
    while enclos.load().running + enclos.load().waiting > 0 {
        std::thread::yield_now();
    }
    runtime.block_on(async {
        let mut tests = 0;
        let error = loop {
            match events.next().await {
                Ok(Some(_)) => tests += 1,
                Ok(None) => panic!("all {tests} tests ran"),
                Err(error) => break error,
            }
        };
        assert!((30..40).contains(&tests), "{tests}");
        assert!(matches!(error, enclos::Error::SlowReader), "{error}");
        assert!(matches!(events.next().await, Ok(None)));
    });
}

/// What a program prints, for whoever asks for it later.
#[derive(Clone, Default)]
struct Shared(Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs a program on the engine of all tests, whose programs are in worker processes, with streams that live.
fn live(source: &str, typed: &[&str], closed: bool) -> (Report, String, String) {
    let (type_in, stdin) = std::sync::mpsc::channel();
    for line in typed {
        type_in.send(line.as_bytes().to_vec()).unwrap();
    }
    // A person who types no more is still there.
    let _open = (!closed).then_some(type_in);
    let (out, err) = (Shared::default(), Shared::default());
    let streams = Streams::Live(LiveStreams {
        stdin,
        stdout: Box::new(out.clone()),
        stderr: Box::new(err.clone()),
        terminal: false,
    });
    let mut limits = Limits::NONE;
    limits.wall_time = Some(Duration::from_secs(3));
    let submission = Submission::new("lua", source).limits(limits);
    let report = enclos().run_live(submission, streams).unwrap();
    let text = |shared: &Shared| String::from_utf8(shared.0.lock().unwrap().clone()).unwrap();
    (report, text(&out), text(&err))
}

#[test]
fn streams_that_live_reach_worker_processes() {
    let source = "for line in io.lines() do print(line * 2) end io.stderr:write('end')";
    let (report, out, err) = live(source, &["1\n2", "1\n"], true);
    assert_eq!((&out[..], &err[..]), ("2\n42\n", "end"));
    let outcome = &report.tests[0].as_ref().unwrap().outcome;
    assert_eq!(outcome.status, Status::Ok, "{outcome:?}");
}

#[test]
fn a_read_that_waits_in_a_worker_process_ends_at_the_wall_limit() {
    let (report, out, _) = live("print(io.read()) print(io.read())", &["1\n"], false);
    let outcome = &report.tests[0].as_ref().unwrap().outcome;
    assert_eq!(outcome.status, Status::TimedOut, "{outcome:?}");
    assert_eq!(out, "1\n");
}
