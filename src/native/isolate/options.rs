//! A run in the options of isolate.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::meta::NOT_STARTED_CODE;
use super::place::{SHM, TMP, WORK};
use super::program::{MAX_NUMBER, Program, common};
use crate::executor::{Job, Streams, Writable};
use crate::model::{Outcome, Status};

/// What a program sees when nobody says otherwise.
const ENVIRONMENT: [(&str, &str); 4] = [
    ("PATH", "/usr/local/bin:/usr/bin:/bin"),
    ("HOME", "/tmp"),
    ("LANG", "C.UTF-8"),
    ("USER", "enclos"),
];
/// Where a program without a path is looked for. `/usr/local` is empty in every box.
const PATH: [&str; 2] = ["/usr/bin", "/bin"];
/// isolate reads times into an `int` of milliseconds.
const MAX_SECONDS: f64 = 2_000_000.0;

/// A program's path in a box.
#[derive(Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "it is looked at at once and kept nowhere"
)]
pub(super) enum Search {
    Found(String),
    /// As a shell ends when there is no such program.
    Missing(Box<Outcome>),
}

/// isolate does not look for programs. What boxes have in those folders is the host's.
///
/// # Errors
/// When there is no program named.
pub(super) fn search(args: &[String]) -> Result<Search, String> {
    let name = args.first().ok_or("a job has no program")?;
    if name.contains('/') {
        return Ok(Search::Found(name.clone()));
    }
    let mut paths = PATH.iter().map(|folder| format!("{folder}/{name}"));
    Ok(match paths.find(|path| Path::new(path).is_file()) {
        Some(path) => Search::Found(path),
        None => Search::Missing(Box::new(Outcome {
            status: Status::RuntimeError,
            exit_code: NOT_STARTED_CODE,
            message: Some(format!("Exited with error status {NOT_STARTED_CODE}")),
            stderr: format!("{name}: not found\n").into_bytes(),
            ..Outcome::ok()
        })),
    })
}

/// What each run starts with.
pub(super) fn add_common(command: &mut Command, program: &Program, id: u32, meta: &Path) {
    command
        .args(common(id, program.has_groups))
        .arg("--silent")
        .arg("--meta")
        .arg(meta)
        .args(&program.options);
}

/// A whole run.
pub(super) fn add(
    command: &mut Command,
    program: &Program,
    id: u32,
    meta: &Path,
    rules: &[String],
    path: &str,
    job: &Job,
) {
    add_common(command, program, id, meta);
    command.args(rules);
    let bind = |inside: &str, name: &str, is_writable: bool| {
        let writable = if is_writable { ":rw" } else { "" };
        format!("--dir={inside}=./box/{name}{writable}")
    };
    let temporary = job.writable == Writable::All;
    command.args([
        bind("box", WORK, job.writable != Writable::Nothing),
        bind("tmp", TMP, temporary),
        bind("dev/shm", SHM, temporary),
    ]);
    add_limits(command, program, job);
    add_environment(command, &job.env);
    if matches!(job.streams, Streams::Buffered { merged: true, .. }) {
        command.arg("--stderr-to-stdout");
    }
    command.arg("--run").arg("--").arg(path);
    command.args(job.args.iter().skip(1));
}

fn add_limits(command: &mut Command, program: &Program, job: &Job) {
    let limits = &job.limits;
    command.arg(format!("--time={}", seconds(limits.time)));
    command.arg(format!("--wall-time={}", seconds(limits.wall_time)));
    if !limits.extra_time.is_zero() {
        command.arg(format!("--extra-time={}", seconds(limits.extra_time)));
    }
    let memory = if program.has_groups { "cg-mem" } else { "mem" };
    let file_bytes = limits.file_bytes.min(limits.quota.bytes);
    for (name, bytes) in [
        (memory, limits.memory_bytes),
        ("stack", limits.stack_bytes),
        ("fsize", file_bytes),
    ] {
        // One that is more than isolate can say is none.
        let kilobytes = bytes.div_ceil(1024).max(1);
        if kilobytes <= MAX_NUMBER {
            command.arg(format!("--{name}={kilobytes}"));
        }
    }
    let processes = u64::from(limits.processes).clamp(1, MAX_NUMBER);
    command.arg(format!("--processes={processes}"));
}

/// isolate takes an empty value for a wish to have no such variable, so those are passed on from its own environment,
/// which has nothing else in it: what guests choose must not reach a program that has more rights than they.
fn add_environment(command: &mut Command, env: &[(String, String)]) {
    let own = ENVIRONMENT.map(|(name, value)| (name.to_owned(), value.to_owned()));
    for (name, value) in own.iter().chain(env) {
        if name.is_empty() || name.contains(['=', '\0']) {
            continue;
        }
        if value.is_empty() {
            command.env(name, "").arg(format!("--env={name}"));
        } else {
            command.arg(format!("--env={name}={value}"));
        }
    }
}

/// To isolate, no time at all is no limit.
fn seconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64().clamp(0.001, MAX_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_never_nothing_and_never_too_much() {
        assert_eq!(seconds(Duration::ZERO), "0.001");
        assert_eq!(seconds(Duration::from_millis(1500)), "1.500");
        assert_eq!(seconds(Duration::MAX), "2000000.000");
    }

    #[test]
    fn no_value_of_a_guest_is_in_the_environment_of_isolate() {
        let mut command = Command::new("isolate");
        let env = [("LD_PRELOAD", "/box/x.so"), ("EMPTY", ""), ("", "x")];
        let env = env.map(|(name, value)| (name.to_owned(), value.to_owned()));
        add_environment(&mut command, &env);
        let passed: Vec<_> = command.get_envs().collect();
        assert_eq!(passed, [("EMPTY".as_ref(), Some("".as_ref()))]);
        let args: Vec<_> = command.get_args().collect();
        assert!(args.contains(&"--env=LD_PRELOAD=/box/x.so".as_ref()));
        assert!(args.contains(&"--env=EMPTY".as_ref()));
    }
}
