//! Runs `tests/attacks/native`: what hostile native programs try, what becomes of it, and that nothing of them is left.
//!
//! A program that gets something that it must not have says so in a line with `ESCAPED`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that can't go on fails, and one that is skipped says why"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::*;
use crate::executor::LiveStreams;
use crate::model::Outcome;

/// How much later than its wall limit a run may end, on a machine that is busy with other tests.
const SLACK: Duration = Duration::from_millis(1500);
/// How long the kernel may take to end the processes of a box that was killed, on such a machine.
const PATIENCE: Duration = Duration::from_secs(5);
const ESCAPED: &str = "ESCAPED";

#[derive(Deserialize)]
struct Attack {
    #[allow(dead_code, reason = "for people")]
    shows: String,
    variant: Vec<Variant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Variant {
    /// `c`, an interpreter's name, or `exec` for a file that is executed as it is.
    lang: String,
    source: String,
    status: Vec<String>,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    env: std::collections::BTreeMap<String, String>,
    stdout: Option<String>,
    #[serde(default, rename = "stdout_contains")]
    stdout_contains: Vec<String>,
    /// The files of the working directory that come back.
    left: Option<Vec<String>>,
    /// It is run twice, and must not see the second time that there was a first one.
    #[serde(default)]
    twice: bool,
    #[serde(default)]
    limits: Wire,
}

/// Limits in the names and units of a request.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Wire {
    time: Option<f64>,
    extra_time: Option<f64>,
    wall_time: Option<f64>,
    mem: Option<u64>,
    processes: Option<u32>,
    fsize: Option<u64>,
    quota: Option<String>,
}

impl Wire {
    fn limits(&self) -> LimitsInForce {
        let mut limits = limits();
        let seconds = |value: Option<f64>, or| value.map_or(or, Duration::from_secs_f64);
        limits.time = seconds(self.time, Duration::from_secs(1));
        limits.wall_time = seconds(self.wall_time, Duration::from_secs(3));
        limits.extra_time = seconds(self.extra_time, Duration::ZERO);
        limits.memory_bytes = self.mem.unwrap_or(64 << 10) << 10;
        limits.processes = self.processes.unwrap_or(16);
        limits.file_bytes = self.fsize.unwrap_or(4 << 10) << 10;
        let quota = self.quota.as_deref().unwrap_or("8192,200");
        let (kilobytes, inodes) = quota.split_once(',').unwrap();
        limits.quota = Quota {
            bytes: kilobytes.parse::<u64>().unwrap() << 10,
            inodes: inodes.parse().unwrap(),
        };
        limits
    }
}

/// Boxes with a keeper that can be told from those of other tests.
fn watched() -> Option<(Native, Keeper)> {
    static NEXT: AtomicU32 = AtomicU32::new(61_000);
    let first_uid = NEXT.fetch_add(32, Ordering::Relaxed);
    let native = Native::new(Settings {
        boxes: 1,
        keeper: Some(keeper_program()),
        first_uid,
    });
    match native.usable() {
        Ok(()) => Some((native, Keeper { first_uid })),
        Err(why) => {
            eprintln!("skipped: {why}");
            None
        }
    }
}

fn keeper_program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    tests.parent().unwrap().parent().unwrap().join("enclos")
}

struct Keeper {
    first_uid: u32,
}

/// A process: its number, its parent's, and its command line.
struct Process {
    pid: i32,
    parent: i32,
    command: String,
}

fn processes() -> Vec<Process> {
    let entries = std::fs::read_dir("/proc").unwrap();
    let pids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let process = |pid: i32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let (_, fields) = stat.rsplit_once(") ")?;
        let mut fields = fields.split(' ');
        let state = fields.next()?;
        let parent = fields.next()?.parse().ok()?;
        let command = std::fs::read(format!("/proc/{pid}/cmdline")).ok()?;
        let command = String::from_utf8_lossy(&command).replace('\0', " ");
        // One that is only waiting to be counted does nothing any more.
        (state != "Z").then_some(Process {
            pid,
            parent,
            command,
        })
    };
    pids.filter_map(process).collect()
}

