//! The program `enclos` as a person uses it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::support::enclos;

fn command(args: &[&str]) -> Command {
    // The languages must be there, or each of these would set them up.
    enclos();
    let mut command = Command::new(env!("CARGO_BIN_EXE_enclos"));
    command.args(args);
    command
}

fn run(args: &[&str], stdin: &str) -> Output {
    let mut child = command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(stdin.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn source(folder: &tempfile::TempDir, name: &str, text: &str) -> String {
    let path: PathBuf = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn run_is_as_if_native() {
    let folder = tempfile::tempdir().unwrap();
    let file = source(
        &folder,
        "x.lua",
        "io.stderr:write('oops') print(io.read(), arg[1], os.getenv('N')) os.exit(7)",
    );
    let output = run(&["run", "--env", "N=v", &file, "a"], "line\n");
    assert_eq!(output.status.code(), Some(7));
    assert_eq!(output.stdout, b"line\ta\tv\n");
    assert_eq!(output.stderr, b"oops");
}

#[test]
fn run_reads_the_program_from_standard_input() {
    let output = run(&["run", "-", "--lang", "lua"], "print('from stdin')");
    assert_eq!(
        (output.status.code(), output.stdout.as_slice()),
        (Some(0), &b"from stdin\n"[..])
    );
}

#[test]
fn run_compiles_and_says_where_it_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let good = source(
        &folder,
        "good.c",
        "#include <stdio.h>\nint main(void) { puts(\"hi\"); return 3; }",
    );
    let output = run(&["run", &good], "");
    assert_eq!(
        (output.status.code(), output.stdout.as_slice()),
        (Some(3), &b"hi\n"[..])
    );
    let bad = source(&folder, "bad.c", "int main(void) { return y; }");
    let output = run(&["run", &bad], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("main.c:1:"));
}

#[test]
fn limits_are_reported_on_stderr() {
    let folder = tempfile::tempdir().unwrap();
    let file = source(
        &folder,
        "x.lua",
        "print('before') io.stdout:flush() while true do end",
    );
    let output = run(&["run", "--time", "0.2", &file], "");
    assert_eq!(output.status.code(), Some(124));
    assert_eq!(output.stdout, b"before\n");
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "enclos: Time limit exceeded\n"
    );
}

#[test]
fn mistakes_get_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = source(&folder, "x.unknown", "");
    for (args, sentence) in [
        (
            vec!["run", &file],
            "no language is known for .unknown files",
        ),
        (vec!["run", "/nonexistent.lua"], "reading /nonexistent.lua"),
        (
            vec!["run", "--lang", "pyhton", &file],
            "did you mean python?",
        ),
        (vec!["setup", "klingon"], "incorrect language klingon"),
        (
            vec!["serve", "--listen", "256.0.0.1:1"],
            "listening on 256.0.0.1:1",
        ),
    ] {
        let output = run(&args, "");
        assert_eq!(output.status.code(), Some(125), "{args:?}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains(sentence),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn languages_and_setup_and_doctor() {
    let listed = run(&["languages"], "");
    assert!(
        String::from_utf8_lossy(&listed.stdout)
            .lines()
            .any(|line| line.starts_with("python "))
    );
    let ready = run(&["setup", "lua"], "");
    let said = String::from_utf8_lossy(&ready.stdout).into_owned();
    assert!(said.starts_with("ready: Lua\ncache: "), "{said}");
    assert!(
        ready.stderr.is_empty(),
        "a second set-up has nothing to say: {}",
        String::from_utf8_lossy(&ready.stderr)
    );
    let doctor = run(&["doctor"], "");
    let said = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(
        doctor.status.success() && said.contains("language lua: answers"),
        "{said}"
    );
}

/// A command with nothing of this machine's settings, and its own file of settings.
fn configured(folder: &tempfile::TempDir, args: &[&str], env: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enclos"));
    command
        .args(args)
        .env_clear()
        .env("XDG_CONFIG_HOME", folder.path())
        .envs(env.iter().copied());
    command.output().unwrap()
}

#[test]
fn settings_come_from_flags_then_the_environment_then_the_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("enclos")).unwrap();
    let path = source(
        &folder,
        "enclos/config.toml",
        "[server]\nmax-body = 1\nmax-connections = 1\n[queue]\nbacklog = 1\n[languages]\ncache = '/dev/null/x'",
    );
    let env = [
        ("ENCLOS_MAX_BODY", "2"),
        ("ENCLOS_MAX_CONNECTIONS", "2"),
        ("ENCLOS_TOKENS", "alice=s3cret"),
    ];
    let output = configured(
        &folder,
        &["config", "--max-body", "3", "--port", "8000"],
        &env,
    );
    let shown = String::from_utf8(output.stdout).unwrap();
    for line in [
        &format!("# from {path:?}, the environment and flags"),
        "listen = \"127.0.0.1:8000\"",
        "max-body = 3",
        "max-connections = 2",
        "backlog = 1",
        "max-bodies = 524288",
        "tokens = { alice = \"…\" }",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}: {shown}");
    }
    // The languages' settings are for every subcommand.
    let output = configured(&folder, &["languages", "--config", "/nonexistent"], &[]);
    assert_eq!(output.status.code(), Some(125));
    let output = configured(&folder, &["doctor"], &[]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("cache: /dev/null/x\n"), "{said}");
    // And a mistake in the file is no secret to any of them.
    source(&folder, "enclos/config.toml", "[server]\nmax-bodi = 1");
    let output = configured(&folder, &["languages"], &[]);
    assert_eq!(output.status.code(), Some(125));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        format!("enclos: {path}: server.max-bodi is not known: did you mean server.max-body?\n")
    );
}

#[test]
fn the_server_starts_as_bg_compiler_does() {
    use std::io::{BufRead, BufReader, Read};
    let args = "start --workers 1 --backlog 5 --timeout 30 --memory 512 --cpu 1024 --output 1 --port 0 --gvisor --log-format json -v --lang lua";
    let mut child = command(&args.split(' ').collect::<Vec<_>>())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains("serving http://") {
        assert!(
            log.read_line(&mut said).unwrap() > 0,
            "the server ended: {said}"
        );
    }
    // The line is JSON, so a quote stands behind the address.
    let address = said.rsplit("http://").next().unwrap();
    let address = address.split('"').next().unwrap().trim();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    for flag in ["--cpu means nothing here", "--gvisor means nothing here"] {
        assert!(said.contains(flag), "{said}");
    }
}
