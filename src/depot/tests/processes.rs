//! Several processes and one cache: this test binary runs itself as the other process.

use std::env;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use super::*;

/// Names the cache to the other process.
const CACHE: &str = "ENCLOS_DEPOT_TEST_CACHE";

/// The catalog of both processes. Recipes cannot see the environment, so the place of the signals is written into it.
fn catalog(cache: &Path) -> Catalog {
    let recipe = fs::read_to_string(cache.join("recipe.sh")).expect("there");
    toy(FORGE, &recipe, "")
}

fn start(cache: &Path) -> Child {
    Command::new(env::current_exe().expect("known"))
        .args(["--exact", "depot::tests::processes::the_other_process"])
        .env(CACHE, cache)
        .spawn()
        .expect("starts")
}

/// Not a test by itself: what the other process does.
#[test]
fn the_other_process() {
    if let Some(cache) = env::var_os(CACHE) {
        let cache = Path::new(&cache);
        let depot = Depot::with_fetcher(cache, Box::new(Shop(HashMap::new()))).expect("opens");
        let toy = ["toy".parse().expect("an id")];
        let outcome = depot.ensure(&catalog(cache), &toy, &Silent, &Copier::default());
        outcome.expect("builds");
    }
}

fn wait_for(condition: impl Fn() -> bool) {
    while !condition() {
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_kill_in_the_middle_leaves_nothing_that_the_next_set_up_minds() {
    let bench = bench(HashMap::new());
    let cache = bench.cache.path();
    // The recipe kills the process that runs it, once, after it has filled half of its folder.
    let recipe = "echo half > $OUT/toy.wasm\n\
                  if mkdir @/killed 2> /dev/null; then kill -9 $PPID; exit 1; fi\n\
                  echo whole > $OUT/toy.wasm; mkdir $OUT/lib\n";
    fs::write(
        cache.join("recipe.sh"),
        recipe.replace('@', &cache.display().to_string()),
    )
    .expect("writable");
    let status = start(cache).wait().expect("ends");
    assert!(!status.success());
    let left = |folder: &str| fs::read_dir(cache.join(folder)).expect("there").count();
    assert_eq!(
        (left("store"), left("modules")),
        (1, 0),
        "only the forge was finished"
    );
    assert_eq!(left("work"), 2, "the dead process could not clean up");

    let installed = bench.ensure(&catalog(cache)).expect("builds");
    assert_eq!(
        fs::read_to_string(installed.folder.join("toy.wasm")).expect("there"),
        "whole\n"
    );
    assert_eq!(left("work"), 0);
    assert!(
        !bench.log.take().contains(&"forge: building".to_owned()),
        "what was whole stays"
    );
}

#[test]
fn of_two_processes_one_builds_and_the_other_waits() {
    let bench = bench(HashMap::new());
    let cache = bench.cache.path().to_owned();
    // The recipe says that it runs, and goes on when the test has seen somebody wait for it.
    let recipe = "echo run >> @/runs\nuntil [ -e @/go ]; do sleep 0.01; done\n\
                  echo whole > $OUT/toy.wasm; mkdir $OUT/lib\n";
    fs::write(
        cache.join("recipe.sh"),
        recipe.replace('@', &cache.display().to_string()),
    )
    .expect("writable");
    let mut other = start(&cache);
    wait_for(|| cache.join("runs").exists());
    let catalog = catalog(&cache);
    thread::scope(|scope| {
        let here = scope.spawn(|| bench.ensure(&catalog).expect("waits"));
        wait_for(|| {
            let log = bench.log.0.lock().expect("unpoisoned");
            log.iter().any(|line| line.starts_with("toy: waiting"))
        });
        fs::write(cache.join("go"), "").expect("writable");
        let installed = here.join().expect("no panic");
        assert!(installed.module.expect("an interpreter").exists());
    });
    assert!(other.wait().expect("ends").success());
    assert_eq!(
        fs::read_to_string(cache.join("runs")).expect("there"),
        "run\n"
    );
    assert!(!bench.log.take().contains(&"toy: building".to_owned()));
}
