//! A server on a free port, and a client that keeps its connection: the least that HTTP can cost from outside.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::Enclos;
use crate::api::{self, ServerSettings};

/// Holds a thousand tests and more.
const MAX_BODY_BYTES: usize = 1 << 20;

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
        let body = body.to_string();
        let head = format!(
            "POST /run HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        Self([head.as_bytes(), body.as_bytes()].concat())
    }
}

impl Client {
    /// The time from the first byte out to the last byte in. Every test of the answer must have ended well.
    pub(super) fn time(&mut self, request: &Request) -> anyhow::Result<Duration> {
        let begun = Instant::now();
        self.0.get_mut().write_all(&request.0)?;
        let body = self.read_body()?;
        let took = begun.elapsed();
        let statuses = occurrences(&body, br#""status":"#);
        ensure!(
            statuses > 0 && statuses == occurrences(&body, br#""status":"OK""#),
            "a run over HTTP failed: {}",
            String::from_utf8_lossy(&body[..body.len().min(2000)])
        );
        Ok(took)
    }

    fn read_body(&mut self) -> anyhow::Result<Vec<u8>> {
        let mut length = None;
        let mut line = String::new();
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
        Ok(body)
    }
}

fn occurrences(text: &[u8], word: &[u8]) -> usize {
    // A program's own output can't be mistaken for this, because its quotes are escaped.
    text.windows(word.len())
        .filter(|window| *window == word)
        .count()
}
