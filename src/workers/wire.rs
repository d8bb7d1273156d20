//! What the server and its worker processes say to each other: what to run, and what came of it.
//!
//! The server believes a worker nothing but sizes and numbers within the limits of the run: whoever broke out of
//! WebAssembly speaks with its voice.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_bytes::{ByteBuf, Bytes};

use crate::cancel::Cancel;
use crate::error::Error;
use crate::executor::{Collect, Finished, Job, Refusal, Streams, Writable};
use crate::model::{
    Enforcement, File, FileName, LimitsInForce, Outcome, Quota, Signal, Status, Usage,
};
use crate::sandbox::GuestClock;
use crate::walls::worker::{Bounds, Standing};

/// The first message to a worker, with the socket on which it hears of cancellation.
#[derive(Serialize, Deserialize)]
pub(super) struct Hello {
    pub(super) bounds: Bounds,
    pub(super) clock: ToldClock,
}

/// What programs are told of the time.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) enum ToldClock {
    Real,
    Coarse,
    Virtual,
}

impl From<GuestClock> for ToldClock {
    fn from(clock: GuestClock) -> Self {
        match clock {
            GuestClock::Real => Self::Real,
            GuestClock::Coarse => Self::Coarse,
            GuestClock::Virtual => Self::Virtual,
        }
    }
}

impl From<ToldClock> for GuestClock {
    fn from(clock: ToldClock) -> Self {
        match clock {
            ToldClock::Real => Self::Real,
            ToldClock::Coarse => Self::Coarse,
            ToldClock::Virtual => Self::Virtual,
        }
    }
}

/// What a worker is to do. It answers each before it gets the next.
#[derive(Serialize, Deserialize)]
pub(super) enum Order<'a> {
    /// Load a program, to be run later.
    Load(#[serde(borrow)] Load<'a>),
    /// Run a program once.
    Run(Box<Run<'a>>),
    /// Make machine code of an artifact.
    Compile {
        #[serde(borrow)]
        artifact: &'a Bytes,
        known: Option<Known>,
    },
    /// Find the functions of an artifact.
    Functions {
        #[serde(borrow)]
        artifact: &'a Bytes,
    },
}

/// A program that a worker does not have yet.
#[derive(Serialize, Deserialize)]
pub(super) struct Load<'a> {
    /// The server's number for it.
    pub(super) program: u64,
    #[serde(borrow)]
    pub(super) origin: Origin<'a>,
}

/// Where the machine code of a program is.
#[derive(Serialize, Deserialize)]
pub(super) enum Origin<'a> {
    /// In the first descriptor that comes along, which is a file of the depot, with the folders that the program sees.
    Depot {
        module: Cow<'a, std::path::Path>,
        mounts: Cow<'a, [(String, PathBuf)]>,
    },
    /// In the first descriptor that comes along, made of what was submitted.
    Submitted,
}

/// Functions whose machine code need not be made again.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) id: u64,
    /// Whether they are in the first descriptor that comes along, as this worker does not have them yet.
    pub(super) attached: bool,
}

/// One run of a program.
#[derive(Serialize, Deserialize)]
pub(super) struct Run<'a> {
    /// The number by which it may be canceled.
    pub(super) number: u64,
    pub(super) program: u64,
    /// How to get the program, where the worker lacks it.
    #[serde(borrow)]
    pub(super) load: Option<Load<'a>>,
    /// Programs that will not be asked for again.
    pub(super) forget: Vec<u64>,
    #[serde(borrow)]
    pub(super) job: WireJob<'a>,
}

/// A [`Job`], without what stays with the server.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct WireJob<'a> {
    args: Cow<'a, [String]>,
    env: Cow<'a, [(String, String)]>,
    #[serde(borrow)]
    files: Vec<(&'a str, &'a Bytes)>,
    counts_files: bool,
    writable: Writable,
    #[serde(borrow)]
    streams: WireStreams<'a>,
    limits: WireLimits,
    kill_out_of_memory: bool,
    fuel_per_second: u64,
    collect: Collect,
}

/// Where a run's input comes from and its output goes.
#[derive(Clone, Serialize, Deserialize)]
pub(super) enum WireStreams<'a> {
    Buffered {
        #[serde(borrow)]
        stdin: &'a Bytes,
        merged: bool,
    },
    /// To and from the last three descriptors that come along.
    Live { terminal: bool },
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct WireLimits {
    time: Duration,
    extra_time: Duration,
    wall_time: Duration,
    memory_bytes: u64,
    stack_bytes: u64,
    file_bytes: u64,
    quota: (u64, u64),
    processes: u32,
    output_bytes: u64,
    fuel: Option<u64>,
}

