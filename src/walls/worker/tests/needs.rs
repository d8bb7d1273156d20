//! What a worker needs, had behind the walls.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::super::*;
use super::is_alone;
use super::stage::{Attempt, Came, Stage, apart};
use crate::cancel::Cancel;
use crate::depot::Precompile;
use crate::executor::{Collect, Executor, Job, Patience, Streams, Writable};
use crate::model::{LimitsInForce, Outcome, Quota, Status};
use crate::sandbox::{self, Engines, GuestClock, Precompiler, Program, Sandbox};

/// Prints what it has in its data, which is more than a page.
const PRINTS: &str = r#"(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 0) "\10\00\00\00\03\00\00\00")
  (data (i32.const 16) "42\n")
  (data (i32.const 70000) "far away")
  (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"#;

const TRAPS: &str = r#"(module (memory (export "memory") 1)
  (func (export "_start") (drop (i32.load (i32.const -1)))))"#;

const DIVIDES: &str = r#"(module (memory (export "memory") 1)
  (func (export "_start") (drop (i32.div_u (i32.const 1) (i32.load (i32.const 0))))))"#;

const OVERFLOWS: &str = r#"(module (memory (export "memory") 1)
  (func $f (result i32) (i32.add (i32.const 1) (call $f)))
  (func (export "_start") (drop (call $f))))"#;

/// Grows its memory by 64 MiB and writes to the end of it.
const GROWS: &str = r#"(module (memory (export "memory") 1)
  (func (export "_start")
    (if (i32.eq (memory.grow (i32.const 1024)) (i32.const -1)) (then unreachable))
    (i32.store (i32.const 67108864) (i32.const 7))))"#;

const LOOPS: &str = r#"(module (memory (export "memory") 1)
  (func (export "_start") (loop $l (br $l))))"#;

fn job(wall_time: Duration) -> Job {
    Job {
        args: vec!["a".to_owned()],
        env: Vec::new(),
        files: Vec::new(),
        counts_files: false,
        writable: Writable::All,
        streams: Streams::empty(),
        limits: LimitsInForce {
            time: Duration::from_secs(100),
            extra_time: Duration::ZERO,
            wall_time,
            memory_bytes: 128 << 20,
            stack_bytes: 8 << 20,
            file_bytes: 1 << 20,
            quota: Quota {
                bytes: 1 << 20,
                inodes: 10,
            },
            processes: 1,
            output_bytes: 1 << 10,
            fuel: None,
        },
        kill_out_of_memory: true,
        fuel_per_second: 1_000_000_000,
        collect: Collect::Nothing,
        cancel: Cancel::new(),
    }
}

/// Runs it as a worker does, on a thread with a large stack.
fn run(sandbox: &Arc<Sandbox>, program: Program) -> Outcome {
    let sandbox = Arc::clone(sandbox);
    let thread = std::thread::Builder::new().stack_size(sandbox::MAX_STACK_BYTES + (1 << 20));
    let thread = thread.spawn(move || {
        let limit = Duration::from_millis(300);
        sandbox.run(&program, job(limit)).outcome
    });
    thread.unwrap().join().unwrap()
}

fn admitted(sandbox: &Sandbox, wat: &str) -> Program {
    let wasm = wat::parse_str(wat).unwrap();
    let (wall_time, cancel) = (Duration::from_secs(10), Cancel::new());
    let patience = Patience {
        wall_time,
        cancel: &cancel,
    };
    let admitted = sandbox.admit(&wasm, None, patience);
    admitted.unwrap().ok().unwrap()
}

#[test]
fn guests_run() {
    if !is_alone("needs::guests_run") {
        return;
    }
    let stage = Stage::new(None);
    let precompiled = stage.path("allowed/module");
    let came = apart(|| {
        let wasm = stage.path("allowed/wasm");
        std::fs::write(&wasm, wat::parse_str(PRINTS).unwrap())?;
        let precompiler = Precompiler::new().unwrap();
        precompiler.precompile(&wasm, &precompiled, None).unwrap();
        Ok(())
    });
    assert_eq!(came, Came::Done);
    let came = apart(|| {
        let tells = sandbox::finds_changed_pages();
        let engines = Engines::new(1).unwrap();
        let parent = rustix::process::getppid();
        rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::TERM))?;
        let standing = enclose(&stage.bounds(Role::Run))?;
        assert!(standing.seccomp && standing.capabilities);
        assert!(rustix::param::page_size() >= 4096);
        assert_eq!(sandbox::finds_changed_pages(), tells);
        let sandbox = Arc::new(Sandbox::with(engines, GuestClock::Real).unwrap());
        let printed = run(&sandbox, sandbox.load(&precompiled, []).unwrap());
        assert_eq!(
            (printed.status, &*printed.stdout),
            (Status::Ok, &b"42\n"[..])
        );
        for (wat, status) in [
            (PRINTS, Status::Ok),
            (TRAPS, Status::Signaled),
            (DIVIDES, Status::Signaled),
            (OVERFLOWS, Status::Signaled),
            (GROWS, Status::Ok),
            (LOOPS, Status::TimedOut),
            (PRINTS, Status::Ok),
        ] {
            let program = admitted(&sandbox, wat);
            let outcome = run(&sandbox, program);
            assert_eq!(outcome.status, status, "{wat}: {outcome:?}");
            let program = sandbox.preserve(&admitted(&sandbox, wat)).unwrap();
            let outcome = run(&sandbox, sandbox.restore(&program).unwrap());
            assert_eq!(outcome.status, status, "{wat}: {outcome:?}");
        }
        // What the walls change of a process has not made it outlive its parent.
        let signal = rustix::process::parent_process_death_signal()?;
        assert_eq!(signal, Some(rustix::process::Signal::TERM));
        assert_eq!(rustix::process::getppid(), parent);
        Ok(())
    });
    assert_eq!(came, Came::Done);
}

