//! Groups of this machine, for real, where this process may make some.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::*;

/// This process's groups, if they can limit memory and processes.
fn groups() -> Option<Groups> {
    let groups = Groups::find();
    if groups
        .memory()
        .and(groups.processes())
        .and(groups.cpu())
        .is_none()
    {
        eprintln!("skipped: control groups don't count everything here");
        return None;
    }
    Some(groups)
}

/// A program that waits for a line before it starts, and is in a group by then.
struct Held(Child);

impl Held {
    fn start(group: &Group, program: &str) -> Self {
        let child = Command::new("sh")
            .args(["-c", &format!("read line; {program}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut held = Self(child);
        group.add(held.0.id()).unwrap();
        std::io::Write::write_all(held.0.stdin.as_mut().unwrap(), b"go\n").unwrap();
        held
    }

    fn wait(mut self) -> bool {
        self.0.wait().unwrap().success()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until something holds, and no longer than any machine needs for it.
fn until(mut holds: impl FnMut() -> bool) {
    let before = Instant::now();
    while !holds() {
        assert!(
            before.elapsed() < Duration::from_secs(20),
            "it never came to hold"
        );
        std::thread::yield_now();
    }
}

fn is_there(folders: &[(Controller, PathBuf)]) -> bool {
    folders.iter().any(|(_, folder)| folder.exists())
}

#[test]
fn too_much_memory_is_counted_and_ended() {
    let Some(groups) = groups() else { return };
    let group = groups.make(1).unwrap();
    let limits = GroupLimits {
        memory_bytes: Some(64 << 20),
        processes: Some(64),
    };
    group.limit(&limits).unwrap();
    assert!(Held::start(&group, "head -c 20000000 /dev/zero | tail -c 20000000").wait());
    let usage = group.usage();
    assert_eq!(usage.oom_kills, Some(0));
    if let Some(peak) = usage.peak_memory_bytes {
        assert!((20_000_000..=64 << 20).contains(&peak), "{peak}");
    }
    assert!(!Held::start(&group, "head -c 200000000 /dev/zero | tail -c 200000000").wait());
    assert!(group.usage().oom_kills >= Some(1));

    // A limit can be changed either way, and taken back.
    for memory_bytes in [Some(32 << 20), Some(128 << 20), None, Some(64 << 20)] {
        group
            .limit(&GroupLimits {
                memory_bytes,
                processes: None,
            })
            .unwrap();
    }
    let folders = group.folders().to_vec();
    assert!(is_there(&folders));
    group.remove().unwrap();
    assert!(!is_there(&folders));
}

#[test]
fn processes_are_limited_together() {
    let Some(groups) = groups() else { return };
    let group = groups.make(2).unwrap();
    let limits = GroupLimits {
        processes: Some(4),
        ..GroupLimits::default()
    };
    group.limit(&limits).unwrap();
    let _held = Held::start(&group, "for i in 1 2 3 4 5 6 7 8; do sleep 60 & done; wait");
    until(|| {
        group
            .usage()
            .refused_processes
            .is_none_or(|refused| refused > 0)
    });
    assert!(group.pids().len() <= 4);
    if let Some(peak) = group.usage().peak_processes {
        assert_eq!(peak, 4);
    }
    // Removing ends what is still there.
    group.remove().unwrap();
}

#[test]
fn time_of_forgotten_children_is_counted() {
    let Some(groups) = groups() else { return };
    let group = groups.make(3).unwrap();
    let before = group.cpu().unwrap();
    // The child spins and is nobody's by the time it ends.
    let program = "(i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done) & exit 0";
    assert!(Held::start(&group, program).wait());
    until(|| group.pids().is_empty());
    let used = group.cpu().unwrap() - before;
    assert!(used > Duration::from_millis(5), "{used:?}");
}

#[test]
fn killing_takes_all_and_then_the_groups_go() {
    let Some(groups) = groups() else { return };
    let group = groups.make(4).unwrap();
    let held = Held::start(&group, "sleep 60 & sleep 60 & setsid sleep 60 & wait");
    until(|| group.pids().len() == 4);
    let other = Group::open(group.folders().to_vec());
    assert!(other.usage().cpu.is_some());
    drop(other);
    assert!(group.try_remove().is_err());
    group.kill().unwrap();
    drop(held);
    let folders = group.folders().to_vec();
    drop(group);
    assert!(!is_there(&folders));
}

#[test]
fn the_second_version_ends_and_counts_without_controllers() {
    let hierarchies = Hierarchies::read();
    let unified = hierarchies
        .mounts
        .iter()
        .find(|mount| mount.join("cgroup.controllers").exists());
    let place = unified.filter(|mount| fs::create_dir(mount.join("enclos-try")).is_ok());
    let Some(place) = place else {
        eprintln!("skipped: no groups of the second version can be made here");
        return;
    };
    fs::remove_dir(place.join("enclos-try")).unwrap();
    let groups = Groups::below(&[(Controller::Unified, place.clone())]);
    assert_eq!(groups.cpu(), Some(SECOND));
    let group = groups.make(1).unwrap();
    let limits = GroupLimits {
        memory_bytes: Some(64 << 20),
        processes: Some(64),
    };
    group.limit(&limits).unwrap();
    let held = Held::start(&group, "while :; do :; done");
    until(|| group.cpu() > Some(Duration::from_millis(10)));
    group.kill().unwrap();
    assert!(!held.wait());
    let folders = groups.folders.clone();
    group.remove().unwrap();
    drop(groups);
    assert!(!is_there(&folders));
}

#[test]
fn what_gone_processes_left_is_swept_and_the_rest_is_not() {
    let place = tempfile::tempdir().unwrap();
    let namespace = pid_namespace();
    let (me, started) = (std::process::id(), start_time(std::process::id()).unwrap());
    let folder = |name: &str| {
        fs::create_dir_all(place.path().join("slice").join(name).join("box-1")).unwrap();
        place.path().join("slice").join(name)
    };
    let gone = folder(&format!("enclos-{me}-{}-{namespace}-0", started + 1));
    let alive = folder(&format!("enclos-{me}-{started}-{namespace}-0"));
    let elsewhere = folder(&format!("enclos-{me}-{}-{}-0", started + 1, namespace + 1));
    let main = folder("enclos-main");
    sweep(&[place.path().to_owned()]);
    assert!(!gone.exists());
    assert!(alive.exists() && elsewhere.exists() && main.exists());
}

#[test]
fn a_group_costs_little() {
    let Some(groups) = groups() else { return };
    let timed = |what: &str, work: &mut dyn FnMut()| {
        let before = Instant::now();
        work();
        eprintln!("cgroup: {what} in {:?}", before.elapsed());
    };
    let mut group = None;
    timed("made", &mut || group = Some(groups.make(9).unwrap()));
    let group = group.unwrap();
    let mut child = Command::new("sleep").arg("60").spawn().unwrap();
    timed("added", &mut || group.add(child.id()).unwrap());
    let limits = GroupLimits {
        memory_bytes: Some(64 << 20),
        processes: Some(64),
    };
    timed("limited", &mut || group.limit(&limits).unwrap());
    // A thread stands for a process of one thread, except in the second version.
    if group
        .folders()
        .iter()
        .all(|(controller, _)| *controller != Controller::Unified)
    {
        std::thread::scope(|scope| {
            scope.spawn(|| timed("joined", &mut || group.join().unwrap()));
        });
    }
    timed("asked for everything", &mut || {
        assert!(group.usage().cpu.is_some())
    });
    timed("asked for time", &mut || assert!(group.cpu().is_some()));
    timed("killed", &mut || child.kill().unwrap());
    child.wait().unwrap();
    // A thread has been joined before the kernel is done with it.
    timed("removed", &mut || until(|| group.try_remove().is_ok()));
    assert!(!is_there(group.folders()));
}