impl From<LimitsInForce> for WireLimits {
    fn from(limits: LimitsInForce) -> Self {
        let LimitsInForce {
            time,
            extra_time,
            wall_time,
            memory_bytes,
            stack_bytes,
            file_bytes,
            quota,
            processes,
            output_bytes,
            fuel,
        } = limits;
        Self {
            time,
            extra_time,
            wall_time,
            memory_bytes,
            stack_bytes,
            file_bytes,
            quota: (quota.bytes, quota.inodes),
            processes,
            output_bytes,
            fuel,
        }
    }
}

impl From<WireLimits> for LimitsInForce {
    fn from(limits: WireLimits) -> Self {
        Self {
            time: limits.time,
            extra_time: limits.extra_time,
            wall_time: limits.wall_time,
            memory_bytes: limits.memory_bytes,
            stack_bytes: limits.stack_bytes,
            file_bytes: limits.file_bytes,
            quota: Quota {
                bytes: limits.quota.0,
                inodes: limits.quota.1,
            },
            processes: limits.processes,
            output_bytes: limits.output_bytes,
            fuel: limits.fuel,
        }
    }
}

impl<'a> WireJob<'a> {
    /// What a worker needs to know of a job.
    pub(super) fn new(job: &'a Job) -> Self {
        let file = |file: &'a File| (file.name.as_str(), Bytes::new(&file.content));
        Self {
            args: Cow::Borrowed(&job.args),
            env: Cow::Borrowed(&job.env),
            files: job.files.iter().map(file).collect(),
            counts_files: job.counts_files,
            writable: job.writable,
            streams: match &job.streams {
                Streams::Buffered { stdin, merged } => WireStreams::Buffered {
                    stdin: Bytes::new(stdin),
                    merged: *merged,
                },
                Streams::Live(live) => WireStreams::Live {
                    terminal: live.terminal,
                },
            },
            limits: job.limits.into(),
            kill_out_of_memory: job.kill_out_of_memory,
            fuel_per_second: job.fuel_per_second,
            collect: job.collect,
        }
    }

    /// The job, on the worker's side. Live streams are made of what came along.
    ///
    /// # Errors
    /// When a file has no proper name, or the streams can't be connected.
    pub(super) fn into_job(
        self,
        cancel: Cancel,
        connect: impl FnOnce(bool) -> Result<Streams, Error>,
    ) -> Result<Job, Error> {
        let file = |(name, content): (&str, &Bytes)| {
            Ok::<_, Error>(File {
                name: FileName::new(name)?,
                content: Arc::from(&content[..]),
            })
        };
        Ok(Job {
            args: self.args.into_owned(),
            env: self.env.into_owned(),
            files: self.files.into_iter().map(file).collect::<Result<_, _>>()?,
            counts_files: self.counts_files,
            writable: self.writable,
            streams: match self.streams {
                WireStreams::Buffered { stdin, merged } => Streams::Buffered {
                    stdin: Arc::from(&stdin[..]),
                    merged,
                },
                WireStreams::Live { terminal } => connect(terminal)?,
            },
            limits: self.limits.into(),
            kill_out_of_memory: self.kill_out_of_memory,
            fuel_per_second: self.fuel_per_second,
            collect: self.collect,
            cancel,
        })
    }
}

/// What a worker answers.
#[derive(Serialize, Deserialize)]
pub(super) enum Reply {
    /// Its walls stand, and it waits for orders.
    Ready(Standing),
    /// It can't go on: why.
    Broken(String),
    /// It has the program now, or why not.
    Loaded(Result<(), String>),
    Ran(Box<WireFinished>),
    /// The program was not there to be run: why.
    NotRun(String),
    Compiled(Result<ByteBuf, Refusal>),
    Functions(Option<ByteBuf>),
}

/// A [`Finished`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct WireFinished {
    status: u8,
    exit_code: i32,
    signal: Option<u8>,
    killed: bool,
    message: Option<String>,
    trap: Option<String>,
    stdout: ByteBuf,
    stderr: ByteBuf,
    output_truncated: bool,
    cpu: Duration,
    wall: Duration,
    peak_memory_bytes: u64,
    fuel: u64,
    fuel_exact: bool,
    files: Vec<(String, Content)>,
    /// What is in them, each once, however many names it has.
    contents: Vec<ByteBuf>,
}

/// What is in a file.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum Content {
    /// What the file of this number was given with.
    Given(u32),
    /// The content of this number.
    Made(u32),
}

const STATUSES: [Status; 7] = [
    Status::Ok,
    Status::RuntimeError,
    Status::TimedOut,
    Status::Signaled,
    Status::OutOfMemory,
    Status::OutputLimit,
    Status::InternalError,
];

/// No run takes longer; times are added up.
const LONGEST: Duration = Duration::from_secs(366 * 86_400);

/// The longest of the sandbox's own sentences is far below it.
const MAX_SENTENCE_BYTES: usize = 1 << 10;

