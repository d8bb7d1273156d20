//! The WebAssembly executor in processes of its own, so that a guest that breaks out of its sandbox is in a process that
//! can do nothing, and one that brings its process down brings down nobody else's run.
//!
//! The server starts *workers*: processes of this same program behind [`crate::walls`], each of which runs one guest at a
//! time ([`worker`]). Others make machine code of guests' artifacts and run nothing. The server itself never compiles, maps
//! or runs what a guest sent: a program is a number to it, with the place of its machine code, which workers map from the
//! page cache that they share. This module owns processes, and what is said to them; it must not know what a language is.
//!
//! *Invariants.* A worker's walls stand before it hears of a guest. A worker that ended, was killed, or said something that
//! can't be true is never used again; its run is made once more by another. Workers end with the server, however it ends.

mod live;
mod pool;
mod process;
mod wire;
mod worker;

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_bytes::Bytes;

use crate::channel::sealed;
use crate::error::Error;
use crate::executor::{Executor, Finished, Functions, Job, Patience, Refusal, Streams};
use crate::model::{Outcome, Status, WALL_TIME_EXCEEDED};
use crate::sandbox::{GuestClock, Precompiler};
use crate::walls::worker::{Bounds, Role};
use live::Pipes;
use pool::Pool;
use process::{Failure, MAX_SMALL_BYTES, Process, Settings as ProcessSettings};
use wire::{Known, Load, Order, Origin, Reply, Room, Run, WireJob};
pub(crate) use worker::{ARGUMENT, work};

/// How much later than its wall limit a worker may say that a run is over. It stops the guest itself, within milliseconds.
const GRACE: Duration = Duration::from_secs(2);
/// What finding the functions of a language's reference program may take, which is some seconds.
const FUNCTIONS: Duration = Duration::from_secs(120);
/// What loading a program may take, on a machine that is busy.
const LOADING: Duration = Duration::from_secs(20);
/// Runs after which a worker is replaced, so that nothing that one of them did to it lasts.
const MAX_RUNS: u64 = 5_000;
/// Compilations after which a worker is replaced.
const MAX_COMPILATIONS: u64 = 500;
/// Programs of submissions that a worker keeps loaded.
const MAX_LOADED: usize = 32;
/// What a compiling worker may fill of memory is half of this.
const COMPILER_DATA_BYTES: u64 = 6 << 30;
/// What a worker may fill beside the memory of its guest: compilers' tables, files of working directories, output, images
/// of idle memories.
const RUNNER_DATA_BYTES: u64 = 6 << 30;
/// The longest machine code of a program; the largest that we know of is a tenth.
const MAX_CODE_BYTES: u64 = 1 << 30;

/// What an operator decides about worker processes.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// The `enclos` program.
    pub(crate) program: PathBuf,
    /// How many guests run at a time.
    pub(crate) count: usize,
    /// Folders whose files programs are made of.
    pub(crate) read: Vec<PathBuf>,
    /// The most memory that a guest may have.
    pub(crate) guest_bytes: u64,
    pub(crate) clock: GuestClock,
}

/// Runs WebAssembly programs in worker processes.
pub(crate) struct Workers {
    runners: Pool,
    compilers: Pool,
    precompiler: Precompiler,
    next_program: AtomicU64,
    lost: AtomicU64,
}

/// A program that workers can load.
pub(crate) struct Program {
    number: u64,
    code: Code,
}

/// Where machine code is.
enum Code {
    /// In the file that had this name when its checksum had just been compared, whatever takes the name later.
    Depot {
        name: PathBuf,
        file: Arc<OwnedFd>,
        mounts: Vec<(String, PathBuf)>,
    },
    /// Here, as bytes to hand on. They are not kept as a file, because there are more programs than descriptors.
    Submission(Vec<u8>),
}

