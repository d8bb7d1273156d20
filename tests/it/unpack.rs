//! Packages that an ordinary user gets by unpacking them: with a small one that hardly any machine has installed.
#![allow(clippy::print_stderr, reason = "a test says why it was skipped")]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

const MANIFEST: &str = r#"
name = "Jim Tcl"
version = "0"
source = "main.tcl"
extensions = ["jim"]

[native]
packages = ["jimsh"]
needs = ["/usr/bin/jimsh"]
version = ["jimsh", "--version"]

[native.run]
argv = ["jimsh", "{source}"]

[reference]
source = "hello.tcl"
stdout = "42\n"
"#;
/// Who it is when the tests are run by root.
const NOBODY: u32 = 65534;

/// None, with a line that says why, where the package is there or can't be had.
fn skipped() -> Option<&'static str> {
    if Path::new("/usr/bin/jimsh").exists() {
        return Some("the package is installed");
    }
    let shown = Command::new("apt-cache").args(["show", "jimsh"]).output();
    match shown {
        Ok(shown) if shown.status.success() && !shown.stdout.is_empty() => None,
        _ => Some("apt knows no such package"),
    }
}

#[test]
fn a_language_answers_from_packages_that_an_ordinary_user_unpacked() {
    if let Some(why) = skipped() {
        eprintln!("skipped: {why}");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let at = |path: &str| home.path().join(path);
    std::fs::create_dir_all(at("more/runtimes/jim")).unwrap();
    std::fs::write(at("more/runtimes/jim/language.toml"), MANIFEST).unwrap();
    std::fs::write(at("more/runtimes/jim/hello.tcl"), "puts [expr {6 * 7}]\n").unwrap();
    // Whoever it is that runs it may not reach the folder where it was built.
    std::fs::copy(env!("CARGO_BIN_EXE_enclos"), at("enclos")).unwrap();
    let is_root = rustix::process::geteuid().is_root();
    if is_root {
        std::os::unix::fs::chown(home.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        for path in ["more", "more/runtimes", "more/runtimes/jim"] {
            std::fs::set_permissions(at(path), PermissionsExt::from_mode(0o755)).unwrap();
        }
    }
    let enclos = |args: &[&str]| -> Output {
        let program = at("enclos");
        let mut command = match is_root {
            false => Command::new(program),
            true => {
                let nobody = NOBODY.to_string();
                let mut command = Command::new("setpriv");
                command.args(["--reuid", &nobody, "--regid", &nobody, "--clear-groups"]);
                command.arg(program);
                command
            }
        };
        command.args(args);
        command.env("HOME", home.path());
        command.env("ENCLOS_CACHE", at("cache"));
        command.env("ENCLOS_LANGUAGES", at("more"));
        command.current_dir(home.path()).output().unwrap()
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();

    let without = enclos(&["setup", "jim"]);
    let said = text(&without.stderr);
    assert!(
        !without.status.success() && said.contains("needs the Debian package jimsh"),
        "{said}"
    );
    let with = enclos(&["setup", "--install", "jim"]);
    let said = text(&with.stderr);
    if ["no boxes", "could not fetch", "can't be seen in a box"]
        .iter()
        .any(|why| said.contains(why))
    {
        eprintln!("skipped: {said}");
        return;
    }
    assert!(with.status.success(), "{said}");
    assert!(
        said.contains("unpacked into the cache, not installed"),
        "{said}"
    );
    assert!(text(&with.stdout).contains("ready: Jim Tcl"));
    let listed = text(&enclos(&["languages"]).stdout);
    let line = listed.lines().find(|line| line.starts_with("jim "));
    assert!(
        line.is_some_and(|line| line.contains("unpacked")),
        "{listed}"
    );

    // Once more there is nothing to do, and after damage everything.
    let again = enclos(&["setup", "--install", "jim"]);
    assert_eq!(text(&again.stderr), "");
    let folders = std::fs::read_dir(at("cache/packages")).unwrap();
    let folder = folders.map(|entry| entry.unwrap().path()).next().unwrap();
    let pins = std::fs::read_to_string(folder.join(".enclos-packages")).unwrap();
    assert!(pins.lines().any(|line| line.contains("  jimsh_")), "{pins}");
    std::fs::write(folder.join("usr/bin/jimsh"), "#!/bin/sh\n").unwrap();
    let damaged = enclos(&["setup", "jim"]);
    assert!(text(&damaged.stderr).contains("are damaged"));
    assert!(enclos(&["setup", "--install", "jim"]).status.success());
    assert!(
        !Path::new("/usr/bin/jimsh").exists(),
        "nothing was installed"
    );
}
