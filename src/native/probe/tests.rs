//! What is said of made-up machines, whose files lie in a folder.

use tempfile::TempDir;

use super::*;

/// A machine with these files.
fn machine(is_root: bool, files: &[(&str, &str)]) -> (TempDir, Machine) {
    let folder = tempfile::tempdir().unwrap();
    let machine = Machine {
        root: folder.path().to_owned(),
        is_root,
    };
    for (path, text) in files {
        let path = machine.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    (folder, machine)
}

const USER: (&str, &str) = ("/proc/self/ns/user", "");
const RIGHTS: (&str, &str) = ("/proc/self/status", "Name:\tx\nCapEff:\t000001fffeffffff\n");
const CONTAINER: (&str, &str) = ("/proc/self/status", "Name:\tx\nCapEff:\t00000000a80425fb\n");

#[test]
fn this_machine_is_described_in_sentences() {
    for hold in holds() {
        eprintln!("{}: {} ({})", hold.what, hold.meaning, hold.holds);
        assert!(!hold.meaning.is_empty() && !hold.meaning.ends_with('.'));
        assert!(!hold.meaning.contains('\n') && !hold.meaning.contains("  "));
    }
}

#[test]
fn each_switch_of_user_namespaces_is_named() {
    let debian = ("/proc/sys/kernel/unprivileged_userns_clone", "0\n");
    let ubuntu = (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1\n",
    );
    let none = ("/proc/sys/user/max_user_namespaces", "0\n");
    for (file, sysctl) in [
        (debian, "kernel.unprivileged_userns_clone=1"),
        (ubuntu, "kernel.apparmor_restrict_unprivileged_userns=0"),
        (none, "user.max_user_namespaces=15000"),
    ] {
        let (_folder, machine) = machine(false, &[USER, file]);
        let hold = machine.user_namespaces();
        assert!(
            !hold.holds && hold.meaning.contains(sysctl),
            "{}",
            hold.meaning
        );
        assert!(hold.meaning.contains("can't be run"));
    }
    assert!(machine(false, &[USER]).1.user_namespaces().holds);
    assert!(!machine(false, &[]).1.user_namespaces().holds);
    // What is kept from ordinary users is not kept from root, except in a container.
    assert!(
        machine(true, &[USER, RIGHTS, debian, ubuntu])
            .1
            .user_namespaces()
            .holds
    );
    assert!(
        !machine(true, &[USER, CONTAINER, debian])
            .1
            .user_namespaces()
            .holds
    );
    assert!(
        !machine(true, &[USER, RIGHTS, none])
            .1
            .user_namespaces()
            .holds
    );
}

#[test]
fn a_covered_proc_is_a_wall_for_all_but_real_root() {
    let table = "25 1 0:22 / /proc rw - proc proc rw\n\
                 26 25 0:35 / /proc/sys/fs/binfmt_misc rw - autofs systemd-1 rw\n";
    let covered =
        format!("{table}27 25 0:22 /sysrq-trigger /proc/sysrq-trigger ro - proc proc rw\n");
    let (open, covered) = (
        ("/proc/self/mountinfo", table),
        ("/proc/self/mountinfo", covered.as_str()),
    );
    assert!(machine(false, &[open]).1.proc().holds);
    let hold = machine(false, &[covered]).1.proc();
    assert!(!hold.holds && hold.meaning.contains("/proc/sysrq-trigger"));
    assert!(machine(true, &[covered, RIGHTS]).1.proc().holds);
    assert!(!machine(true, &[covered, CONTAINER]).1.proc().holds);
}

#[test]
fn kernels_are_told_by_their_release() {
    let kernel = |release| ("/proc/sys/kernel/osrelease", release);
    let overlay = (
        "/proc/filesystems",
        "nodev\ttmpfs\nnodev\toverlay\n\text4\n",
    );
    for (release, overlays, attributes) in [
        ("5.10.0-28-amd64", false, false),
        ("5.11.22", true, false),
        ("5.12-rc1", true, true),
        ("6.1.0-56-cloud-amd64", true, true),
        ("10.0", true, true),
    ] {
        let (_folder, machine) = machine(false, &[kernel(release), overlay]);
        assert_eq!(machine.overlays().holds, overlays, "{release}");
        assert_eq!(machine.mount_attributes().holds, attributes, "{release}");
    }
    let (_folder, machine) = machine(false, &[kernel("6.1.0")]);
    assert!(machine.overlays().meaning.contains("modprobe overlay"));
}

#[test]
fn an_old_landlock_does_not_hold() {
    let (_folder, machine) = machine(false, &[]);
    assert!(!machine.landlock(None).holds);
    assert!(!machine.landlock(Some(1)).holds);
    assert!(machine.landlock(Some(2)).holds);
    assert!(machine.landlock(Some(7)).meaning.contains("signals"));
}

#[test]
fn groups_are_told_by_what_they_hand_on() {
    let (_folder, machine) = machine(false, &[("/scope/cgroup.controllers", "cpu pids\n")]);
    let holding = |places: &[(Controller, PathBuf)], why| -> Vec<bool> {
        groups(places, why).iter().map(|hold| hold.holds).collect()
    };
    let unified = (Controller::Unified, machine.at("/scope"));
    assert_eq!(
        holding(std::slice::from_ref(&unified), None),
        [false, true, true]
    );
    let memory = (Controller::Memory, machine.at("/memory"));
    assert_eq!(holding(&[memory, unified], None), [true, true, true]);
    let none = groups(&[], Some("no control groups are mounted"));
    assert!(
        none.iter()
            .all(|hold| !hold.holds && hold.meaning.contains("Delegate=yes"))
    );
    assert!(
        none[0]
            .meaning
            .starts_with("no control groups are mounted: ")
    );
}
