//! Runs `tests/attacks/http`: what clients can do to a server beside the programs that they send. Each attack meets a server
//! process of its own, and has to end as its description says, in time, with little memory taken and an honest client well
//! served during it and after it.

mod client;
mod description;

use std::path::Path;
use std::time::{Duration, Instant};

use crate::ops::server::Server;
use crate::support::{folder, folders};
use client::{Answer, Socket};
use description::{Attack, Hold, Leave, Request};

/// What a busy machine may add to any time that is stated. On an idle one it is a few milliseconds.
const SLACK: Duration = Duration::from_millis(1500);
/// In which an honest client's hello has to be answered whatever others do.
const HONEST: Duration = Duration::from_secs(3);
/// Tries of each departure: one of them has to be noticed in time, and all of them with slack.
const TRIES: usize = 3;
/// How long until something that comes by itself counts as never.
const NEVER: Duration = Duration::from_secs(30);

fn eventually(what: &str, mut look: impl FnMut() -> bool) -> Result<Duration, String> {
    let begun = Instant::now();
    while !look() {
        if begun.elapsed() > NEVER {
            return Err(format!("never: {what}"));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(begun.elapsed())
}

/// An honest client says hello.
fn honest(server: &Server) -> Result<(), String> {
    let hello = br#"{"lang": "lua", "source": "print('well')"}"#;
    let begun = Instant::now();
    let head = format!(
        "POST /run HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        hello.len()
    );
    let mut socket = Socket::connect(server.address());
    socket.send(head.as_bytes());
    socket.send(hello);
    let answer = socket.answer(HONEST + SLACK);
    if answer.status != 200 || !answer.body.contains(r#""stdout":"well\n""#) {
        return Err(format!("an honest client got {answer:?}"));
    }
    match begun.elapsed() {
        took if took <= HONEST => Ok(()),
        took => Err(format!("an honest client waited for {took:?}")),
    }
}

fn gauge(server: &Server, name: &str) -> f64 {
    server.scrape().value(name)
}

/// Submissions that run or wait.
fn at_work(server: &Server) -> f64 {
    let scrape = server.scrape();
    scrape.value("enclos_queue_running") + scrape.value("enclos_queue_waiting")
}

fn ask(server: &Server, request: &Request) -> Result<(), String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let begun = Instant::now();
    let mut socket = Socket::connect(server.address());
    request.send(&mut socket, port);
    let answer = socket.answer(NEVER);
    let took = begun.elapsed();
    request.check(&answer)?;
    if took > Duration::from_secs_f64(request.within) + SLACK {
        return Err(format!("it took {took:?}"));
    }
    if listener.accept().is_ok() {
        return Err("the server called back".to_owned());
    }
    if let Some(again) = socket.leftover(&answer) {
        return Err(format!("one request, and a second answer: {again}"));
    }
    Ok(())
}

/// Connections that are held: what they send, and that the server ends them.
fn hold(server: &Server, hold: &Hold) -> Result<(), String> {
    let mut sockets: Vec<Socket> = Vec::new();
    for _ in 0..hold.connections {
        let mut socket = Socket::connect(server.address());
        hold.send.send(&mut socket, 0);
        sockets.push(socket);
    }
    let begun = Instant::now();
    let mut open = sockets.len();
    while open > 0 {
        honest(server)?;
        let fits = gauge(server, "enclos_http_connections") <= hold.at_most as f64 + 2.0;
        if !fits && begun.elapsed() > SLACK {
            return Err(format!("more than {} connections are open", hold.at_most));
        }
        open = 0;
        for socket in &mut sockets {
            if hold.reads && socket.drain() {
                continue;
            }
            if !hold.drip.is_empty() {
                socket.send(hold.drip.as_bytes());
            }
            open += usize::from(hold.reads);
        }
        if !hold.reads {
            // Who reads nothing does not see its end either; the server says what it holds, beside this question itself.
            open = (gauge(server, "enclos_http_connections") as usize).saturating_sub(1);
        }
        if begun.elapsed() > Duration::from_secs_f64(hold.closed_within) + SLACK {
            return Err(format!("{open} are open after {:?}", begun.elapsed()));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    for socket in &mut sockets {
        let answer: Answer = socket.seen();
        let status = if hold.reads {
            answer.status
        } else {
            hold.status[0]
        };
        if !hold.status.contains(&status) {
            return Err(format!("status {status} instead of {:?}", hold.status));
        }
    }
    Ok(())
}

/// A client that goes away.
fn leave(server: &Server, leave: &Leave) -> Result<(), String> {
    let mut best = Duration::MAX;
    for _ in 0..TRIES {
        let ahead: Vec<Socket> = (0..leave.behind)
            .map(|_| leave.send.sent(server.address()))
            .collect();
        eventually("what is ahead", || {
            gauge(server, "enclos_queue_running") >= leave.behind.min(1) as f64
        })?;
        let socket = leave.send.sent(server.address());
        let working = leave.runs;
        eventually("the run", || {
            let waits = leave.behind > 0 && gauge(server, "enclos_queue_waiting") > 0.0;
            let runs = leave.behind == 0 && gauge(server, "enclos_queue_running") >= working;
            waits || runs
        })?;
        std::thread::sleep(Duration::from_secs_f64(leave.after));
        drop(ahead);
        if leave.half {
            socket.half_close();
        }
        let kept = leave.half.then_some(&socket);
        let begun = Instant::now();
        match kept {
            Some(_) => eventually("the end", || at_work(server) == 0.0)?,
            None => {
                drop(socket);
                eventually("the end", || at_work(server) == 0.0)?
            }
        };
        best = best.min(begun.elapsed());
        honest(server)?;
        if begun.elapsed() > Duration::from_secs_f64(leave.within) + HONEST + SLACK {
            return Err(format!("{:?} for the end of a run", begun.elapsed()));
        }
    }
    if best > Duration::from_secs_f64(leave.within) {
        return Err(format!("at best {best:?} from going away to the end"));
    }
    Ok(())
}

fn attack(path: &Path) {
    let text = std::fs::read_to_string(path.join("attack.toml")).unwrap();
    let attack: Attack =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let args: Vec<&str> = attack.serve.iter().map(String::as_str).collect();
    let server = Server::start(&args);
    let mut failures = Vec::new();
    honest(&server).unwrap();
    let memory = || gauge(&server, "process_resident_memory_bytes");
    let before = memory();
    let mut note = |what: &str, result: Result<(), String>| {
        if let Err(failure) = result.and_then(|()| honest(&server)) {
            failures.push(format!("== {what}: {failure}"));
        }
    };
    for request in &attack.request {
        note(&request.what, ask(&server, request));
    }
    for held in &attack.hold {
        note(&held.what, hold(&server, held));
    }
    for left in &attack.leave {
        note(&left.what, leave(&server, left));
    }
    let idle = eventually("nothing in flight and nothing open", || {
        let scrape = server.scrape();
        at_work(&server) == 0.0
            && scrape.value("enclos_http_requests_in_flight") == 0.0
            && scrape.value("enclos_http_connections") <= 1.0
    });
    note("afterwards", idle.map(drop));
    let grown = (memory() - before) / f64::from(1 << 20);
    if grown > attack.memory_mib {
        failures.push(format!("== {grown:.0} MiB more are resident"));
    }
    let panics = gauge(&server, "enclos_panics_total");
    if panics > 0.0 {
        failures.push(format!("== {panics} panics"));
    }
    let log = server.log();
    let is_plain = |c: char| c == '\n' || !c.is_control();
    if let Some(line) = log.lines().find(|line| !line.chars().all(is_plain)) {
        failures.push(format!(
            "== a line of the log has a control character: {line:?}"
        ));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Makes a test of each folder.
macro_rules! each_attack {
    ($($name:ident = $folder:literal,)*) => {
        $(
            #[test]
            fn $name() {
                attack(&folder("attacks/http").join($folder));
            }
        )*

        #[test]
        fn no_attack_is_left_out() {
            let found = folders(&folder("attacks/http"));
            let names: Vec<_> = found.iter().filter_map(|path| path.file_name()?.to_str()).collect();
            assert_eq!(names, [$($folder),*]);
        }
    };
}

each_attack! {
    bodies = "bodies",
    client_goes_away = "client-goes-away",
    compiler_flags = "compiler-flags",
    file_names = "file-names",
    many_connections = "many-connections",
    request_shapes = "request-shapes",
    slow_clients = "slow-clients",
    slow_readers = "slow-readers",
}
