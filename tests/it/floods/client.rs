//! A client that sends whatever it is told to, and minds no refusal.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// One connection, with all that came back.
pub(super) struct Socket {
    stream: TcpStream,
    read: Vec<u8>,
    is_over: bool,
}

/// What came back: the status is 0 when there was no answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: String,
    /// Of the whole answer, where it says how long it is.
    length: usize,
}

impl Socket {
    pub(super) fn connect(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            read: Vec::new(),
            is_over: false,
        }
    }

    /// False when the server takes no more.
    pub(super) fn send(&mut self, bytes: &[u8]) -> bool {
        // A server that has refused already may not take it all, and must not be waited for.
        let patience = Some(Duration::from_secs(2));
        self.stream.set_write_timeout(patience).unwrap();
        self.stream.write_all(bytes).is_ok()
    }

    pub(super) fn half_close(&self) {
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Waits for an answer, or for the end of the connection.
    pub(super) fn answer(&mut self, patience: Duration) -> Answer {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            let answer = self.seen();
            let is_whole = answer.length > 0 && self.read.len() >= answer.length;
            if self.is_over || is_whole {
                return answer;
            }
            self.read(Duration::from_millis(50));
        }
        self.seen()
    }

    /// Reads what has come, and tells whether the connection is over.
    pub(super) fn drain(&mut self) -> bool {
        self.read(Duration::from_millis(1));
        self.is_over
    }

    fn read(&mut self, patience: Duration) {
        if self.is_over {
            return;
        }
        self.stream.set_read_timeout(Some(patience)).unwrap();
        let mut bytes = [0; 64 << 10];
        match self.stream.read(&mut bytes) {
            Ok(0) => self.is_over = true,
            Ok(count) => self.read.extend_from_slice(&bytes[..count]),
            Err(error) if [ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()) => {}
            Err(_) => self.is_over = true,
        }
    }

    /// What came after an answer whose length is known.
    pub(super) fn leftover(&mut self, answer: &Answer) -> Option<String> {
        self.read(Duration::from_millis(20));
        let rest = self.read.get(answer.length..).unwrap_or_default();
        (answer.length > 0 && !rest.is_empty()).then(|| String::from_utf8_lossy(rest).into_owned())
    }

    /// The answer so far.
    pub(super) fn seen(&self) -> Answer {
        let text = String::from_utf8_lossy(&self.read).into_owned();
        // A word to go on is no answer.
        let interim = text.strip_prefix("HTTP/1.1 100 Continue\r\n\r\n");
        let skipped = interim.map_or(0, |rest| text.len() - rest.len());
        let rest = &text[skipped..];
        let (head, body) = rest.split_once("\r\n\r\n").unwrap_or((rest, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut lengths = head.lines().filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.parse().ok())?
        });
        let length: Option<usize> = lengths.next();
        Answer {
            status: status.unwrap_or(0),
            head: head.to_owned(),
            body: body.to_owned(),
            length: length.map_or(0, |length| skipped + head.len() + 4 + length),
        }
    }
}
