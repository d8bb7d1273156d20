//! What a worker process does: it puts up its walls, and then what it is told until the server ends.

mod compile;
mod run;

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::sync::Arc;

use rustix::process::{Signal, getppid, set_parent_process_death_signal};

use super::wire::{Hello, Order, Reply};
use crate::channel;
use crate::sandbox::{self, Engines};
use crate::walls::worker::{Role, Standing, enclose};

/// The argument that makes `enclos` a worker process.
pub(crate) const ARGUMENT: &str = "__worker";

/// How a worker ends that has used up its memory.
pub(super) const EXIT_OUT_OF_MEMORY: i32 = 99;

/// The first message has some paths.
const MAX_HELLO_BYTES: u64 = 1 << 20;
/// The server bounds what it sends by what it takes itself.
const MAX_ORDER_BYTES: u64 = 1 << 32;

/// Works for the server at the other end of standard input until that is closed.
pub(crate) fn work() -> ExitCode {
    // Of what the server had open nothing is a worker's.
    crate::native::close_from(3);
    // It also ends when the server does without having closed anything, or when somebody stopped this process.
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    let Ok(server) = take_stdin() else {
        return ExitCode::FAILURE;
    };
    if getppid().is_none_or(|parent| parent.is_init()) {
        return ExitCode::FAILURE;
    }
    match prepare(&server) {
        Ok(Prepared {
            hello,
            cancels,
            statm,
            engines,
            standing,
        }) => {
            let server = Arc::new(server);
            say_panics_to(&server);
            let worked = match engines {
                Some(engines) => run::work(&server, &cancels, &hello, engines, standing),
                None => compile::work(&server, &hello, standing, statm),
            };
            match worked {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => broken(&server, &error),
            }
        }
        Err(error) => broken(&server, &error),
    }
}

/// What a worker has when its walls stand.
struct Prepared {
    hello: Hello,
    /// On which it hears of cancellation.
    cancels: UnixStream,
    /// What the kernel tells of its memory.
    statm: File,
    /// To run guests with, if it is to.
    engines: Option<Engines>,
    standing: Standing,
}

/// The first order, obeyed: from here on the process can do no more than it must.
fn prepare(server: &UnixStream) -> io::Result<Prepared> {
    let (hello, fds) = channel::receive::<Hello>(server, MAX_HELLO_BYTES)?;
    let cancels = fds.into_iter().next();
    let cancels = cancels.ok_or_else(|| io::Error::other("no socket came with the first order"))?;
    // What it asks for can't be opened later.
    let _ = sandbox::finds_changed_pages();
    let statm = File::open("/proc/self/statm")?;
    let engines = match hello.bounds.role {
        Role::Run => Some(Engines::new(1).map_err(io::Error::other)?),
        Role::Compile => None,
    };
    let standing = enclose(&hello.bounds)?;
    Ok(Prepared {
        hello,
        cancels: UnixStream::from(cancels),
        statm,
        engines,
        standing,
    })
}

fn broken(server: &UnixStream, error: &dyn std::fmt::Display) -> ExitCode {
    let _ = channel::send(server, &Reply::Broken(error.to_string()), &[]);
    ExitCode::FAILURE
}

fn take_stdin() -> io::Result<UnixStream> {
    let server: OwnedFd = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdin().as_fd(), 3)?;
    let null = File::open("/dev/null")?;
    rustix::stdio::dup2_stdin(&null)?;
    Ok(UnixStream::from(server))
}

/// Has the server log what went wrong here, as nobody reads this process's standard error.
fn say_panics_to(server: &Arc<UnixStream>) {
    let server = Arc::clone(server);
    std::panic::set_hook(Box::new(move |panic| {
        let _ = channel::send(&server, &Reply::Broken(panic.to_string()), &[]);
    }));
}

/// The next order's bytes, and what came with it; `None` when the server ended.
fn next_order(server: &UnixStream) -> Option<(Vec<u8>, Vec<OwnedFd>)> {
    channel::receive_bytes(server, MAX_ORDER_BYTES, None).ok()
}

/// What the bytes of an order say.
fn read_order(bytes: &[u8]) -> io::Result<Order<'_>> {
    rmp_serde::from_slice(bytes).map_err(io::Error::other)
}
