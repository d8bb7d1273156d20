//! A worker that runs guests.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::wire::{Hello, Load, Order, Origin, Reply, Run, WireFinished};
use super::{next_order, read_order};
use crate::cancel::Cancel;
use crate::channel;
use crate::error::Error;
use crate::executor::{Executor, LiveStreams, Streams};
use crate::queue::RUN_STACK_BYTES;
use crate::sandbox::{Engines, Program, Sandbox};
use crate::walls::worker::Standing;

/// The run that is on, as whoever cancels it sees it.
#[derive(Default)]
struct Current {
    number: u64,
    cancel: Cancel,
    /// The last run that was canceled, which may not have begun yet.
    canceled: u64,
}

/// Runs what it is told to until the server ends.
pub(super) fn work(
    server: &Arc<UnixStream>,
    mut cancels: &UnixStream,
    hello: &Hello,
    engines: Engines,
    standing: Standing,
) -> io::Result<()> {
    let sandbox = Sandbox::with(engines, hello.clock.into()).map_err(io::Error::other)?;
    let current = Arc::new(Mutex::new(Current::default()));
    let (ours, theirs) = (Arc::clone(server), Arc::clone(&current));
    std::thread::Builder::new()
        .name("enclos-run".to_owned())
        .stack_size(RUN_STACK_BYTES)
        .spawn(move || {
            let mut worker = Worker {
                sandbox,
                current: theirs,
                programs: HashMap::new(),
            };
            let worked = worker.serve(&ours, standing);
            #[allow(clippy::exit, reason = "the other thread waits for the server")]
            std::process::exit(i32::from(worked.is_err()));
        })?;
    // This thread hears of cancellation, and of the server's end while something runs.
    let mut number = [0; 8];
    while cancels.read_exact(&mut number).is_ok() {
        let number = u64::from_le_bytes(number);
        let mut current = lock(&current);
        current.canceled = number;
        if current.number == number {
            current.cancel.cancel();
        }
    }
    #[allow(clippy::exit, reason = "the other thread may be in a guest's loop")]
    std::process::exit(0);
}

fn lock(current: &Mutex<Current>) -> MutexGuard<'_, Current> {
    current.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Worker {
    sandbox: Sandbox,
    current: Arc<Mutex<Current>>,
    programs: HashMap<u64, Program>,
}

impl Worker {
    fn serve(&mut self, server: &UnixStream, standing: Standing) -> io::Result<()> {
        channel::send(server, &Reply::Ready(standing), &[])?;
        while let Some((bytes, fds)) = next_order(server) {
            let reply = match read_order(&bytes)? {
                Order::Load(load) => Reply::Loaded(
                    self.load(load, &mut fds.into_iter())
                        .map_err(|error| error.to_string()),
                ),
                Order::Run(run) => match self.run(*run, fds) {
                    Ok(finished) => Reply::Ran(Box::new(finished)),
                    Err(error) => Reply::NotRun(error.to_string()),
                },
                Order::Compile { .. } | Order::Functions { .. } => {
                    return Err(io::Error::other("nothing is compiled where guests run"));
                }
            };
            channel::send(server, &reply, &[])?;
        }
        Ok(())
    }

    fn load(
        &mut self,
        load: Load<'_>,
        fds: &mut impl Iterator<Item = OwnedFd>,
    ) -> Result<(), Error> {
        let code = fds.next().ok_or_else(|| missing("the program's code"))?;
        let code = File::from(code);
        let program = match load.origin {
            Origin::Depot { module, mounts } => {
                let mounts = mounts.iter();
                let mounts = mounts.map(|(at, host)| (at.as_str(), Path::new(host)));
                self.sandbox.load_open(&module, &code, mounts)?
            }
            Origin::Submitted => self.sandbox.load_program(code)?,
        };
        self.programs.insert(load.program, program);
        Ok(())
    }

    fn run(&mut self, run: Run<'_>, fds: Vec<OwnedFd>) -> Result<WireFinished, Error> {
        let mut fds = fds.into_iter();
        for forgotten in run.forget {
            self.programs.remove(&forgotten);
        }
        if let Some(load) = run.load {
            self.load(load, &mut fds)?;
        }
        let program = self.programs.get(&run.program);
        let program = program.ok_or_else(|| missing("the program"))?;
        let cancel = Cancel::new();
        {
            let mut current = lock(&self.current);
            current.number = run.number;
            current.cancel = cancel.clone();
            if current.canceled == run.number {
                cancel.cancel();
            }
        }
        let job = run
            .job
            .into_job(cancel, |terminal| connect(terminal, &mut fds))?;
        let given = job.files.clone();
        let finished = self.sandbox.run(program, job);
        lock(&self.current).number = 0;
        Ok(WireFinished::new(finished, &given))
    }
}

fn missing(what: &str) -> Error {
    Error::Engine(format!("{what} did not come along"))
}

/// Streams that go to and come from the server by three pipes.
fn connect(terminal: bool, fds: &mut impl Iterator<Item = OwnedFd>) -> Result<Streams, Error> {
    let mut next = || {
        fds.next()
            .map(File::from)
            .ok_or_else(|| missing("a stream"))
    };
    let (mut stdin, stdout, stderr) = (next()?, next()?, next()?);
    let (send, chunks) = std::sync::mpsc::sync_channel(4);
    // It ends when the server closes its end, which it does when the run is over.
    std::thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        while let Ok(count) = stdin.read(&mut buffer) {
            if count == 0 || send.send(buffer[..count].to_vec()).is_err() {
                break;
            }
        }
    });
    Ok(Streams::Live(LiveStreams {
        stdin: chunks,
        stdout: Box::new(stdout),
        stderr: Box::new(stderr),
        terminal,
    }))
}
