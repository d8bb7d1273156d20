//! Whatever is done to the files of a cache, the next set-up finds it out, waits for nobody, and makes them again.

use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::*;

/// A set-up takes milliseconds here. One that waits for a pipe would take for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// What happens to a file, if it can be done here.
type Spoil = fn(&Path) -> bool;

const SPOILS: [(&str, Spoil); 13] = [
    ("cut short", |file| {
        change(file, |bytes| bytes.truncate(bytes.len() / 2))
    }),
    ("emptied", |file| change(file, Vec::clear)),
    ("a bit flipped", |file| change(file, |bytes| bytes[1] ^= 4)),
    ("the last byte changed", |file| {
        change(file, |bytes| {
            let last = bytes.last_mut().expect("not empty");
            *last = last.wrapping_add(1);
        })
    }),
    ("grown", |file| {
        change(file, |bytes| bytes.extend_from_slice(b"more"))
    }),
    ("removed", |file| fs::remove_file(file).is_ok()),
    ("a folder in its place", |file| {
        fs::remove_file(file).is_ok() && fs::create_dir_all(file.join("x")).is_ok()
    }),
    ("a pipe in its place", |file| {
        fs::remove_file(file).expect("ours");
        let made = Command::new("mkfifo").arg(file).status();
        made.expect("coreutils").success()
    }),
    ("a device in its place", |file| {
        // Which only root can make, and not everywhere.
        fs::copy(file, file.with_extension("kept")).expect("writable");
        fs::remove_file(file).expect("ours");
        let made = Command::new("mknod")
            .arg(file)
            .args(["c", "1", "5"])
            .output();
        let is_made = made.expect("coreutils").status.success();
        let kept = file.with_extension("kept");
        match is_made {
            true => fs::remove_file(kept).expect("ours"),
            false => fs::rename(kept, file).expect("ours"),
        }
        is_made
    }),
    ("a link to the same", |file| {
        let aside = file.with_extension("aside");
        fs::rename(file, &aside).expect("ours");
        symlink(&aside, file).is_ok()
    }),
    ("open to everybody", |file| {
        fs::set_permissions(file, fs::Permissions::from_mode(0o666)).is_ok()
    }),
    ("unreadable", |file| {
        // Root reads it all the same.
        !rustix::process::geteuid().is_root()
            && fs::set_permissions(file, fs::Permissions::from_mode(0o000)).is_ok()
    }),
    ("another user's", |file| {
        chown(file, Some(12_345), None).is_ok()
    }),
];

fn change(file: &Path, how: impl FnOnce(&mut Vec<u8>)) -> bool {
    let mut bytes = fs::read(file).expect("there");
    how(&mut bytes);
    fs::remove_file(file).expect("ours");
    fs::write(file, bytes).is_ok()
}

/// The files of the toy in the store and among the modules: the interpreter, its library, machine code and both stamps.
fn victims(bench: &Bench, installed: &Installed) -> Vec<PathBuf> {
    let code = installed.module.clone().expect("an interpreter");
    let store = [".enclos-stamp", "toy.wasm", "lib/library.toy"];
    let mut victims: Vec<_> = store
        .iter()
        .map(|name| installed.folder.join(name))
        .collect();
    victims.extend([code.with_extension("stamp"), code]);
    assert!(
        victims
            .iter()
            .all(|victim| victim.starts_with(bench.cache.path()))
    );
    victims
}

/// Set-up, which must come to an end.
fn ensure(bench: &Bench, catalog: &Catalog) -> Result<Installed, Error> {
    thread::scope(|scope| {
        let (done, over) = mpsc::channel();
        let worker = scope.spawn(move || {
            let result = bench.ensure(catalog);
            let _ = done.send(());
            result
        });
        if over.recv_timeout(PATIENCE).is_err() && !worker.is_finished() {
            // Nothing ends a thread that waits for a pipe.
            std::process::abort();
        }
        worker.join().expect("no panic")
    })
}

