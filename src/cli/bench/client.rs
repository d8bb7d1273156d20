//! A server on a free port, and a client that keeps its connection: the least that HTTP can cost from outside.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::Enclos;
use crate::api::{self, ServerSettings};

/// How often a client that waits for nothing in particular looks whether it is over.
const PATIENCE: Duration = Duration::from_millis(100);
/// Holds a thousand tests and more.
const MAX_BODY_BYTES: usize = 1 << 20;

/// Clients that the server tells apart, each of which shows its own name as its token.
const KNOWN: [&str; 2] = ["honest", "greedy"];

fn token(name: &str) -> api::Token {
    api::Token {
        name: name.to_owned(),
        secret: name.to_owned(),
    }
}

/// A server that runs until it is dropped.
pub(super) struct Server {
    address: SocketAddr,
    _runtime: tokio::runtime::Runtime,
}

impl Server {
    pub(super) fn start(enclos: Enclos) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let settings = api::Settings {
            max_body_bytes: MAX_BODY_BYTES,
            clients: api::ClientSettings {
                tokens: KNOWN.map(token).to_vec(),
                ..api::ClientSettings::default()
            },
            ..api::Settings::default()
        };
        let router = api::router(enclos, settings);
        runtime.spawn(api::serve(
            listener,
            router,
            ServerSettings::default(),
            std::future::pending(),
        ));
        Ok(Self {
            address,
            _runtime: runtime,
        })
    }

    pub(super) fn connect(&self) -> anyhow::Result<Client> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_nodelay(true)?;
        // Longer than the longest of our runs, so that a server that hangs is an error and not a bench that hangs.
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Client(BufReader::with_capacity(64 << 10, stream)))
    }
}

/// One connection.
pub(super) struct Client(BufReader<TcpStream>);

/// A request, written out before the clock starts.
pub(super) struct Request(Vec<u8>);

impl Request {
    /// A run of `body`.
    pub(super) fn new(body: &Value) -> Self {
        Self::with(body, "")
    }

    /// A run of `body` for a client that the server knows.
    pub(super) fn of_client(body: &Value, name: &str) -> Self {
        Self::with(body, &format!("authorization: Bearer {name}\r\n"))
    }

    fn with(body: &Value, headers: &str) -> Self {
        let body = body.to_string();
        let head = format!(
            "POST /run HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n",
            body.len()
        );
        Self([head.as_bytes(), body.as_bytes()].concat())
    }
}

impl Client {
    /// The time from the first byte out to the last byte in. Every test of the answer must have ended well.
    pub(super) fn time(&mut self, request: &Request) -> anyhow::Result<Duration> {
        let (took, _, body) = self.exchange(request)?;
        let statuses = occurrences(&body, br#""status":"#);
        ensure!(
            statuses > 0 && statuses == occurrences(&body, br#""status":"OK""#),
            "a run over HTTP failed: {}",
            String::from_utf8_lossy(&body[..body.len().min(2000)])
        );
        Ok(took)
    }

    /// The time that an answer took, its status and its body.
    pub(super) fn exchange(
        &mut self,
        request: &Request,
    ) -> anyhow::Result<(Duration, u16, Vec<u8>)> {
        let begun = Instant::now();
        self.0.get_mut().write_all(&request.0)?;
        let (status, body) = self.read_answer()?;
        Ok((begun.elapsed(), status, body))
    }

    /// Sends a request and stays until there is an answer or it is over.
    pub(super) fn send(mut self, request: &Request, over: &AtomicBool) -> std::io::Result<()> {
        let stream = self.0.get_mut();
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(&request.0)?;
        while !over.load(Ordering::Relaxed) {
            match stream.read(&mut [0; 4096]) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                _ => break,
            }
        }
        Ok(())
    }

    fn read_answer(&mut self) -> anyhow::Result<(u16, Vec<u8>)> {
        let mut length = None;
        let mut line = String::new();
        self.0.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.context("the server closed the connection")?;
        loop {
            line.clear();
            let count = self.0.read_line(&mut line)?;
            ensure!(count > 0, "the server closed the connection");
            let header = line.trim_end().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = Some(value.trim().parse()?);
            }
        }
        let mut body = vec![0; length.context("an answer without its length")?];
        self.0.read_exact(&mut body)?;
        Ok((status, body))
    }
}

fn occurrences(text: &[u8], word: &[u8]) -> usize {
    // A program's own output can't be mistaken for this, because its quotes are escaped.
    text.windows(word.len())
        .filter(|window| *window == word)
        .count()
}
