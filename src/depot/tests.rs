//! Set-up as a whole, with recipes of one line, a registry of files and an engine that copies.

mod damage;
mod processes;

use std::collections::HashMap;
use std::error::Error as StdError;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use sha2::{Digest as _, Sha256};

use crate::languages::Package;

use super::*;

/// Copies modules, and remembers which.
#[derive(Default)]
struct Copier {
    key: &'static str,
    compiled: Mutex<Vec<(String, Option<SnapshotSpec>)>>,
}

impl Precompile for Copier {
    fn engine_key(&self) -> String {
        self.key.to_owned()
    }

    fn precompile(
        &self,
        wasm: &Path,
        out: &Path,
        snapshot: Option<&SnapshotSpec>,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        let text = fs::read_to_string(wasm)?;
        if text.contains("bad") {
            return Err("not a module".into());
        }
        fs::write(out, &text)?;
        self.compiled
            .lock()
            .expect("unpoisoned")
            .push((text, snapshot.cloned()));
        Ok(())
    }
}

impl Copier {
    fn count(&self) -> usize {
        self.compiled.lock().expect("unpoisoned").len()
    }
}

/// Delivers prepared archives by package name.
struct Shop(HashMap<String, PathBuf>);

impl Fetcher for Shop {
    fn fetch(&self, package: &Package, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let from = &self.0[&package.name];
        let to = folder.join(from.file_name().expect("a file"));
        fs::copy(from, &to).expect("writable");
        Ok(vec![to])
    }
}

/// Collects lines as `Lines` would print them.
#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl Progress for Log {
    fn report(&self, component: &str, event: &Event<'_>) {
        let event = event.to_string();
        let first = event.lines().next().unwrap_or_default();
        self.0
            .lock()
            .expect("unpoisoned")
            .push(format!("{component}: {first}"));
    }
}

impl Log {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("unpoisoned"))
    }
}

const HELLO: (&str, &str) = ("runtimes/toy/hello.toy", "hello");
const LIBRARY: (&str, &str) = ("runtimes/toy/library.toy", "library");

/// A language `toy` whose interpreter needs a toolchain `forge`; both recipes are given.
fn toy(forge: &str, recipe: &str, packages: &str) -> Catalog {
    toy_with(forge, recipe, packages, "")
}

/// The same with more at the end of the language's manifest.
fn toy_with(forge: &str, recipe: &str, packages: &str, more: &str) -> Catalog {
    toy_and(&[], forge, recipe, packages, more)
}

/// The same among further files.
fn toy_and(
    others: &[(&str, &str)],
    forge: &str,
    recipe: &str,
    packages: &str,
    more: &str,
) -> Catalog {
    let language = format!(
        "name = \"Toy\"\nversion = \"1\"\nsource = \"main.toy\"\n\
         [build]\nrecipe = \"build.sh\"\nneeds = [\"forge\"]\noutputs = [\"toy.wasm\", \"lib\"]\n{packages}\n\
         [run]\nmodule = \"toy.wasm\"\nargv = [\"toy\", \"{{source}}\"]\nfuel_per_second = 1\nsnapshot = \"init\"\n\
         [[run.mount]]\nat = \"/lib\"\nfrom = \"lib\"\n\
         [reference]\nsource = \"hello.toy\"\nstdout = \"\"\n{more}"
    );
    let toolchain =
        "name = \"Forge\"\nversion = \"1\"\n[build]\nrecipe = \"build.sh\"\noutputs = [\"tool\"]\n";
    let toy = [
        ("toolchains/forge/toolchain.toml", toolchain),
        ("toolchains/forge/build.sh", forge),
        ("runtimes/toy/language.toml", &language),
        ("runtimes/toy/build.sh", recipe),
        HELLO,
        LIBRARY,
    ];
    Catalog::from_files(&[&toy, others].concat()).expect("valid manifests")
}

const FORGE: &str = "echo tool > $OUT/tool";
const TOY: &str =
    "mkdir $OUT/lib; cp $DEP_FORGE/tool $OUT/toy.wasm; cp $HERE/library.toy $OUT/lib; echo said";

struct Bench {
    cache: tempfile::TempDir,
    depot: Depot,
    engine: Copier,
    log: Log,
}

