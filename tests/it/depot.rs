//! Set-up, on a cache of its own: what is broken is found and made again.

use std::path::Path;
use std::process::Command;

use crate::support::enclos;

/// A copy of the user's cache, without the archives, made of hard links where a file is not going to be changed.
fn copy_cache(to: &Path) {
    let from = enclos().depot().cache();
    for part in ["store", "modules", "downloads"] {
        copy(&from.join(part), &to.join(part));
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else if std::fs::hard_link(entry.path(), &target).is_err() {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}

fn setup(cache: &Path) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_enclos"))
        .args(["setup", "lua", "--cache"])
        .arg(cache)
        .output()
        .unwrap();
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// Puts other bytes in the place of a file, without touching what it may be linked to.
fn replace(file: &Path, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let bytes = std::fs::read(file).unwrap();
    std::fs::remove_file(file).unwrap();
    std::fs::write(file, change(bytes)).unwrap();
}

#[test]
fn what_is_damaged_is_made_again_and_only_that() {
    let scratch = tempfile::tempdir_in(enclos().depot().cache()).unwrap();
    let cache = scratch.path();
    copy_cache(cache);
    assert_eq!(setup(cache), (true, String::new()), "all is there");

    // An older one may lie beside it, if somebody is at work on it.
    for folder in std::fs::read_dir(cache.join("store"))
        .unwrap()
        .map(|entry| entry.unwrap())
    {
        if folder.file_name().to_string_lossy().starts_with("lua-") {
            replace(&folder.path().join("lua.wasm"), |mut bytes| {
                bytes[100] ^= 1;
                bytes
            });
        }
    }
    let (ok, said) = setup(cache);
    assert!(
        ok && said.contains("lua: building") && !said.contains("clang"),
        "{said}"
    );
    assert_eq!(setup(cache), (true, String::new()));

    for change in [
        |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec(),
        |_| Vec::new(),
    ] {
        for module in std::fs::read_dir(cache.join("modules"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            // The smallest is Lua's; the large ones would take minutes to make again.
            if module
                .extension()
                .is_some_and(|extension| extension == "cwasm")
                && module.metadata().unwrap().len() < 2 << 20
            {
                replace(&module, change);
            }
        }
        let (ok, said) = setup(cache);
        assert!(ok && said.contains("lua: compiling"), "{said}");
        assert_eq!(setup(cache), (true, String::new()));
    }
}
