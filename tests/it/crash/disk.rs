//! Disks that are full or read-only: a server goes on, and never lies.

use std::net::TcpListener;

use super::process::{Process, cache_beside, eventually, files, lua, may_mount, serve_after};

#[test]
fn a_full_disk_costs_compilations_and_nothing_else() {
    if !may_mount("a_full_disk_costs_compilations_and_nothing_else") {
        return;
    }
    let cache = cache_beside();
    let path = cache.path().to_str().unwrap();
    // From no room at all to room for one program or two.
    for kilobytes in [4, 16, 64, 256] {
        let preparation = format!(
            "mkdir -p {path}/programs; mount -t tmpfs -o size={kilobytes}k,mode=700 none {path}/programs"
        );
        let args = ["--lang", "c", "--lang", "lua", "--cache", path];
        let mut server = Process::start(&mut serve_after(&preparation, &args));
        for number in [1, 2, 3, 1, 2] {
            server.says(number);
        }
        let answer = server.run(&lua("print(('x'):rep(100000))"));
        let stdout = answer["tests"][0]["stdout"].as_str().unwrap().to_owned();
        assert_eq!(stdout.len(), 100_001);
        let programs = format!("/proc/{}/root{path}/programs", server.id());
        let left = files(programs.as_ref());
        let is_whole = |file: &std::path::PathBuf| {
            file.extension()
                .is_some_and(|extension| extension == "program")
        };
        assert!(left.iter().all(is_whole), "{left:?}");
        assert!(server.said().contains("serving"));
        server.signal("TERM");
        assert_eq!(server.end().0, Some(0));
    }
}

#[test]
fn a_read_only_cache_serves_what_it_has() {
    if !may_mount("a_read_only_cache_serves_what_it_has") {
        return;
    }
    let cache = cache_beside();
    let path = cache.path().to_str().unwrap();
    let real = crate::support::enclos()
        .depot()
        .cache()
        .display()
        .to_string();
    // With a folder of programs that can't be written to, and without one.
    for programs in ["mkdir -p", "rmdir"] {
        let read_only = |folder: &str| {
            format!("mount --bind {folder} {folder}; mount -o remount,ro,bind {folder}")
        };
        let preparation = format!(
            "{programs} {path}/programs; {}; {}",
            read_only(path),
            read_only(&real)
        );
        let args = ["--lang", "c", "--lang", "lua", "--cache", path];
        let mut server = Process::start(&mut serve_after(&preparation, &args));
        for number in [1, 2, 1] {
            server.says(number);
        }
        server.signal("TERM");
        assert_eq!(server.end().0, Some(0), "{}", server.said());
        assert_eq!(files(&cache.path().join("programs")).len(), 0);
    }
}

#[test]
fn a_log_on_a_full_disk_is_lost_and_holds_nothing_up() {
    if !may_mount("a_log_on_a_full_disk_is_lost_and_holds_nothing_up") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let free = || {
        TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .to_string()
    };
    let (address, admin) = (free(), free());
    // It can't say where it serves, so it is told.
    let script = format!(
        "set -e; mount -t tmpfs -o size=4k none {path}; head -c 4096 /dev/zero > {path}/log; exec \"$@\" 2>> {path}/log"
    );
    let mut child = std::process::Command::new("unshare")
        .args([
            "-m",
            "sh",
            "-c",
            &script,
            "sh",
            env!("CARGO_BIN_EXE_enclos"),
            "serve",
        ])
        .args([
            "--listen",
            &address,
            "--admin-listen",
            &admin,
            "--lang",
            "lua",
        ])
        .spawn()
        .unwrap();
    let run = |number: usize| {
        let body = lua(&format!("print({number})")).to_string();
        super::read(super::ask(
            &address,
            "POST",
            "/run",
            "application/json",
            &body,
        ))
    };
    eventually("a server", || std::net::TcpStream::connect(&admin).ok());
    eventually("that it is ready", || {
        let (status, _) = super::read(super::ask(&admin, "GET", "/readyz", "*/*", ""));
        (status == 200).then_some(())
    });
    for number in 0..200 {
        let (status, body) = run(number);
        assert!(
            status == 200 && body.contains(&format!(r#""stdout":"{number}\n""#)),
            "{body}"
        );
    }
    let ended = std::process::Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(ended.unwrap().success());
    let status = eventually("its end", || child.try_wait().unwrap());
    assert_eq!(status.code(), Some(0));
}