impl Keeper {
    fn pid(&self, processes: &[Process]) -> Option<i32> {
        let mark = format!("__keeper {}", self.first_uid);
        let us = std::process::id() as i32;
        let keepers = processes
            .iter()
            .filter(|process| process.command.contains(&mark));
        let ours = |process: &&Process| {
            let parent = processes.iter().find(|other| other.pid == process.parent);
            process.parent == us || parent.is_some_and(|parent| parent.parent == us)
        };
        // Boxes are forked from the keeper and have its command line.
        keepers
            .filter(ours)
            .map(|process| process.pid)
            .min_by_key(|pid| depth(processes, *pid))
    }

    /// Processes that boxes have beside their first ones, and boxes that nobody keeps.
    fn strays(&self) -> Vec<String> {
        let processes = processes();
        let Some(keeper) = self.pid(&processes) else {
            return vec!["there is no keeper".to_owned()];
        };
        let boxes: BTreeSet<i32> = (processes.iter())
            .filter(|process| process.parent == keeper)
            .map(|process| process.pid)
            .collect();
        let inner = processes
            .iter()
            .filter(|process| boxes.contains(&process.parent));
        let mut strays: Vec<String> = inner
            .map(|process| format!("{}: {}", process.pid, process.command))
            .collect();
        if boxes.len() > 2 {
            strays.push(format!("{} boxes", boxes.len()));
        }
        strays
    }

    /// The keeper, its boxes, and all that runs in them.
    fn all(&self) -> Vec<i32> {
        let processes = processes();
        let mut found: Vec<i32> = self.pid(&processes).into_iter().collect();
        let mut at = 0;
        while let Some(&parent) = found.get(at) {
            let children = processes.iter().filter(|process| process.parent == parent);
            found.extend(children.map(|process| process.pid));
            at += 1;
        }
        found
    }
}

fn depth(processes: &[Process], pid: i32) -> usize {
    let parent = processes.iter().find(|process| process.pid == pid);
    parent.map_or(0, |process| 1 + depth(processes, process.parent))
}

/// Waits until `found` finds nothing.
fn until_none<T: std::fmt::Debug>(what: &str, found: impl Fn() -> Vec<T>) -> Result<(), String> {
    let begun = Instant::now();
    loop {
        let left = found();
        if left.is_empty() {
            return Ok(());
        }
        if begun.elapsed() > PATIENCE {
            return Err(format!("{what} left: {left:?}"));
        }
        std::thread::yield_now();
    }
}

/// What of the host a program could have left something in.
#[derive(PartialEq, Debug)]
struct Host {
    /// Those at places where boxes have theirs. What others mount elsewhere is their business.
    mounts: Vec<String>,
    /// System V's shared memory, semaphores and queues, of which nobody's run is to make any.
    ipc: Vec<String>,
    /// What programs of attacks call the files that they make.
    files: Vec<PathBuf>,
}

impl Host {
    fn look() -> Self {
        let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
        let ours = |path: &PathBuf| path.to_string_lossy().contains("enclos-attack");
        let files = ["/tmp", "/dev/shm", "/var/tmp", "/"].into_iter();
        let files = files.filter_map(|folder| std::fs::read_dir(folder).ok());
        Self {
            mounts: read("/proc/self/mountinfo")
                .lines()
                .filter(|line| is_of_a_box(line))
                .map(str::to_owned)
                .collect(),
            ipc: ["shm", "msg", "sem"]
                .map(|kind| read(&format!("/proc/sysvipc/{kind}")))
                .into(),
            files: files
                .flatten()
                .map(|entry| entry.unwrap().path())
                .filter(ours)
                .collect(),
        }
    }
}

