//! Native languages over fakes: what their commands are told, which limits they get and what is kept of them.

use super::*;

const COMPILED: &str = "name='N'\nversion='1'\naliases=['nat']\nsource='n.n'\n[native]\npackages=[]\nneeds=['/bin/n']\n\
    version=['n']\n[native.compile]\nartifact='/tmp/out'\n[native.compile.env]\nROOM='{mem}'\n\
    [[native.compile.step]]\nargv=['nc','-m{mem}','{source}']\n[native.compile.limits]\nmem=256\n\
    [native.run]\nargv=['{artifact}','x','-s{stack}','-m{mem}']\n[native.limits]\nprocesses=7\n\
    [reference]\nsource='h'\nstdout=''";

const INTERPRETED: &str = "name='I'\nversion='1'\nsource='i.i'\n[native]\npackages=[]\nneeds=['/bin/i']\nversion=['i']\n\
    [native.run]\nargv=['i','-m{mem}','{source}','--']\n[reference]\nsource='h'\nstdout=''";

fn natives(disk: Option<ProgramCache>) -> Judge<Echo> {
    let mut judge = judge_with(disk);
    let catalog = Catalog::from_files(&[
        ("runtimes/n/language.toml", COMPILED),
        ("runtimes/n/h", ""),
        ("runtimes/i/language.toml", INTERPRETED),
        ("runtimes/i/h", ""),
    ]);
    judge.catalog = Arc::new(catalog.expect("good manifests"));
    judge
}

fn seen(judge: &Judge<Echo>) -> Vec<Vec<String>> {
    judge.executor.seen.lock().expect("no test panics").clone()
}

fn test_limits(report: &Report) -> LimitsInForce {
    report.tests[0].as_ref().expect("ran").limits
}

#[test]
fn commands_are_told_the_limits_and_a_program_is_kept_whatever_they_were() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let disk = || Some(ProgramCache::open(folder.path().to_owned(), 1 << 20).expect("opens"));
    let judge = natives(disk());
    let mut submission = Submission::new("nat", "good");
    let report = judged(&judge, &submission);
    assert!(report.compiled());
    let expected = [
        vec!["nc", "-m256", "n.n"],
        vec!["/tmp/out", "x", "-s65536", "-m1024"],
    ];
    assert_eq!(seen(&judge), expected);
    let given = judge.executor.given.lock().expect("no test panics").clone();
    let names: Vec<_> = given[1].iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["n.n", "tmp/out"]);

    let other = natives(disk());
    submission.compile_limits.memory_bytes = Some(512 << 10);
    submission.execute.limits.memory_bytes = Some(10 << 10);
    submission.execute.limits.stack_bytes = Some(20 << 10);
    let report = judged(&other, &submission);
    assert!(report.compile.expect("compiled").cached);
    assert_eq!(seen(&other), [["/tmp/out", "x", "-s20", "-m10"]]);
}

#[test]
fn processes_and_stack_are_as_asked_up_to_the_maximum_and_fuel_is_nothing() {
    let judge = natives(None);
    let asked = |processes, stack_bytes| {
        let mut submission = Submission::new("n", "good");
        submission.execute.limits = Limits {
            processes,
            stack_bytes,
            fuel: Some(1),
            ..Limits::default()
        };
        let limits = test_limits(&judged(&judge, &submission));
        assert_eq!(limits.fuel, None);
        (limits.processes, limits.stack_bytes)
    };
    assert_eq!(asked(None, None), (7, 64 << 20));
    assert_eq!(asked(Some(9), Some(1 << 20)), (9, 1 << 20));
    assert_eq!(asked(Some(u32::MAX), Some(u64::MAX)), (256, 512 << 20));
    let silent = test_limits(&judged(&judge, &Submission::new("i", "")));
    assert_eq!(silent.processes, 64);
    // Nothing but these and time is unbounded where all of the machine could be taken.
    let mut unbounded = Submission::new("i", "");
    unbounded.unbounded = true;
    unbounded.execute.limits.memory_bytes = Some(u64::MAX);
    unbounded.execute.limits.time = Some(Duration::from_secs(1000));
    let limits = test_limits(&judged(&judge, &unbounded));
    assert_eq!(
        (limits.memory_bytes, limits.quota.bytes),
        (1 << 20, 1 << 20)
    );
    assert_eq!(limits.time, Duration::from_secs(1000));
}

#[test]
fn a_command_of_its_own_goes_to_the_interpreter_as_it_is_always_called() {
    let judge = natives(None);
    let mut submission = Submission::new("i", "");
    submission.interpreter_args = Some(vec!["a.i".to_owned()]);
    judged(&judge, &submission);
    let work = Work::Interpret {
        args: vec!["b.i".to_owned()],
    };
    let file = File {
        // The working directory is not the root, so nothing in it is anybody else's.
        name: FileName::new("usr/dev").expect("a name"),
        content: Arc::default(),
    };
    let mut errand = Errand {
        language: Arc::clone(judge.catalog.find("i").expect("there")),
        files: vec![file],
        work,
        stdin: Arc::default(),
        limits: Limits::NONE,
        writable: Writable::All,
        watch: None,
    };
    judge.check(&mut errand).expect("acceptable");
    judge
        .go(errand, &Cancel::new())
        .expect("nothing of ours fails");
    assert_eq!(
        seen(&judge),
        [["i", "-m1024", "a.i"], ["i", "-m1024", "b.i"]]
    );

    let to = FileName::new("out").expect("a name");
    let mut errand = Errand {
        language: Arc::clone(judge.catalog.find("n").expect("there")),
        files: Vec::new(),
        work: Work::Compile {
            sources: vec!["n.n".to_owned()],
            flags: Vec::new(),
            to,
        },
        stdin: Arc::default(),
        limits: Limits::NONE,
        writable: Writable::All,
        watch: None,
    };
    let refused = judge.check(&mut errand).expect_err("refused").to_string();
    assert!(refused.contains("submit it whole"), "{refused}");
}
