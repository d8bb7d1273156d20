//! A server as a process that is going to be treated badly, and caches of its own for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::enclos;

/// For what comes by itself. On an idle machine it takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Process {
    child: Child,
    pub(super) address: String,
    pub(super) admin: String,
    said: Arc<Mutex<String>>,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("never: {what}");
}

/// The command of a server with an address for its operator.
pub(super) fn serve(args: &[&str]) -> Command {
    wrapped("", args)
}

/// The same, started by a shell that has done something before, as root in a view of the file systems of its own.
pub(super) fn serve_after(preparation: &str, args: &[&str]) -> Command {
    wrapped(preparation, args)
}

fn wrapped(preparation: &str, args: &[&str]) -> Command {
    enclos();
    let program = env!("CARGO_BIN_EXE_enclos");
    let mut command = match preparation {
        "" => Command::new(program),
        _ => {
            let mut shell = Command::new("unshare");
            let script = format!("set -e; {preparation}\nexec \"$@\"");
            shell.args(["-m", "sh", "-c", &script, "sh", program]);
            shell
        }
    };
    command
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--admin-listen",
            "127.0.0.1:0",
        ])
        .args(args);
    command
}

/// Whether the tests may mount things in a view of their own; says so when not.
pub(super) fn may_mount(test: &str) -> bool {
    let mut probe = Command::new("unshare");
    probe.args(["-m", "mount", "-t", "tmpfs", "none", "/mnt"]);
    let may = probe.output().is_ok_and(|output| output.status.success());
    if !may {
        eprintln!("{test}: skipped, because mounting takes root");
    }
    may
}

impl Process {
    /// One that serves.
    pub(super) fn start(command: &mut Command) -> Self {
        let mut server = Self::begin(command);
        server.hears("serving http://127");
        server.address = server.after("serving http://");
        server
    }

    /// One that answers its operator, at least.
    pub(super) fn begin(command: &mut Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let heard = Arc::clone(&said);
        // Read all along, or a full pipe would stop the server.
        std::thread::spawn(move || {
            let mut line = Vec::new();
            while log.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
                heard
                    .lock()
                    .unwrap()
                    .push_str(&String::from_utf8_lossy(&line));
                line.clear();
            }
        });
        let mut server = Self {
            child,
            address: String::new(),
            admin: String::new(),
            said,
        };
        server.hears("serving the operator on http://");
        server.admin = server.after("serving the operator on http://");
        server
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(super) fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    pub(super) fn hears(&self, sign: &str) {
        eventually(sign, || self.said().contains(sign).then_some(()));
    }

    fn after(&self, sign: &str) -> String {
        let said = self.said();
        let rest = said.split(sign).nth(1).unwrap_or_default();
        rest.chars()
            .take_while(|c| c.is_ascii_digit() || ".:".contains(*c))
            .collect()
    }

    /// Sends a signal by its name.
    pub(super) fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([&format!("-{name}"), &self.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    /// Its exit code, or none if a signal ended it; and how long that took.
    pub(super) fn end(&mut self) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        let status = eventually("the end of the server", || self.child.try_wait().unwrap());
        (status.code(), begun.elapsed())
    }

    pub(super) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(super) fn admin(&self, path: &str) -> (u16, String) {
        let (status, body) = read(ask(&self.admin, "GET", path, "*/*", ""));
        (status, body)
    }

    pub(super) fn running(&self) -> f64 {
        let (_, metrics) = self.admin("/metrics");
        let line = metrics
            .lines()
            .find(|line| line.starts_with("enclos_queue_running "));
        line.and_then(|line| line.split(' ').nth(1)?.parse().ok())
            .unwrap_or_default()
    }

    pub(super) fn send(&self, accept: &str, body: &Value) -> TcpStream {
        ask(&self.address, "POST", "/run", accept, &body.to_string())
    }

    /// Runs something that must be accepted.
    pub(super) fn run(&self, body: &Value) -> Value {
        let (status, answer) = read(self.send("application/json", body));
        assert_eq!(status, 200, "{answer}");
        serde_json::from_str(&answer).unwrap()
    }

    /// Runs a program of C that says a number, which nobody has compiled before.
    pub(super) fn says(&self, number: usize) {
        let answer = self.run(&c(number));
        let test = &answer["tests"][0];
        assert_eq!(test["stdout"], format!("{number}\n"), "{answer}");
    }
}

pub(super) fn c(number: usize) -> Value {
    let source = format!("#include <stdio.h>\nint main(void) {{ printf(\"%d\\n\", {number}); }}");
    json!({"lang": "c", "source": source})
}

pub(super) fn lua(source: &str) -> Value {
    json!({"lang": "lua", "source": source, "execute": {"time": 60, "wall-time": 60}})
}

pub(super) fn ask(address: &str, method: &str, path: &str, accept: &str, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\naccept: {accept}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    // Who is being killed may not take it.
    let _ = stream.write_all(request.as_bytes());
    stream
}

/// The status and the body; 0 where there is no answer.
pub(super) fn read(mut stream: TcpStream) -> (u16, String) {
    let mut whole = Vec::new();
    let _ = stream.read_to_end(&mut whole);
    let whole = String::from_utf8_lossy(&whole).into_owned();
    let Some((head, body)) = whole.split_once("\r\n\r\n") else {
        return (0, whole);
    };
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    (status.unwrap_or_default(), body.to_owned())
}

/// A cache that has the components and the machine code of the tests' own, and everything else for itself.
pub(super) fn cache_beside() -> tempfile::TempDir {
    let cache = tempfile::tempdir().unwrap();
    for part in ["store", "modules"] {
        symlink(enclos().depot().cache().join(part), cache.path().join(part)).unwrap();
    }
    cache
}

/// The processes that have this word in their arguments or environment, but this one.
pub(super) fn processes_with(word: &str) -> Vec<String> {
    let own = std::process::id().to_string();
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let pid = entry.file_name().to_string_lossy().into_owned();
        if pid == own || !pid.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let holds = |file: &str| {
            let bytes = std::fs::read(entry.path().join(file)).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes).replace('\0', " ");
            text.contains(word).then_some(text)
        };
        if let Some(text) = holds("cmdline").or_else(|| holds("environ")) {
            found.push(format!(
                "{pid}: {}",
                text.chars().take(200).collect::<String>()
            ));
        }
    }
    found
}

/// The files in a folder and below it.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files(&entry.path())),
            _ => found.push(entry.path()),
        }
    }
    found
}