/// Whether a line of `mountinfo` is a mount at a place where boxes make theirs, before or after they change their root.
fn is_of_a_box(line: &str) -> bool {
    const PLACES: [&str; 9] = [
        "/tmp",
        "/tmp/usr",
        "/tmp/box",
        "/tmp/tmp",
        "/tmp/proc",
        "/tmp/dev/shm",
        "/box",
        "/usr",
        "/usr/local",
    ];
    let at = line.split(' ').nth(4);
    at.is_some_and(|at| PLACES.contains(&at))
}

/// Makes the program: the files that a run of it is given and its command. None, with a line, without a compiler.
fn make(native: &Native, path: &Path, variant: &Variant) -> Option<(Vec<File>, Vec<String>)> {
    let file = |name: &str, content: Arc<[u8]>| File {
        name: FileName::new(name).unwrap(),
        content,
    };
    let source = std::fs::read(path.join(&variant.source)).unwrap();
    let source = file(&variant.source, source.into());
    if variant.lang == "exec" {
        return Some((vec![source], vec![format!("/box/{}", variant.source)]));
    }
    if variant.lang != "c" {
        let interpreter = Path::new("/usr/bin").join(&variant.lang);
        if !interpreter.exists() {
            eprintln!(
                "skipped: {} needs {}",
                path.display(),
                interpreter.display()
            );
            return None;
        }
        let command = vec![variant.lang.clone(), variant.source.clone()];
        return Some((vec![source], command));
    }
    let mut compile = job(&[
        "gcc",
        "-O0",
        "-w",
        "-o",
        "/tmp/main",
        &variant.source,
        "-lpthread",
    ]);
    if !Path::new("/usr/bin/gcc").exists() {
        eprintln!("skipped: {} needs gcc", path.display());
        return None;
    }
    compile.files = vec![source];
    compile.limits.time = Duration::from_secs(20);
    compile.limits.wall_time = Duration::from_secs(60);
    compile.limits.memory_bytes = 512 << 20;
    compile.collect = Collect::Temporary;
    let Finished { outcome, files } = native.run(&program(), compile);
    assert_eq!(
        outcome.status,
        Status::Ok,
        "{}: {outcome:?}",
        path.display()
    );
    let mut files = files.into_iter();
    let (name, content) = files.find(|(name, _)| name == "tmp/main").unwrap();
    Some((vec![file(&name, content)], vec!["/tmp/main".to_owned()]))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(2000).collect()
}

fn check(variant: &Variant, finished: &Finished, took: Duration) -> Result<(), String> {
    let Finished { outcome, files } = finished;
    let (stdout, stderr) = (lossy(&outcome.stdout), lossy(&outcome.stderr));
    let context = format!(
        "{:?} {:?} {:?}\nstdout: {stdout}\nstderr: {stderr}",
        outcome.message, outcome.signal, outcome.usage
    );
    let status = outcome.status.as_str();
    if !variant.status.iter().any(|allowed| allowed == status) {
        return Err(format!(
            "{status} instead of {:?}: {context}",
            variant.status
        ));
    }
    let limit = variant.limits.limits().wall_time;
    if outcome.usage.wall > limit + SLACK || took > limit + 2 * SLACK {
        return Err(format!("took {took:?} of {limit:?}: {context}"));
    }
    if stdout.contains(ESCAPED) || stderr.contains(ESCAPED) {
        return Err(context);
    }
    let missing = variant.stdout_contains.iter();
    if let Some(missing) = missing.clone().find(|text| !stdout.contains(*text)) {
        return Err(format!("stdout lacks {missing:?}: {context}"));
    }
    if variant
        .stdout
        .as_ref()
        .is_some_and(|expected| *expected != stdout)
    {
        return Err(format!("stdout is not {:?}: {context}", variant.stdout));
    }
    if outcome.stdout.len() + outcome.stderr.len() > 1 << 20 {
        return Err("too much output".to_owned());
    }
    if let Some(expected) = &variant.left {
        let left: BTreeSet<&str> = files.iter().map(|(name, _)| &name[..]).collect();
        if left != expected.iter().map(String::as_str).collect() {
            return Err(format!("left {left:?}"));
        }
    }
    Ok(())
}

