//! What a client gets back.

use std::time::Duration;

use super::LimitsInForce;

/// isolate's words for a run whose wall time was over, which tell it from one whose CPU time was.
pub(crate) const WALL_TIME_EXCEEDED: &str = "Time limit exceeded (wall clock)";

/// How a run ended, in camisole's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It exited with 0.
    Ok,
    /// It exited with another code.
    RuntimeError,
    /// It passed its CPU or wall time and was stopped.
    TimedOut,
    /// It trapped, as a native program would have died of a signal.
    Signaled,
    /// It wanted more memory than it may have.
    OutOfMemory,
    /// It wrote more than it may and was stopped.
    OutputLimit,
    /// enclos failed, not the program.
    InternalError,
}

impl Status {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::RuntimeError => "RUNTIME_ERROR",
            Self::TimedOut => "TIMED_OUT",
            Self::Signaled => "SIGNALED",
            Self::OutOfMemory => "OUT_OF_MEMORY",
            Self::OutputLimit => "OUTPUT_LIMIT",
            Self::InternalError => "INTERNAL_ERROR",
        }
    }
}

/// A signal that a program died of, or would have died of natively.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal(u8);

impl Signal {
    /// Of `abort` and of WebAssembly's `unreachable`.
    pub const ABORT: Self = Self(6);
    /// Of an integer division.
    pub const FLOATING_POINT: Self = Self(8);
    /// Of a memory access or a stack out of bounds.
    pub const SEGMENTATION: Self = Self(11);

    /// The signal of this number on Linux, which is from 1 to 64.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        (1..=64).contains(&number).then_some(Self(number))
    }

    /// Its number on Linux.
    #[must_use]
    pub fn number(self) -> u32 {
        u32::from(self.0)
    }

    /// What the C library calls it.
    #[must_use]
    pub fn describe(self) -> &'static str {
        const NAMES: [&str; 31] = [
            "Hangup",
            "Interrupt",
            "Quit",
            "Illegal instruction",
            "Trace/breakpoint trap",
            "Aborted",
            "Bus error",
            "Floating point exception",
            "Killed",
            "User defined signal 1",
            "Segmentation fault",
            "User defined signal 2",
            "Broken pipe",
            "Alarm clock",
            "Terminated",
            "Stack fault",
            "Child exited",
            "Continued",
            "Stopped (signal)",
            "Stopped",
            "Stopped (tty input)",
            "Stopped (tty output)",
            "Urgent I/O condition",
            "CPU time limit exceeded",
            "File size limit exceeded",
            "Virtual timer expired",
            "Profiling timer expired",
            "Window changed",
            "I/O possible",
            "Power failure",
            "Bad system call",
        ];
        NAMES
            .get(usize::from(self.0) - 1)
            .copied()
            .unwrap_or("Real-time signal")
    }
}

/// Who ran a program, and what held each of its limits. The words are stable: they stand in reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enforcement {
    /// `wasm` or `native`.
    pub executor: &'static str,
    /// CPU time.
    pub time: &'static str,
    /// Wall time.
    pub wall_time: &'static str,
    /// Memory.
    pub memory: &'static str,
    /// The stack.
    pub stack: &'static str,
    /// The largest file.
    pub file_size: &'static str,
    /// The working directory.
    pub quota: &'static str,
    /// Processes.
    pub processes: &'static str,
    /// Output.
    pub output: &'static str,
}

impl Enforcement {
    /// A run in WebAssembly.
    pub const WASM: Self = Self {
        executor: "wasm",
        time: "fuel",
        wall_time: "epoch",
        memory: "limiter",
        stack: "engine",
        file_size: "accounting",
        quota: "accounting",
        processes: "sandbox",
        output: "pipe",
    };
}

/// What a run used.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Usage {
    /// CPU time measured.
    pub cpu: Duration,
    /// Wall time measured.
    pub wall: Duration,
    /// The peak of linear memories and tables, or of a native program's largest process, in bytes.
    pub peak_memory_bytes: u64,
    /// The peak of all processes of a native program together, in bytes; 0 when it is not known.
    pub group_memory_bytes: u64,
    /// How often a native program was made to let others go first.
    pub forced_switches: u64,
    /// How often a native program waited for something.
    pub voluntary_switches: u64,
    /// Instructions; the same for the same run on every machine.
    pub fuel: u64,
    /// False when the run ended in a trap, which loses the last instructions.
    pub fuel_exact: bool,
}

