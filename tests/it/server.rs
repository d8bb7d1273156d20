//! `enclos serve` as a process: it answers, it refuses when full, and it ends gracefully.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::support::enclos;

struct Server {
    child: Child,
    address: String,
    log: BufReader<std::process::ChildStderr>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(args: &[&str]) -> Server {
    enclos();
    let mut child = Command::new(env!("CARGO_BIN_EXE_enclos"))
        .args(["serve", "--listen", "127.0.0.1:0", "--lang", "lua"])
        .args(args)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("serving http://") {
        line.clear();
        assert!(log.read_line(&mut line).unwrap() > 0, "the server ended");
    }
    let address = line.rsplit("http://").next().unwrap().trim().to_owned();
    Server {
        child,
        address,
        log,
    }
}

/// Sends a program and leaves the answer to be read.
fn send(server: &Server, source: &str) -> TcpStream {
    let body = serde_json::json!({"lang": "lua", "source": source, "execute": {"wall-time": 3}})
        .to_string();
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let head = format!(
        "POST /run HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    stream
}

fn answer(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn terminate(server: &Server) {
    let killed = Command::new("kill")
        .args(["-TERM", &server.child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
}

#[test]
fn sigterm_lets_runs_finish_and_exits_with_zero() {
    let mut server = serve(&[]);
    assert!(answer(send(&server, "print('warm')")).contains(r#""stdout":"warm\n""#));
    // Half a second of work, so that it is surely under way when the signal comes.
    let running = send(
        &server,
        "local t = os.clock() while os.clock() - t < 0.5 do end print('done')",
    );
    std::thread::sleep(std::time::Duration::from_millis(150));
    terminate(&server);
    assert!(answer(running).contains(r#""stdout":"done\n""#));
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    let mut log = String::new();
    server.log.read_to_string(&mut log).unwrap();
    assert!(log.contains("shutting down"), "{log}");
}

#[test]
fn beyond_the_backlog_there_is_503_with_retry_after() {
    let server = serve(&["--workers", "1", "--backlog", "1"]);
    let slow: Vec<_> = (0..6).map(|_| send(&server, "while true do end")).collect();
    let answers: Vec<String> = slow.into_iter().map(answer).collect();
    let refused: Vec<_> = answers
        .iter()
        .filter(|answer| answer.starts_with("HTTP/1.1 503"))
        .collect();
    assert!(refused.len() >= 3, "{answers:?}");
    assert!(
        refused
            .iter()
            .all(|answer| answer.to_lowercase().contains("retry-after: 1")
                && answer.contains(r#""success":false"#))
    );
    assert!(answers.iter().any(|answer| answer.contains("TIMED_OUT")));
    assert!(answer(send(&server, "print('well')")).contains("well"));
}

#[test]
fn slow_headers_are_cut_off_and_harm_nobody() {
    let server = serve(&["--max-connections", "64"]);
    let mut slow: Vec<_> = (0..32)
        .map(|_| {
            let mut stream = TcpStream::connect(&server.address).unwrap();
            stream.write_all(b"POST /run HTTP/1.1\r\nhost:").unwrap();
            stream
        })
        .collect();
    assert!(answer(send(&server, "print('well')")).contains("well"));
    let mut rest = Vec::new();
    // The server's patience is ten seconds; without a limit of its own this read would wait for ever.
    slow[0]
        .set_read_timeout(Some(std::time::Duration::from_secs(30)))
        .unwrap();
    assert!(
        slow[0].read_to_end(&mut rest).is_ok(),
        "the connection is closed, not left waiting"
    );
}

#[test]
fn a_log_that_nobody_reads_holds_nothing_up() {
    // Its standard error is a pipe that is not read again: some hundred lines fill it.
    let server = serve(&[]);
    let body = br#"{"lang": "lua", "source": "print('well')"}"#;
    let mut stream = TcpStream::connect(&server.address).unwrap();
    // Head and body are written apart, and the second would wait for word of the first.
    stream.set_nodelay(true).unwrap();
    let mut answers = BufReader::new(stream.try_clone().unwrap());
    for _ in 0..2000 {
        let head = format!(
            "POST /run HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(answers.read_line(&mut line).unwrap() > 0);
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut answer = vec![0; length];
        answers.read_exact(&mut answer).unwrap();
        assert!(String::from_utf8_lossy(&answer).contains("well"));
    }
}
