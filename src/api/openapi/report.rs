//! What `/run` answers.

use utoipa::ToSchema;

use super::answers::yes;

/// What came of a submission.
#[derive(ToSchema)]
pub(super) struct Report {
    /// Always true: whatever the program did is in the reports.
    #[schema(schema_with = yes)]
    success: bool,
    /// The compile step, of a language that has one.
    #[schema(nullable = false)]
    compile: Option<CompileReport>,
    /// The tests in their order; absent where the compile step failed.
    #[schema(nullable = false)]
    tests: Option<Vec<TestOrSkipped>>,
    /// Where the source came as `code`: the exit code of the first test, 128 and the signal's number, or -1 for one that was
    /// given up.
    #[schema(nullable = false)]
    status: Option<i32>,
    /// Where the source came as `code`: what the first test printed, or the compiler if there was none.
    #[schema(nullable = false)]
    output: Option<String>,
}

/// A test, or an empty object in place of one that was skipped after a fatal failure.
#[derive(ToSchema)]
#[serde(untagged)]
pub(super) enum TestOrSkipped {
    /// A test that was run.
    Run(Box<TestReport>),
    /// A test that was not.
    Skipped(Skipped),
}

/// A test that was skipped after a fatal failure.
#[derive(ToSchema)]
#[schema(max_properties = 0)]
pub(super) struct Skipped {}

/// What came of the compile step.
#[derive(ToSchema)]
pub(super) struct CompileReport {
    /// What the compiler printed.
    #[serde(flatten)]
    outcome: Outcome,
}

/// What came of a test.
#[derive(ToSchema)]
pub(super) struct TestReport {
    /// The test's name.
    #[schema(example = "test000")]
    name: String,
    /// Whether the output was the expected one, where one was expected.
    #[schema(nullable = false)]
    passed: Option<bool>,
    /// Files that match `outputs` and that the program made or changed, if there are any.
    #[schema(nullable = false)]
    files: Option<Vec<OutputFile>>,
    /// What each run used, where the test has `repeat`.
    #[schema(nullable = false)]
    runs: Option<Vec<Run>>,
    /// What the program printed.
    #[serde(flatten)]
    outcome: Outcome,
}

/// What a step printed and used.
#[derive(ToSchema)]
pub(super) struct Outcome {
    /// Standard output; binary in MessagePack, and where `encoding` is there, in base64.
    #[schema(example = "42\n")]
    stdout: String,
    /// Standard error; binary in MessagePack, and where `encoding` is there, in base64.
    stderr: String,
    /// 0 where `meta.status` is `OK`, else 1; the program's own exit code is `meta.exitcode`.
    #[schema(minimum = 0, maximum = 1)]
    exitcode: u8,
    /// How the step ended and what it used.
    meta: Meta,
    /// Present where `stdout` and `stderr` are in base64.
    #[schema(nullable = false)]
    encoding: Option<OutputEncoding>,
}

/// That an output is in base64.
#[derive(ToSchema)]
pub(super) enum OutputEncoding {
    /// With the usual alphabet and padding.
    #[schema(rename = "base64")]
    Base64,
}

/// How a step ended and what it used.
#[derive(ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Meta {
    /// How the step ended.
    status: Status,
    /// The program's exit code; 0 where it did not exit by itself.
    exitcode: i32,
    /// The signal that ended the program, or that a native program would have got; 0 for none.
    exitsig: u8,
    /// The signal's name.
    #[schema(required, example = "Segmentation fault")]
    exitsig_message: Option<String>,
    /// The trap behind the signal; null where there was none.
    #[schema(required, example = "stack overflow")]
    trap: Option<String>,
    /// Whether the program was stopped for a limit.
    killed: bool,
    /// How the step ended, in isolate's words; null where it is `OK`.
    #[schema(required, example = "Time limit exceeded")]
    message: Option<String>,
    /// CPU time, in seconds.
    #[schema(minimum = 0)]
    time: f64,
    /// Wall time, in seconds.
    #[schema(minimum = 0)]
    wall_time: f64,
    /// The older name of `wall-time`.
    #[schema(minimum = 0)]
    time_wall: f64,
    /// The most memory that was in use, of a native program by its largest process, in kB.
    max_rss: u64,
    /// The most memory that all processes together had in use, in kB; the same as `max-rss` in WebAssembly.
    cg_mem: u64,
    /// 1 where the memory limit ended the program, else 0.
    #[schema(minimum = 0, maximum = 1)]
    cg_oom_killed: u8,
    /// Forced context switches; 0 in WebAssembly.
    csw_forced: u64,
    /// Voluntary context switches; 0 in WebAssembly.
    csw_voluntary: u64,
    /// WebAssembly instructions; 0 for a native program.
    fuel: u64,
    /// Whether `fuel` is exact, and hence the same whenever and wherever the step is repeated.
    fuel_exact: bool,
    /// Whether the program was stopped for printing more than it may, so that output is missing.
    output_truncated: bool,
    /// What ran the program.
    executor: Executor,
    /// What held each limit.
    enforced: Enforced,
    /// The limits that were in force.
    limits: LimitsInForce,
    /// Whether the compiled program came out of the cache; only in the compile step's report.
    #[schema(nullable = false)]
    cached: Option<bool>,
}

