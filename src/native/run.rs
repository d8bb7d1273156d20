//! The server's side of one run: what the box is told, what it prints, and what became of it.

mod outcome;
mod streams;

use std::io;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pipe::{PipeFlags, pipe_with};
use serde_bytes::ByteBuf;

use super::Program;
use super::cgroup::{Group, GroupLimits};
use super::order::{Cause, Collect, Ended, Left, Limits, Order, Stop, Writable};
use super::pool::Prepared;
use crate::channel;
use crate::executor::{self, Finished, Job, Streams};
use crate::model::{LimitsInForce, Outcome};
use outcome::{conclude, enforcement};
use streams::{Output, input};

/// How soon a run notices that it was canceled, and that its group is over its time.
const TICK: Duration = Duration::from_millis(10);
/// What a box may take, beyond the wall time of its program, to clean up and to hand back files, before it is given up.
const GRACE: Duration = Duration::from_secs(5);
/// A message of a box that is not a file.
const MAX_MESSAGE_BYTES: u64 = 1 << 16;
/// What the first process of a box takes of its group's memory.
const OWN_BYTES: u64 = 2 << 20;
/// Folders of the box, beside those of its files.
const OWN_INODES: u64 = 8;
const PAGE_BYTES: u64 = 4096;
/// What a shell ends with when a file can't be run.
const CAN_NOT_EXECUTE: i32 = 126;

/// What every program finds in its environment, below what its language and its submission say.
const ENVIRONMENT: [(&str, &str); 5] = [
    ("PATH", "/usr/local/bin:/usr/bin:/bin"),
    ("HOME", "/tmp"),
    ("USER", "enclos"),
    ("LANG", "C.UTF-8"),
    ("TZ", "UTC"),
];

/// Runs a program in a box.
///
/// # Errors
/// When the box failed before the program could have started, so that another one may be tried.
pub(super) fn run(prepared: &Prepared, program: &Program, job: &mut Job) -> io::Result<Finished> {
    let group = prepared.group.as_ref();
    let limits = GroupLimits {
        memory_bytes: Some(job.limits.memory_bytes.saturating_add(OWN_BYTES)),
        // One more, for the first process.
        processes: Some(u64::from(job.limits.processes) + 1),
    };
    let is_limited = group.is_some_and(|group| group.limit(&limits).is_ok());
    let memory_is_held = is_limited && prepared.held.memory.is_some();
    // What set-up found is executable; what a program's own compile step made may be anything.
    let made_by_guest = job
        .args
        .first()
        .is_some_and(|name| name.starts_with("/tmp/"));
    let order = order(job, !memory_is_held);
    let stdin = input(&mut job.streams)?;
    let merged = matches!(job.streams, Streams::Buffered { merged: true, .. });
    let (from_stdout, stdout) = pipe_with(PipeFlags::CLOEXEC)?;
    let (from_stderr, stderr) = match merged {
        true => (None, stdout.try_clone()?),
        false => {
            let (from, to) = pipe_with(PipeFlags::CLOEXEC)?;
            (Some(from), to)
        }
    };
    for pipe in [Some(&from_stdout), from_stderr.as_ref()]
        .into_iter()
        .flatten()
    {
        rustix::fs::fcntl_setfl(pipe, rustix::fs::OFlags::NONBLOCK)?;
    }
    channel::send(
        &prepared.control,
        &order,
        &[stdin.as_fd(), stdout.as_fd(), stderr.as_fd()],
    )?;
    drop((stdin, stdout, stderr));
    let live = match &mut job.streams {
        Streams::Live(live) => Some(live),
        Streams::Buffered { .. } => None,
    };
    let mut output = Output {
        pipes: [Some(from_stdout), from_stderr],
        texts: [Vec::new(), Vec::new()],
        room_bytes: job.limits.output_bytes,
        truncated: false,
        live,
    };
    let mut watched = watch(prepared, job.limits, &job.cancel, &mut output);
    output.drain();
    let usage = group.map(Group::usage).unwrap_or_default();
    let mut outcome = Outcome::ok();
    outcome.enforcement = enforcement(prepared, memory_is_held);
    outcome.output_truncated = output.truncated;
    let [stdout, stderr] = output.texts;
    (outcome.stdout, outcome.stderr) = (stdout, stderr);
    if let Some(ended) = &mut watched.ended
        && let (true, Cause::NotExecuted(errno)) = (made_by_guest, &ended.cause)
    {
        let reason = io::Error::from_raw_os_error(*errno);
        let sentence = format!("cannot execute the program: {reason}\n");
        outcome.stderr.extend_from_slice(sentence.as_bytes());
        ended.cause = Cause::Exited(CAN_NOT_EXECUTE);
    }
    let files = conclude(watched, &usage, program, &job.limits, &mut outcome);
    Ok(Finished { outcome, files })
}