impl Workers {
    /// Starts nothing yet.
    ///
    /// # Errors
    /// When the engine does not know this machine, or the system has no thread to give.
    pub(crate) fn new(settings: Settings) -> Result<Self, Error> {
        let process = |role, data_bytes| ProcessSettings {
            program: settings.program.clone(),
            bounds: Bounds {
                role,
                read: match role {
                    Role::Run => settings.read.clone(),
                    Role::Compile => Vec::new(),
                },
                data_bytes,
            },
            clock: settings.clock.into(),
        };
        let count = settings.count;
        let runners = process(Role::Run, settings.guest_bytes + RUNNER_DATA_BYTES);
        let compilers = process(Role::Compile, COMPILER_DATA_BYTES);
        let pool = |settings, max_orders| {
            Pool::new(settings, max_orders, count).map_err(|source| Error::Io {
                what: "starting a thread for worker processes".to_owned(),
                source,
            })
        };
        Ok(Self {
            runners: pool(runners, MAX_RUNS)?,
            compilers: pool(compilers, MAX_COMPILATIONS)?,
            precompiler: Precompiler::new()?,
            next_program: AtomicU64::new(0),
            lost: AtomicU64::new(0),
        })
    }

    /// Workers that ended, hung or were killed in the middle of their work.
    #[cfg(feature = "server")]
    pub(crate) fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// What makes machine code for the depot.
    pub(crate) fn precompiler(&self) -> &Precompiler {
        &self.precompiler
    }

    /// Starts a worker of each role, so that it is known at once if none can be started on this machine, and logs which walls
    /// it lacks.
    ///
    /// # Errors
    /// When none can be started.
    #[cfg(feature = "cli")]
    pub(crate) fn start(&self) -> Result<(), Error> {
        for pool in [&self.runners, &self.compilers] {
            let process = pool.take(|_| true).map_err(no_worker)?;
            let missing = process.standing().missing();
            pool.give_back(process);
            if !missing.is_empty() {
                let missing = missing.join(", ");
                tracing::warn!(
                    missing,
                    "worker processes lack walls; `enclos doctor` says what that means"
                );
            }
        }
        Ok(())
    }

    /// A program of the depot, whose module a worker has mapped to see that it can be. The demands on the caller are those of
    /// [`Sandbox::load`](crate::sandbox::Sandbox::load).
    ///
    /// # Errors
    /// When the file is of another engine, or something can't be read.
    pub(crate) fn load<'a>(
        &self,
        precompiled: &Path,
        mounts: impl IntoIterator<Item = (&'a str, &'a Path)>,
    ) -> Result<Program, Error> {
        let file = std::fs::File::open(precompiled).map_err(|source| Error::Io {
            what: format!("opening {}", precompiled.display()),
            source,
        })?;
        let mounts = mounts.into_iter();
        let file = Arc::new(OwnedFd::from(file));
        let program = self.program(Code::Depot {
            name: precompiled.to_owned(),
            file: Arc::clone(&file),
            mounts: mounts
                .map(|(at, host)| (at.to_owned(), host.to_owned()))
                .collect(),
        });
        let order = Order::Load(program.load());
        let reply = self.attempt(&self.runners, None, true, |process| {
            let reply = process.ask(
                &order,
                &[file.as_fd()],
                MAX_SMALL_BYTES,
                after(LOADING),
                None,
            )?;
            process.keep_program(program.number, false);
            Ok(reply)
        })?;
        // Others are started meanwhile.
        self.runners.fill();
        match reply {
            Ok(Reply::Loaded(Ok(()))) => Ok(program),
            Ok(Reply::Loaded(Err(why))) => Err(Error::Engine(why)),
            Ok(_) => Err(Error::Engine(
                "a worker process said something else".to_owned(),
            )),
            Err(failure) => Err(Error::Engine(format!(
                "no worker process could load the module: {failure:?}"
            ))),
        }
    }

    fn program(&self, code: Code) -> Program {
        Program {
            number: self.next_program.fetch_add(1, Ordering::Relaxed),
            code,
        }
    }

    /// Does something with a worker, one that has a certain program if there is one; if it ends, once more with another.
    fn attempt<T>(
        &self,
        pool: &Pool,
        prefers: Option<u64>,
        mut again: bool,
        mut ask: impl FnMut(&mut Process) -> Result<T, Failure>,
    ) -> Result<Result<T, Failure>, Error> {
        loop {
            let liked = |process: &Process| prefers.is_some_and(|program| process.has(program));
            let mut process = pool.take(liked).map_err(no_worker)?;
            match ask(&mut process) {
                Ok(reply) => {
                    pool.give_back(process);
                    return Ok(Ok(reply));
                }
                Err(failure) => {
                    pool.replace(process);
                    self.lost.fetch_add(1, Ordering::Relaxed);
                    match &failure {
                        Failure::Died(why) if again => {
                            tracing::warn!(why, "a worker process ended; its work is done again");
                            again = false;
                        }
                        _ => return Ok(Err(failure)),
                    }
                }
            }
        }
    }
}

