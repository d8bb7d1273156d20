//! The judge over fakes: what it asks of an executor, and in which order.

mod errands;
mod natives;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;
use crate::executor::{Functions, Patience, Refusal};
use crate::model::{Checker, Expected, File, FileName, Limits, Quota, Status, Test};

/// An executor whose programs print their standard input and exit with their first argument's number.
#[derive(Default)]
struct Echo {
    seen: Mutex<Vec<Vec<String>>>,
    given: Mutex<Vec<Vec<File>>>,
    /// Whether functions were known, of each artifact.
    known: Mutex<Vec<bool>>,
}

impl Executor for Echo {
    type Program = ();

    fn admit(
        &self,
        artifact: &[u8],
        known: Option<&Arc<Functions>>,
        _: Patience<'_>,
    ) -> Result<Result<(), Refusal>, Error> {
        self.known
            .lock()
            .expect("no test panics")
            .push(known.is_some());
        Ok(if artifact == b"good" {
            Ok(())
        } else {
            Err(Refusal::NotTaken("not good".to_owned()))
        })
    }

    fn functions(&self, artifact: &[u8]) -> Option<Functions> {
        let functions = [(b"key".to_vec(), artifact.to_vec())];
        Some(HashMap::from(functions).into())
    }

    fn engine_key(&self) -> &str {
        "echo"
    }

    fn preserve(&self, (): &()) -> Option<Vec<u8>> {
        Some(b"code".to_vec())
    }

    fn restore(&self, preserved: &[u8]) -> Result<(), Error> {
        assert_eq!(preserved, b"code");
        Ok(())
    }

    fn run(&self, (): &(), job: Job) -> Finished {
        let mut outcome = Outcome::ok();
        let Streams::Buffered { stdin, .. } = job.streams else {
            return Finished {
                outcome,
                files: Vec::new(),
            };
        };
        outcome.stdout = stdin.to_vec();
        if let Some(code) = job.args.get(2).and_then(|code| code.parse().ok()) {
            outcome.exit_code = code;
            outcome.status = if code == 0 {
                Status::Ok
            } else {
                Status::RuntimeError
            };
        }
        let files = match job.collect {
            Collect::Temporary => job
                .files
                .iter()
                .take(1)
                .map(|f| ("tmp/out".to_owned(), Arc::clone(&f.content)))
                .collect(),
            Collect::Changed => vec![
                ("made.txt".to_owned(), b"x".as_slice().into()),
                ("other".to_owned(), Arc::default()),
            ],
            Collect::Everything => job
                .files
                .iter()
                .map(|f| (f.name.to_string(), Arc::clone(&f.content)))
                .chain(["made.txt", "dev/x"].map(|name| (name.to_owned(), Arc::default())))
                .collect(),
            Collect::Nothing => Vec::new(),
        };
        self.seen.lock().expect("no test panics").push(job.args);
        self.given.lock().expect("no test panics").push(job.files);
        Finished { outcome, files }
    }
}

struct Nothing;

impl Tools<()> for Nothing {
    fn interpreter(&self, _: &Language) -> Result<Arc<()>, Error> {
        Ok(Arc::new(()))
    }
    fn compiler(&self, _: &Language, _: &str) -> Result<Arc<()>, Error> {
        Ok(Arc::new(()))
    }
    fn toolchain_key(&self, _: &Language) -> Result<String, Error> {
        Ok("cc-1".to_owned())
    }
}

fn judge() -> Judge<Echo> {
    judge_with(None)
}