/// How one run ended, what it printed and what it used.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// How it ended.
    pub status: Status,
    /// The program's own exit code; 0 when it did not get to exit.
    pub exit_code: i32,
    /// The signal, when `status` is `Signaled`.
    pub signal: Option<Signal>,
    /// Whether it was stopped from outside.
    pub killed: bool,
    /// isolate's words for the end, and nothing else, because judges compare them; `None` when all is well.
    pub message: Option<String>,
    /// What made the signal, such as `stack overflow`, when `status` is `Signaled`.
    pub trap: Option<String>,
    /// Standard output, up to the limit.
    pub stdout: Vec<u8>,
    /// Standard error, up to the limit.
    pub stderr: Vec<u8>,
    /// Whether output was cut at the limit.
    pub output_truncated: bool,
    /// What it used.
    pub usage: Usage,
    /// Who ran it, and what held its limits.
    pub enforcement: Enforcement,
}

impl Outcome {
    /// An outcome of nothing: no output, no usage, all well.
    #[must_use]
    pub fn ok() -> Self {
        Self {
            status: Status::Ok,
            exit_code: 0,
            signal: None,
            killed: false,
            message: None,
            trap: None,
            stdout: Vec::new(),
            stderr: Vec::new(),
            output_truncated: false,
            usage: Usage {
                fuel_exact: true,
                ..Usage::default()
            },
            enforcement: Enforcement::WASM,
        }
    }

    /// An end for which enclos, not the program, is to blame.
    #[must_use]
    pub fn internal_error(message: impl Into<String>) -> Self {
        Self {
            status: Status::InternalError,
            message: Some(message.into()),
            ..Self::ok()
        }
    }
}

/// What came of a submission.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The language's id.
    pub language: String,
    /// The compile step; `None` for interpreted languages.
    pub compile: Option<CompileReport>,
    /// The tests in order; `None` for one that was skipped after a fatal one. Empty when compilation failed.
    pub tests: Vec<Option<TestReport>>,
}

/// A part of a report, as soon as it is known.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// The compile step ended. If it failed, nothing more is to come.
    Compiled(CompileReport),
    /// The next test ended.
    Tested(TestReport),
    /// The next test, of this name, was skipped because a fatal one failed.
    Skipped(String),
}

impl Report {
    /// A report of nothing yet.
    #[must_use]
    pub fn new(language: String) -> Self {
        Self {
            language,
            compile: None,
            tests: Vec::new(),
        }
    }

    /// Adds what became known.
    pub fn add(&mut self, event: Event) {
        match event {
            Event::Compiled(report) => self.compile = Some(report),
            Event::Tested(report) => self.tests.push(Some(report)),
            Event::Skipped(_) => self.tests.push(None),
        }
    }

    /// Whether the submission compiled, if it had to.
    #[must_use]
    pub fn compiled(&self) -> bool {
        self.compile
            .as_ref()
            .is_none_or(|compile| compile.outcome.status == Status::Ok)
    }
}

/// What came of the compile step.
#[derive(Debug, Clone, PartialEq)]
pub struct CompileReport {
    /// The compiler's run, or that of the last tool that ran.
    pub outcome: Outcome,
    /// The limits it was held to.
    pub limits: LimitsInForce,
    /// Whether an earlier compilation of the same sources answered.
    pub cached: bool,
}

/// What came of one test.
#[derive(Debug, Clone, PartialEq)]
pub struct TestReport {
    /// The test's name.
    pub name: String,
    /// How its first run ended.
    pub outcome: Outcome,
    /// The limits it was held to.
    pub limits: LimitsInForce,
    /// Whether the output was the expected one, when one was given.
    pub passed: Option<bool>,
    /// The files asked for that the run created or changed.
    pub files: Vec<OutputFile>,
    /// Every run, when the test asked for repetitions.
    pub runs: Vec<Repetition>,
}

impl TestReport {
    /// Whether the test ended well and printed what it had to.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        self.outcome.status == Status::Ok && self.passed != Some(false)
    }
}

/// A file that a run left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its path in the working directory.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What one of several repetitions used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repetition {
    /// What it used.
    pub usage: Usage,
}
