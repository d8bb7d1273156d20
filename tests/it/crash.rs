//! Ends of a server, orderly and not: what runs is answered, nothing is left, and the next start goes on.

mod clock;
mod disk;
mod process;

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use process::{Process, ask, c, cache_beside, eventually, files, lua, processes_with, read, serve};

const ENDLESS: &str = "while true do end";

#[test]
fn who_outlives_the_grace_is_told_and_the_server_ends_in_time() {
    let args = ["--lang", "lua", "--workers", "1", "--grace", "3"];
    let mut server = Process::start(&mut serve(&args));
    let mut idle = TcpStream::connect(&server.address).unwrap();
    idle.write_all(b"GET /languages HTTP/1.1\r\nhost: x\r\n\r\n")
        .unwrap();
    // One that runs, one whose answer has begun, and those that wait for their turn.
    let mut stuck = vec![server.send("application/json", &lua(ENDLESS))];
    eventually("a run", || (server.running() >= 1.0).then_some(()));
    let streamed = server.send("application/x-ndjson", &lua(ENDLESS));
    stuck.extend((0..3).map(|_| server.send("application/json", &lua(ENDLESS))));
    server.signal("TERM");
    server.hears("shutting down");
    assert_eq!(server.admin("/readyz").0, 503);
    eventually("nobody new", || TcpStream::connect(&server.address).err());
    for stream in stuck {
        let (status, body) = read(stream);
        assert_eq!(status, 503, "{body}");
        assert!(body.contains("this server is shutting down"), "{body}");
    }
    let (status, body) = read(streamed);
    assert_eq!(status, 200, "it had begun");
    let last = body
        .lines()
        .rfind(|line| line.contains("\"type\""))
        .unwrap_or_default();
    assert!(
        last.contains("error") && last.contains("shutting down"),
        "{body}"
    );
    let (code, took) = server.end();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert!(server.said().contains("stopping what still runs"));
}

#[test]
fn a_second_signal_ends_a_server_at_once() {
    for (signals, code) in [
        (["TERM", "TERM"], 143),
        (["INT", "INT"], 130),
        (["TERM", "INT"], 130),
    ] {
        let args = ["--lang", "lua", "--grace", "600"];
        let mut server = Process::start(&mut serve(&args));
        let running = server.send("application/json", &lua(ENDLESS));
        eventually("a run", || (server.running() >= 1.0).then_some(()));
        server.signal(signals[0]);
        server.hears("shutting down");
        server.signal(signals[1]);
        let (ended, took) = server.end();
        assert_eq!(ended, Some(code), "{}", server.said());
        assert!(took < Duration::from_secs(10), "{took:?}");
        drop(running);
    }
}

/// A language whose recipe takes as long as it is told to.
struct Slow {
    folder: tempfile::TempDir,
}