fn bench(shop: HashMap<String, PathBuf>) -> Bench {
    let cache = tempfile::tempdir().expect("a temporary folder");
    let depot = Depot::with_fetcher(cache.path(), Box::new(Shop(shop))).expect("opens");
    let (engine, log) = (Copier::default(), Log::default());
    Bench {
        cache,
        depot,
        engine,
        log,
    }
}

impl Bench {
    fn ensure(&self, catalog: &Catalog) -> Result<Installed, Error> {
        let toy = ["toy".parse().expect("an id")];
        let mut installed = self.depot.ensure(catalog, &toy, &self.log, &self.engine)?;
        Ok(installed.remove(0))
    }

    fn error(&self, catalog: &Catalog) -> String {
        self.ensure(catalog).expect_err("must fail").to_string()
    }
}

#[test]
fn a_language_is_built_once_with_what_it_needs_and_then_found_in_silence() {
    let bench = bench(HashMap::new());
    let catalog = toy(FORGE, TOY, "");
    let first = bench.ensure(&catalog).expect("builds");
    let lines = bench.log.take();
    assert_eq!(
        lines,
        [
            "forge: building",
            "forge: ready, 0.0 MB, 0 s",
            "toy: building",
            "toy: compiling toy.wasm to machine code",
            "toy: ready, 0.0 MB, 0 s"
        ]
    );
    let code = first.module.as_ref().expect("an interpreter");
    assert_eq!(fs::read_to_string(code).expect("there"), "tool\n");
    assert_eq!(
        fs::read_to_string(first.mounts[0].host.join("library.toy")).expect("there"),
        "library"
    );
    assert_eq!(
        fs::read_to_string(bench.cache.path().join("logs/toy.log")).expect("there"),
        "said\n"
    );
    let snapshot = bench.engine.compiled.lock().expect("unpoisoned")[0]
        .1
        .clone()
        .expect("wanted");
    assert_eq!(
        (snapshot.init.as_str(), &snapshot.argv[1][..]),
        ("init", "main.toy")
    );
    assert_eq!(snapshot.mounts, first.mounts);

    let second = bench.ensure(&catalog).expect("is there");
    assert_eq!(second.module, first.module);
    assert!(bench.log.take().is_empty());
    assert_eq!(bench.engine.count(), 1);
    assert_eq!(
        fs::read_dir(bench.cache.path().join("work"))
            .expect("there")
            .count(),
        0
    );
}

#[test]
fn damage_is_found_by_checksum_and_repaired() {
    let bench = bench(HashMap::new());
    let catalog = toy(FORGE, TOY, "");
    let installed = bench.ensure(&catalog).expect("builds");
    let code = installed.module.clone().expect("an interpreter");
    let tree = installed.mounts[0].host.join("library.toy");
    bench.log.take();
    for (victim, rebuilt) in [
        (&tree, "toy: building"),
        (&code, "toy: compiling toy.wasm to machine code"),
    ] {
        let whole = fs::read(victim).expect("there");
        let mut damaged = whole.clone();
        damaged[1] ^= 1;
        fs::remove_file(victim).expect("ours");
        fs::write(victim, damaged).expect("writable");
        let health = bench
            .depot
            .verify_all(&catalog, &bench.engine)
            .expect("looks");
        let toy = health
            .iter()
            .find(|health| health.component == "toy")
            .expect("known");
        assert!(matches!(toy.condition, Condition::Damaged(_)), "{toy:?}");
        bench.ensure(&catalog).expect("repairs");
        assert_eq!(bench.log.take()[0], rebuilt);
        assert_eq!(fs::read(victim).expect("there"), whole);

        fs::remove_file(victim).expect("ours");
        bench.ensure(&catalog).expect("repairs");
        assert_eq!(fs::read(victim).expect("there"), whole);
        bench.log.take();
    }
}

#[test]
fn a_ready_language_does_not_ask_for_the_forge() {
    let bench = bench(HashMap::new());
    let catalog = toy(FORGE, TOY, "");
    bench.ensure(&catalog).expect("builds");
    let store = bench.cache.path().join("store");
    for entry in fs::read_dir(&store).expect("there") {
        let entry = entry.expect("there");
        if entry
            .file_name()
            .to_string_lossy()
            .starts_with("toolchain-forge")
        {
            fs::remove_dir_all(entry.path()).expect("ours");
        }
    }
    bench.log.take();
    bench.ensure(&catalog).expect("is there");
    assert!(bench.log.take().is_empty());
}