impl WireFinished {
    /// What came of a run that was given these files.
    pub(super) fn new(finished: Finished, given: &[File]) -> Self {
        let Finished { outcome, files } = finished;
        let mut seen: HashMap<*const u8, Content> = HashMap::new();
        for (index, file) in given.iter().enumerate() {
            seen.insert(file.content.as_ptr(), Content::Given(index as u32));
        }
        let mut contents = Vec::new();
        let mut source = |content: &Arc<[u8]>| {
            // Those without a byte may all have one address.
            if content.is_empty() {
                seen.remove(&content.as_ptr());
            }
            *seen.entry(content.as_ptr()).or_insert_with(|| {
                contents.push(ByteBuf::from(&content[..]));
                Content::Made(contents.len() as u32 - 1)
            })
        };
        let files = files
            .iter()
            .map(|(name, content)| (name.clone(), source(content)))
            .collect();
        let status = STATUSES.iter().position(|status| *status == outcome.status);
        Self {
            status: status.unwrap_or(STATUSES.len()) as u8,
            exit_code: outcome.exit_code,
            signal: outcome.signal.map(|signal| signal.number() as u8),
            killed: outcome.killed,
            message: outcome.message,
            trap: outcome.trap,
            stdout: ByteBuf::from(outcome.stdout),
            stderr: ByteBuf::from(outcome.stderr),
            output_truncated: outcome.output_truncated,
            cpu: outcome.usage.cpu,
            wall: outcome.usage.wall,
            peak_memory_bytes: outcome.usage.peak_memory_bytes,
            fuel: outcome.usage.fuel,
            fuel_exact: outcome.usage.fuel_exact,
            files,
            contents,
        }
    }
}

/// What a worker may say of one run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    output_bytes: u64,
    file_bytes: u64,
    files: u64,
}

impl Room {
    /// What a job leaves room for: its output, files that it was given, changed or not, and files that it made.
    pub(super) fn of(job: &Job) -> Self {
        let given: usize = job.files.iter().map(|file| file.content.len()).sum();
        let quota = job.limits.quota;
        if job.collect == Collect::Nothing {
            return Self {
                output_bytes: job.limits.output_bytes,
                file_bytes: 0,
                files: 0,
            };
        }
        Self {
            output_bytes: job.limits.output_bytes,
            file_bytes: quota.bytes.saturating_add(given as u64),
            files: quota.inodes.saturating_add(job.files.len() as u64),
        }
    }

    /// Bytes of the longest message about it.
    pub(super) fn message_bytes(&self) -> u64 {
        // Each file has a name, which is part of its quota of inodes rather than of bytes.
        const NAME_BYTES: u64 = 8 << 10;
        self.output_bytes
            .saturating_add(self.file_bytes)
            .saturating_add(self.files.min(1 << 20).saturating_mul(NAME_BYTES))
            .saturating_add(1 << 20)
    }
}

impl WireFinished {
    /// What a worker said, if it is something that it can have said of this run.
    pub(super) fn accept(self, room: &Room, given: &[File]) -> Option<Finished> {
        let status = *STATUSES.get(usize::from(self.status))?;
        let printed = (self.stdout.len() + self.stderr.len()) as u64;
        let kept: usize = self.contents.iter().map(|content| content.len()).sum();
        let is_sentence = |text: &Option<String>| {
            text.as_ref().is_none_or(|text| {
                text.len() <= MAX_SENTENCE_BYTES && !text.chars().any(char::is_control)
            })
        };
        let fits = printed <= room.output_bytes
            && kept as u64 <= room.file_bytes
            && self.files.len() as u64 <= room.files
            && self.cpu.max(self.wall) <= LONGEST
            && is_sentence(&self.message)
            && is_sentence(&self.trap);
        if !fits {
            return None;
        }
        let contents: Vec<Arc<[u8]>> = self
            .contents
            .into_iter()
            .map(|content| Arc::from(content.into_vec()))
            .collect();
        let file = |(name, content)| {
            let content = match content {
                Content::Given(index) => &given.get(index as usize)?.content,
                Content::Made(index) => contents.get(index as usize)?,
            };
            Some((name, Arc::clone(content)))
        };
        let signal = match self.signal {
            Some(number) => Some(Signal::new(number)?),
            None => None,
        };
        Some(Finished {
            outcome: Outcome {
                status,
                exit_code: self.exit_code,
                signal,
                killed: self.killed,
                message: self.message,
                trap: self.trap,
                stdout: self.stdout.into_vec(),
                stderr: self.stderr.into_vec(),
                output_truncated: self.output_truncated,
                usage: Usage {
                    cpu: self.cpu,
                    wall: self.wall,
                    peak_memory_bytes: self.peak_memory_bytes,
                    fuel: self.fuel,
                    fuel_exact: self.fuel_exact,
                    ..Usage::default()
                },
                enforcement: Enforcement::WASM,
            },
            files: self.files.into_iter().map(file).collect::<Option<_>>()?,
        })
    }
}
