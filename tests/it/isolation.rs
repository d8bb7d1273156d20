//! No run sees a byte of another, nor of the host: what one leaves behind the next does not find, wherever it looks, and what
//! a program takes for chance is the same each time.

mod memory;

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use enclos::{Enclos, Limits, Outcome, Status, Submission, Test};

use crate::support::{enclos, enclos_with, folder};

/// The secret, as the programs have it: each byte of it is 90 away from one of these.
const HIDDEN: [u8; 16] = [
    9, 31, 25, 8, 31, 14, 119, 50, 45, 98, 49, 99, 44, 104, 46, 109,
];

/// Times that a secret is left and looked for, in each language.
const ROUNDS: usize = 250;

/// An engine of one worker, so that what runs next runs where another just did.
fn narrow(language: &str) -> Enclos {
    enclos();
    let engine = Enclos::builder()
        .workers(1)
        .program_cache_bytes(0)
        .build()
        .unwrap();
    engine.set_up(&[language], &enclos::depot::Silent).unwrap();
    engine
}

fn program(attack: &str, name: &str, language: &str) -> Submission {
    let path = folder("attacks").join(attack).join(name);
    Submission::new(language, std::fs::read(path).unwrap())
}

fn limits() -> Limits {
    Limits {
        time: Some(Duration::from_millis(500)),
        wall_time: Some(Duration::from_secs(20)),
        memory_bytes: Some(96 << 20),
        ..Limits::default()
    }
}

fn only(engine: &Enclos, submission: Submission) -> Outcome {
    let report = engine.run_blocking(submission).unwrap();
    match report.tests.into_iter().next() {
        Some(Some(test)) => test.outcome,
        _ => panic!("did not compile: {:?}", report.compile),
    }
}

/// Leaves a secret, and ends in this way.
fn leave(
    engine: &Enclos,
    runtime: &tokio::runtime::Runtime,
    language: &str,
    name: &str,
    end: &str,
) {
    // Only what has no end is to be ended.
    let time = match end {
        "loop" => limits().time,
        _ => Some(Duration::from_secs(10)),
    };
    let test = Test {
        args: Some(vec![end.to_owned()]),
        limits: Limits { time, ..limits() },
        ..Test::default()
    };
    let submission = program("secrets-left-behind", name, language).test(test);
    if end == "sleep" {
        // It is in the middle of it when nobody waits for it any more.
        let run = engine.run(submission);
        let left =
            runtime.block_on(async { tokio::time::timeout(Duration::from_millis(60), run).await });
        drop(left);
        return;
    }
    let outcome = only(engine, submission);
    let foreseen: &[Status] = match end {
        "normal" => &[Status::Ok],
        "fail" => &[Status::RuntimeError],
        "loop" => &[Status::TimedOut],
        "memory" => &[
            Status::OutOfMemory,
            Status::RuntimeError,
            Status::Signaled,
            Status::TimedOut,
        ],
        _ => &[Status::Signaled, Status::RuntimeError, Status::OutOfMemory],
    };
    assert!(
        foreseen.contains(&outcome.status),
        "{language} {end}: {outcome:?}"
    );
}

