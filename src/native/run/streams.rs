//! The streams of a run: what the program reads, and what it prints, up to the limit.

use std::io::{self, Write};
use std::os::fd::OwnedFd;

use rustix::pipe::{PipeFlags, pipe_with};

use crate::channel::sealed;
use crate::executor::{LiveStreams, Streams};

/// What the program reads.
pub(super) fn input(streams: &mut Streams) -> io::Result<OwnedFd> {
    match streams {
        Streams::Buffered { stdin, .. } => sealed("stdin", stdin),
        Streams::Live(live) => {
            let (from, to) = pipe_with(PipeFlags::CLOEXEC)?;
            let (_, none) = std::sync::mpsc::channel();
            let chunks = std::mem::replace(&mut live.stdin, none);
            // It ends when there is no more input, or nobody to read it. It is not waited for: a person may never type.
            std::thread::spawn(move || {
                let mut to = std::fs::File::from(to);
                while let Ok(chunk) = chunks.recv() {
                    if to.write_all(&chunk).is_err() {
                        return;
                    }
                }
            });
            Ok(from)
        }
    }
}

/// What a program printed so far.
pub(super) struct Output<'a> {
    pub(super) pipes: [Option<OwnedFd>; 2],
    pub(super) texts: [Vec<u8>; 2],
    /// What both may still have together.
    pub(super) room_bytes: u64,
    pub(super) truncated: bool,
    pub(super) live: Option<&'a mut LiveStreams>,
}

impl Output<'_> {
    /// Takes what is there of one stream, once, without waiting, and says whether there may be more.
    pub(super) fn take(&mut self, stream: usize) -> bool {
        let Some(pipe) = &self.pipes[stream] else {
            return false;
        };
        let mut buffer = [0; 1 << 16];
        let read = match rustix::io::read(pipe, &mut buffer) {
            Ok(0) => {
                self.pipes[stream] = None;
                return false;
            }
            Ok(read) => read,
            Err(rustix::io::Errno::INTR) => return true,
            // A program can open its own output for reading, and take away what was announced here.
            Err(rustix::io::Errno::AGAIN) => return false,
            Err(_) => {
                self.pipes[stream] = None;
                return false;
            }
        };
        let fits = read.min(usize::try_from(self.room_bytes).unwrap_or(usize::MAX));
        self.truncated |= fits < read;
        self.room_bytes -= fits as u64;
        let text = &buffer[..fits];
        match &mut self.live {
            Some(live) => {
                let to = match stream {
                    0 => &mut live.stdout,
                    _ => &mut live.stderr,
                };
                // Nobody listens any more; the program will notice in its own time.
                let _ = to.write_all(text).and_then(|()| to.flush());
            }
            None => self.texts[stream].extend_from_slice(text),
        }
        true
    }

    /// Takes what is left when no process is there to write any more.
    pub(super) fn drain(&mut self) {
        for stream in 0..2 {
            while !self.truncated && self.take(stream) {}
        }
    }
}
