//! From a report to a body, in camisole's shape.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::value::{Value, object};
use crate::model::{
    CompileReport, Enforcement, LimitsInForce, Outcome, OutputFile, Report, Status, TestReport,
    Usage,
};

/// How the bytes that a program printed are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    /// As they are, in a format that can carry them.
    #[default]
    Plain,
    /// As they are if they are text, else in base64.
    PlainOrBase64,
    /// In base64.
    Base64,
}

impl Encoding {
    /// For who can't be sent another format any more.
    pub(super) fn or_base64(self) -> Self {
        match self {
            Self::Plain => Self::PlainOrBase64,
            other => other,
        }
    }

    fn suits(self, bytes: &[u8]) -> bool {
        match self {
            Self::Plain => true,
            Self::PlainOrBase64 => std::str::from_utf8(bytes).is_ok(),
            Self::Base64 => false,
        }
    }
}

/// The answer to `POST /run`.
pub(super) fn report(report: Report, encoding: Encoding) -> Value {
    let mut fields = vec![("success".to_owned(), true.into())];
    fields.extend(parts(report, encoding));
    Value::Map(fields)
}

/// The reports of its steps.
pub(super) fn parts(report: Report, encoding: Encoding) -> Vec<(String, Value)> {
    let mut fields = Vec::new();
    let compiled = report.compiled();
    if let Some(compile) = report.compile {
        fields.push(("compile".to_owned(), compile_report(compile, encoding)));
    }
    if compiled {
        let skipped = || Value::Map(Vec::new());
        let tests = report
            .tests
            .into_iter()
            .map(|test| test.map_or_else(skipped, |test| test_report(test, encoding)))
            .collect();
        fields.push(("tests".to_owned(), Value::List(tests)));
    }
    fields
}

pub(super) fn compile_report(report: CompileReport, encoding: Encoding) -> Value {
    let cached = Some(report.cached);
    Value::Map(outcome(report.outcome, &report.limits, cached, encoding))
}

pub(super) fn test_report(report: TestReport, encoding: Encoding) -> Value {
    let mut fields = vec![("name".to_owned(), report.name.into())];
    fields.extend(outcome(report.outcome, &report.limits, None, encoding));
    if let Some(passed) = report.passed {
        fields.push(("passed".to_owned(), passed.into()));
    }
    if !report.files.is_empty() {
        fields.push((
            "files".to_owned(),
            Value::List(
                report
                    .files
                    .into_iter()
                    .map(|left| file(left, encoding))
                    .collect(),
            ),
        ));
    }
    if !report.runs.is_empty() {
        let runs = report.runs.iter().map(|run| {
            object([
                ("time", run.usage.cpu.as_secs_f64().into()),
                ("wall-time", run.usage.wall.as_secs_f64().into()),
                ("fuel", run.usage.fuel.into()),
            ])
        });
        fields.push(("runs".to_owned(), Value::List(runs.collect())));
    }
    Value::Map(fields)
}

fn outcome(
    outcome: Outcome,
    limits: &LimitsInForce,
    cached: Option<bool>,
    encoding: Encoding,
) -> Vec<(String, Value)> {
    // isolate's own exit code, which says only whether all went well; the program's is in `meta`.
    let exitcode = u64::from(outcome.status != Status::Ok);
    let meta = meta(&outcome, limits, cached);
    let plain = encoding.suits(&outcome.stdout) && encoding.suits(&outcome.stderr);
    let output = |bytes: Vec<u8>| match plain {
        true => Value::Binary(bytes),
        false => BASE64.encode(bytes).into(),
    };
    let mut fields = vec![
        ("stdout".to_owned(), output(outcome.stdout)),
        ("stderr".to_owned(), output(outcome.stderr)),
        ("exitcode".to_owned(), exitcode.into()),
        ("meta".to_owned(), meta),
    ];
    if !plain {
        fields.push(("encoding".to_owned(), "base64".into()));
    }
    fields
}

