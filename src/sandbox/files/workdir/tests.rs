//! What a working directory promises: exact quotas, read-only shares, and names that stay what they are.

use super::super::Follow;
use super::*;

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
    assert!(files.changed().is_empty());
    let made = files.create_file(files.root(), "out").expect("made");
    files.write(made, 0, b"x").expect("written");
    assert_eq!(files.changed(), [("out".to_owned(), &b"x"[..])]);
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
