//! The server's side of one worker process.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::event::PollFlags;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

use super::wire::{Hello, Order, Reply, ToldClock};
use super::worker;
use crate::cancel::Cancel;
use crate::channel::{self, Encoded};
use crate::walls::worker::{Bounds, Role, Standing};

/// A process that is not ready by then never will be, or the machine is in a state in which nothing works.
const START: Duration = Duration::from_secs(20);
/// How long a worker may take to hear of a cancellation before it is taken for one that does not listen.
const DEAF_AFTER: Duration = Duration::from_millis(50);

/// How worker processes are made.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// The `enclos` program.
    pub(super) program: PathBuf,
    pub(super) bounds: Bounds,
    pub(super) clock: ToldClock,
}

/// Why a worker gave no answer. It is of no use any more.
#[derive(Debug)]
pub(super) enum Failure {
    /// It ended, or was stopped, or said what no worker says.
    Died(String),
    /// It used up the memory that it may have.
    OutOfMemory,
    /// There was no answer in time.
    Overdue,
    /// It was canceled, and killed because it did not hear.
    Canceled,
}

/// A worker process. Dropped, it is killed and waited for.
pub(super) struct Process {
    child: Child,
    orders: UnixStream,
    cancels: Arc<UnixStream>,
    /// Programs of the depot that it has.
    tools: Vec<u64>,
    /// Programs of submissions that it has, those used last at the end.
    programs: Vec<u64>,
    /// Functions that it knows.
    pub(super) known: Vec<u64>,
    /// Orders given so far, which number runs as well.
    pub(super) orders_given: u64,
    standing: Standing,
}

impl Process {
    /// Starts one and waits until its walls stand.
    ///
    /// # Errors
    /// When it can't be started, or can't put up its walls.
    pub(super) fn start(settings: &Settings) -> io::Result<Self> {
        let (orders, theirs) = UnixStream::pair()?;
        let (cancels, hears) = UnixStream::pair()?;
        let child = Command::new(&settings.program)
            .arg(worker::ARGUMENT)
            .env_clear()
            .current_dir("/")
            .stdin(OwnedFd::from(theirs))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A terminal's interrupt is meant for the server, which ends its runs in its own time.
            .process_group(0)
            .spawn()?;
        let mut process = Self {
            child,
            orders,
            cancels: Arc::new(cancels),
            tools: Vec::new(),
            programs: Vec::new(),
            known: Vec::new(),
            orders_given: 0,
            standing: Standing::default(),
        };
        let hello = channel::encode(&Hello {
            bounds: settings.bounds.clone(),
            clock: settings.clock,
        })?;
        let deadline = Some(Instant::now() + START);
        channel::send_by(&process.orders, &hello, &[hears.as_fd()], deadline)?;
        match channel::receive_by(&process.orders, MAX_SMALL_BYTES, deadline)?.0 {
            Reply::Ready(standing) => process.standing = standing,
            Reply::Broken(why) => return Err(io::Error::other(why)),
            _ => {
                return Err(io::Error::other(
                    "a worker process did not say that it is ready",
                ));
            }
        }
        Ok(process)
    }

    /// Which walls stand around it.
    pub(super) fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Whether it has a program.
    pub(super) fn has(&self, program: u64) -> bool {
        self.tools.contains(&program) || self.programs.contains(&program)
    }

    /// Whether it has a program, which is about to be used.
    pub(super) fn use_program(&mut self, program: u64) -> bool {
        if let Some(at) = self.programs.iter().position(|has| *has == program) {
            self.programs[at..].rotate_left(1);
            return true;
        }
        self.tools.contains(&program)
    }

    /// Remembers that it has a program.
    pub(super) fn keep_program(&mut self, program: u64, is_of_a_submission: bool) {
        match is_of_a_submission {
            true => self.programs.push(program),
            false => self.tools.push(program),
        }
    }

    /// The programs that it should do without, so that it has room for one more.
    pub(super) fn forget(&mut self, max_programs: usize) -> Vec<u64> {
        let over = (self.programs.len() + 1).saturating_sub(max_programs);
        self.programs.drain(..over).collect()
    }

    /// Whether it can be given an order. One that waits for an order has nothing to say, unless it ended.
    pub(super) fn is_idle(&self) -> bool {
        !channel::is_readable(&self.orders) && !self.is_stopped()
    }

