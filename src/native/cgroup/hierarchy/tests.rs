//! Where groups are found, on made-up machines: folders stand for hierarchies.

use tempfile::TempDir;

use super::*;

/// A folder with files, as the kernel has them in groups.
struct Machine(TempDir);

impl Machine {
    fn new(files: &[(&str, &str)]) -> Self {
        let machine = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = machine.at(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        machine
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }

    /// A line of the table of mounts.
    fn mount(&self, root: &str, name: &str, kind: &str, options: &str) -> String {
        let point = self.at(name);
        format!(
            "32 31 0:29 {root} {} rw,nosuid shared:9 - {kind} {kind} rw,{options}\n",
            point.display()
        )
    }
}

#[test]
fn hierarchies_of_the_first_version_are_found_by_controller() {
    let machine = Machine::new(&[
        ("memory/process_api/one/tasks", ""),
        ("cpu,cpuacct/system.slice/tasks", ""),
        ("pids/tasks", ""),
        ("unified/cgroup.controllers", "hugetlb\n"),
    ]);
    let mountinfo = [
        "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n".to_owned(),
        machine.mount("/", "memory", "cgroup", "memory"),
        machine.mount("/", "cpu,cpuacct", "cgroup", "cpu,cpuacct"),
        machine.mount("/docker/abc", "pids", "cgroup", "pids"),
        machine.mount("/", "unified", "cgroup2", "nsdelegate"),
    ]
    .concat();
    let cgroup =
        "9:pids:/docker/abc\n4:memory:/process_api/one\n2:cpu,cpuacct:/system.slice\n0::/\n";
    let found = Hierarchies::parse(&mountinfo, cgroup);
    let expected = vec![
        (Controller::Memory, machine.at("memory/process_api/one")),
        (Controller::Cpuacct, machine.at("cpu,cpuacct/system.slice")),
        (Controller::Pids, machine.at("pids")),
    ];
    assert_eq!(found.first, expected);
    assert_eq!(found.mounts.len(), 4);
    // What the second version has beside is not needed.
    assert_eq!(found.describe(), (expected, None));
}

#[test]
fn a_mixture_takes_from_the_second_version_what_the_first_lacks() {
    let machine = Machine::new(&[
        ("memory/tasks", ""),
        ("unified/cgroup.controllers", "pids cpu\n"),
        ("unified/cgroup.subtree_control", "cpu\n"),
        ("unified/cgroup.procs", "1\n2\n"),
    ]);
    let mountinfo = machine.mount("/", "memory", "cgroup", "memory")
        + &machine.mount("/", "unified", "cgroup2", "");
    let found = Hierarchies::parse(&mountinfo, "4:memory:/\n0::/\n");
    let (places, why) = found.describe();
    let expected = vec![
        (Controller::Memory, machine.at("memory")),
        (Controller::Unified, machine.at("unified")),
    ];
    assert_eq!((places, why), (expected, None));
}

#[test]
fn without_control_groups_it_is_said_why() {
    let found = Hierarchies::parse("", "");
    let (places, why) = found.describe();
    assert!(places.is_empty());
    assert_eq!(why.as_deref(), Some("no control groups are mounted"));
}

#[test]
fn the_processes_of_a_delegated_group_move_down_before_it_hands_on() {
    let me = std::process::id().to_string();
    let machine = Machine::new(&[
        ("cgroup.controllers", "cpu memory pids\n"),
        ("system.slice/enclos.service/cgroup.type", "domain\n"),
        ("system.slice/enclos.service/cgroup.procs", &me),
        ("system.slice/enclos.service/cgroup.subtree_control", ""),
        // In the kernel's folders files come with the folder.
        ("system.slice/enclos.service/enclos-main/cgroup.procs", ""),
    ]);
    let own = machine.at("system.slice/enclos.service");
    let found = Hierarchies {
        mounts: vec![machine.at("")],
        first: Vec::new(),
        second: Some((machine.at(""), own.clone())),
    };
    let (places, why) = found.occupy();
    assert_eq!(
        (places, why),
        (vec![(Controller::Unified, own.clone())], None)
    );
    let moved = machine.text("system.slice/enclos.service/enclos-main/cgroup.procs");
    assert_eq!(moved, me);
    // In a folder of files the second write lies over the first.
    let handed_on = machine.text("system.slice/enclos.service/cgroup.subtree_control");
    assert!(handed_on.starts_with("+pids"), "{handed_on}");

    let again = place(&machine.at(""), &own.join(LEAF), is_one_of_ours);
    assert_eq!(again, Ok(Place::Here(own)));
}

#[test]
fn programs_of_others_are_not_moved() {
    let machine = Machine::new(&[
        ("cgroup.type", "domain\n"),
        ("scope/cgroup.type", "domain\n"),
        ("scope/cgroup.procs", "1\n"),
    ]);
    let refused = place(&machine.at(""), &machine.at("scope"), is_one_of_ours);
    assert!(
        refused
            .unwrap_err()
            .starts_with("other programs are in the control group")
    );

    // Where the whole hierarchy can be seen and written, groups are made at its root.
    fs::remove_file(machine.at("cgroup.type")).unwrap();
    let taken = place(&machine.at(""), &machine.at("scope"), is_one_of_ours);
    assert_eq!(taken, Ok(Place::Here(machine.at(""))));
}

#[test]
fn everything_in_a_container_is_moved() {
    let machine = Machine::new(&[("cgroup.type", "domain\n"), ("cgroup.procs", "1\n")]);
    let root = machine.at("");
    let taken = place(&root, &root, is_one_of_ours);
    assert_eq!(taken, Ok(Place::AfterMoving(root)));
}

#[test]
fn a_group_that_is_not_there_is_no_place() {
    let machine = Machine::new(&[]);
    let refused = place(&machine.at("no"), &machine.at("no/such"), is_one_of_ours);
    assert!(
        refused
            .unwrap_err()
            .contains("was not delegated to this user")
    );
}

#[test]
fn mounts_with_blanks_are_read() {
    let mount = Mount::parse("1 2 0:3 / /mnt/a\\040b rw - cgroup2 none rw,nsdelegate").unwrap();
    assert_eq!(mount.point, Path::new("/mnt/a b"));
    assert_eq!((mount.kind, mount.options), ("cgroup2", "rw,nsdelegate"));
}
