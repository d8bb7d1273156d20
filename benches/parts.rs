//! The parts of a run through the library alone: starting, compiling, admitting, testing.
//!
//! `enclos bench` measures the same from outside and beside native programs; this is for seeing what a change did.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use enclos::{Enclos, Report, Status, Submission, Test};

const HELLO: &str = include_str!("programs/hello.c");
const DOCUMENTS: &str = include_str!("programs/documents.c");
const DOUBLES: &str = include_str!("programs/doubles.c");

fn run(enclos: &Enclos, submission: Submission) -> Report {
    let report = enclos.run_blocking(submission).expect("accepted");
    let is_well = |test: &Option<enclos::TestReport>| {
        test.as_ref()
            .is_some_and(|test| test.outcome.status == Status::Ok)
    };
    assert!(
        report.compiled() && report.tests.iter().all(is_well),
        "{report:?}"
    );
    report
}

/// The source as no compilation has seen it before.
fn unseen(source: &str) -> Submission {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    Submission {
        // Compiled, and not run.
        tests: Some(Vec::new()),
        ..Submission::new("c", format!("{source}\n// {count}\n"))
    }
}

fn start(criterion: &mut Criterion, enclos: &Enclos) {
    let mut group = criterion.benchmark_group("hello");
    for language in enclos.catalog().languages() {
        if !enclos.is_served(language) {
            continue;
        }
        let id = language.id.to_string();
        let submission = Submission::new(&id, language.reference_source());
        group.bench_function(&id, |bencher| {
            bencher.iter(|| black_box(run(enclos, submission.clone())));
        });
    }
    group.finish();
}

/// A small program and a larger one, seen for the first time and again.
fn compile(criterion: &mut Criterion, enclos: &Enclos) {
    let mut group = criterion.benchmark_group("compile c");
    for (name, source) in [("hello", HELLO), ("documents", DOCUMENTS)] {
        group.bench_function(format!("{name}, cold"), |bencher| {
            bencher.iter_batched(
                || unseen(source),
                |submission| black_box(run(enclos, submission)),
                BatchSize::PerIteration,
            );
        });
        let seen = unseen(source);
        group.bench_function(format!("{name}, warm"), |bencher| {
            bencher.iter(|| black_box(run(enclos, seen.clone())));
        });
    }
    group.finish();
}

/// What of a cold compilation is neither compiler nor linker: checking the artifact and making machine code of it.
fn admission(criterion: &mut Criterion, enclos: &Enclos) {
    criterion.bench_function("admission c documents", |bencher| {
        bencher.iter_custom(|iterations| {
            let mut spent = Duration::ZERO;
            for _ in 0..iterations {
                let submission = unseen(DOCUMENTS);
                let begun = std::time::Instant::now();
                let report = run(enclos, submission);
                let compile = report.compile.expect("C is compiled");
                spent += begun.elapsed().saturating_sub(compile.outcome.usage.wall);
            }
            spent
        });
    });
}

fn tests(criterion: &mut Criterion, enclos: &Enclos) {
    let mut submission = Submission::new("c", DOUBLES);
    for number in 0..100 {
        submission = submission.test(Test::with_stdin(number.to_string()));
    }
    criterion.bench_function("100 tests c", |bencher| {
        bencher.iter(|| black_box(run(enclos, submission.clone())));
    });
}

fn parts(criterion: &mut Criterion) {
    // On disk, what an earlier run compiled would be found.
    let enclos = Enclos::builder()
        .program_cache_bytes(0)
        .build()
        .expect("an engine");
    enclos
        .set_up(&[], &*enclos::depot::on_stderr())
        .expect("set up");
    start(criterion, &enclos);
    compile(criterion, &enclos);
    admission(criterion, &enclos);
    tests(criterion, &enclos);
}

criterion_group! {
    name = benches;
    // Ten samples of two seconds: these differ by percents from run to run, not by fractions of one.
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = parts
}
criterion_main!(benches);