    /// Whether somebody stopped it, by a signal or a debugger.
    fn is_stopped(&self) -> bool {
        let look = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        matches!(waitid(WaitId::Pid(self.pid()), look), Ok(Some(status)) if status.stopped())
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Gives an order and waits for the answer, which is at most so long, until a deadline. Who cancels is heard by a worker
    /// that runs something, and ends one that does something else.
    pub(super) fn ask(
        &mut self,
        order: &Order<'_>,
        fds: &[BorrowedFd<'_>],
        max_bytes: u64,
        deadline: Instant,
        cancel: Option<&Cancel>,
    ) -> Result<Reply, Failure> {
        self.orders_given += 1;
        let is_run = matches!(order, Order::Run(_));
        let order = channel::encode(order).map_err(|error| Failure::Died(error.to_string()))?;
        self.send(&order, fds, deadline)?;
        let hook = cancel.map(|cancel| {
            let (cancels, number) = (Arc::clone(&self.cancels), self.orders_given);
            cancel.on_cancel(move || {
                if is_run {
                    // A worker that does not read what it is told is killed soon.
                    let flags = rustix::net::SendFlags::NOSIGNAL | rustix::net::SendFlags::DONTWAIT;
                    let _ = rustix::net::send(&*cancels, &number.to_le_bytes(), flags);
                }
            })
        });
        self.await_reply(deadline, cancel, is_run)?;
        drop(hook);
        self.receive(max_bytes, deadline)
    }

    /// Has it load a program of the depot that others have loaded.
    pub(super) fn load_tool(
        &mut self,
        program: u64,
        load: &Encoded,
        code: BorrowedFd<'_>,
    ) -> Result<(), Failure> {
        let deadline = Instant::now() + START;
        self.send(load, &[code], deadline)?;
        match self.receive(MAX_SMALL_BYTES, deadline)? {
            Reply::Loaded(Ok(())) => {
                self.keep_program(program, false);
                Ok(())
            }
            Reply::Loaded(Err(why)) => Err(Failure::Died(why)),
            _ => Err(Failure::Died("it said something else".to_owned())),
        }
    }

    fn send(
        &mut self,
        order: &Encoded,
        fds: &[BorrowedFd<'_>],
        deadline: Instant,
    ) -> Result<(), Failure> {
        let sent = channel::send_by(&self.orders, order, fds, Some(deadline));
        sent.map_err(|error| self.failed(&error))
    }

    fn receive(&mut self, max_bytes: u64, deadline: Instant) -> Result<Reply, Failure> {
        let reply = channel::receive_by(&self.orders, max_bytes, Some(deadline));
        match reply.map_err(|error| self.failed(&error))?.0 {
            Reply::Broken(why) => Err(Failure::Died(why)),
            reply => Ok(reply),
        }
    }

    /// Waits until there is an answer to be read.
    fn await_reply(
        &mut self,
        deadline: Instant,
        cancel: Option<&Cancel>,
        is_run: bool,
    ) -> Result<(), Failure> {
        let mut told = false;
        loop {
            let is_canceled = cancel.is_some_and(Cancel::is_canceled);
            if is_canceled && (told || !is_run) {
                return Err(Failure::Canceled);
            }
            told = is_canceled;
            let now = Instant::now();
            let until = match cancel {
                Some(_) => deadline.min(now + DEAF_AFTER),
                None => deadline,
            };
            match channel::wait(&self.orders, PollFlags::IN, Some(until)) {
                Ok(()) => return Ok(()),
                Err(error) if error.kind() != io::ErrorKind::TimedOut => {
                    return Err(self.failed(&error));
                }
                Err(_) if Instant::now() < deadline => {}
                Err(_) if self.is_stopped() => {
                    return Err(Failure::Died("it was stopped by a signal".to_owned()));
                }
                Err(_) => return Err(Failure::Overdue),
            }
        }
    }

    /// What it means that talking to it failed.
    fn failed(&mut self, error: &io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::TimedOut => Failure::Overdue,
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::ConnectionReset => {
                // Its end of the socket is closed, so that it has ended or is about to.
                self.kill();
                match self.child.wait() {
                    Ok(status) if status.code() == Some(worker::EXIT_OUT_OF_MEMORY) => {
                        Failure::OutOfMemory
                    }
                    Ok(status) => Failure::Died(status.to_string()),
                    Err(error) => Failure::Died(error.to_string()),
                }
            }
            _ => Failure::Died(error.to_string()),
        }
    }

    fn kill(&self) {
        // An error means that it has ended. It was not waited for, so its number is nobody else's.
        let _ = kill_process(self.pid(), Signal::KILL);
    }
}

/// Nothing but files, output and machine code is longer.
pub(super) const MAX_SMALL_BYTES: u64 = 1 << 16;

impl Drop for Process {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.kill();
            let _ = self.child.wait();
        }
    }
}

impl Settings {
    /// What the processes are there for.
    pub(super) fn role(&self) -> Role {
        self.bounds.role
    }
}
