//! What a program sees, what it leaves, and that boxes are nobody else's.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::process::{Resource, geteuid, getrlimit};

use super::super::boxes::Boxes;
use super::super::home::Home;
use super::super::program::Program;
use super::super::{Isolate, options};
use super::{file, isolate, job, run, sh, stdout};
use crate::executor::{Collect, Finished, Writable};
use crate::model::Status;
use crate::native::View;

fn names(finished: &Finished) -> Vec<&str> {
    finished
        .files
        .iter()
        .map(|(name, _)| name.as_str())
        .collect()
}

#[test]
fn a_box_has_its_files_and_the_systems_and_no_others() {
    let Some(isolate) = isolate() else { return };
    let mut looks = sh(
        "pwd; cat a/b; cat /tmp/x; ./run; cd /; echo *; id -un; echo $HOME $USER $LANG [$EMPTY] [${NONE-unset}]; \
         ls -A /dev/shm /usr/local; touch /etc/x /usr/x /x 2>&1 | wc -l; cat /etc/shadow 2>&1",
    );
    looks.files = vec![
        file("a/b", b"one\n"),
        file("tmp/x", b"two\n"),
        file("run", b"#!/bin/sh\necho three\n"),
    ];
    looks.env = vec![("EMPTY".to_owned(), String::new())];
    let seen = stdout(&run(&isolate, looks));
    let expected = "/box\none\ntwo\nthree\n";
    let rest = seen
        .strip_prefix(expected)
        .unwrap_or_else(|| panic!("{seen}"));
    let (root, rest) = rest.split_once('\n').unwrap();
    for hidden in ["home", "root", "var", "work", "sys", "opt"] {
        assert!(!root.split(' ').any(|name| name == hidden), "{root}");
    }
    assert_eq!(
        rest.lines().take(2).collect::<Vec<_>>(),
        ["enclos", "/tmp enclos C.UTF-8 [] [unset]"]
    );
    assert!(rest.contains("/usr/local:\n3\n"), "{rest}");
    assert!(rest.ends_with("No such file or directory\n"), "{rest}");
}

#[test]
fn a_view_adds_files_and_folders() {
    let Some(isolate) = isolate() else { return };
    let host = tempfile::tempdir_in("/var/tmp").unwrap();
    let at = |name: &str| host.path().join(name);
    std::fs::create_dir(at("folder")).unwrap();
    std::fs::write(at("folder/a"), "one\n").unwrap();
    std::fs::write(at("single"), "two\n").unwrap();
    std::fs::write(at("hidden"), "three\n").unwrap();
    for path in [host.path(), &at("folder")] {
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(path, open).unwrap();
    }
    let view = View {
        paths: vec![
            at("folder"),
            at("single"),
            at("missing"),
            "/etc/os-release".into(),
        ],
        packages: None,
        prepared: Some(at("folder")),
    };
    assert!(isolate.shows(&view));
    let place = host.path().display();
    let script = format!(
        "cat {place}/folder/a {place}/single /enclos/a; ls {place}; test -s /etc/os-release && echo os; \
         test -e /etc/alternatives/awk && echo linked"
    );
    let finished = isolate.run(&view, sh(&script), &[]);
    assert_eq!(
        stdout(&finished),
        "one\ntwo\none\nfolder\nsingle\nos\nlinked\n",
        "{finished:?}"
    );
    let packages = View {
        packages: Some(at("folder")),
        ..View::default()
    };
    assert!(!isolate.shows(&packages));
    let refused = isolate.run(&packages, sh("true"), &[]).outcome;
    assert_eq!(refused.status, Status::InternalError);
}

#[test]
fn what_is_not_writable_stays_as_it_is() {
    let Some(isolate) = isolate() else { return };
    let script = "echo x > /box/x; echo y > /tmp/y; cat /box/x /tmp/y 2>/dev/null";
    for (writable, expected) in [
        (Writable::All, "x\ny\n"),
        (Writable::NotTemporary, "x\n"),
        (Writable::Nothing, ""),
    ] {
        let mut job = sh(script);
        job.writable = writable;
        assert_eq!(stdout(&run(&isolate, job)), expected, "{writable:?}");
    }
}

#[test]
fn files_come_back_as_they_were_asked_for() {
    let Some(isolate) = isolate() else { return };
    let job = |collect| {
        let mut job = sh(
            "echo new > new; echo more >> changed; rm removed; mkdir -p d/e /tmp/out tmp; \
             echo deep > d/e/f; echo t > /tmp/out/t; echo no > tmp/no",
        );
        job.files = vec![
            file("changed", b"some\n"),
            file("removed", b"x"),
            file("same", b"same\n"),
            file("tmp/given", b"given"),
        ];
        job.collect = collect;
        job
    };
    let changed = run(&isolate, job(Collect::Changed));
    assert_eq!(names(&changed), ["changed", "d/e/f", "new"]);
    assert_eq!(&*changed.files[0].1, b"some\nmore\n");
    let everything = run(&isolate, job(Collect::Everything));
    assert_eq!(names(&everything), ["changed", "d/e/f", "new", "same"]);
    let temporary = run(&isolate, job(Collect::Temporary));
    assert_eq!(names(&temporary), ["tmp/out/t"]);
    assert_eq!(run(&isolate, job(Collect::Nothing)).files, []);
}

