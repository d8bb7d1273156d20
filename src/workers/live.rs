//! Streams that are connected while a program runs, by pipes between its worker and whoever reads and writes.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::thread::JoinHandle;

use rustix::pipe::{PipeFlags, pipe_with};

use crate::executor::LiveStreams;

/// The worker's ends of three pipes, and the threads at the others.
pub(super) struct Pipes {
    theirs: [OwnedFd; 3],
    output: [JoinHandle<()>; 2],
}

impl Pipes {
    /// Takes the streams over.
    ///
    /// # Errors
    /// When there are no more descriptors.
    pub(super) fn connect(live: &mut LiveStreams) -> io::Result<Self> {
        let pipe = || pipe_with(PipeFlags::CLOEXEC);
        let ((stdin, typed), (printed, stdout), (complained, stderr)) = (pipe()?, pipe()?, pipe()?);
        let (_, none) = std::sync::mpsc::channel();
        let chunks = std::mem::replace(&mut live.stdin, none);
        // It ends when there is no more input, or nobody to read it. It is not waited for: a person may never type.
        std::thread::spawn(move || {
            let mut typed = File::from(typed);
            while let Ok(chunk) = chunks.recv() {
                if typed.write_all(&chunk).is_err() {
                    return;
                }
            }
        });
        let sink =
            |stream: &mut Box<dyn Write + Send>| std::mem::replace(stream, Box::new(io::sink()));
        let (out, err) = (sink(&mut live.stdout), sink(&mut live.stderr));
        Ok(Self {
            theirs: [stdin, stdout, stderr],
            output: [pump(printed, out), pump(complained, err)],
        })
    }

    /// What the worker gets.
    pub(super) fn theirs(&self) -> impl Iterator<Item = BorrowedFd<'_>> {
        self.theirs.iter().map(AsFd::as_fd)
    }

    /// Waits until everything that was printed is where it belongs.
    pub(super) fn finish(self) {
        drop(self.theirs);
        for thread in self.output {
            // Who reads may panic as they like.
            let _ = thread.join();
        }
    }
}

/// Carries what comes out of a pipe to its reader, until there is no more, or the reader is gone.
fn pump(pipe: OwnedFd, mut to: Box<dyn Write + Send>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut from = File::from(pipe);
        let mut buffer = vec![0; 64 << 10];
        while let Ok(count) = from.read(&mut buffer) {
            let written = to.write_all(&buffer[..count]).and_then(|()| to.flush());
            if count == 0 || written.is_err() {
                return;
            }
        }
    })
}
