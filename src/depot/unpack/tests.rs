//! Archives made on the spot, good ones and bad ones.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;

use ::tar::{Builder, EntryType, Header};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

/// An entry's raw name, kind, link target and content.
type Raw<'a> = (&'a str, EntryType, &'a str, &'a str);

/// A `.tgz` whose names nobody has checked.
fn tarball(folder: &Path, entries: &[Raw<'_>]) -> PathBuf {
    let path = folder.join("a.tgz");
    let file = File::create(&path).expect("writable");
    let mut builder = Builder::new(GzEncoder::new(file, Compression::fast()));
    for (name, kind, target, content) in entries {
        let mut header = Header::new_ustar();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.as_mut_bytes()[157..157 + target.len()].copy_from_slice(target.as_bytes());
        header.set_entry_type(*kind);
        header.set_mode(0o755);
        header.set_mtime(1_000_000);
        header.set_size(content.len() as u64);
        header.set_cksum();
        builder
            .append(&header, content.as_bytes())
            .expect("writable");
    }
    let encoder = builder.into_inner().expect("writable");
    encoder.finish().expect("writable");
    path
}

fn unpacked(entries: &[Raw<'_>]) -> (tempfile::TempDir, Result<PathBuf, Error>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let into = folder.path().join("into");
    fs::create_dir(&into).expect("writable");
    let result = unpack(&tarball(folder.path(), entries), &into);
    (folder, result)
}

const FILE: EntryType = EntryType::Regular;
const LINK: EntryType = EntryType::Symlink;

#[test]
fn a_tarball_loses_its_outermost_folder_and_keeps_bits_times_and_links() {
    let (_folder, result) = unpacked(&[
        ("pkg-1/bin/tool", FILE, "", "#!"),
        ("pkg-1/bin/same", EntryType::Link, "pkg-1/bin/tool", ""),
        ("pkg-1/lib/link", LINK, "../bin/tool", ""),
    ]);
    let root = result.expect("a good archive");
    assert!(root.ends_with("pkg-1"));
    let tool = fs::metadata(root.join("bin/tool")).expect("there");
    assert_eq!(tool.permissions().mode() & 0o777, 0o755);
    let age = tool
        .modified()
        .expect("known")
        .duration_since(std::time::UNIX_EPOCH);
    assert_eq!(age.expect("after 1970").as_secs(), 1_000_000);
    assert_eq!(fs::read(root.join("lib/link")).expect("followed"), b"#!");
    assert_eq!(fs::read(root.join("bin/same")).expect("copied"), b"#!");
}

#[test]
fn a_tarball_of_several_folders_keeps_them() {
    let (folder, result) = unpacked(&[("a/x", FILE, "", ""), ("b/x", FILE, "", "")]);
    assert_eq!(result.ok(), Some(folder.path().join("into")));
}

#[test]
fn nothing_is_written_outside() {
    let cases: [&[Raw<'_>]; 9] = [
        &[("../x", FILE, "", "")],
        &[("/tmp/enclos-x", FILE, "", "")],
        &[("a/../../x", FILE, "", "")],
        &[("a/l", LINK, "/etc", "")],
        &[("a/l", LINK, "../../x", "")],
        &[("a/l", LINK, "b/../../../x", "")],
        &[("a/h", EntryType::Link, "../x", "")],
        &[
            ("a/l", LINK, "b", ""),
            ("a/b/f", FILE, "", ""),
            ("a/l/m", LINK, "..", ""),
        ],
        &[("a/dev", EntryType::Char, "", "")],
    ];
    for entries in cases {
        let (folder, result) = unpacked(entries);
        assert!(
            matches!(result, Err(Error::Unpack { .. })),
            "{entries:?}: {result:?}"
        );
        let beside = fs::read_dir(folder.path()).expect("there").count();
        assert_eq!(beside, 2, "{entries:?}");
    }
}

#[test]
fn a_file_under_the_name_of_a_link_is_not_written_through_it() {
    let (folder, result) = unpacked(&[
        ("a/l", LINK, "b", ""),
        ("a/b/f", FILE, "", ""),
        ("a/l/f", FILE, "", "x"),
    ]);
    assert!(result.is_err());
    assert_eq!(
        fs::read(folder.path().join("into/a/b/f")).expect("there"),
        b""
    );
}

#[test]
fn a_wheel_keeps_its_folders_and_bits_and_cannot_climb() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, good) in [("pkg/tool", true), ("../x", false), ("/x", false)] {
        let path = folder.path().join("a.whl");
        let mut writer = ::zip::ZipWriter::new(File::create(&path).expect("writable"));
        let options = ::zip::write::SimpleFileOptions::default().unix_permissions(0o755);
        writer.start_file(name, options).expect("writable");
        writer.write_all(b"#!").expect("writable");
        writer.finish().expect("writable");
        let into = tempfile::tempdir().expect("a temporary folder");
        let result = unpack(&path, into.path());
        assert_eq!(result.is_ok(), good, "{name}: {result:?}");
        if good {
            let tool = fs::metadata(into.path().join(name)).expect("there");
            assert_eq!(tool.permissions().mode() & 0o777, 0o755);
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Names and targets of few parts, so that they meet each other.
    #[test]
    fn of_any_entries_nothing_is_written_outside(
        entries in proptest::collection::vec((
            r"(/|\.\./|\./)?([ab]|\.\.)(/[ab]|/\.\.){0,3}",
            proptest::sample::select(vec![
                FILE, LINK, EntryType::Link, EntryType::Directory, EntryType::Fifo, EntryType::Char, EntryType::Continuous,
            ]),
            r"(/|\.\./){0,3}([ab]|outside)(/[ab]|/\.\.){0,3}",
        ), 0..8),
        cut in 0..2000usize,
    ) {
        let raw: Vec<Raw<'_>> = entries.iter().map(|(name, kind, target)| {
            let content = if *kind == FILE { "content" } else { "" };
            (name.as_str(), *kind, target.as_str(), content)
        }).collect();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let into = folder.path().join("in/to");
        fs::create_dir_all(&into).expect("writable");
        fs::write(folder.path().join("outside"), "secret").expect("writable");
        let archive = tarball(folder.path(), &raw);
        for is_whole in [true, false] {
            if !is_whole {
                let bytes = fs::read(&archive).expect("there");
                fs::write(&archive, &bytes[..cut.min(bytes.len())]).expect("writable");
            }
            let _ = unpack(&archive, &into);
            let mut names: Vec<_> = fs::read_dir(folder.path()).expect("there")
                .map(|entry| entry.expect("read").file_name()).collect();
            names.sort();
            assert_eq!(names, ["a.tgz", "in", "outside"]);
            assert_eq!(fs::read_dir(folder.path().join("in")).expect("there").count(), 1);
            assert_eq!(fs::read(folder.path().join("outside")).expect("there"), b"secret");
            stays_inside(&into, &into.canonicalize().expect("there"));
        }
    }
}

/// No entry leads out of the folder.
fn stays_inside(folder: &Path, root: &Path) {
    for entry in fs::read_dir(folder).expect("there") {
        let path = entry.expect("read").path();
        let kind = fs::symlink_metadata(&path).expect("there").file_type();
        assert!(
            kind.is_dir() || kind.is_file() || kind.is_symlink(),
            "{}",
            path.display()
        );
        if kind.is_symlink() {
            if let Ok(real) = path.canonicalize() {
                assert!(
                    real.starts_with(root),
                    "{} is {}",
                    path.display(),
                    real.display()
                );
            }
        } else if kind.is_dir() {
            stays_inside(&path, root);
        }
    }
}