fn nothing_is_left(language: &str, extension: &str) {
    let engine = narrow(language);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (leaver, looker) = (format!("leave.{extension}"), format!("look.{extension}"));
    let ends = [
        "normal", "trap", "fail", "sleep", "memory", "normal", "loop",
    ];
    let mut scans = 0;
    for round in 0..ROUNDS {
        // The slow ends more rarely.
        let end = match ends[round % ends.len()] {
            "loop" | "memory" if round % 5 != 0 => "normal",
            end => end,
        };
        leave(&engine, &runtime, language, &leaver, end);
        // What is canceled ends soon after that.
        for _ in 0..2000 {
            if engine.load().running == 0 {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        if round % 10 == 0 {
            scans += 1;
            let found = memory::find(&HIDDEN, 90);
            assert_eq!(found.places, [0; 0], "{language} {end}, round {round}");
        }
        let test = Test {
            limits: Limits {
                time: Some(Duration::from_secs(10)),
                memory_bytes: Some(96 << 20),
                ..limits()
            },
            ..Test::default()
        };
        let look = program("secrets-left-behind", &looker, language).test(test);
        let outcome = only(&engine, look);
        let said = String::from_utf8_lossy(&outcome.stdout).into_owned();
        assert_eq!(
            said, "nothing\n",
            "{language} after {end}, round {round}: {outcome:?}"
        );
    }
    assert!(scans > 0);
}

#[test]
fn a_thousand_secrets_are_found_by_nobody() {
    // One after the other: they look through the memory of the whole process.
    for (language, extension) in [
        ("c", "c"),
        ("python", "py"),
        ("javascript", "js"),
        ("lua", "lua"),
    ] {
        is_found_while_it_is_there(language, extension);
        nothing_is_left(language, extension);
    }
}

/// The test can fail: while the program runs, its secret is in its memory.
fn is_found_while_it_is_there(language: &str, extension: &str) {
    let engine = narrow(language);
    let test = Test {
        args: Some(vec!["loop".to_owned()]),
        limits: Limits {
            time: Some(Duration::from_secs(60)),
            ..limits()
        },
        ..Test::default()
    };
    let leaver = format!("leave.{extension}");
    let submission = program("secrets-left-behind", &leaver, language).test(test);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let run = runtime.spawn({
        let engine = engine.clone();
        async move { engine.run(submission).await }
    });
    let is_there = (0..400).any(|_| {
        std::thread::sleep(Duration::from_millis(25));
        !memory::find(&HIDDEN, 90).places.is_empty()
    });
    run.abort();
    assert!(
        is_there,
        "{language}: the secret of a running program was not found"
    );
    for _ in 0..2000 {
        if engine.load().running == 0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(memory::find(&HIDDEN, 90).places, [0; 0], "{language}");
}

/// What of an outcome must be the same each time.
fn fixed(outcome: &Outcome) -> impl PartialEq + std::fmt::Debug + use<> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let usage = (
        outcome.usage.fuel,
        outcome.usage.fuel_exact,
        outcome.usage.peak_memory_bytes,
    );
    (
        outcome.status,
        outcome.exit_code,
        text(&outcome.stdout),
        text(&outcome.stderr),
        usage,
    )
}

#[test]
fn the_same_submission_comes_out_the_same_a_hundred_times() {
    let languages = enclos().catalog().languages();
    let mut all: BTreeMap<String, Submission> = languages
        .filter(|language| language.is_default && !language.is_native())
        // It waits for a timer, and how often it looks at the clock is not the program's doing.
        .filter(|language| language.id.as_str() != "javascript")
        .map(|language| {
            let id = language.id.as_str();
            (
                id.to_owned(),
                Submission::new(id, language.reference_source()),
            )
        })
        .collect();
    let references = all.len();
    for (language, extension) in [
        ("c", "c"),
        ("python", "py"),
        ("javascript", "js"),
        ("lua", "lua"),
    ] {
        let chance = program("same-submission", &format!("chance.{extension}"), language);
        all.insert(format!("{language} (chance)"), chance);
    }
    assert_eq!(all.len(), references + 4);
    let mut first = BTreeMap::new();
    for round in 0..100 {
        for (name, submission) in &all {
            let outcome = only(enclos(), submission.clone());
            assert_eq!(outcome.status, Status::Ok, "{name}: {outcome:?}");
            let fixed = fixed(&outcome);
            match first.get(name) {
                None => drop(first.insert(name, fixed)),
                Some(before) => assert_eq!(*before, fixed, "{name}, round {round}"),
            }
        }
        // Others that leave much behind, now and then.
        if round % 20 == 7 {
            for (language, extension) in [
                ("c", "c"),
                ("python", "py"),
                ("javascript", "js"),
                ("lua", "lua"),
            ] {
                let test = Test {
                    args: Some(vec!["trap".to_owned(), "another".to_owned()]),
                    limits: limits(),
                    ..Test::default()
                };
                let leave = program(
                    "secrets-left-behind",
                    &format!("leave.{extension}"),
                    language,
                );
                only(enclos(), leave.test(test));
            }
        }
    }
}

#[test]
fn the_host_looks_the_same_to_a_guest_whatever_it_is() {
    let probes = [
        ("c", "c"),
        ("python", "py"),
        ("javascript", "js"),
        ("lua", "lua"),
        ("awk", "awk"),
        ("ruby", "rb"),
        ("tcl", "tcl"),
    ];
    let cache = enclos().depot().cache().display().to_string();
    let elsewhere = tempfile::tempdir().unwrap();
    let can_rename = rustix_root();
    for (language, extension) in probes {
        let name = format!("probe.{extension}");
        let here = only(
            enclos_with(language),
            program("environment-probe", &name, language),
        );
        assert_eq!(here.status, Status::Ok, "{here:?}");
        // Another host name, another user's environment, one processor, another folder, another priority.
        let path = folder("attacks").join("environment-probe").join(&name);
        let run = format!(
            "exec nice -n 5 taskset -c 0 {} run --cache {cache} --lang {language} {}",
            env!("CARGO_BIN_EXE_enclos"),
            path.display()
        );
        let mut command = match can_rename {
            true => {
                let mut command = Command::new("unshare");
                command.args(["-u", "sh", "-c", &format!("hostname canary-host; {run}")]);
                command
            }
            false => {
                eprintln!("the_host_looks_the_same…: without another host name, which takes root");
                let mut command = Command::new("sh");
                command.args(["-c", &run]);
                command
            }
        };
        let there = command
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("USER", "canary-user")
            .env("HOSTNAME", "canary-host")
            .env("TZ", "Asia/Kathmandu")
            .env("LANG", "de_DE.UTF-8")
            .current_dir(elsewhere.path())
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        let [here, there] =
            [here.stdout, there.stdout].map(|said| String::from_utf8_lossy(&said).into_owned());
        assert_eq!(here, there, "{language}");
        assert!(!there.contains("canary"), "{language}: {there}");
    }
}

/// Whether these tests are root's.
fn rustix_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}
