//! What a working directory promises: exact quotas, read-only shares, and names that stay what they are.

use super::super::Follow;
use super::*;
use crate::executor::Collect;

fn dir() -> WorkDir {
    WorkDir::new(
        Arc::new(Tree::devices()),
        Capacity {
            bytes: 100,
            inodes: 3,
            file_bytes: 60,
        },
    )
}

#[test]
fn quota_is_exact_and_comes_back() {
    let mut files = dir();
    let a = files.create_file(files.root(), "a").expect("made");
    let b = files.create_file(files.root(), "b").expect("made");
    assert_eq!(files.write(a, 0, &[1; 61]), Err(Errno::FileTooBig));
    assert_eq!(files.write(a, 0, &[1; 60]), Ok(()));
    assert_eq!(files.write(b, 0, &[1; 41]), Err(Errno::NoSpace));
    assert_eq!(files.write(b, 0, &[1; 40]), Ok(()));
    files.hold(a);
    files.unlink(files.root(), "a").expect("removed");
    assert_eq!(
        files.write(b, 40, &[1]),
        Err(Errno::NoSpace),
        "an open file still counts"
    );
    files.let_go(a);
    assert_eq!(files.write(b, 40, &[1; 20]), Ok(()));
}

#[test]
fn inodes_are_counted() {
    let mut files = dir();
    for name in ["a", "b", "c"] {
        files.make_directory(files.root(), name).expect("made");
    }
    assert_eq!(files.create_file(files.root(), "d"), Err(Errno::NoSpace));
    files.remove_directory(files.root(), "a").expect("removed");
    assert!(files.create_file(files.root(), "d").is_ok());
}

#[test]
fn given_files_are_free_and_unchanged_until_written() {
    let mut files = dir();
    files
        .give("src/main.c", Arc::from(vec![7; 90]))
        .expect("given");
    assert!(files.collect(Collect::Changed).is_empty());
    let made = files.create_file(files.root(), "out").expect("made");
    files.write(made, 0, b"x").expect("written");
    assert_eq!(
        files.collect(Collect::Changed),
        [("out".to_owned(), Arc::from(&b"x"[..]))]
    );
}

#[test]
fn the_shared_tree_is_read_only_and_unlisted() {
    let mut files = dir();
    let dev = files.find(files.root(), "dev", Follow::Yes).expect("dev");
    assert_eq!(files.create_file(dev, "x"), Err(Errno::ReadOnly));
    assert_eq!(files.unlink(dev, "null"), Err(Errno::ReadOnly));
    assert_eq!(files.list(files.root()).map(|entries| entries.len()), Ok(0));
}

#[test]
fn a_directory_does_not_move_into_itself() {
    let mut files = dir();
    let a = files.make_directory(files.root(), "a").expect("made");
    let b = files.make_directory(a, "b").expect("made");
    assert_eq!(files.rename(files.root(), "a", b, "c"), Err(Errno::Invalid));
    assert_eq!(files.rename(a, "b", files.root(), "b"), Ok(()));
    assert!(files.find(files.root(), "b", Follow::Yes).is_ok());
}

fn names(files: &WorkDir, which: Collect) -> Vec<String> {
    let found = files.collect(which).into_iter();
    found.map(|(name, _)| name).collect()
}

#[test]
fn everything_comes_back_but_what_was_removed_and_what_is_temporary() {
    let mut files = dir();
    for name in ["d/kept", "gone", "tmp/x"] {
        files.give(name, Arc::from(&b"1"[..])).expect("given");
    }
    files.create_file(files.root(), "own").expect("made");
    files.unlink(files.root(), "gone").expect("removed");
    assert_eq!(names(&files, Collect::Everything), ["d/kept", "own"]);
}

#[test]
fn names_without_number_do_not_multiply_what_comes_back() {
    let mut files = dir();
    let file = files.create_file(files.root(), "f").expect("made");
    files.write(file, 0, &[1; 40]).expect("written");
    for name in 0..1000 {
        let linked = files.link(file, files.root(), &name.to_string());
        linked.expect("linked");
    }
    let found = files.collect(Collect::Changed);
    assert_eq!(found.len(), 2, "100 bytes are the quota");
    assert!(Arc::ptr_eq(&found[0].1, &found[1].1));
}

#[test]
fn given_files_that_outlive_the_run_count_until_they_are_removed() {
    let mut files = dir();
    files.counts_given = true;
    files.give("a", Arc::from(vec![7; 60])).expect("given");
    files.give("d/b", Arc::from(vec![7; 30])).expect("given");
    assert_eq!(
        files.create_file(files.root(), "c"),
        Err(Errno::NoSpace),
        "a, d and b"
    );
    files.unlink(files.root(), "a").expect("removed");
    let c = files.create_file(files.root(), "c").expect("made");
    assert_eq!(files.write(c, 0, &[1; 60]), Ok(()));
    files.give("c", Arc::from(vec![7; 70])).expect("replaced");
    assert_eq!(files.used_bytes, 100);
}

#[test]
fn what_is_not_writable_is_a_read_only_file_system() {
    let mut files = dir();
    files.give("a", Arc::from(vec![7; 10])).expect("given");
    let (root, tmp) = (files.root(), At::Own(TMP));
    let a = files.find(root, "a", Follow::Yes).expect("there");
    files.writable = Writable::NotTemporary;
    assert_eq!(files.create_file(tmp, "x"), Err(Errno::ReadOnly));
    assert_eq!(files.rename(root, "a", tmp, "a"), Err(Errno::ReadOnly));
    assert_eq!(files.link(a, tmp, "a"), Err(Errno::ReadOnly));
    assert_eq!(files.write(a, 0, b"x"), Ok(()));
    files.writable = Writable::Nothing;
    assert_eq!(files.create_file(root, "x"), Err(Errno::ReadOnly));
    assert_eq!(files.write(a, 0, b"x"), Err(Errno::ReadOnly));
    assert_eq!(files.set_size(a, 0), Err(Errno::ReadOnly));
    assert_eq!(files.unlink(root, "a"), Err(Errno::ReadOnly));
    assert_eq!(files.read(a, 0, &mut [0; 9]), Ok(9));
}
