//! Errands over fakes: what they leave, and what is refused.

use super::*;
use crate::model::File;

fn errand(language: &str, work: Work, files: &[(&str, &str)]) -> Errand {
    let file = |&(name, content): &(&str, &str)| File {
        name: FileName::new(name).expect("a name"),
        content: content.as_bytes().into(),
    };
    Errand {
        language: Arc::clone(judge().catalog.find(language).expect("there")),
        files: files.iter().map(file).collect(),
        work,
        stdin: Arc::default(),
        limits: Limits::NONE,
        writable: Writable::All,
        watch: None,
    }
}

/// The files that an errand leaves, by name and content.
fn left(judge: &Judge<Echo>, mut errand: Errand) -> (Outcome, Vec<(String, String)>) {
    judge.check(&mut errand).expect("acceptable");
    let left = judge
        .go(errand, &Cancel::new())
        .expect("nothing of ours fails");
    let shown = |file: &File| {
        let content = String::from_utf8_lossy(&file.content).into_owned();
        (file.name.to_string(), content)
    };
    (left.outcome, left.files.iter().map(shown).collect())
}

fn compiles(files: &[(&str, &str)]) -> Errand {
    let work = Work::Compile {
        sources: vec!["b.mk".to_owned()],
        flags: Vec::new(),
        to: FileName::new("out").expect("a name"),
    };
    errand("made", work, files)
}

#[test]
fn an_interpreter_leaves_what_it_made_where_that_can_be_given_again() {
    let judge = judge();
    let args = vec!["-x".to_owned(), "7".to_owned()];
    let errand = errand("echo", Work::Interpret { args }, &[("a", "1")]);
    let (outcome, files) = left(&judge, errand);
    assert_eq!(outcome.exit_code, 7);
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a", "made.txt"], "a device's folder is nobody's");
    let seen = judge.executor.seen.lock().expect("no test panics").clone();
    assert_eq!(seen, [["echo", "-x", "7"]]);
}

#[test]
fn a_compiled_program_is_a_file_that_runs() {
    let judge = judge();
    let (outcome, files) = left(&judge, compiles(&[("a.mk", "good"), ("b.mk", "good")]));
    assert_eq!(outcome.status, Status::Ok);
    assert_eq!(files[2], ("out".to_owned(), "good".to_owned()));
    // It is not compiled again because of what the first time left, and an earlier program of that name is replaced.
    let again = [("a.mk", "good"), ("b.mk", "good"), ("out", "old")];
    assert_eq!(left(&judge, compiles(&again)).1[2].1, "good");
    let run = |artifact: &str| {
        let work = Work::Execute {
            artifact: artifact.as_bytes().into(),
            args: vec!["./out".to_owned(), "1".to_owned(), "5".to_owned()],
        };
        left(&judge, errand("made", work, &[])).0
    };
    assert_eq!(run("good").exit_code, 5);
    let seen = judge.executor.seen.lock().expect("no test panics").clone();
    assert_eq!(seen, [["cc", "b.mk", "/tmp/0.o"], ["./out", "1", "5"]]);
    let refused = run("bad");
    assert_eq!(refused.exit_code, 126);
    assert_eq!(refused.stderr, b"./out: cannot execute: not good\n");
}

#[test]
fn a_program_is_admitted_once() {
    let judge = judge();
    let admitted = || judge.admitted(b"good", &Cancel::new());
    let first = admitted().expect("admitted").expect("good");
    let second = admitted().expect("admitted").expect("good");
    assert!(Arc::ptr_eq(&first, &second));
}

#[test]
fn an_errand_that_can_not_be_granted_is_refused_before_it_is_begun() {
    let refused = |mut errand: Errand| judge().check(&mut errand).expect_err("refused").to_string();
    assert!(refused(compiles(&[("usr/x", "")])).contains("/usr"));
    assert!(refused(compiles(&[("a", ""), ("a/b", "")])).contains("a/b"));
    let large = "x".repeat((1 << 20) + 1);
    assert!(refused(compiles(&[("a", &large)])).contains("1048576 bytes"));
    let names: Vec<String> = (0..11).map(|name| name.to_string()).collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert!(refused(compiles(&many)).contains("10 files"));
    let mut flagged = compiles(&[]);
    if let Work::Compile { flags, .. } = &mut flagged.work {
        flags.push("-fplugin=x".to_owned());
    }
    assert!(refused(flagged).contains("-fplugin=x"));
}
