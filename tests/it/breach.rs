//! The same attacks with WebAssembly's wall torn down (feature `breach`): its host gives programs the files of this machine,
//! and what stops them is the worker process that they are in.

use std::path::Path;

use enclos::{Enclos, Submission, Test};

use crate::attacks;
use crate::support::{enclos, enclos_with};

const CANARY: &str = "a secret of the host";

/// Reads a file of the host, changes it, and makes another beside it.
const THIEF: &str = r#"
#include <stdio.h>
int main(int argc, char **argv) {
    char text[100] = "", beside[4096];
    FILE *file = fopen(argv[1], "r");
    puts(file && fgets(text, sizeof text, file) ? text : "denied");
    if (file) fclose(file);
    file = fopen(argv[1], "w");
    if (file) { fputs("changed", file); fclose(file); }
    snprintf(beside, sizeof beside, "%s.beside", argv[1]);
    file = fopen(beside, "w");
    if (file) { fputs("made", file); fclose(file); }
}
"#;

/// What the thief printed, and what became of the canary and of what it put beside.
fn steal(enclos: &Enclos) -> (String, Option<String>, Option<String>) {
    let host = tempfile::tempdir().unwrap();
    let canary = host.path().join("canary.txt");
    std::fs::write(&canary, CANARY).unwrap();
    let test = Test {
        args: Some(vec![canary.display().to_string()]),
        ..Test::default()
    };
    let report = enclos
        .run_blocking(Submission::new("c", THIEF).test(test))
        .unwrap();
    let outcome = &report.tests[0].as_ref().unwrap().outcome;
    let printed = String::from_utf8_lossy(&outcome.stdout).into_owned();
    let read = |path: &Path| std::fs::read_to_string(path).ok();
    let beside = read(&host.path().join("canary.txt.beside"));
    (printed, read(&canary), beside)
}

#[test]
fn without_a_worker_around_it_the_host_is_open() {
    // First the one of all tests, so that only one of them sets the language up.
    enclos();
    let open = Enclos::builder().program_cache_bytes(0).build().unwrap();
    open.set_up(&["c"], &enclos::depot::Silent).unwrap();
    let (printed, canary, beside) = steal(&open);
    assert!(printed.contains(CANARY), "{printed}");
    assert_eq!(canary.as_deref(), Some("changed"));
    assert_eq!(beside.as_deref(), Some("made"));
}

#[test]
fn in_a_worker_it_is_closed_all_the_same() {
    let (printed, canary, beside) = steal(enclos_with("c"));
    assert_eq!(printed, "denied\n");
    assert_eq!(canary.as_deref(), Some(CANARY));
    assert_eq!(beside, None);
}

#[test]
fn the_attacks_on_the_hosts_files_get_nowhere() {
    let mut failures = Vec::new();
    let mut count = 0;
    for folder in [
        "host-files",
        "include-devices",
        "include-host-files",
        "path-escapes",
        "swapped-outputs",
    ] {
        for language in ["c", "cpp", "python", "javascript", "lua"] {
            let (run, failed) = attacks::run_folder(folder, language);
            count += run;
            failures.extend(failed);
        }
    }
    eprintln!("breach: {count} attacks, {} got somewhere", failures.len());
    assert!(count >= 20, "{count} attacks");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
