//! Performance that no busy machine can blur: what runs cost in fuel. A budget is a good quarter above what was measured
//! when it was set; who makes something cheaper lowers it.

use enclos::{Enclos, Submission, Test};

use crate::support::{enclos, unsnapshotted};

fn hello(language: &str) -> &'static [u8] {
    let language = enclos().catalog().find(language).unwrap();
    language.reference_source()
}

/// The fuel of a program's run, and of its compilation.
fn fuel(enclos: &Enclos, language: &str, source: &[u8]) -> (u64, u64) {
    let report = enclos
        .run_blocking(Submission::new(language, source))
        .unwrap();
    let compile = report
        .compile
        .map_or(0, |compile| compile.outcome.usage.fuel);
    let outcome = &report.tests[0].as_ref().unwrap().outcome;
    assert!(outcome.usage.fuel_exact, "{outcome:?}");
    (outcome.usage.fuel, compile)
}

#[test]
fn hello_stays_within_its_budget() {
    for (language, run_budget, compile_budget) in [
        ("c", 20_000, 250_000_000),
        ("cpp", 100_000, 2_500_000_000),
        ("python", 600_000, 0),
        ("javascript", 1_500_000, 0),
        ("lua", 200_000, 0),
    ] {
        let (run, compile) = fuel(enclos(), language, hello(language));
        assert!(run <= run_budget, "{language} hello took {run}");
        assert!(
            compile <= compile_budget,
            "compiling {language} hello took {compile}"
        );
    }
}

#[test]
fn importing_what_the_snapshot_holds_is_nearly_free() {
    let (bare, _) = fuel(enclos(), "python", b"");
    for module in [
        "json",
        "re",
        "dataclasses",
        "collections",
        "datetime",
        "decimal",
        "unittest",
        "asyncio",
    ] {
        let (with, _) = fuel(enclos(), "python", format!("import {module}").as_bytes());
        assert!(
            with - bare < 100_000,
            "import {module} took {}",
            with - bare
        );
    }
}

#[test]
fn a_snapshot_saves_nine_tenths_of_a_start() {
    for language in ["python", "javascript"] {
        let source = hello(language);
        let (snapshot, _) = fuel(enclos(), language, source);
        let (beginning, _) = fuel(unsnapshotted(), language, source);
        assert!(
            snapshot * 10 < beginning,
            "{language}: {snapshot} of {beginning}"
        );
    }
}

#[test]
fn a_runs_fuel_is_the_same_every_time() {
    let sort =
        b"import sys\nprint(sorted(sys.stdin.read().split())[:3], sum(x * x for x in range(5000)))";
    let mut submission = Submission::new("python", &sort[..]);
    for _ in 0..20 {
        submission = submission.test(Test::with_stdin("b a c"));
    }
    let report = enclos().run_blocking(submission).unwrap();
    let fuels = report
        .tests
        .iter()
        .flatten()
        .map(|test| test.outcome.usage.fuel);
    let mut fuels: Vec<u64> = fuels.collect();
    fuels.dedup();
    assert_eq!(fuels.len(), 1, "{fuels:?}");
}
