//! What became of a run, from what its box, its groups and the server know.

use std::io;
use std::sync::Arc;

use super::super::Program;
use super::super::cgroup::GroupUsage;
use super::super::order::Cause;
use super::super::pool::Prepared;
use super::{Stopped, Watched};
use crate::model::{
    Enforcement, LimitsInForce, Outcome, Signal, Status, Usage, WALL_TIME_EXCEEDED,
};

/// Fills in what became of the run, and gives the files that came back.
pub(super) fn conclude(
    watched: Watched,
    group: &GroupUsage,
    program: &Program,
    limits: &LimitsInForce,
    outcome: &mut Outcome,
) -> Vec<(String, Arc<[u8]>)> {
    let oom_kills = group.oom_kills.unwrap_or(0);
    let Some(ended) = watched.ended else {
        // Where everything in a group is killed at once, its first process is too.
        match watched.stopped {
            _ if oom_kills > 0 => kill(outcome, Status::OutOfMemory, "Memory limit exceeded"),
            Some(Stopped::Canceled) => kill(outcome, Status::InternalError, "Canceled"),
            Some(Stopped::Hung) => kill(outcome, Status::TimedOut, WALL_TIME_EXCEEDED),
            _ => {
                tracing::error!("a box ended without a word");
                *outcome = Outcome::internal_error("the box ended before its program did");
            }
        }
        outcome.usage = Usage {
            cpu: group.cpu.unwrap_or_default(),
            wall: outcome.usage.wall,
            peak_memory_bytes: group.peak_memory_bytes.unwrap_or_default(),
            ..Usage::default()
        };
        return Vec::new();
    };
    let cpu = group.cpu.unwrap_or_default().max(ended.cpu);
    outcome.usage = Usage {
        cpu,
        wall: ended.wall,
        peak_memory_bytes: ended.peak_memory_bytes,
        group_memory_bytes: group.peak_memory_bytes.unwrap_or(ended.group_memory_bytes),
        forced_switches: ended.forced_switches,
        voluntary_switches: ended.voluntary_switches,
        fuel: 0,
        fuel_exact: false,
    };
    match (ended.cause, watched.stopped) {
        (_, Some(Stopped::Canceled)) => kill(outcome, Status::InternalError, "Canceled"),
        (_, Some(Stopped::Output)) => kill(outcome, Status::OutputLimit, "Output limit exceeded"),
        (Cause::Stopped, Some(Stopped::Time)) | (Cause::Time, _) => {
            kill(outcome, Status::TimedOut, TIME_EXCEEDED);
        }
        (Cause::WallTime, _) => kill(outcome, Status::TimedOut, WALL_TIME_EXCEEDED),
        (Cause::Memory, _) | (Cause::Stopped, Some(Stopped::Memory)) => {
            kill(outcome, Status::OutOfMemory, "Memory limit exceeded")
        }
        (Cause::Exited(0), _) => {}
        (Cause::Exited(code), _) => {
            outcome.status = Status::RuntimeError;
            outcome.exit_code = code;
            outcome.message = Some(format!("Exited with error status {code}"));
        }
        (Cause::Signaled(number), _) => signaled(outcome, number),
        (Cause::NotExecuted(errno), _) => {
            let reason = io::Error::from_raw_os_error(errno);
            tracing::error!(%reason, "a native program could not be executed");
            outcome.status = Status::InternalError;
            outcome.message = Some(format!("the program could not be executed: {reason}"));
        }
        (Cause::Failed(why), _) => {
            tracing::error!(why, "a box failed");
            outcome.status = Status::InternalError;
            outcome.message = Some(format!("the box failed: {why}"));
        }
        (Cause::Stopped, _) => kill(outcome, Status::InternalError, "Stopped"),
    }
    let failed = matches!(outcome.status, Status::RuntimeError | Status::Signaled);
    if oom_kills > 0 && (failed || outcome.status == Status::Ok) {
        // One of its processes was ended; what became of the others means nothing.
        kill(outcome, Status::OutOfMemory, "Memory limit exceeded");
        outcome.exit_code = 0;
        outcome.signal = None;
    } else if failed && says_so(&outcome.stderr, &program.out_of_memory) {
        outcome.status = Status::OutOfMemory;
    } else if outcome.status == Status::Signaled && is_cpu_signal(outcome) {
        kill(outcome, Status::TimedOut, TIME_EXCEEDED);
        outcome.signal = None;
    } else if outcome.status == Status::Ok && cpu > limits.time {
        outcome.status = Status::TimedOut;
        outcome.message = Some(TIME_EXCEEDED.to_owned());
    }
    watched.files
}

/// isolate's words for a run that used more CPU time than it had.
const TIME_EXCEEDED: &str = "Time limit exceeded";

/// Whether the kernel ended it for its CPU time, which it counts for each process.
fn is_cpu_signal(outcome: &Outcome) -> bool {
    outcome
        .signal
        .is_some_and(|signal| signal.number() == libc::SIGXCPU as u32)
}

fn kill(outcome: &mut Outcome, status: Status, message: &str) {
    outcome.status = status;
    outcome.killed = true;
    outcome.message = Some(message.to_owned());
}

fn signaled(outcome: &mut Outcome, number: i32) {
    outcome.status = Status::Signaled;
    outcome.signal = u8::try_from(number).ok().and_then(Signal::new);
    outcome.message = Some(format!("Caught fatal signal {number}"));
}

/// Whether one of the texts stands near the end of what a program said.
fn says_so(stderr: &[u8], texts: &[String]) -> bool {
    const LAST_BYTES: usize = 16 << 10;
    let last = &stderr[stderr.len().saturating_sub(LAST_BYTES)..];
    let has = |text: &String| {
        let text = text.as_bytes();
        !text.is_empty() && last.windows(text.len()).any(|window| window == text)
    };
    texts.iter().any(has)
}

/// What held the limits of a run.
pub(super) fn enforcement(prepared: &Prepared, memory_is_held: bool) -> Enforcement {
    let held = &prepared.held;
    Enforcement {
        executor: "native",
        time: word(&held.time).unwrap_or("polling"),
        wall_time: "timer",
        memory: match memory_is_held {
            true => word(&held.memory).unwrap_or(COUNTED),
            false => COUNTED,
        },
        stack: "rlimit",
        file_size: "rlimit",
        quota: "tmpfs",
        processes: word(&held.processes).unwrap_or("rlimit"),
        output: "pipe",
    }
}

/// What holds memory where no group does: the first process looks at all of them, and the kernel at each.
const COUNTED: &str = "polling and rlimit";

fn word(held: &Option<String>) -> Option<&'static str> {
    match held.as_deref()? {
        "cgroup v1" => Some("cgroup v1"),
        "cgroup v2" => Some("cgroup v2"),
        _ => None,
    }
}