impl Program {
    /// How a worker gets it, beside its machine code, which goes along.
    fn load(&self) -> Load<'_> {
        Load {
            program: self.number,
            origin: match &self.code {
                Code::Depot { name, mounts, .. } => Origin::Depot {
                    module: name.into(),
                    mounts: mounts.into(),
                },
                Code::Submission(_) => Origin::Submitted,
            },
        }
    }

    /// Its machine code as an open file.
    fn file(&self) -> io::Result<Arc<OwnedFd>> {
        match &self.code {
            Code::Depot { file, .. } => Ok(Arc::clone(file)),
            Code::Submission(code) => sealed("program", code).map(Arc::new),
        }
    }

    fn is_of_a_submission(&self) -> bool {
        matches!(self.code, Code::Submission(_))
    }
}

impl Executor for Workers {
    type Program = Program;

    fn admit(
        &self,
        artifact: &[u8],
        known: Option<&Arc<Functions>>,
        patience: Patience<'_>,
    ) -> Result<Result<Program, Refusal>, Error> {
        if patience.cancel.is_canceled() {
            return Err(Error::Canceled);
        }
        let deadline = after(patience.wall_time);
        let reply = self.attempt(&self.compilers, None, true, |process| {
            let is_new = known.filter(|known| !process.known.contains(&known.id()));
            let encoded = is_new
                .map(|known| sealed("functions", &known.encode().unwrap_or_default()))
                .transpose();
            let encoded = encoded.map_err(|error| Failure::Died(error.to_string()))?;
            let order = Order::Compile {
                artifact: Bytes::new(artifact),
                known: known.map(|known| Known {
                    id: known.id(),
                    attached: encoded.is_some(),
                }),
            };
            let fds: Vec<_> = encoded.iter().map(OwnedFd::as_fd).collect();
            let cancel = Some(patience.cancel);
            let reply = process.ask(&order, &fds, MAX_CODE_BYTES, deadline, cancel)?;
            process.known.extend(is_new.map(|known| known.id()));
            Ok(reply)
        })?;
        match reply {
            Ok(Reply::Compiled(Ok(code))) => {
                Ok(Ok(self.program(Code::Submission(code.into_vec()))))
            }
            Ok(Reply::Compiled(Err(refusal))) => Ok(Err(refusal)),
            Err(Failure::Overdue) => Ok(Err(Refusal::TimedOut)),
            Err(Failure::OutOfMemory) => Ok(Err(Refusal::OutOfMemory)),
            Err(Failure::Canceled) => Err(Error::Canceled),
            Ok(_) | Err(Failure::Died(_)) => Ok(Err(Refusal::Failed)),
        }
    }

    fn functions(&self, artifact: &[u8]) -> Option<Functions> {
        let order = Order::Functions {
            artifact: Bytes::new(artifact),
        };
        let reply = self.attempt(&self.compilers, None, true, |process| {
            process.ask(&order, &[], MAX_CODE_BYTES, after(FUNCTIONS), None)
        });
        match reply {
            Ok(Ok(Reply::Functions(functions))) => Functions::decode(&functions?),
            _ => None,
        }
    }

    fn engine_key(&self) -> &str {
        self.precompiler.engine_key()
    }

    fn preserve(&self, program: &Program) -> Option<Vec<u8>> {
        match &program.code {
            Code::Submission(code) => Some(code.clone()),
            Code::Depot { .. } => None,
        }
    }

    fn restore(&self, preserved: &[u8]) -> Result<Program, Error> {
        Ok(self.program(Code::Submission(preserved.to_vec())))
    }