fn order(job: &mut Job, counts_memory: bool) -> Order {
    let limits = &job.limits;
    let mut env: Vec<(String, String)> = ENVIRONMENT
        .iter()
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    env.retain(|(name, _)| job.env.iter().all(|(own, _)| own != name));
    env.append(&mut job.env);
    let files: Vec<(String, ByteBuf)> = std::mem::take(&mut job.files)
        .into_iter()
        .map(|file| (file.name.to_string(), ByteBuf::from(file.content.to_vec())))
        .collect();
    let (mut disk_bytes, mut inodes) = (limits.quota.bytes, limits.quota.inodes);
    if !job.counts_files {
        for (name, content) in &files {
            // Each takes whole pages, and a page may hold the folder's entry.
            disk_bytes += (content.len() as u64).next_multiple_of(PAGE_BYTES) + PAGE_BYTES;
            inodes += 1 + name.matches('/').count() as u64;
        }
    }
    Order {
        args: std::mem::take(&mut job.args),
        env,
        files,
        writable: match job.writable {
            executor::Writable::All => Writable::All,
            executor::Writable::NotTemporary => Writable::NotTemporary,
            executor::Writable::Nothing => Writable::Nothing,
        },
        collect: match job.collect {
            executor::Collect::Nothing => Collect::Nothing,
            executor::Collect::Temporary => Collect::Temporary,
            executor::Collect::Changed => Collect::Changed,
            executor::Collect::Everything => Collect::Everything,
        },
        limits: Limits {
            cpu: limits.time.saturating_add(limits.extra_time),
            wall: limits.wall_time,
            memory_bytes: limits.memory_bytes,
            counts_memory,
            stack_bytes: limits.stack_bytes,
            file_bytes: limits.file_bytes,
            disk_bytes,
            inodes: inodes + OWN_INODES,
            collect_bytes: disk_bytes,
            processes: limits.processes,
        },
    }
}

/// How a run ended, as far as the server knows.
struct Watched {
    /// What the box said at the end, if it got to say anything.
    ended: Option<Ended>,
    files: Vec<(String, Arc<[u8]>)>,
    /// Why the server stopped it.
    stopped: Option<Stopped>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stopped {
    Output,
    Time,
    Memory,
    Canceled,
    /// The box did not end when it should have.
    Hung,
}

/// Reads what the program prints until the box says that it ended, and stops it when it has to be.
fn watch(
    prepared: &Prepared,
    limits: LimitsInForce,
    cancel: &crate::cancel::Cancel,
    output: &mut Output<'_>,
) -> Watched {
    let begun = Instant::now();
    let over = limits.time.saturating_add(limits.extra_time);
    let mut watched = Watched {
        ended: None,
        files: Vec::new(),
        stopped: None,
    };
    let stop = |watched: &mut Watched, why| {
        if watched.stopped.is_none() {
            watched.stopped = Some(why);
            let _ = channel::send(&prepared.control, &Stop, &[]);
        }
    };
    loop {
        let mut fds = vec![PollFd::new(&prepared.control, PollFlags::IN)];
        // What is past the limit is not read; the program waits for its end.
        let pipes = output.pipes.iter().flatten();
        fds.extend(pipes.map(|pipe| PollFd::new(pipe, PollFlags::IN)));
        let tick = Timespec {
            tv_sec: 0,
            tv_nsec: TICK.as_nanos() as i64,
        };
        let _ = poll(&mut fds, Some(&tick));
        let has_ended = !fds[0].revents().is_empty();
        drop(fds);
        for stream in 0..2 {
            output.take(stream);
        }
        if output.truncated {
            output.pipes = [None, None];
            stop(&mut watched, Stopped::Output);
        }
        if has_ended {
            receive(prepared, &limits, &mut watched);
            return watched;
        }
        if cancel.is_canceled() {
            stop(&mut watched, Stopped::Canceled);
        }
        let group = prepared.group.as_ref();
        if group.and_then(Group::cpu).is_some_and(|cpu| cpu >= over) {
            stop(&mut watched, Stopped::Time);
        }
        // Groups of the first version end one process, and the others would go on.
        if group.is_some_and(Group::ran_out_of_memory) {
            stop(&mut watched, Stopped::Memory);
        }
        if begun.elapsed() > limits.wall_time.saturating_add(GRACE) {
            watched.stopped = Some(watched.stopped.unwrap_or(Stopped::Hung));
            prepared.kill();
            return watched;
        }
    }
}

/// Takes what a box says at its end.
fn receive(prepared: &Prepared, limits: &LimitsInForce, watched: &mut Watched) {
    let control = &prepared.control;
    let Ok((ended, _)) = channel::receive::<Ended>(control, MAX_MESSAGE_BYTES) else {
        return;
    };
    watched.ended = Some(ended);
    // It is our own code that speaks, but what it speaks of is a stranger's.
    let mut room_bytes = limits.quota.bytes.saturating_add(1 << 30);
    let mut room_files = limits.quota.inodes.saturating_add(1 << 16);
    while let Ok((Left::File(name, content), _)) = channel::receive::<Left>(control, room_bytes) {
        room_bytes = room_bytes.saturating_sub(content.len() as u64);
        room_files = room_files.saturating_sub(1);
        if room_bytes == 0 || room_files == 0 {
            return;
        }
        watched.files.push((name, content.into_vec().into()));
    }
}