#[test]
fn an_interpreter_that_is_borrowed_is_built_and_its_trees_come_along() {
    let moon = "name='Moon'\nversion='1'\nsource='m'\n[compile]\ntoolchain=['moonc','further']\nartifact='/tmp/m'\n\
        [[compile.step]]\nargv=['moonc','{source}']\n[run]\nruntime='toy'\nargv=['toy','{artifact}']\nfuel_per_second=1\n\
        [reference]\nsource='h'\nstdout=''";
    let toolchain = |module: &str| {
        format!(
            "name='T'\nversion='1'\nmodule='{module}'\nmodules=['two-{module}']\nsnapshot='init'\n[build]\nrecipe='build.sh'\noutputs=['{module}','two-{module}']"
        )
    };
    let (moonc, further) = (toolchain("moonc.wasm"), toolchain("further.wasm"));
    let moon = [
        ("runtimes/moon/language.toml", moon),
        ("runtimes/moon/h", ""),
        ("toolchains/moonc/toolchain.toml", &moonc),
        (
            "toolchains/moonc/build.sh",
            "echo 1 >$OUT/moonc.wasm; echo 2 >$OUT/two-moonc.wasm",
        ),
        ("toolchains/further/toolchain.toml", &further),
        (
            "toolchains/further/build.sh",
            "echo 3 >$OUT/further.wasm; echo 4 >$OUT/two-further.wasm",
        ),
    ];
    let catalog = toy_and(&moon, FORGE, TOY, "", "");
    let bench = bench(HashMap::new());
    let ids = ["moon".parse().expect("an id")];
    let installed = bench
        .depot
        .ensure(&catalog, &ids, &bench.log, &bench.engine);
    let installed = installed.expect("builds").remove(0);
    assert_eq!(
        fs::read(installed.module.expect("toy's")).expect("there"),
        b"tool\n"
    );
    assert_eq!(installed.mounts.len(), 1);
    assert_eq!(installed.mounts[0].at, "/lib");
    let compiler = installed.compiler.expect("compiled");
    let modules: Vec<_> = compiler.modules.keys().map(String::as_str).collect();
    assert_eq!(
        modules,
        [
            "further.wasm",
            "moonc.wasm",
            "two-further.wasm",
            "two-moonc.wasm"
        ]
    );
    // Only main modules are snapshotted.
    let compiled = bench.engine.compiled.lock().expect("unpoisoned").clone();
    let snapshotted: Vec<_> = compiled
        .iter()
        .filter(|(_, snapshot)| snapshot.is_some())
        .collect();
    let names: Vec<_> = snapshotted.iter().map(|(text, _)| text.trim()).collect();
    assert!(
        names.contains(&"1") && names.contains(&"3") && !names.contains(&"2"),
        "{names:?}"
    );
}

#[test]
fn another_limit_in_the_manifest_builds_nothing() {
    let bench = bench(HashMap::new());
    let first = bench.ensure(&toy(FORGE, TOY, "")).expect("builds");
    bench.log.take();
    let more_mounts = "[[run.mount]]\nat = \"/more\"\nfrom = \"lib\"";
    let catalog = toy_with(FORGE, TOY, "", more_mounts);
    let second = bench.ensure(&catalog).expect("is there");
    assert_eq!(first.folder, second.folder);
    assert_eq!(second.mounts.len(), 2);
}

#[test]
fn a_changed_input_builds_anew_and_the_old_result_can_be_removed() {
    let mut bench = bench(HashMap::new());
    let old = bench.ensure(&toy(FORGE, TOY, "")).expect("builds");
    let catalog = toy("echo other > $OUT/tool", TOY, "");
    let new = bench.ensure(&catalog).expect("builds");
    assert_ne!(old.folder, new.folder);
    assert_ne!(old.module, new.module);
    bench.engine.key = "another engine";
    let newest = bench.ensure(&catalog).expect("compiles");
    assert_eq!(
        (&newest.folder, newest.module == new.module),
        (&new.folder, false)
    );

    let sizes = bench.depot.sizes().expect("measures");
    assert_eq!(sizes.components_bytes.len(), 4);
    let freed = bench
        .depot
        .remove_stale(&catalog, &bench.engine)
        .expect("removes");
    assert!(freed > 0);
    assert!(!old.folder.exists() && newest.folder.exists());
    assert_eq!(
        fs::read_dir(bench.cache.path().join("modules"))
            .expect("there")
            .count(),
        2
    );
    bench.log.take();
    bench.ensure(&catalog).expect("is there");
    assert!(bench.log.take().is_empty());
}