#[test]
fn links_pipes_and_locked_folders_do_no_harm() {
    let Some(isolate) = isolate() else { return };
    let mut hostile = sh(
        "ln -s /etc/shadow link; ln -s / root; mkfifo pipe; ln real again; echo real > real; ln real twice; \
         mkdir locked listed entered; echo in > locked/in; echo in > listed/in; echo in > entered/in; \
         chmod 000 real locked/in locked; chmod 400 listed; chmod 100 entered; \
         truncate -s 3M sparse; truncate -s 3M sparser; truncate -s 3M sparsest; chmod 000 .",
    );
    hostile.collect = Collect::Everything;
    let start = Instant::now();
    let finished = run(&isolate, hostile);
    assert!(start.elapsed() < Duration::from_secs(5));
    let names = names(&finished);
    for there in ["entered/in", "listed/in", "locked/in", "real", "twice"] {
        assert!(names.contains(&there), "{there} in {names:?}");
    }
    for not_there in ["link", "root", "pipe", "root/etc/passwd"] {
        assert!(!names.contains(&not_there), "{not_there}");
    }
    let bytes: usize = finished
        .files
        .iter()
        .map(|(_, content)| content.len())
        .sum();
    assert!(bytes <= 8 << 20, "no more than the quota");
    assert_eq!(run(&isolate, job(&["true"])).outcome.status, Status::Ok);
}

#[test]
fn no_run_sees_what_another_left() {
    let Some(isolate) = isolate() else { return };
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let isolate = Arc::clone(&isolate);
            std::thread::spawn(move || {
                for _ in 0..10 {
                    let finished = run(
                        &isolate,
                        sh("ls -A /box /tmp /dev/shm; echo x | tee /box/a /tmp/b > /dev/shm/c"),
                    );
                    assert_eq!(stdout(&finished), "/box:\n\n/dev/shm:\n\n/tmp:\n");
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
fn folders_without_end_cost_their_program_its_result_and_no_other() {
    let Some(isolate) = isolate() else { return };
    if !geteuid().is_root() {
        eprintln!("skipped: only root can remove what isolate can't");
        return;
    }
    let Some(handles) = getrlimit(Resource::Nofile)
        .current
        .filter(|&most| most <= 4096)
    else {
        eprintln!("skipped: isolate may open too many folders here");
        return;
    };
    let script = format!("for (1..{handles}) {{ mkdir 'd'; chdir 'd' }}");
    let mut digs = job(&["perl", "-e", &script]);
    digs.collect = Collect::Everything;
    let finished = run(&isolate, digs);
    assert_eq!(finished.outcome.status, Status::OutputLimit, "{finished:?}");
    assert_eq!(run(&isolate, job(&["true"])).outcome.status, Status::Ok);
}

/// Boxes as another server would have them.
fn other_boxes(isolate: &Isolate) -> Boxes {
    let known = &isolate.pool.boxes;
    let mut program = Program::find().unwrap().unwrap();
    program.has_groups = known.program.has_groups;
    let home = Home::of(&program).unwrap();
    Boxes::new(program, home, known.first_id)
}

#[test]
fn what_a_killed_server_left_running_ends_when_its_box_is_claimed() {
    let Some(isolate) = isolate() else { return };
    let boxes = other_boxes(&isolate);
    let mut left = boxes.make(None).unwrap();
    let (id, directory) = (left.id, left.directory.clone());
    let mut command = boxes.program.command();
    options::add_common(&mut command, &boxes.program, id, &boxes.home.meta(id));
    let args = ["--wall-time=60", "--run", "--", "/usr/bin/sleep", "60"];
    let mut child = command.args(args).spawn().unwrap();
    left.note(child.id(), &boxes.program);
    let start = Instant::now();
    while !std::fs::read_to_string(format!("/proc/{0}/task/{0}/children", child.id()))
        .is_ok_and(|children| !children.is_empty())
    {
        assert!(start.elapsed() < Duration::from_secs(5), "isolate starts");
        std::thread::yield_now();
    }
    // As when a process is killed: its lock is gone, its note is not.
    drop(left);
    // Another test may have claimed it meanwhile, which is as good.
    let claim = boxes.home.claim(id, &boxes.program).unwrap();
    assert!(!child.wait().unwrap().success());
    assert!(start.elapsed() < Duration::from_secs(5));
    assert!(claim.is_none() || !directory.exists());
}

#[test]
fn two_servers_never_have_the_same_box() {
    let Some(isolate) = isolate() else { return };
    let (one, other) = (other_boxes(&isolate), other_boxes(&isolate));
    let made: Vec<_> = [&one, &other, &one, &other]
        .map(|boxes| boxes.make(None).unwrap())
        .into();
    let mut ids: Vec<_> = made.iter().map(|fresh| fresh.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    for fresh in made {
        let directory = fresh.directory.clone();
        one.remove(fresh).unwrap();
        assert!(!directory.exists());
    }
}