fn judge_with(disk: Option<ProgramCache>) -> Judge<Echo> {
    let catalog = Catalog::from_files(&[
        ("toolchains/cc/toolchain.toml", "name='cc'\nversion='1'\nmodule='cc.wasm'\n[build]\nrecipe='b.sh'\noutputs=['cc.wasm', 'usr']"),
        ("toolchains/cc/b.sh", ""),
        (
            "runtimes/echo/language.toml",
            "name='Echo'\nversion='1'\naliases=['cat']\nextensions=['ec']\nsource='main.ec'\n[build]\nrecipe='b.sh'\noutputs=['e.wasm']\n[run]\nmodule='e.wasm'\nargv=['echo','{source}']\nfuel_per_second=1\n[reference]\nsource='h'\nstdout=''",
        ),
        ("runtimes/echo/b.sh", ""),
        ("runtimes/echo/h", ""),
        (
            "runtimes/made/language.toml",
            "name='Made'\nversion='1'\nextensions=['mk']\nsource='main.mk'\n[compile]\ntoolchain='cc'\nartifact='/tmp/out'\nflags=['-O2']\n[[compile.step]]\nargv=['cc','{source}','{flags}','{object}']\neach=true\n[[compile.mount]]\nat='/usr'\nfrom='usr'\n[run]\nargv=['./main','x']\nfuel_per_second=1\n[reference]\nsource='h'\nstdout=''",
        ),
        ("runtimes/made/h", ""),
        (
            "runtimes/same/language.toml",
            "name='Same'\nversion='1'\nextensions=['sm']\nsource='main.sm'\n[compile]\ntoolchain='cc'\nartifact='/tmp/out'\nincremental=true\n[[compile.step]]\nargv=['cc','{source}']\n[run]\nargv=['./main']\nfuel_per_second=1\n[reference]\nsource='h'\nstdout=''",
        ),
        ("runtimes/same/h", "good"),
        (
            "runtimes/both/language.toml",
            "name='Both'\nversion='1'\nextensions=['bo']\nsource='main.bo'\n[compile]\ntoolchain='cc'\nartifact='/tmp/out'\n[[compile.step]]\nargv=['cc','{source}']\n[run]\nruntime='echo'\nargv=['echo','{artifact}']\nfuel_per_second=1\n[reference]\nsource='h'\nstdout=''",
        ),
        ("runtimes/both/h", ""),
    ])
    .expect("good manifests");
    let limits = LimitsInForce {
        time: Duration::from_secs(1),
        extra_time: Duration::ZERO,
        wall_time: Duration::from_secs(2),
        memory_bytes: 1 << 20,
        stack_bytes: 1 << 20,
        file_bytes: 1 << 20,
        quota: Quota {
            bytes: 1 << 20,
            inodes: 10,
        },
        processes: 1,
        output_bytes: 1 << 10,
        fuel: None,
    };
    let rules = Rules {
        run_defaults: limits,
        run_maxima: limits,
        compile_defaults: limits,
        compile_maxima: limits,
        native: NativeRules::default(),
        max_tests: 10,
        max_files: 4,
        max_repeat: 5,
        max_report_bytes: 1 << 20,
        max_reports_bytes: 1 << 30,
    };
    Judge::new(
        Arc::new(catalog),
        Arc::new(Nothing),
        Arc::new(Echo::default()),
        rules,
        disk,
    )
}

fn judged(judge: &Judge<Echo>, submission: &Submission) -> Report {
    let plan = judge.plan(submission.clone()).expect("acceptable");
    let mut report = Report::new(plan.language_id());
    let mut judging = judge.begin(plan, Cancel::new());
    loop {
        match judge.step(&mut judging).expect("nothing of ours fails") {
            Step::Working => {}
            Step::Event(event) => report.add(event),
            Step::Over => return report,
        }
    }
}

fn report(submission: &Submission) -> Report {
    judged(&judge(), submission)
}

fn sentence(submission: &Submission) -> String {
    let refused = judge().plan(submission.clone());
    refused.map(drop).expect_err("refused").to_string()
}

fn exits(code: &str) -> Test {
    Test {
        args: Some(vec![code.to_owned()]),
        ..Test::default()
    }
}

#[test]
fn without_tests_there_is_one_and_with_an_empty_list_none() {
    let mut submission = Submission::new("ECHO", "");
    let one = report(&submission);
    assert_eq!(one.tests.len(), 1);
    assert_eq!(
        one.tests[0].as_ref().map(|test| test.name.as_str()),
        Some("test000")
    );
    submission.tests = Some(vec![]);
    assert!(report(&submission).tests.is_empty());
}