#[test]
fn whatever_happens_to_a_file_it_is_found_and_made_again() {
    let bench = bench(HashMap::new());
    let catalog = toy(FORGE, TOY, "");
    let installed = bench.ensure(&catalog).expect("builds");
    let victims = victims(&bench, &installed);
    let whole: Vec<_> = victims
        .iter()
        .map(|file| fs::read(file).expect("there"))
        .collect();
    let mut done = 0;
    for (what, spoil) in SPOILS {
        for (victim, whole) in victims.iter().zip(&whole) {
            let case = format!("{}: {what}", victim.display());
            if !spoil(victim) {
                continue;
            }
            done += 1;
            let health = bench
                .depot
                .verify_all(&catalog, &bench.engine)
                .expect("looks");
            let toy = health
                .iter()
                .find(|health| health.component == "toy")
                .expect("known");
            assert!(
                matches!(toy.condition, Condition::Damaged(_)),
                "{case}: {toy:?}"
            );
            bench.log.take();
            let again = ensure(&bench, &catalog).unwrap_or_else(|error| panic!("{case}: {error}"));
            assert_eq!(again.module, installed.module, "{case}");
            assert!(
                !bench.log.take().is_empty(),
                "{case}: nothing was made again"
            );
            assert_eq!(&fs::read(victim).expect("there"), whole, "{case}");
            assert!(
                victim.symlink_metadata().expect("there").is_file(),
                "{case}"
            );
            bench.ensure(&catalog).expect("is there");
            assert!(bench.log.take().is_empty(), "{case}: it was not whole yet");
        }
    }
    assert!(done >= 11 * victims.len(), "{done}");
    let left = fs::read_dir(bench.cache.path().join("work")).expect("there");
    assert_eq!(left.count(), 0);
}

#[test]
fn what_was_added_to_a_library_is_shown_to_nobody() {
    let bench = bench(HashMap::new());
    let catalog = toy(FORGE, TOY, "");
    let installed = bench.ensure(&catalog).expect("builds");
    let library = &installed.mounts[0].host;
    for add in [
        |folder: &Path| fs::write(folder.join("added.toy"), "x").expect("writable"),
        |folder: &Path| symlink("/etc/passwd", folder.join("added.toy")).expect("writable"),
    ] {
        add(library);
        bench.log.take();
        let again = bench.ensure(&catalog).expect("builds");
        assert_eq!(bench.log.take()[0], "toy: building");
        assert!(
            again.mounts[0]
                .host
                .join("added.toy")
                .symlink_metadata()
                .is_err()
        );
    }
}

#[test]
fn good_files_in_each_others_places_are_damage() {
    let mut bench = bench(HashMap::new());
    let catalog = toy(FORGE, TOY, "");
    let other = toy("echo other > $OUT/tool", TOY, "");
    let [one, two] = [&catalog, &other].map(|catalog| bench.ensure(catalog).expect("builds"));
    let swap = |one: &Path, two: &Path| {
        let aside = one.with_extension("aside");
        for (from, to) in [(one, &*aside), (two, one), (&aside, two)] {
            fs::rename(from, to).expect("ours");
        }
    };
    let tool = |installed: &Installed| {
        let code = installed.module.as_ref().expect("an interpreter");
        fs::read_to_string(code).expect("there")
    };
    let [code, other_code] = [&one, &two].map(|it| it.module.clone().expect("an interpreter"));
    // Machine code alone, with its stamp, and whole folders with theirs.
    swap(&code, &other_code);
    assert_eq!(tool(&bench.ensure(&catalog).expect("compiles")), "tool\n");
    assert_eq!(tool(&bench.ensure(&other).expect("compiles")), "other\n");
    swap(&code, &other_code);
    swap(
        &code.with_extension("stamp"),
        &other_code.with_extension("stamp"),
    );
    assert_eq!(tool(&bench.ensure(&catalog).expect("compiles")), "tool\n");
    assert_eq!(tool(&bench.ensure(&other).expect("compiles")), "other\n");
    swap(&one.folder, &two.folder);
    for (catalog, is) in [(&catalog, "tool\n"), (&other, "other\n")] {
        let folder = bench.ensure(catalog).expect("builds").folder;
        assert_eq!(
            fs::read_to_string(folder.join("toy.wasm")).expect("there"),
            is
        );
    }

    // Code for another engine has another name; under this one's it is no good.
    bench.engine.key = "another engine";
    let newer = bench
        .ensure(&catalog)
        .expect("compiles")
        .module
        .expect("an interpreter");
    assert_ne!(newer, code);
    for extension in ["cwasm", "stamp"] {
        let from = code.with_extension(extension);
        fs::copy(from, newer.with_extension(extension)).expect("writable");
    }
    let count = bench.engine.count();
    bench.ensure(&catalog).expect("compiles");
    assert_eq!(bench.engine.count(), count + 1);
}