fn attack(native: &Native, keeper: &Keeper, path: &Path, variant: &Variant) -> Result<(), String> {
    let Some((files, command)) = make(native, path, variant) else {
        return Ok(());
    };
    let before = Host::look();
    for _ in 0..=usize::from(variant.twice) {
        let mut job = job(&[]);
        job.args = command.iter().chain(&variant.args).cloned().collect();
        job.env = variant.env.clone().into_iter().collect();
        job.files = files.clone();
        job.limits = variant.limits.limits();
        if variant.left.is_some() {
            job.collect = Collect::Changed;
        }
        let begun = Instant::now();
        let finished = native.run(&program(), job);
        let took = begun.elapsed();
        if std::env::var_os("ENCLOS_SHOW").is_some() {
            let outcome = &finished.outcome;
            eprintln!(
                "{} {took:?} {:?}\n{}{}",
                outcome.status.as_str(),
                outcome.usage,
                lossy(&outcome.stdout),
                lossy(&outcome.stderr)
            );
        }
        check(variant, &finished, took)?;
    }
    until_none("processes", || keeper.strays())?;
    let after = Host::look();
    if after != before {
        return Err(format!("the host has changed from {before:?} to {after:?}"));
    }
    let hello = sh(native, "echo hello").outcome;
    match &hello.stdout[..] {
        b"hello\n" if hello.status == Status::Ok => Ok(()),
        _ => Err(format!("the next run is not healthy: {hello:?}")),
    }
}

