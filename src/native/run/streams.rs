//! The streams of a run: what the program reads, and what it prints, up to the limit.

use std::io::{self, Write};
use std::os::fd::OwnedFd;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{MemfdFlags, SealFlags};
use rustix::pipe::{PipeFlags, pipe_with};

use crate::executor::{LiveStreams, Streams};

/// What the program reads.
pub(super) fn input(streams: &mut Streams) -> io::Result<OwnedFd> {
    match streams {
        Streams::Buffered { stdin, .. } => {
            let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
            let memory = std::fs::File::from(rustix::fs::memfd_create("stdin", flags)?);
            (&memory).write_all(stdin)?;
            rustix::fs::seek(&memory, rustix::fs::SeekFrom::Start(0))?;
            let seals = SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL;
            rustix::fs::fcntl_add_seals(&memory, seals)?;
            Ok(memory.into())
        }
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
    /// Takes what is there of one stream, once.
    pub(super) fn take(&mut self, stream: usize) {
        let Some(pipe) = &self.pipes[stream] else {
            return;
        };
        let mut buffer = [0; 1 << 16];
        let read = match rustix::io::read(pipe, &mut buffer) {
            Ok(0) => {
                self.pipes[stream] = None;
                return;
            }
            Ok(read) => read,
            // A program can open its own output for reading, and take away what was announced here.
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => return,
            Err(_) => {
                self.pipes[stream] = None;
                return;
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
    }

    /// Takes what is left when no process is there to write any more.
    pub(super) fn drain(&mut self) {
        while !self.truncated && self.pipes.iter().any(Option::is_some) {
            let mut fds: Vec<PollFd<'_>> = Vec::new();
            for pipe in self.pipes.iter().flatten() {
                fds.push(PollFd::new(pipe, PollFlags::IN));
            }
            let now = Timespec {
                tv_sec: 0,
                tv_nsec: 0,
            };
            let ready = poll(&mut fds, Some(&now));
            drop(fds);
            if !ready.is_ok_and(|ready| ready > 0) {
                return;
            }
            for stream in 0..2 {
                if is_readable(self.pipes[stream].as_ref()) {
                    self.take(stream);
                }
            }
        }
    }
}

/// Whether there is something to be read, or nothing more to come.
pub(super) fn is_readable(fd: Option<&OwnedFd>) -> bool {
    let Some(fd) = fd else { return false };
    let mut fds = [PollFd::new(fd, PollFlags::IN)];
    let now = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    poll(&mut fds, Some(&now)).is_ok_and(|ready| ready > 0)
}
