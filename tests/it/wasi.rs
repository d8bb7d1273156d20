//! Runs `tests/wasi`: programs that hold the preview-1 host to its documentation and to POSIX, each as a test of its own
//! run, in memory and, with the feature `directory`, in a directory of the host.

use std::path::PathBuf;

use enclos::{Enclos, FileName, Status, Submission, Test};

use crate::support::{enclos, folder};

/// The programs, by name: everything that is not there to be included.
fn guests() -> Vec<PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(folder("wasi"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|kind| kind == "c" || kind == "py")
        })
        .collect();
    found.sort();
    assert!(found.len() > 20, "{found:?}");
    found
}

fn run(enclos: &Enclos, guest: &PathBuf) -> Result<(), String> {
    let source = std::fs::read(guest).unwrap();
    let language = if guest.extension().is_some_and(|kind| kind == "c") {
        "c"
    } else {
        "python"
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let checks = std::fs::read(folder("wasi").join("check.h")).unwrap();
    let test = Test {
        args: Some(vec!["first".into(), "with space".into(), String::new()]),
        env: Some(
            [("WASI_TEST", "a=b c"), ("WASI_EMPTY", "")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        ),
        ..Test::with_stdin("line one\nline two\n")
    };
    let submission = Submission::new(language, source)
        .file(FileName::new("check.h").unwrap(), checks)
        .test(test);
    let report = enclos
        .run_blocking(submission)
        .map_err(|error| error.to_string())?;
    if !report.compiled() {
        let stderr = report.compile.map(|compile| compile.outcome.stderr);
        return Err(text(&stderr.unwrap_or_default()));
    }
    let outcome = &report.tests[0].as_ref().unwrap().outcome;
    if outcome.status == Status::Ok && outcome.stdout.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{}, {:?}\n{}{}",
        outcome.status.as_str(),
        outcome.message,
        text(&outcome.stdout),
        text(&outcome.stderr)
    ))
}

fn run_all(enclos: &Enclos) {
    let failures: Vec<_> = guests()
        .iter()
        .filter_map(|guest| {
            let failure = run(enclos, guest).err()?;
            let name = guest.file_name().unwrap().to_string_lossy();
            Some(format!("== {name}: {failure}"))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn in_memory() {
    run_all(enclos());
}

#[cfg(feature = "directory")]
#[test]
fn in_a_directory() {
    run_all(crate::support::enclos_in_directories());
}