#[test]
fn after_a_fatal_failure_the_rest_is_skipped() {
    let mut failing = exits("3");
    failing.fatal = true;
    let mut submission = Submission::new("cat", "")
        .test(exits("1"))
        .test(failing)
        .test(exits("0"));
    let skipped = |report: &Report| report.tests.iter().map(Option::is_none).collect::<Vec<_>>();
    assert_eq!(skipped(&report(&submission)), [false, false, true]);
    submission.all_fatal = true;
    assert_eq!(skipped(&report(&submission)), [false, true, true]);
}

#[test]
fn a_test_overrides_execute_and_silence_inherits_it() {
    let mut submission = Submission::new("echo", "")
        .test(Test::default())
        .test(Test::with_stdin("own"));
    submission.execute.stdin = Some(b"shared".as_slice().into());
    submission.execute.expected = Some(Expected {
        stdout: b"shared".as_slice().into(),
        checker: Checker::Exact,
    });
    let report = report(&submission);
    let passed: Vec<_> = report
        .tests
        .iter()
        .flatten()
        .map(|test| test.passed)
        .collect();
    assert_eq!(passed, [Some(true), Some(false)]);
}

#[test]
fn limits_are_capped_and_those_in_force_reported() {
    let mut submission = Submission::new("echo", "");
    submission.execute.limits = Limits {
        time: Some(Duration::from_secs(9)),
        wall_time: Some(Duration::from_millis(5)),
        ..Limits::default()
    };
    let report = report(&submission);
    let limits = report.tests[0].as_ref().expect("ran").limits;
    assert_eq!(
        (limits.time, limits.wall_time),
        (Duration::from_secs(1), Duration::from_millis(5))
    );
}

#[test]
fn a_compiled_language_is_compiled_once_and_its_artifact_admitted() {
    let good = report(
        &Submission::new("made", "good")
            .test(Test::default())
            .test(Test::default()),
    );
    assert!(good.compiled() && good.tests.len() == 2);
    let bad = report(&Submission::new("made", "bad"));
    assert!(!bad.compiled() && bad.tests.is_empty());
    assert!(
        String::from_utf8_lossy(&bad.compile.expect("compiled").outcome.stderr)
            .contains("not good")
    );
}

#[test]
fn another_process_finds_the_program_on_disk_and_knows_other_flags_apart() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let more = FileName::new("more.mk").expect("a name");
    let cached = |submission: &Submission| {
        let disk = ProgramCache::open(folder.path().to_owned(), 1 << 20).expect("opens");
        let judge = judge_with(Some(disk));
        let report = judged(&judge, submission);
        let runs = judge.executor.seen.lock().expect("no test panics").len();
        assert_eq!(report.tests.len(), 1);
        (report.compile.expect("compiled").cached, runs)
    };
    let plain = Submission::new("made", "good");
    assert_eq!(cached(&plain), (false, 2));
    assert_eq!(cached(&plain), (true, 1));
    let mut flagged = plain.clone();
    flagged.flags = vec!["-O2".to_owned()];
    assert_eq!(cached(&flagged), (false, 2));
    assert_eq!(cached(&plain.file(more, "good")), (false, 3));
}

#[test]
fn an_interpreter_is_given_what_was_compiled_for_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // The same from memory, and then in another process from disk. The executor takes no such program for a module.
    for cached in [false, true] {
        let disk = ProgramCache::open(folder.path().to_owned(), 1 << 20).expect("opens");
        let judge = judge_with(Some(disk));
        let planted = FileName::new("tmp/out").expect("a name");
        let test = Test {
            outputs: Some(vec!["tmp/*".to_owned()]),
            ..Test::default()
        };
        let submission = Submission::new("both", "bytecode")
            .file(planted, "planted")
            .test(test.clone())
            .test(test);
        let report = judged(&judge, &submission);
        assert!(report.compiled() && report.tests.len() == 2);
        assert_eq!(report.compile.expect("compiled").cached, cached);
        let seen = judge.executor.seen.lock().expect("no test panics").clone();
        assert_eq!(seen.len(), if cached { 2 } else { 3 });
        assert_eq!(seen.last().expect("a run")[..], ["echo", "/tmp/out"]);
        let given = judge.executor.given.lock().expect("no test panics").clone();
        let out = given.last().expect("a run").iter();
        let out: Vec<_> = out.filter(|file| file.name.as_str() == "tmp/out").collect();
        assert_eq!(out.len(), 1);
        assert_eq!(&*out[0].content, b"bytecode");
    }
}

