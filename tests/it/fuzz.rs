//! Modules that nobody wrote: out of a generator, and real ones that were damaged. Each is put into a box as a program and
//! run, and whatever it is, there is a sentence why not or a status in time, and the program after it is well.
//!
//! What is run follows from a number, so that it can be run again: `ENCLOS_FUZZ_ITERATIONS` says how many there are of each
//! kind, `ENCLOS_FUZZ_FIRST` the number of the first.

mod damage;
mod random;
mod smith;

use std::time::{Duration, Instant};

use enclos::FileName;
use enclos::boxes::{BoxLimits, Boxes, Finished, Profile, Run};

use crate::support::enclos;

/// As many as take a few seconds.
const ITERATIONS: u64 = 40;
const REAL_TIME: Duration = Duration::from_millis(500);
/// For a machine that is busy with other tests.
const SLACK: Duration = Duration::from_millis(1500);
/// For compiling too, which admission bounds and these small modules are far from.
const WHOLE: Duration = Duration::from_secs(30);
const MEMORY_MB: u64 = 64;
const OUTPUT_BYTES: u64 = 64 << 10;
/// What a shell ends with when a file can't be run.
const CAN_NOT_EXECUTE: i32 = 126;

const HELLO: &str = "#include <stdio.h>\nint main(void) { puts(\"hello\"); }";
/// Branches, loops, calls through tables, floating point, memory, files, and jumps over calls.
const BUSY: &str = r#"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static jmp_buf back;
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static void leap(int n) { if (n == 0) longjmp(back, 3); leap(n - 1); }
int main(int argc, char **argv) {
    int numbers[200];
    double sum = 0;
    for (int i = 0; i < 200; i++) { numbers[i] = i * 7919 % 211; sum += numbers[i] / 3.0; }
    qsort(numbers, 200, sizeof *numbers, compare);
    FILE *file = fopen("x", "w+");
    for (int i = 0; i < 200; i++) fprintf(file, "%d %s\n", numbers[i], argv[0]);
    rewind(file);
    char *line = malloc(100);
    while (fgets(line, 100, file)) sum += strlen(line);
    if (!setjmp(back)) leap(argc + 5);
    switch (numbers[5]) { case 1: puts("a"); break; case 2: puts("b"); break; case 5: puts("c"); break; default: puts("d"); }
    printf("%.3f\n", sum);
    return 0;
}
"#;

fn from_environment(name: &str, otherwise: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name}={text}")),
        Err(_) => otherwise,
    }
}

fn boxes() -> Boxes {
    Boxes::new(enclos().clone()).profile(Profile::new("c", "c"))
}

/// The program that C becomes.
fn compiled(boxes: &Boxes, source: &str) -> Vec<u8> {
    let workdir = boxes.working_directory();
    let run = Run::new("c").command("gcc -O2 -o main main.c");
    let run = run.file("main.c", source).workdir(&workdir);
    let finished = boxes.run_blocking(run).unwrap();
    assert!(finished.succeeded(), "{finished:?}");
    let name = FileName::new("main").unwrap();
    workdir.read(&name).unwrap().to_vec()
}

fn run(boxes: &Boxes, wasm: &[u8]) -> Finished {
    let limits = BoxLimits::new()
        .cputime(REAL_TIME / 2)
        .realtime(REAL_TIME)
        .memory_mb(MEMORY_MB)
        .output_bytes(OUTPUT_BYTES);
    let run = Run::new("c").command("./main").file("main", wasm);
    boxes.run_blocking(run.limits(limits)).unwrap()
}

#[allow(clippy::print_stderr, reason = "for who asked for more of it")]
fn say(what: &str) {
    eprintln!("{what}");
}

/// What became of the modules of a test.
#[derive(Debug, Default)]
struct Tally {
    refused: u64,
    ended: u64,
    failed: u64,
    stopped: u64,
    last_refusal: String,
}

/// Runs the modules that follow from numbers. The oracle is here.
fn hold(kind: &str, module: impl Fn(u64) -> Vec<u8>) {
    let boxes = boxes();
    let hello = compiled(&boxes, HELLO);
    let first = from_environment("ENCLOS_FUZZ_FIRST", 0);
    let count = from_environment("ENCLOS_FUZZ_ITERATIONS", ITERATIONS);
    let mut tally = Tally::default();
    for number in first..first + count {
        let wasm = module(number);
        let begun = Instant::now();
        let finished = run(&boxes, &wasm);
        let took = begun.elapsed();
        let what = format!("{kind} {number}: {finished:?} in {took:?}");
        assert!(took < WHOLE, "{what}");
        assert!(finished.duration < REAL_TIME + SLACK, "{what}");
        // The line that a shell adds is not the program's.
        let printed = finished.stdout.len() + finished.stderr.len();
        assert!(printed as u64 <= OUTPUT_BYTES + 100, "{what}");
        match finished.exit_code {
            Some(CAN_NOT_EXECUTE) => {
                tally.refused += 1;
                let said = String::from_utf8(finished.stderr).unwrap();
                let why = said.strip_prefix("./main: cannot execute: ");
                let why = why.and_then(|why| why.strip_suffix('\n'));
                assert!(
                    why.is_some_and(|why| !why.is_empty() && !why.contains('\n')),
                    "{kind} {number}: {said:?}"
                );
                assert!(said.len() < 500, "{kind} {number}: {said:?}");
                tally.last_refusal = said;
            }
            Some(0) => tally.ended += 1,
            _ if finished.timeout || finished.oom_killed || finished.output_truncated => {
                tally.stopped += 1;
            }
            _ => tally.failed += 1,
        }
        let after = run(&boxes, &hello);
        assert!(after.succeeded(), "after {kind} {number}: {after:?}");
        assert_eq!(after.stdout, b"hello\n", "after {kind} {number}");
        assert_eq!(after.stderr, b"", "after {kind} {number}");
    }
    // Otherwise it is the generator that was tested.
    let ran = tally.ended + tally.failed + tally.stopped;
    assert!(ran * 20 >= count, "{kind}: {tally:?}");
    if first != 0 || count != ITERATIONS {
        say(&format!("{kind}: {tally:?}"));
    }
}

#[test]
fn modules_out_of_a_generator() {
    hold("smith", smith::module);
}

#[test]
fn programs_that_were_damaged() {
    let boxes = boxes();
    let programs = [compiled(&boxes, HELLO), compiled(&boxes, BUSY)];
    hold("damage", |number| damage::module(number, &programs));
}
