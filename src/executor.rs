//! The seam between the judge and whatever runs programs: the WebAssembly sandbox, a native fallback, or a fake in tests.

use std::collections::HashMap;
use std::fmt;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::cancel::Cancel;
use crate::error::Error;
use crate::model::{File, LimitsInForce, Outcome};

/// Runs programs under limits.
pub(crate) trait Executor: Send + Sync + 'static {
    /// A program ready to run, as often as wanted and from several threads.
    type Program: Send + Sync + 'static;

    /// Makes a program of the artifact that a compile step left. The inner error is the guest's fault. Of functions that are
    /// known, machine code need not be made again.
    ///
    /// # Errors
    /// When the executor failed, not the artifact.
    fn admit(
        &self,
        artifact: &[u8],
        known: Option<&Arc<Functions>>,
        patience: Patience<'_>,
    ) -> Result<Result<Self::Program, Refusal>, Error>;

    /// The functions of an artifact, to be known when others like it are admitted.
    fn functions(&self, artifact: &[u8]) -> Option<Functions>;

    /// Names everything that preserved programs depend on: another key, and they are of no use.
    fn engine_key(&self) -> &str;

    /// A program in a form that [`Executor::restore`] takes, if it has one.
    fn preserve(&self, program: &Self::Program) -> Option<Vec<u8>>;

    /// Makes a program of what [`Executor::preserve`] gave, under the same key. The caller vouches for every byte: they may
    /// be machine code.
    ///
    /// # Errors
    /// When they are of another engine.
    fn restore(&self, preserved: &[u8]) -> Result<Self::Program, Error>;

    /// Runs a program once. Whatever the program does is an outcome, never an error.
    fn run(&self, program: &Self::Program, job: Job) -> Finished;
}

/// How long making machine code of an artifact may take. An executor that makes it in this very process can't be stopped
/// in the middle, and takes as long as it takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience<'a> {
    pub(crate) wall_time: Duration,
    pub(crate) cancel: &'a Cancel,
}

/// Why an artifact was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Refusal {
    /// It is none of ours: a sentence.
    NotTaken(String),
    /// Making machine code of it took too long.
    TimedOut,
    /// Making machine code of it took too much memory.
    OutOfMemory,
    /// What makes machine code failed at it.
    Failed,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotTaken(why) => why,
            Self::TimedOut => "compiling the program to machine code took too long",
            Self::OutOfMemory => "compiling the program to machine code took too much memory",
            Self::Failed => {
                "the process that compiled the program to machine code ended, and a second one too"
            }
        })
    }
}

/// Machine code of functions, by keys that stand for all that each is made of. It does not change.
#[derive(Debug)]
pub(crate) struct Functions {
    /// No others of this process have it.
    id: u64,
    code: HashMap<Vec<u8>, Vec<u8>>,
}

impl Functions {
    pub(crate) fn get(&self, key: &[u8]) -> Option<&[u8]> {
        self.code.get(key).map(Vec::as_slice)
    }

    /// A number that no other functions in this process have.
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// How much machine code it is.
    pub(crate) fn bytes(&self) -> usize {
        self.code.values().map(Vec::len).sum()
    }

    pub(crate) fn encode(&self) -> Option<Vec<u8>> {
        let bytes = |bytes: &Vec<u8>| ByteBuf::from(bytes.clone());
        let pairs = self
            .code
            .iter()
            .map(|(key, code)| (bytes(key), bytes(code)));
        rmp_serde::to_vec(&pairs.collect::<Vec<_>>()).ok()
    }

    pub(crate) fn decode(encoded: &[u8]) -> Option<Self> {
        let pairs: Vec<(ByteBuf, ByteBuf)> = rmp_serde::from_slice(encoded).ok()?;
        let pairs = pairs.into_iter();
        let functions = pairs.map(|(key, code)| (key.into_vec(), code.into_vec()));
        Some(functions.collect::<HashMap<_, _>>().into())
    }
}

impl From<HashMap<Vec<u8>, Vec<u8>>> for Functions {
    fn from(functions: HashMap<Vec<u8>, Vec<u8>>) -> Self {
        static IDS: AtomicU64 = AtomicU64::new(0);
        Self {
            id: IDS.fetch_add(1, Ordering::Relaxed),
            code: functions,
        }
    }
}

/// One run: what the program is given and what it may use.
#[derive(Debug)]
pub(crate) struct Job {
    /// Arguments, the program's name first.
    pub(crate) args: Vec<String>,
    /// Environment variables.
    pub(crate) env: Vec<(String, String)>,
    /// What lies in the working directory; a path under `/tmp` starts with `tmp/`.
    pub(crate) files: Vec<File>,
    /// Whether those files count against the quota, because they outlive the run, rather than being free of it.
    pub(crate) counts_files: bool,
    /// What the program may change.
    pub(crate) writable: Writable,
    /// Standard input and output.
    pub(crate) streams: Streams,
    /// The limits.
    pub(crate) limits: LimitsInForce,
    /// Whether the first request for more memory than there may be ends the run.
    pub(crate) kill_out_of_memory: bool,
    /// What CPU time is worth in fuel.
    pub(crate) fuel_per_second: u64,
    /// Which files come back.
    pub(crate) collect: Collect,
    /// Stops the run.
    pub(crate) cancel: Cancel,
}

/// Which files a run may create, change and remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) enum Writable {
    /// All that are its own.
    #[default]
    All,
    /// Those of the working directory, but none in `/tmp`.
    NotTemporary,
    /// None.
    Nothing,
}

/// Which files come back after a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Collect {
    /// None.
    Nothing,
    /// Those under `/tmp` that were created or changed, which a compile step hands to the next one.
    Temporary,
    /// Those in the working directory that were created or changed.
    Changed,
    /// All in the working directory, so that those that are missing were removed.
    Everything,
}

/// Standard input and output of a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum Streams {
    /// Input known beforehand, output collected.
    Buffered {
        /// All of standard input.
        stdin: Arc<[u8]>,
        /// Whether standard error goes to standard output.
        merged: bool,
    },
    /// Connected to a person or a pipe while the program runs.
    Live(LiveStreams),
}

impl Streams {
    /// No input.
    #[must_use]
    pub fn empty() -> Self {
        Self::Buffered {
            stdin: Arc::from(&[][..]),
            merged: false,
        }
    }
}

/// Streams that are connected while the program runs.
pub struct LiveStreams {
    /// Chunks of standard input; closed at end of file.
    pub stdin: Receiver<Vec<u8>>,
    /// Standard output.
    pub stdout: Box<dyn Write + Send>,
    /// Standard error.
    pub stderr: Box<dyn Write + Send>,
    /// Whether the program should see a terminal.
    pub terminal: bool,
}

impl fmt::Debug for LiveStreams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveStreams")
            .field("terminal", &self.terminal)
            .finish_non_exhaustive()
    }
}

/// A run that ended.
#[derive(Debug)]
pub(crate) struct Finished {
    /// How.
    pub(crate) outcome: Outcome,
    /// The files that were to be collected, by path. The bytes of one with several names, and of one that did not change,
    /// are shared.
    pub(crate) files: Vec<(String, Arc<[u8]>)>,
}