#[test]
fn every_source_file_is_compiled() {
    let judge = judge();
    let submission = Submission::new("made", "good")
        .file(crate::FileName::new("lib/b.mk").expect("a name"), "x");
    judged(&judge, &submission);
    let seen = judge.executor.seen.lock().expect("no test panics").clone();
    assert_eq!(seen[0], ["cc", "main.mk", "/tmp/0.o"]);
    assert_eq!(seen[1], ["cc", "lib/b.mk", "/tmp/1.o"]);
}

#[test]
fn outputs_and_repetitions_come_back_when_asked_for() {
    let test = Test {
        outputs: Some(vec!["*.txt".to_owned()]),
        repeat: Some(3),
        ..Test::default()
    };
    let report = report(&Submission::new("echo", "").test(test));
    let test = report.tests[0].as_ref().expect("ran");
    assert_eq!(
        test.files
            .iter()
            .map(|file| file.name.as_str())
            .collect::<Vec<_>>(),
        ["made.txt"]
    );
    assert_eq!(test.runs.len(), 3);
}

#[test]
fn what_can_not_be_granted_is_said_in_a_sentence() {
    let name = |name: &str| crate::FileName::new(name).expect("a name");
    assert_eq!(
        sentence(&Submission::new("ekho", "")),
        "incorrect language ekho: did you mean echo?"
    );
    let mut flagged = Submission::new("made", "");
    flagged.flags = vec!["-fplugin=x".to_owned()];
    assert!(sentence(&flagged).contains("-fplugin=x"));
    assert!(
        sentence(&Submission::new("echo", "").file(name("main.ec"), "")).contains("is there twice")
    );
    assert!(
        sentence(&Submission::new("echo", "").file(name("main.ec/x"), "")).contains("main.ec/x")
    );
    assert!(sentence(&Submission::new("echo", "").file(name("dev/x"), "")).contains("/dev"));
    assert!(sentence(&Submission::new("made", "").file(name("usr"), "")).contains("/usr"));
    let repeated = Test {
        repeat: Some(6),
        ..Test::default()
    };
    assert!(sentence(&Submission::new("echo", "").test(repeated)).contains("repeat"));
    let mut many = Submission::new("echo", "");
    many.tests = Some(vec![Test::default(); 11]);
    assert!(sentence(&many).contains("11 tests"));
}

#[test]
fn the_functions_of_the_reference_program_alone_are_known_to_others() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let disk = || Some(ProgramCache::open(folder.path().to_owned(), 1 << 20).expect("opens"));
    let known = |judge: &Judge<Echo>| judge.executor.known.lock().expect("no test panics").clone();
    let reference = || Submission::new("same", "good");
    let other = || Submission::new("same", "other");
    let fuller = |name: &str| reference().file(FileName::new(name).expect("a name"), "");

    let first = judge_with(disk());
    judged(&first, &other());
    judged(&first, &fuller("a"));
    // How often one that is not accepted is compiled does not matter here.
    let before = known(&first).len();
    assert_eq!(known(&first), vec![false; before]);
    judged(&first, &reference());
    judged(&first, &other());
    judged(&first, &fuller("b"));
    let after = known(&first).split_off(before);
    assert!(after.len() >= 3 && !after.contains(&false));

    let second = judge_with(disk());
    judged(&second, &other());
    assert!(
        !known(&second).contains(&false),
        "another process finds them"
    );

    for kept in std::fs::read_dir(folder.path()).expect("there") {
        std::fs::remove_file(kept.expect("readable").path()).expect("was there");
        let third = judge_with(disk());
        judged(&third, &reference());
        judged(&third, &other());
        assert_eq!(known(&third).last(), Some(&true), "they are made anew");
    }
}
