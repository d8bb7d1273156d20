//! What stands in an `attack.toml` below `tests/attacks/http`; the folder's README explains it.

use serde::Deserialize;

use super::client::{Answer, Socket};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Attack {
    #[allow(dead_code, reason = "for people")]
    shows: String,
    /// Arguments of `enclos serve`.
    pub(super) serve: Vec<String>,
    /// By how much the server may be larger afterwards.
    pub(super) memory_mib: f64,
    #[serde(default)]
    pub(super) request: Vec<Request>,
    #[serde(default)]
    pub(super) hold: Vec<Hold>,
    #[serde(default)]
    pub(super) leave: Vec<Leave>,
}

/// Bytes: a text, or something that would be long to write.
#[derive(Deserialize)]
#[serde(untagged)]
enum Part {
    Text(String),
    Bytes(Vec<u8>),
    Repeated { repeat: Box<Part>, times: usize },
}

impl Part {
    fn append(&self, all: &mut Vec<u8>, port: u16) {
        match self {
            Self::Text(text) => {
                all.extend_from_slice(text.replace("PORT", &port.to_string()).as_bytes());
            }
            Self::Bytes(bytes) => all.extend_from_slice(bytes),
            Self::Repeated { repeat, times } => {
                let mut one = Vec::new();
                repeat.append(&mut one, port);
                all.extend_from_slice(&one.repeat(*times));
            }
        }
    }
}

fn bytes(parts: &[Part], port: u16) -> Vec<u8> {
    let mut all = Vec::new();
    parts.iter().for_each(|part| part.append(&mut all, port));
    all
}

/// What is sent over one connection.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Message {
    #[serde(default = "post_run")]
    line: String,
    #[serde(default)]
    headers: Vec<String>,
    /// The length that is claimed, where it is not that of the body; empty, none is.
    length: Option<String>,
    #[serde(default)]
    body: Vec<Part>,
    /// Sent instead of all of this.
    raw: Option<Vec<Part>>,
    /// Sent again and again after it until the server takes no more.
    #[serde(default)]
    flood: Vec<Part>,
    #[serde(default)]
    flood_times: usize,
}

fn post_run() -> String {
    "POST /run".to_owned()
}

impl Message {
    /// Sends it, with the port of a listener in the place of `PORT`.
    pub(super) fn send(&self, socket: &mut Socket, port: u16) {
        let whole = match &self.raw {
            Some(raw) => bytes(raw, port),
            None => {
                let body = bytes(&self.body, port);
                let mut head = format!("{} HTTP/1.1\r\nhost: x\r\n", self.line);
                for header in &self.headers {
                    head += &format!("{header}\r\n");
                }
                match self.length.as_deref() {
                    None => head += &format!("content-length: {}\r\n", body.len()),
                    Some("") => {}
                    Some(claimed) => head += &format!("content-length: {claimed}\r\n"),
                }
                [head.as_bytes(), b"\r\n", &body].concat()
            }
        };
        let flood = bytes(&self.flood, port);
        let mut goes_on = socket.send(&whole);
        for _ in 0..self.flood_times {
            goes_on = goes_on && socket.send(&flood);
        }
    }

    /// Sends it over a connection of its own, which is left open.
    pub(super) fn sent(&self, address: &str) -> Socket {
        let mut socket = Socket::connect(address);
        self.send(&mut socket, 0);
        socket
    }
}

/// A request and its answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Request {
    pub(super) what: String,
    send: Message,
    /// Any of these; 0 is none, the connection having been closed.
    status: Vec<u16>,
    /// Parts of the body, and of the head in lower case.
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    head: Vec<String>,
    #[serde(default)]
    head_lacks: Vec<String>,
    /// Seconds.
    #[serde(default = "one")]
    pub(super) within: f64,
}

fn one() -> f64 {
    1.0
}

impl Request {
    pub(super) fn send(&self, socket: &mut Socket, port: u16) {
        self.send.send(socket, port);
    }

    pub(super) fn check(&self, answer: &Answer) -> Result<(), String> {
        let Answer {
            status, head, body, ..
        } = answer;
        let head = head.to_lowercase();
        let says = self.says.iter().all(|part| body.contains(part));
        let heads = self.head.iter().all(|part| head.contains(part));
        let lacks = !self.head_lacks.iter().any(|part| head.contains(part));
        if self.status.contains(status) && says && heads && lacks && body.len() < 20_000 {
            return Ok(());
        }
        let shown: String = body.chars().take(600).collect();
        Err(format!("status {status}\n{head}\n{shown}"))
    }
}

/// Connections that are held open.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Hold {
    pub(super) what: String,
    pub(super) connections: usize,
    /// As many are open at a time.
    pub(super) at_most: usize,
    pub(super) send: Message,
    /// Sent some twenty times a second.
    #[serde(default)]
    pub(super) drip: String,
    /// Whether what the server sends is taken.
    pub(super) reads: bool,
    /// Seconds after which none of them is open.
    pub(super) closed_within: f64,
    /// What each was told: any of these, 0 being nothing.
    pub(super) status: Vec<u16>,
}

/// A client that goes away in the middle.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Leave {
    pub(super) what: String,
    pub(super) send: Message,
    /// Others that came before it and leave with it, so that it waits.
    #[serde(default)]
    pub(super) behind: usize,
    /// Submissions that run before it leaves.
    #[serde(default = "one")]
    pub(super) runs: f64,
    /// Seconds after that.
    #[serde(default)]
    pub(super) after: f64,
    /// It only closes its own end.
    #[serde(default)]
    pub(super) half: bool,
    /// Seconds until nothing runs.
    #[serde(default = "tenth")]
    pub(super) within: f64,
}

fn tenth() -> f64 {
    0.1
}
