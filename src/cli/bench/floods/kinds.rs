//! The floods: what one client does to a server over as many connections as it gets.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::server::Server;

/// Held open at a time. The server's cap for one client is lower.
const HELD: usize = 900;
/// Connections that come and go, all in all: each uses up a port for a moment.
const MOST_VISITS: usize = 20_000;
/// Threads of the floods that send as much as is taken.
const SENDERS: usize = 4;

pub(super) struct Flood {
    pub(super) name: &'static str,
    /// Of which it is about, if it is about one.
    pub(super) language: Option<&'static str>,
    does: Does,
}

enum Does {
    /// Opens many connections, sends this over each and then a byte of the second now and then.
    Hold(Vec<u8>, &'static [u8]),
    /// Sends this, reads what comes and does it again; the second as often as the server takes it.
    Send(Vec<u8>, Vec<u8>),
    /// Connects and leaves.
    Visit,
    /// Sends this and leaves a moment later.
    Leave(Vec<u8>),
    /// Waits for answers to this over so many connections.
    Run(Vec<u8>, usize),
}

fn post(body: &Value) -> Vec<u8> {
    let body = body.to_string();
    format!(
        "POST /run HTTP/1.1\r\nhost: x\r\nauthorization: Bearer greedy\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn run(language: &'static str, source: &str, limits: &Value) -> Vec<u8> {
    post(&json!({"lang": language, "source": source, "execute": limits, "compile": limits}))
}

/// Macros that become a billion words.
const MACROS: &str = "#define A(x) x x x x x x x x x x\n#define B(x) A(A(A(A(A(A(A(A(A(x)))))))))\nint main() { return 0 B(+1); }\n";

pub(super) fn all() -> Vec<Flood> {
    let head = b"POST /run HTTP/1.1\r\nhost: x\r\nauthorization: Bearer greedy\r\n".as_slice();
    let with = |rest: &[u8]| [head, rest].concat();
    let nested = "[".repeat(4 << 20);
    let five = json!({"time": 5, "wall-time": 5});
    let flood = |name, language, does| Flood {
        name,
        language,
        does,
    };
    vec![
        flood("idle connections", None, Does::Hold(Vec::new(), b"")),
        flood("slow headers", None, Does::Hold(head.to_vec(), b"x")),
        flood(
            "slow bodies",
            None,
            Does::Hold(with(b"content-length: 1000000\r\n\r\n{"), b" "),
        ),
        flood(
            "refused bodies of 2 MB",
            None,
            Does::Send(
                post(&json!({"lang": "lua", "tests": vec![0; 1 << 20]})),
                Vec::new(),
            ),
        ),
        flood(
            "bodies nested a million deep",
            None,
            Does::Send(
                with(format!("content-length: {}\r\n\r\n{nested}", nested.len()).as_bytes()),
                Vec::new(),
            ),
        ),
        flood(
            "gigabytes cut at the limit",
            None,
            Does::Send(
                with(b"transfer-encoding: chunked\r\n\r\n"),
                [b"100000\r\n".as_slice(), &[b' '; 1 << 20], b"\r\n"].concat(),
            ),
        ),
        flood("connects and leaves", None, Does::Visit),
        flood(
            "leaves in the middle of runs",
            Some("lua"),
            Does::Leave(run("lua", "while true do end", &five)),
        ),
        flood(
            "programs that burn CPU",
            Some("lua"),
            Does::Run(run("lua", "while true do end", &five), 32),
        ),
        flood(
            "programs that print",
            Some("lua"),
            Does::Run(
                run(
                    "lua",
                    "local s = ('x'):rep(1000) while true do print(s) end",
                    &five,
                ),
                32,
            ),
        ),
        flood(
            "programs that take memory",
            Some("lua"),
            Does::Run(
                run(
                    "lua",
                    "local t = {} while true do t[#t + 1] = ('x'):rep(1e6) .. #t end",
                    &five,
                ),
                16,
            ),
        ),
        flood(
            "sources that keep the compiler busy",
            Some("cpp"),
            Does::Run(run("cpp", MACROS, &five), 16),
        ),
    ]
}

impl Flood {
    /// Goes on until it is over, on threads of the scope.
    pub(super) fn begin<'scope>(
        &'scope self,
        scope: &'scope std::thread::Scope<'scope, '_>,
        server: &'scope Server,
        over: &'scope AtomicBool,
        visits: &'scope AtomicUsize,
    ) {
        let threads = match &self.does {
            Does::Hold(..) => 1,
            Does::Run(_, connections) => *connections,
            _ => SENDERS,
        };
        for _ in 0..threads {
            scope.spawn(move || match &self.does {
                Does::Hold(begin, drip) => hold(server, begin, drip, over),
                does => {
                    while !over.load(Ordering::Relaxed) {
                        // Whatever comes of it.
                        let _ = once(does, server, over, visits);
                    }
                }
            });
        }
    }
}

/// Keeps as many connections as it can.
fn hold(server: &Server, begin: &[u8], drip: &[u8], over: &AtomicBool) {
    let mut held: Vec<TcpStream> = Vec::new();
    while !over.load(Ordering::Relaxed) {
        held.retain_mut(|stream| !is_closed(stream) && stream.write_all(drip).is_ok());
        while held.len() < HELD && !over.load(Ordering::Relaxed) {
            let Ok(mut stream) = server.greedy() else {
                break;
            };
            if stream.write_all(begin).is_ok() && stream.set_nonblocking(true).is_ok() {
                held.push(stream);
            }
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn is_closed(stream: &mut TcpStream) -> bool {
    match stream.read(&mut [0; 1024]) {
        Ok(count) => count == 0,
        Err(error) => error.kind() != ErrorKind::WouldBlock,
    }
}

fn once(
    does: &Does,
    server: &Server,
    over: &AtomicBool,
    visits: &AtomicUsize,
) -> std::io::Result<()> {
    let is_on = || !over.load(Ordering::Relaxed);
    let visit = || -> std::io::Result<TcpStream> {
        if visits.fetch_add(1, Ordering::Relaxed) > MOST_VISITS {
            std::thread::sleep(Duration::from_millis(10));
            return Err(ErrorKind::QuotaExceeded.into());
        }
        server.greedy()
    };
    match does {
        Does::Hold(..) => {}
        Does::Visit => drop(visit()?),
        Does::Leave(request) => {
            let mut stream = visit()?;
            stream.write_all(request)?;
            std::thread::sleep(Duration::from_millis(5));
        }
        Does::Send(request, more) => {
            let mut stream = visit()?;
            stream.write_all(request)?;
            while !more.is_empty() && is_on() {
                stream.write_all(more)?;
            }
            let _ = stream.read(&mut [0; 4096])?;
        }
        Does::Run(request, _) => {
            let mut stream = visit()?;
            stream.write_all(request)?;
            let mut ended = false;
            while is_on() && !ended {
                // The last of an answer is not looked for: what comes is taken, and a moment without any more ends it.
                match stream.read(&mut [0; 64 << 10]) {
                    Ok(0) => ended = true,
                    Ok(_) => {
                        ended = matches!(stream.read(&mut [0; 1 << 20]), Ok(0) | Err(_));
                    }
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                    Err(_) => ended = true,
                }
            }
        }
    }
    Ok(())
}
