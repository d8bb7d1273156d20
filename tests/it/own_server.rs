//! A server of a test's own, for settings that others don't share and for a load that others don't disturb; and a client
//! that shows every byte of an answer and can go away in the middle of it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use enclos::Enclos;
use enclos::api::{self, ServerSettings, Settings, Token};
use serde_json::Value;

use crate::support::enclos;

/// Times to look for something before giving up, and how long to wait in between.
const TRIES: usize = 1500;
const PAUSE: Duration = Duration::from_millis(10);

pub(crate) struct OwnServer {
    pub(crate) enclos: Enclos,
    address: String,
    _runtime: tokio::runtime::Runtime,
}

/// An engine with so many workers and places before them, which serves Lua.
pub(crate) fn engine(workers: usize, backlog: usize) -> Enclos {
    // First the one of all tests, so that only one of them sets the language up.
    enclos();
    let builder = Enclos::builder().workers(workers).backlog(backlog);
    let enclos = builder.program_cache_bytes(0).build().unwrap();
    enclos.set_up(&["lua"], &enclos::depot::Silent).unwrap();
    enclos
}

/// Settings under which `alice` and `bob` are known by tokens of the same name.
pub(crate) fn two_clients() -> Settings {
    let mut settings = Settings::default();
    settings.clients.tokens = ["alice", "bob"]
        .map(|name| Token {
            name: name.to_owned(),
            secret: name.to_owned(),
        })
        .to_vec();
    settings
}

impl OwnServer {
    pub(crate) fn new(enclos: Enclos, settings: Settings) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let router = api::router(enclos.clone(), settings);
        runtime.spawn(api::serve(
            listener,
            router,
            ServerSettings::default(),
            std::future::pending(),
        ));
        Self {
            enclos,
            address,
            _runtime: runtime,
        }
    }

    /// Sends a body to `/run` as the client of this token, and leaves the answer to be read.
    pub(crate) fn send(&self, token: &str, accept: &str, body: &Value) -> Pending {
        self.send_to("POST", "/run", token, accept, &body.to_string())
    }

    pub(crate) fn send_to(
        &self,
        method: &str,
        path: &str,
        token: &str,
        accept: &str,
        body: &str,
    ) -> Pending {
        let authorization = match token {
            "" => String::new(),
            token => format!("authorization: Bearer {token}\r\n"),
        };
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\naccept: {accept}\r\n{authorization}content-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        // A server that never answers fails the test instead of holding it for ever.
        stream
            .set_read_timeout(Some(Duration::from_secs(120)))
            .unwrap();
        Pending(BufReader::new(stream))
    }

    /// Waits for the engine to have so many submissions running and waiting.
    pub(crate) fn settles_at(&self, running: usize, waiting: usize) {
        let mut load = self.enclos.load();
        for _ in 0..TRIES {
            if (load.running, load.waiting) == (running, waiting) {
                return;
            }
            std::thread::sleep(PAUSE);
            load = self.enclos.load();
        }
        panic!("{load:?}, expected {running} running and {waiting} waiting");
    }
}

/// An answer that is still to come. Dropping it closes the connection.
pub(crate) struct Pending(BufReader<TcpStream>);

impl Pending {
    /// The next line that begins like this.
    pub(crate) fn line(&mut self, start: &str) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "no line {start}");
            if line.starts_with(start) {
                return line.trim_end().to_owned();
            }
        }
    }

    /// The head in lower case, and the body.
    pub(crate) fn whole(mut self) -> (String, String) {
        let mut whole = String::new();
        self.0.read_to_string(&mut whole).unwrap();
        let (head, body) = whole.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    }
}
