//! Standard input and output: bounded, and never a way to block for longer than the wall limit.

use std::io::Write;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::super::run::{Clock, Stop};
use crate::executor::Streams;

/// How often a run that waits for input looks whether it was canceled.
const PATIENCE: Duration = Duration::from_millis(20);

/// The ends of a run's streams that the host holds, and whether the program is to see a terminal.
pub(crate) fn connect(streams: Streams, cap_bytes: u64) -> (Input, Output, bool) {
    match streams {
        Streams::Buffered { stdin, merged } => {
            let (stdout, stderr) = (Sink::Buffer(Vec::new()), Sink::Buffer(Vec::new()));
            let mut output = Output::new(stdout, stderr, cap_bytes);
            output.merged = merged;
            (Input::bytes(stdin), output, false)
        }
        Streams::Live(live) => {
            let input = Input::Stream {
                chunks: live.stdin,
                pending: Vec::new(),
            };
            let (stdout, stderr) = (Sink::Writer(live.stdout), Sink::Writer(live.stderr));
            let output = Output::new(stdout, stderr, cap_bytes);
            (input, output, live.terminal)
        }
    }
}

/// Where a program's standard input comes from.
#[derive(Debug)]
pub(crate) enum Input {
    /// Known beforehand; at its end the program reads end of file.
    Bytes { content: Arc<[u8]>, position: usize },
    /// Chunks from another thread, for a program that a person talks to. A closed channel is end of file.
    Stream {
        chunks: Receiver<Vec<u8>>,
        pending: Vec<u8>,
    },
}

impl Input {
    pub(crate) fn bytes(content: Arc<[u8]>) -> Self {
        Self::Bytes {
            content,
            position: 0,
        }
    }

    /// Reads what there is, waiting for the first byte at most until the run's wall limit.
    pub(crate) fn read(&mut self, buffer: &mut [u8], clock: &Clock) -> Result<usize, Stop> {
        match self {
            Self::Bytes { content, position } => {
                let count = buffer.len().min(content.len() - *position);
                buffer[..count].copy_from_slice(&content[*position..*position + count]);
                *position += count;
                Ok(count)
            }
            Self::Stream { chunks, pending } => {
                while pending.is_empty() && !buffer.is_empty() {
                    clock.check()?;
                    match chunks.recv_timeout(PATIENCE.min(clock.left())) {
                        Ok(chunk) => *pending = chunk,
                        Err(RecvTimeoutError::Timeout) => {}
                        Err(RecvTimeoutError::Disconnected) => return Ok(0),
                    }
                }
                let count = buffer.len().min(pending.len());
                buffer[..count].copy_from_slice(&pending[..count]);
                pending.drain(..count);
                Ok(count)
            }
        }
    }
}

/// Where one output stream goes.
pub(crate) enum Sink {
    Buffer(Vec<u8>),
    /// Straight to the caller, for a program that a person watches.
    Writer(Box<dyn Write + Send>),
}

impl std::fmt::Debug for Sink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Buffer(_) => "Buffer",
            Self::Writer(_) => "Writer",
        })
    }
}

impl Sink {
    fn put(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        match self {
            Self::Buffer(buffer) => buffer.extend_from_slice(bytes),
            // A reader that went away ends the run, as a broken pipe ends a native program.
            Self::Writer(writer) => {
                writer
                    .write_all(bytes)
                    .and_then(|()| writer.flush())
                    .map_err(|_| Stop::Canceled)?;
            }
        }
        Ok(())
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Buffer(bytes) => bytes,
            Self::Writer(_) => Vec::new(),
        }
    }
}

/// Standard output and error under one cap.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) stdout: Sink,
    pub(crate) stderr: Sink,
    left: u64,
    merged: bool,
    pub(crate) truncated: bool,
}

impl Output {
    pub(crate) fn new(stdout: Sink, stderr: Sink, cap_bytes: u64) -> Self {
        Self {
            stdout,
            stderr,
            left: cap_bytes,
            merged: false,
            truncated: false,
        }
    }

    /// What is left in the place of an output that was taken from a host that shares it.
    #[cfg(feature = "directory")]
    pub(crate) fn closed() -> Self {
        Self::new(Sink::Buffer(Vec::new()), Sink::Buffer(Vec::new()), 0)
    }

    /// Writes what fits; a byte too many ends the run.
    pub(crate) fn write(&mut self, to_stderr: bool, bytes: &[u8]) -> Result<(), Stop> {
        let fits = bytes
            .len()
            .min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let sink = if to_stderr && !self.merged {
            &mut self.stderr
        } else {
            &mut self.stdout
        };
        sink.put(&bytes[..fits])?;
        self.left -= fits as u64;
        if fits < bytes.len() {
            self.truncated = true;
            return Err(Stop::OutputLimit);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_share_the_cap_and_the_last_byte_fits() {
        let mut output = Output::new(Sink::Buffer(vec![]), Sink::Buffer(vec![]), 10);
        assert!(output.write(false, &[1; 4]).is_ok());
        assert!(output.write(true, &[2; 6]).is_ok());
        assert!(!output.truncated);
        assert!(matches!(output.write(false, b"x"), Err(Stop::OutputLimit)));
        assert!(output.truncated);
        assert_eq!(output.stdout.into_bytes(), [1; 4]);
    }
}