#[test]
fn machine_code_is_made() {
    if !is_alone("needs::machine_code_is_made") {
        return;
    }
    let stage = Stage::new(None);
    let came = apart(|| {
        enclose(&stage.bounds(Role::Compile))?;
        let precompiler = Precompiler::new().unwrap();
        let wasm = wat::parse_str(PRINTS).unwrap();
        let functions = Arc::new(precompiler.functions(&wasm).unwrap());
        let code = precompiler.compile(&wasm, Some(&functions)).unwrap();
        assert_eq!(precompiler.compile(&wasm, None).unwrap(), code);
        Ok(())
    });
    assert_eq!(came, Came::Done);
}

/// A log that was opened before the walls, say. Neither ends it.
#[test]
fn what_was_open_is_not_written_to() {
    if !is_alone("needs::what_was_open_is_not_written_to") {
        return;
    }
    let stage = Stage::new(None);
    let mut log = std::fs::OpenOptions::new();
    let mut log = log.append(true).open(stage.path("outside/canary")).unwrap();
    let came = apart(|| {
        enclose(&stage.bounds(Role::Run))?;
        log.write_all(b"x")
    });
    assert_eq!(came, Came::Refused);
    assert!(stage.is_unchanged());
}

/// Threads without end end a worker of an ordinary user, and nobody else's; root's are not counted.
#[test]
fn threads_are_counted() {
    if !is_alone("needs::threads_are_counted") {
        return;
    }
    let uid = rustix::process::geteuid().is_root().then_some(65_534);
    let stage = Stage::new(uid);
    let walls = Attempt {
        uid,
        walls: Some(Role::Run),
        without_landlock: false,
    };
    let came = stage.attempt(walls, |_| {
        let stack = || std::thread::Builder::new().stack_size(64 << 10);
        let started = (0..2 * THREADS).map_while(|_| stack().spawn(std::thread::park).ok());
        let count = started.count() as u64;
        assert!(count >= THREADS / 2);
        match count < THREADS {
            true => Ok(()),
            false => Err(io::Error::other("they are not counted")),
        }
    });
    let has_namespaces = apart(sys::leave_users) == Came::Done;
    match counts_by_namespace() && has_namespaces {
        true => assert_eq!(came, Came::Done),
        false => eprintln!("skipped: this kernel does not count threads by namespace"),
    }
}

/// Too much memory ends a process by a signal of its own, which the one that started it can tell from others.
#[test]
fn want_of_memory_is_an_end_by_abort() {
    if !is_alone("needs::want_of_memory_is_an_end_by_abort") {
        return;
    }
    let stage = Stage::new(None);
    for role in [Role::Run, Role::Compile] {
        let came = apart(|| {
            enclose(&stage.bounds(role))?;
            let most = vec![1_u8; 700 << 20];
            std::hint::black_box(&most);
            let more = vec![1_u8; 700 << 20];
            std::hint::black_box(&more);
            Ok(())
        });
        assert_eq!(came, Came::Killed(libc::SIGABRT));
    }
}

#[test]
fn several_threads_are_an_error() {
    if !is_alone("needs::several_threads_are_an_error") {
        return;
    }
    let stage = Stage::new(None);
    let came = apart(|| {
        std::thread::spawn(std::thread::park);
        let refused = enclose(&stage.bounds(Role::Run));
        assert!(refused.is_err());
        Ok(())
    });
    assert_eq!(came, Came::Done);
}

/// A folder that is not there is no reason to fail; it may be made by a set-up that comes.
#[test]
fn folders_may_be_missing() {
    if !is_alone("needs::folders_may_be_missing") {
        return;
    }
    let stage = Stage::new(None);
    let came = apart(|| {
        let mut bounds = stage.bounds(Role::Run);
        bounds.read.push(PathBuf::from("/no/such/folder"));
        enclose(&bounds).map(drop)
    });
    assert_eq!(came, Came::Done);
}