#[test]
fn hostile_programs_get_nowhere_and_leave_nothing() {
    let Some((native, keeper)) = watched() else {
        return;
    };
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attacks/native");
    let only = std::env::var("ENCLOS_ATTACK").ok();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(all)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let (mut count, mut failures) = (0, Vec::new());
    for path in folders {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if only.as_ref().is_some_and(|only| !name.contains(only)) {
            continue;
        }
        let description = std::fs::read_to_string(path.join("attack.toml")).unwrap();
        let description: Attack =
            toml::from_str(&description).unwrap_or_else(|error| panic!("{name}: {error}"));
        for variant in &description.variant {
            count += 1;
            let begun = Instant::now();
            match attack(&native, &keeper, &path, variant) {
                Ok(()) => eprintln!("{name}/{}: {:?}", variant.source, begun.elapsed()),
                Err(failure) => {
                    eprintln!("{name}/{}: FELL", variant.source);
                    failures.push(format!("== {name}/{}: {failure}", variant.source));
                }
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {count} attacks did something else\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(count > 0);
}

/// Calls a function at the first output, by which the program is known to run.
struct AtOutput<F: FnMut() + Send>(Option<F>);

impl<F: FnMut() + Send> std::io::Write for AtOutput<F> {
    fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
        if let Some(mut call) = self.0.take() {
            call();
        }
        Ok(text.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Several processes that nothing but a kill ends.
const STUBBORN: &str = "trap '' TERM INT HUP; for i in 1 2 3; do (trap '' TERM; setsid sleep 60) & done; sleep 0.1; echo started; sleep 60; sleep 60";

/// Runs them, does something as soon as they run, and gives how the run ended and how long after.
fn interrupt(
    native: &Native,
    cancel: &Cancel,
    act: impl FnMut() + Send + 'static,
) -> (Outcome, Duration) {
    let mut act = act;
    let acted = Arc::new(std::sync::Mutex::new(Instant::now()));
    let at = Arc::clone(&acted);
    let (_input, stdin) = std::sync::mpsc::channel();
    let mut job = job(&["bash", "-c", STUBBORN]);
    job.cancel = cancel.clone();
    job.limits.wall_time = Duration::from_secs(20);
    job.streams = Streams::Live(LiveStreams {
        stdin,
        stdout: Box::new(AtOutput(Some(move || {
            *at.lock().unwrap() = Instant::now();
            act();
        }))),
        stderr: Box::new(std::io::sink()),
        terminal: false,
    });
    let outcome = native.run(&program(), job).outcome;
    let since = acted.lock().unwrap().elapsed();
    (outcome, since)
}

#[test]
fn a_run_that_is_canceled_ends_at_once() {
    let Some((native, keeper)) = watched() else {
        return;
    };
    let cancel = Cancel::new();
    let canceled = cancel.clone();
    let (outcome, took) = interrupt(&native, &cancel, move || canceled.cancel());
    assert_eq!(outcome.message.as_deref(), Some("Canceled"), "{outcome:?}");
    eprintln!("canceled after {took:?}");
    // It is a tenth of a second on a machine that has nothing else to do.
    assert!(took < Duration::from_secs(1), "{took:?}");
    until_none("processes", || keeper.strays()).unwrap();
    assert_eq!(sh(&native, "echo hello").outcome.stdout, b"hello\n");
}

fn alive(pids: &[i32]) -> Vec<i32> {
    let processes = processes();
    let lives = |pid: &i32| processes.iter().any(|process| process.pid == *pid);
    pids.iter().copied().filter(lives).collect()
}

fn kill_hard(pid: i32) {
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
}

#[test]
fn nothing_outlives_a_keeper_that_is_killed() {
    let Some((native, keeper)) = watched() else {
        return;
    };
    let pids = Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = Arc::clone(&pids);
    let first_uid = keeper.first_uid;
    let (outcome, took) = interrupt(&native, &Cancel::new(), move || {
        let all = Keeper { first_uid }.all();
        kill_hard(all[0]);
        *seen.lock().unwrap() = all;
    });
    let pids = pids.lock().unwrap().clone();
    // The keeper, the box and its shell, and what that started.
    assert!(pids.len() >= 6, "{pids:?}");
    assert_eq!(outcome.status, Status::InternalError, "{outcome:?}");
    assert!(took < PATIENCE, "{took:?}");
    until_none("processes", || alive(&pids[1..])).unwrap();
    assert_eq!(sh(&native, "echo hello").outcome.stdout, b"hello\n");
    until_none("processes", || keeper.strays()).unwrap();
}

/// What [`nothing_outlives_a_server_that_is_killed`] kills; it does nothing by itself.
#[test]
fn a_server_that_hangs() {
    if std::env::var_os("ENCLOS_TEST_HANG").is_none() {
        return;
    }
    let Some((native, keeper)) = watched() else {
        return;
    };
    let first_uid = keeper.first_uid;
    interrupt(&native, &Cancel::new(), move || {
        let pids: Vec<String> = Keeper { first_uid }
            .all()
            .iter()
            .map(i32::to_string)
            .collect();
        eprintln!("\nPIDS {}", pids.join(" "));
    });
}

#[test]
fn nothing_outlives_a_server_that_is_killed() {
    use std::io::{BufRead, BufReader};
    if watched().is_none() {
        return;
    }
    let mut server = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "native::tests::attacks::a_server_that_hangs",
            "--exact",
            "--nocapture",
        ])
        .env("ENCLOS_TEST_HANG", "1")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stderr.take().unwrap()).lines();
    let pids = lines.find_map(|line| Some(line.unwrap().strip_prefix("PIDS ")?.to_owned()));
    let pids: Vec<i32> = pids
        .unwrap()
        .split(' ')
        .map(|pid| pid.parse().unwrap())
        .collect();
    assert!(pids.len() >= 6, "{pids:?}");
    assert_eq!(alive(&pids), pids);
    server.kill().unwrap();
    server.wait().unwrap();
    until_none("processes", || alive(&pids)).unwrap();
}
