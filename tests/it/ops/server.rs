//! A server as a process, with an address for its operator, and a client that sends bytes as they are.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use super::scrape::Scrape;
use crate::support::enclos;

pub(crate) struct Server {
    child: Child,
    address: String,
    admin: String,
    log: Option<JoinHandle<String>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// One that serves.
    pub(crate) fn start(args: &[&str]) -> Self {
        Self::begin(args, "serving http://")
    }

    /// One that has come so far as to say this.
    pub(crate) fn begin(args: &[&str], sign: &str) -> Self {
        Self::spawn(args, &[], sign)
    }

    pub(crate) fn spawn(args: &[&str], env: &[(&str, &str)], sign: &str) -> Self {
        enclos();
        let mut child = Command::new(env!("CARGO_BIN_EXE_enclos"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(["--admin-listen", "127.0.0.1:0"])
            .args(args)
            .envs(env.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut text = String::new();
        while !text.contains(sign) {
            let more = log.read_line(&mut text).unwrap();
            assert!(more > 0, "the server ended: {text}");
        }
        let after = |sign: &str| {
            let rest = text.split(sign).nth(1).unwrap_or_default();
            rest.chars()
                .take_while(|c| c.is_ascii_digit() || ".:".contains(*c))
                .collect::<String>()
        };
        Self {
            address: after("serving http://"),
            admin: after("serving the operator on http://"),
            child,
            // Read all along, or a full pipe would stop the server.
            log: Some(std::thread::spawn(move || {
                let _ = log.read_to_string(&mut text);
                text
            })),
        }
    }

    /// The number of its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// As a crash would, or the kernel for want of memory.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn terminate(&self) {
        let killed = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
    }

    pub(crate) fn wait(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// Everything that it said, once it has ended.
    pub(crate) fn log(mut self) -> String {
        self.terminate();
        self.wait();
        self.log.take().unwrap().join().unwrap()
    }

    /// Where clients connect to.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn admin(&self, path: &str) -> Reply {
        exchange(&self.admin, "GET", path, &[], b"")
    }

    pub(crate) fn scrape(&self) -> Scrape {
        let reply = self.admin("/metrics");
        assert_eq!(reply.status, 200);
        Scrape::parse(&reply.body)
    }

    pub(crate) fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        exchange(&self.address, method, path, headers, body)
    }

    pub(crate) fn post(&self, path: &str, body: &serde_json::Value) -> Reply {
        self.request("POST", path, &[], body.to_string().as_bytes())
    }

    /// Sends a request and leaves the answer to be read.
    pub(crate) fn send(&self, path: &str, body: &serde_json::Value) -> TcpStream {
        send(
            &self.address,
            "POST",
            path,
            &[],
            body.to_string().as_bytes(),
        )
    }
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn read(mut stream: TcpStream) -> Self {
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self {
            status,
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

fn send(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> TcpStream {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += &format!("content-length: {}\r\n\r\n", body.len());
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    // A server that has refused already may not take it all.
    let _ = stream.write_all(body);
    stream
}

pub(crate) fn exchange(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Reply {
    Reply::read(send(address, method, path, headers, body))
}