    fn run(&self, program: &Program, mut job: Job) -> Finished {
        if job.cancel.is_canceled() {
            return nothing_but(canceled());
        }
        let pipes = match &mut job.streams {
            Streams::Live(live) => match Pipes::connect(live) {
                Ok(pipes) => Some(pipes),
                Err(error) => return nothing_but(Outcome::internal_error(error.to_string())),
            },
            Streams::Buffered { .. } => None,
        };
        // What a person typed to the first can't be told to a second.
        let again = pipes.is_none();
        let (wire, room) = (WireJob::new(&job), Room::of(&job));
        let prefers = Some(program.number);
        let finished = self.attempt(&self.runners, prefers, again, |process| {
            let limit = job.limits.wall_time.saturating_add(GRACE);
            let (load, code) = match process.use_program(program.number) {
                true => (None, None),
                false => {
                    let file = program.file();
                    let file = file.map_err(|error| Failure::Died(error.to_string()))?;
                    (Some(program.load()), Some(file))
                }
            };
            let deadline = after(match load {
                Some(_) => limit.saturating_add(LOADING),
                None => limit,
            });
            let is_new = load.is_some();
            let order = Order::Run(Box::new(Run {
                number: process.orders_given + 1,
                program: program.number,
                load,
                forget: process.forget(MAX_LOADED),
                job: wire.clone(),
            }));
            let mut fds: Vec<BorrowedFd<'_>> = code.iter().map(AsFd::as_fd).collect();
            fds.extend(pipes.iter().flat_map(Pipes::theirs));
            let bytes = room.message_bytes();
            let cancel = Some(&job.cancel);
            match process.ask(&order, &fds, bytes, deadline, cancel)? {
                Reply::Ran(said) => {
                    if is_new {
                        process.keep_program(program.number, program.is_of_a_submission());
                        if let Code::Depot { file, .. } = &program.code {
                            let load = Order::Load(program.load());
                            self.runners.expect(program.number, &load, file);
                        }
                    }
                    let finished = said.accept(&room, &job.files);
                    finished.ok_or_else(|| {
                        Failure::Died("it said what can't be true of the run".to_owned())
                    })
                }
                Reply::NotRun(why) => {
                    tracing::error!(why, "a worker process could not run a program");
                    let message = "the sandbox could not run the program";
                    Ok(nothing_but(Outcome::internal_error(message)))
                }
                _ => Err(Failure::Died("it said something else".to_owned())),
            }
        });
        if let Some(pipes) = pipes {
            pipes.finish();
        }
        let outcome = match finished {
            Ok(Ok(finished)) => return finished,
            Ok(Err(Failure::Overdue)) => overdue(&job),
            Ok(Err(Failure::Canceled)) => canceled(),
            Ok(Err(Failure::Died(_) | Failure::OutOfMemory)) => Outcome::internal_error(
                "the process that ran the program ended, and a second one too",
            ),
            Err(error) => Outcome::internal_error(error.to_string()),
        };
        nothing_but(outcome)
    }
}

fn nothing_but(outcome: Outcome) -> Finished {
    Finished {
        outcome,
        files: Vec::new(),
    }
}

fn canceled() -> Outcome {
    Outcome {
        killed: true,
        ..Outcome::internal_error("Canceled")
    }
}

/// A run whose worker did not stop it in time, so that the worker was stopped.
fn overdue(job: &Job) -> Outcome {
    let mut outcome = Outcome::ok();
    outcome.status = Status::TimedOut;
    outcome.killed = true;
    outcome.message = Some(WALL_TIME_EXCEEDED.to_owned());
    outcome.usage.wall = job.limits.wall_time;
    outcome.usage.fuel_exact = false;
    outcome
}

/// The moment that is so far away, or one that nobody will live to see.
fn after(time: Duration) -> Instant {
    let now = Instant::now();
    let far = now + Duration::from_secs(86_400 * 365);
    now.checked_add(time).unwrap_or(far).min(far)
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "it is the argument of map_err"
)]
fn no_worker(error: io::Error) -> Error {
    Error::Engine(format!("no worker process can be started: {error}"))
}