fn meta(outcome: &Outcome, limits: &LimitsInForce, cached: Option<bool>) -> Value {
    let Usage {
        cpu,
        wall,
        peak_memory_bytes,
        group_memory_bytes,
        forced_switches,
        voluntary_switches,
        fuel,
        fuel_exact,
    } = outcome.usage;
    let peak_kb = peak_memory_bytes.div_ceil(1024);
    let group_kb = group_memory_bytes.max(peak_memory_bytes).div_ceil(1024);
    let (wall, cpu) = (wall.as_secs_f64(), cpu.as_secs_f64());
    let mut fields = object([
        ("status", outcome.status.as_str().into()),
        ("exitcode", Value::Int(i64::from(outcome.exit_code))),
        (
            "exitsig",
            u64::from(outcome.signal.map_or(0, |signal| signal.number())).into(),
        ),
        (
            "exitsig-message",
            outcome.signal.map(|signal| signal.describe()).into(),
        ),
        ("killed", outcome.killed.into()),
        ("message", outcome.message.clone().into()),
        ("trap", outcome.trap.clone().into()),
        ("time", cpu.into()),
        ("wall-time", wall.into()),
        ("time-wall", wall.into()),
        ("max-rss", peak_kb.into()),
        ("cg-mem", group_kb.into()),
        (
            "cg-oom-killed",
            u64::from(outcome.status == Status::OutOfMemory).into(),
        ),
        ("csw-forced", forced_switches.into()),
        ("csw-voluntary", voluntary_switches.into()),
        ("fuel", fuel.into()),
        ("fuel-exact", fuel_exact.into()),
        ("output-truncated", outcome.output_truncated.into()),
        ("executor", outcome.enforcement.executor.into()),
        ("enforced", enforced(&outcome.enforcement)),
        ("limits", limits_in_force(limits)),
    ]);
    if let (Value::Map(fields), Some(cached)) = (&mut fields, cached) {
        fields.push(("cached".to_owned(), cached.into()));
    }
    fields
}

/// What held each limit.
fn enforced(enforcement: &Enforcement) -> Value {
    let Enforcement {
        executor: _,
        time,
        wall_time,
        memory,
        stack,
        file_size,
        quota,
        processes,
        output,
    } = *enforcement;
    object([
        ("time", time.into()),
        ("wall-time", wall_time.into()),
        ("mem", memory.into()),
        ("stack", stack.into()),
        ("fsize", file_size.into()),
        ("quota", quota.into()),
        ("processes", processes.into()),
        ("output", output.into()),
    ])
}

/// In the names and units that a request uses.
fn limits_in_force(limits: &LimitsInForce) -> Value {
    let kb = |bytes: u64| Value::Uint(bytes / 1024);
    object([
        ("time", limits.time.as_secs_f64().into()),
        ("extra-time", limits.extra_time.as_secs_f64().into()),
        ("wall-time", limits.wall_time.as_secs_f64().into()),
        ("mem", kb(limits.memory_bytes)),
        ("stack", kb(limits.stack_bytes)),
        ("fsize", kb(limits.file_bytes)),
        (
            "quota",
            format!("{},{}", limits.quota.bytes / 1024, limits.quota.inodes).into(),
        ),
        ("processes", u64::from(limits.processes).into()),
        ("output", kb(limits.output_bytes)),
        ("fuel", limits.fuel.into()),
    ])
}

fn file(file: OutputFile, encoding: Encoding) -> Value {
    let size = file.content.len() as u64;
    let (content, encoding) = match String::from_utf8(file.content) {
        Ok(text) if encoding.suits(text.as_bytes()) => (text, "utf8"),
        Ok(text) => (BASE64.encode(text), "base64"),
        Err(error) => (BASE64.encode(error.as_bytes()), "base64"),
    };
    object([
        ("name", file.name.into()),
        ("size", size.into()),
        ("content", content.into()),
        ("encoding", encoding.into()),
    ])
}