impl Slow {
    fn new(recipe: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("languages/runtimes/slow");
        fs::create_dir_all(&home).unwrap();
        let manifest = "name = 'Slow'\nversion = '1'\nsource = 'main.slow'\n\
            [build]\nrecipe = 'build.sh'\noutputs = ['slow.wasm', 'lib']\n\
            [run]\nmodule = 'slow.wasm'\nargv = ['slow', '{source}']\nfuel_per_second = 1_000_000_000\n\
            [[run.mount]]\nat = '/lib'\nfrom = 'lib'\n\
            [reference]\nsource = 'hello.slow'\nstdout = 'ready'\n";
        // Says a word, whatever it is given.
        let module = r#"(module
            (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            (data (i32.const 0) "\10\00\00\00\05\00\00\00")
            (data (i32.const 16) "ready")
            (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"#;
        let recipe = recipe.replace('@', &folder.path().display().to_string());
        let write = |name: &str, content: &[u8]| fs::write(home.join(name), content).unwrap();
        write("language.toml", manifest.as_bytes());
        write("build.sh", recipe.as_bytes());
        write("hello.slow", b"hello");
        write("slow.wasm", &wat::parse_str(module).unwrap());
        Self { folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self) -> std::process::Command {
        let (languages, cache) = (self.at("languages"), self.at("cache"));
        serve(&[
            "--lang",
            "slow",
            "--extra-languages",
            languages.to_str().unwrap(),
            "--cache",
            cache.to_str().unwrap(),
        ])
    }

    /// A start that nobody disturbs serves, and what others left behind is gone.
    fn is_well(&self) {
        let server = Process::start(&mut self.command());
        let answer = server.run(&json!({"lang": "slow", "source": "x"}));
        assert_eq!(answer["tests"][0]["stdout"], "ready", "{answer}");
        assert_eq!(files(&self.at("cache/work")), Vec::<PathBuf>::new());
        assert_eq!(fs::read_dir(self.at("cache/work")).unwrap().count(), 0);
        let modules = files(&self.at("cache/modules"));
        assert_eq!(modules.len(), 2, "{modules:?}");
        server.kill();
        self.is_alone();
    }

    /// No process has anything to do with it.
    fn is_alone(&self) {
        let word = self.folder.path().display().to_string();
        eventually("the end of all processes", || {
            processes_with(&word).is_empty().then_some(())
        });
    }
}

const FINISH: &str = "mkdir $OUT/lib; echo x > $OUT/lib/x; cp $HERE/slow.wasm $OUT/\n";

#[test]
fn a_signal_during_set_up_ends_it_and_the_next_start_goes_on() {
    for (signal, code) in [("TERM", Some(0)), ("INT", Some(0)), ("KILL", None)] {
        // The first time it gets stuck, with a child of its own.
        let stuck = "if mkdir @/stuck 2> /dev/null; then echo half > $OUT/slow.wasm; touch @/begun; sleep 1000 & wait; fi\n";
        let slow = Slow::new(&format!("{stuck}{FINISH}"));
        let mut server = Process::begin(&mut slow.command());
        eventually("the recipe", || slow.at("begun").exists().then_some(()));
        assert_eq!(server.admin("/readyz").0, 503);
        server.signal(signal);
        let (ended, took) = server.end();
        assert_eq!(ended, code, "{}", server.said());
        assert!(took < Duration::from_secs(10), "{took:?}");
        assert!(server.said().contains("shutting down") == (signal != "KILL"));
        slow.is_alone();
        slow.is_well();
    }
}

#[test]
fn a_kill_at_any_moment_of_set_up_leaves_nothing_that_the_next_start_minds() {
    // Several steps, so that there are many moments: fetching nothing, a recipe of some steps, a stamp, compiling, a stamp.
    let steps = "for i in 1 2 3 4 5 6 7 8; do echo $i >> $OUT/steps; sleep 0.005; done\n";
    let slow = Slow::new(&format!("{steps}{FINISH}"));
    let mut at_work = 0;
    for moment in 0..25 {
        // Each begins anew, but for what the killed one left.
        let _ = fs::remove_dir_all(slow.at("cache/store"));
        let _ = fs::remove_dir_all(slow.at("cache/modules"));
        let server = Process::begin(&mut slow.command());
        std::thread::sleep(Duration::from_millis(moment * 7));
        at_work += usize::from(!server.said().contains("serving http://"));
        server.kill();
        slow.is_alone();
    }
    assert!(at_work > 0, "all were too late");
    slow.is_well();
}

#[test]
fn a_kill_under_load_leaves_nothing_and_no_half_program() {
    let cache = cache_beside();
    let path = cache.path().to_str().unwrap().to_owned();
    let args = ["--lang", "c", "--lang", "lua", "--cache", &path];
    let programs = cache.path().join("programs");
    let mut number = 1000;
    for round in 0..6 {
        let server = Process::start(&mut serve(&args));
        let left: Vec<_> = files(&programs);
        assert!(
            left.iter()
                .all(|file| file.extension().is_some_and(|e| e == "program")),
            "{left:?}"
        );
        let mut asked = Vec::new();
        for _ in 0..8 {
            number += 1;
            asked.push(server.send("application/json", &c(number)));
            asked.push(server.send("application/json", &lua(ENDLESS)));
        }
        std::thread::sleep(Duration::from_millis(40 + round * 60));
        server.kill();
        for stream in asked {
            let (status, body) = read(stream);
            assert!(
                status == 0 || body.contains(r#""stdout":"#),
                "half an answer: {status} {body}"
            );
        }
        eventually("the end of all processes", || {
            processes_with(&path).is_empty().then_some(())
        });
    }
    // All that was kept is whole, and used or made again.
    let server = Process::start(&mut serve(&args));
    for number in 1001..=number {
        server.says(number);
    }
    assert!(!files(&programs).is_empty());
    assert_eq!(
        fs::read_dir(cache.path().join("work")).map_or(0, Iterator::count),
        0
    );
    server.kill();
}

#[test]
fn spoiled_programs_are_compiled_again_and_never_run() {
    let cache = cache_beside();
    let path = cache.path().to_str().unwrap().to_owned();
    let args = ["--lang", "c", "--cache", &path];
    let programs = cache.path().join("programs");
    let spoils: [fn(&Path); 7] = [
        |file| fs::write(file, &fs::read(file).unwrap()[..1000]).unwrap(),
        |file| {
            let mut bytes = fs::read(file).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(file, bytes).unwrap();
        },
        |file| fs::write(file, "").unwrap(),
        |file| {
            let bytes = fs::read(file).unwrap();
            fs::write(file, [bytes, vec![0; 100]].concat()).unwrap();
        },
        |file| {
            fs::remove_file(file).unwrap();
            let made = std::process::Command::new("mkfifo").arg(file).status();
            assert!(made.unwrap().success());
        },
        |file| {
            fs::remove_file(file).unwrap();
            fs::create_dir(file).unwrap();
        },
        |file| fs::set_permissions(file, fs::Permissions::from_mode(0o666)).unwrap(),
    ];
    let start = || Process::start(&mut serve(&args));
    let cached = |server: &Process, number| {
        let answer = server.run(&c(number));
        assert_eq!(
            answer["tests"][0]["stdout"],
            format!("{number}\n"),
            "{answer}"
        );
        answer["compile"]["meta"]["cached"] == true
    };
    let server = start();
    assert!(!cached(&server, 1) && cached(&server, 1));
    server.kill();
    let server = start();
    assert!(cached(&server, 1), "a restart forgets none");
    server.kill();
    for (case, spoil) in spoils.into_iter().enumerate() {
        let all = files(&programs);
        all.iter().for_each(|file| spoil(file));
        let server = start();
        assert!(!cached(&server, 1), "case {case}");
        server.kill();
        let server = start();
        assert!(cached(&server, 1), "case {case}: it is kept again");
        server.kill();
    }
    // Good files in each other's places.
    let server = start();
    server.says(2);
    let all = files(&programs);
    let by_key = |number: usize| {
        let mut all = all.clone();
        all.sort();
        all.swap_remove(number % all.len())
    };
    let (one, two) = (by_key(0), by_key(1));
    assert_ne!(one, two);
    server.kill();
    let aside = cache.path().join("aside");
    for (from, to) in [(&one, &aside), (&two, &one), (&aside, &two)] {
        fs::rename(from, to).unwrap();
    }
    let server = start();
    server.says(1);
    server.says(2);
    assert_eq!(
        read(ask(&server.address, "GET", "/languages", "*/*", "")).0,
        200
    );
    server.kill();
}