#[test]
fn a_recipe_gets_its_packages_and_a_clean_environment() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("package")).expect("writable");
    fs::write(folder.path().join("package/toy.c"), "toy source").expect("writable");
    let archive = folder.path().join("toy-1.tgz");
    let file = fs::File::create(&archive).expect("writable");
    let mut builder = ::tar::Builder::new(flate2::write::GzEncoder::new(
        file,
        flate2::Compression::fast(),
    ));
    builder
        .append_dir_all("package", folder.path().join("package"))
        .expect("writable");
    builder
        .into_inner()
        .and_then(|encoder| encoder.finish())
        .expect("writable");
    let bytes = fs::read(&archive).expect("there");
    let sha256: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let package = format!(
        "[[build.package]]\nregistry = \"npm\"\nname = \"@toy/src\"\nversion = \"1\"\nsha256 = \"{sha256}\""
    );
    let bench = bench(HashMap::from([("@toy/src".to_owned(), archive)]));
    let recipe = "mkdir $OUT/lib; cp $PKG_TOY_SRC/toy.c $OUT/toy.wasm; env | cut -d= -f1 | sort > $OUT/lib/env; \
                  test \"$PWD\" != \"$HOME\"; test -z \"$(ls -A)\"; test \"$JOBS\" -ge 1";
    let installed = bench.ensure(&toy(FORGE, recipe, &package)).expect("builds");
    assert_eq!(
        fs::read_to_string(installed.folder.join("toy.wasm")).expect("there"),
        "toy source"
    );
    let names = fs::read_to_string(installed.folder.join("lib/env")).expect("there");
    let names: Vec<_> = names
        .lines()
        .filter(|name| !["_", "OLDPWD", "SHLVL"].contains(name))
        .collect();
    assert_eq!(
        names,
        [
            "DEP_FORGE",
            "HERE",
            "HOME",
            "JOBS",
            "LANG",
            "LC_ALL",
            "OUT",
            "PATH",
            "PKG_TOY_SRC",
            "PWD",
            "TMPDIR"
        ]
    );
    assert!(
        bench
            .log
            .take()
            .contains(&"toy: fetching @toy/src 1 (npm)".to_owned())
    );
}

#[test]
fn failures_say_what_happened_and_leave_nothing_behind() {
    let bench = bench(HashMap::new());
    let failed = bench.error(&toy(FORGE, "echo one; echo two >&2; false", ""));
    assert!(
        failed.contains("logs/toy.log") && failed.contains("one\ntwo"),
        "{failed}"
    );
    let missing = bench.error(&toy(FORGE, "cp $DEP_FORGE/tool $OUT/toy.wasm", ""));
    assert!(missing.contains("its output lib is not there"), "{missing}");
    let link = bench.error(&toy(
        FORGE,
        &format!("{TOY}; ln -s $OUT/lib $OUT/lib/me"),
        "",
    ));
    assert!(
        link.contains("lib/me is a link that is not relative"),
        "{link}"
    );
    let module = bench.error(&toy("echo bad > $OUT/tool", TOY, ""));
    assert!(
        module.contains("toy.wasm of toy") && module.contains("not a module"),
        "{module}"
    );
    bench.log.take();
    let needed = bench.error(&toy("exit 3", TOY, ""));
    assert!(needed.contains("the recipe of forge failed"), "{needed}");
    let consequence = "toy: failed: toy was not built because forge, which it needs, failed";
    assert!(bench.log.take().contains(&consequence.to_owned()));
    assert_eq!(
        fs::read_dir(bench.cache.path().join("work"))
            .expect("there")
            .count(),
        0
    );
}

#[test]
fn a_language_that_does_not_exist_is_an_error() {
    let bench = bench(HashMap::new());
    let catalog = toy(FORGE, TOY, "");
    let unknown = ["cobol".parse().expect("an id")];
    let outcome = bench
        .depot
        .ensure(&catalog, &unknown, &Silent, &bench.engine);
    assert!(matches!(outcome, Err(Error::Unknown(_))));
}