/// How a step ended.
#[derive(ToSchema)]
#[schema(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Status {
    /// By itself, with exit code 0.
    Ok,
    /// By itself, with another exit code.
    RuntimeError,
    /// At its limit of CPU time, wall time or fuel.
    TimedOut,
    /// By a trap, told as a signal.
    Signaled,
    /// At its memory limit.
    OutOfMemory,
    /// At its output limit.
    OutputLimit,
    /// By a failure of enclos.
    InternalError,
}

/// What runs programs.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub(super) enum Executor {
    /// WebAssembly.
    Wasm,
    /// A native process.
    Native,
}

/// What held each limit, in a word: the words of native runs depend on the machine, and `none` is one of them.
#[derive(ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = json!({
    "time": "fuel", "wall-time": "epoch", "mem": "limiter", "stack": "engine", "fsize": "accounting", "quota": "accounting",
    "processes": "sandbox", "output": "pipe",
}))]
pub(super) struct Enforced {
    /// CPU time.
    time: String,
    /// Wall time.
    wall_time: String,
    /// Memory.
    mem: String,
    /// The stack.
    stack: String,
    /// The largest file.
    fsize: String,
    /// The whole working directory.
    quota: String,
    /// Processes and threads.
    processes: String,
    /// Standard output and standard error together.
    output: String,
}

/// Limits that were in force, in the units of a request.
#[derive(ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct LimitsInForce {
    /// CPU time, in seconds.
    #[schema(minimum = 0)]
    time: f64,
    /// Grace after `time`, in seconds.
    #[schema(minimum = 0)]
    extra_time: f64,
    /// Wall time, in seconds.
    #[schema(minimum = 0)]
    wall_time: f64,
    /// Memory, in kB.
    mem: u64,
    /// Stack, in kB.
    stack: u64,
    /// The largest file, in kB.
    fsize: u64,
    /// The whole working directory: kB and number of files.
    #[schema(pattern = "^[0-9]+,[0-9]+$", example = "65536,1024")]
    quota: String,
    /// Processes and threads.
    processes: u32,
    /// Standard output and standard error together, in kB.
    output: u64,
    /// WebAssembly instructions; null where only `time` limits them.
    #[schema(required)]
    fuel: Option<u64>,
}

/// A file that the program made or changed.
#[derive(ToSchema)]
#[schema(example = json!({"name": "out.txt", "size": 3, "content": "42\n", "encoding": "utf8"}))]
pub(super) struct OutputFile {
    /// The path, relative to the working directory.
    name: String,
    /// The size of the content, in bytes.
    size: u64,
    /// The content, as `encoding` says.
    content: String,
    /// How the content is written.
    encoding: FileEncoding,
}

/// How the content of a file is written.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub(super) enum FileEncoding {
    /// As it is.
    Utf8,
    /// In base64.
    Base64,
}

/// What one of several runs used.
#[derive(ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Run {
    /// CPU time, in seconds.
    #[schema(minimum = 0)]
    time: f64,
    /// Wall time, in seconds.
    #[schema(minimum = 0)]
    wall_time: f64,
    /// WebAssembly instructions.
    fuel: u64,
}

/// A part of a report that comes as a stream: a line of JSON, or the data of a server-sent event of the same type.
#[derive(ToSchema)]
#[serde(untagged)]
pub(super) enum StreamPart {
    /// The compile step's.
    Compile(CompilePart),
    /// A test's.
    Test(TestPart),
    /// A test's that was skipped.
    Skipped(SkippedPart),
    /// The last one.
    End(EndPart),
    /// The last one of a submission that failed.
    Error(ErrorPart),
}

/// The compile step came to its end.
#[derive(ToSchema)]
pub(super) struct CompilePart {
    /// The type.
    #[serde(rename = "type")]
    kind: CompileKind,
    /// What came of it.
    #[serde(flatten)]
    report: CompileReport,
}

/// A test came to its end.
#[derive(ToSchema)]
pub(super) struct TestPart {
    /// The type.
    #[serde(rename = "type")]
    kind: TestKind,
    /// Which test of the submission it is, from 0.
    index: u64,
    /// What came of it.
    #[serde(flatten)]
    report: TestReport,
}

/// A test was skipped after a fatal failure.
#[derive(ToSchema)]
pub(super) struct SkippedPart {
    /// The type.
    #[serde(rename = "type")]
    kind: SkippedKind,
    /// Which test of the submission it is, from 0.
    index: u64,
    /// The test's name.
    name: String,
}

/// Everything has been told.
#[derive(ToSchema)]
pub(super) struct EndPart {
    /// The type.
    #[serde(rename = "type")]
    kind: EndKind,
    /// Always true.
    #[schema(schema_with = yes)]
    success: bool,
}

/// The submission could not be brought to its end.
#[derive(ToSchema)]
pub(super) struct ErrorPart {
    /// The type.
    #[serde(rename = "type")]
    kind: ErrorKind,
    /// Why.
    #[serde(flatten)]
    refusal: super::answers::Refusal,
}

/// The one type of each part.
macro_rules! kinds {
    ($($name:ident $word:literal),+) => {$(
        #[doc = concat!("That a part is of the type `", $word, "`.")]
        #[derive(ToSchema)]
        pub(super) enum $name {
            /// The only one.
            #[schema(rename = $word)]
            Only,
        }
    )+};
}

kinds!(CompileKind "compile", TestKind "test", SkippedKind "skipped", EndKind "end", ErrorKind "error");