#[test]
fn machine_code_of_another_machine_is_made_again_here() {
    let bench = bench(HashMap::new());
    let catalog = toy(FORGE, TOY, "");
    let installed = bench.ensure(&catalog).expect("builds");
    let stamp = installed
        .module
        .expect("an interpreter")
        .with_extension("stamp");
    let own = fs::read_to_string(&stamp).expect("there");
    let foreign = own.replace(crate::ours::machine(), "0123456789abcdef");
    assert_ne!(own, foreign);
    fs::write(&stamp, foreign).expect("writable");
    let health = bench
        .depot
        .verify_all(&catalog, &bench.engine)
        .expect("looks");
    assert!(
        format!("{health:?}").contains("another machine"),
        "{health:?}"
    );
    bench.ensure(&catalog).expect("compiles");
    assert_eq!(fs::read_to_string(&stamp).expect("there"), own);
}

#[test]
fn a_folder_that_everybody_may_write_to_is_refused_with_a_sentence() {
    let bench = bench(HashMap::new());
    let catalog = toy(FORGE, TOY, "");
    bench.ensure(&catalog).expect("builds");
    for name in ["store", "modules"] {
        let folder = bench.cache.path().join(name);
        let set = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode));
        set(0o777).expect("ours");
        let error = bench.error(&catalog);
        assert!(
            error.contains(name) && error.contains("chmod o-w"),
            "{error}"
        );
        set(0o755).expect("ours");
        bench.ensure(&catalog).expect("is there");
    }
}

#[test]
fn a_cache_that_cannot_be_written_serves_what_it_has() {
    let bench = bench(HashMap::new());
    let catalog = toy(FORGE, TOY, "");
    bench.ensure(&catalog).expect("builds");
    if rustix::process::geteuid().is_root() {
        // Root may write everywhere, so nothing may be there to be written: what is whole needs none of these folders.
        for name in ["work", "locks", "logs", "downloads", "prepared", "packages"] {
            fs::remove_dir_all(bench.cache.path().join(name)).expect("ours");
            fs::write(bench.cache.path().join(name), "").expect("writable");
        }
    } else {
        for folder in [
            bench.cache.path().to_owned(),
            bench.cache.path().join("locks"),
        ] {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).expect("ours");
        }
    }
    bench.ensure(&catalog).expect("is there");
    let error = bench.error(&toy("echo other > $OUT/tool", TOY, ""));
    assert!(
        error.contains("check its permissions and the free space"),
        "{error}"
    );
    let unlocked = fs::Permissions::from_mode(0o755);
    fs::set_permissions(bench.cache.path(), unlocked).expect("ours");
}

#[test]
fn pipes_and_folders_in_the_places_of_locks_logs_and_archives_hold_nothing_up() {
    let bench = bench(HashMap::new());
    let catalog = toy(FORGE, TOY, "");
    let pipe = |path: &Path| {
        let _ = fs::remove_file(path);
        assert!(
            Command::new("mkfifo")
                .arg(path)
                .status()
                .expect("coreutils")
                .success()
        );
    };
    bench.ensure(&catalog).expect("builds");
    let log = bench.cache.path().join("logs/toy.log");
    pipe(&log);
    pipe(&bench.cache.path().join("work/set-up-stray"));
    let changed = toy(FORGE, &format!("{TOY}; echo again"), "");
    ensure(&bench, &changed).expect("builds");
    assert!(fs::read_to_string(&log).expect("a file").contains("again"));
    assert_eq!(
        fs::read_dir(bench.cache.path().join("work"))
            .expect("there")
            .count(),
        0
    );

    pipe(&bench.cache.path().join("locks/work"));
    let error = ensure(&bench, &toy(FORGE, "exit 1", "")).expect_err("can't lock");
    assert!(error.to_string().contains("locks/work"), "{error}");
}
