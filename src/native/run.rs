//! The server's side of one run: what the box is told, what it prints, and what became of it.

use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{MemfdFlags, SealFlags};
use rustix::pipe::{PipeFlags, pipe_with};
use serde_bytes::ByteBuf;

use super::cgroup::{Group, GroupLimits, GroupUsage};
use super::order::{Cause, Collect, Ended, Left, Limits, Order, Stop, Writable};
use super::pool::Prepared;
use super::{Program, channel};
use crate::executor::{self, Finished, Job, LiveStreams, Streams};
use crate::model::{
    Enforcement, LimitsInForce, Outcome, Signal, Status, Usage, WALL_TIME_EXCEEDED,
};

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
    let watched = watch(prepared, job.limits, &job.cancel, &mut output);
    output.drain();
    let usage = group.map(Group::usage).unwrap_or_default();
    let mut outcome = Outcome::ok();
    outcome.enforcement = enforcement(prepared, memory_is_held);
    outcome.output_truncated = output.truncated;
    let [stdout, stderr] = output.texts;
    (outcome.stdout, outcome.stderr) = (stdout, stderr);
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

/// What the program reads.
fn input(streams: &mut Streams) -> io::Result<OwnedFd> {
    match streams {
        Streams::Buffered { stdin, .. } => {
            let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
            let memory = std::fs::File::from(rustix::fs::memfd_create("stdin", flags)?);
            (&memory).write_all(stdin)?;
            rustix::fs::seek(&memory, rustix::fs::SeekFrom::Start(0))?;
            let seals = SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL;
            rustix::fs::fcntl_add_seals(&memory, seals)?;
            Ok(memory.into())
        }
        Streams::Live(live) => {
            let (from, to) = pipe_with(PipeFlags::CLOEXEC)?;
            let (_, none) = std::sync::mpsc::channel();
            let chunks = std::mem::replace(&mut live.stdin, none);
            // It ends when there is no more input, or nobody to read it. It is not waited for: a person may never type.
            std::thread::spawn(move || {
                let mut to = std::fs::File::from(to);
                while let Ok(chunk) = chunks.recv() {
                    if to.write_all(&chunk).is_err() {
                        return;
                    }
                }
            });
            Ok(from)
        }
    }
}

/// What a program printed so far.
struct Output<'a> {
    pipes: [Option<OwnedFd>; 2],
    texts: [Vec<u8>; 2],
    /// What both may still have together.
    room_bytes: u64,
    truncated: bool,
    live: Option<&'a mut LiveStreams>,
}

impl Output<'_> {
    /// Takes what is there of one stream, once.
    fn take(&mut self, stream: usize) {
        let Some(pipe) = &self.pipes[stream] else {
            return;
        };
        let mut buffer = [0; 1 << 16];
        let read = match rustix::io::read(pipe, &mut buffer) {
            Ok(0) => {
                self.pipes[stream] = None;
                return;
            }
            Ok(read) => read,
            // A program can open its own output for reading, and take away what was announced here.
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => return,
            Err(_) => {
                self.pipes[stream] = None;
                return;
            }
        };
        let fits = read.min(usize::try_from(self.room_bytes).unwrap_or(usize::MAX));
        self.truncated |= fits < read;
        self.room_bytes -= fits as u64;
        let text = &buffer[..fits];
        match &mut self.live {
            Some(live) => {
                let to = match stream {
                    0 => &mut live.stdout,
                    _ => &mut live.stderr,
                };
                // Nobody listens any more; the program will notice in its own time.
                let _ = to.write_all(text).and_then(|()| to.flush());
            }
            None => self.texts[stream].extend_from_slice(text),
        }
    }

    /// Takes what is left when no process is there to write any more.
    fn drain(&mut self) {
        while !self.truncated && self.pipes.iter().any(Option::is_some) {
            let mut fds: Vec<PollFd<'_>> = Vec::new();
            for pipe in self.pipes.iter().flatten() {
                fds.push(PollFd::new(pipe, PollFlags::IN));
            }
            let now = Timespec {
                tv_sec: 0,
                tv_nsec: 0,
            };
            let ready = poll(&mut fds, Some(&now));
            drop(fds);
            if !ready.is_ok_and(|ready| ready > 0) {
                return;
            }
            for stream in 0..2 {
                if is_readable(self.pipes[stream].as_ref()) {
                    self.take(stream);
                }
            }
        }
    }
}

fn is_readable(fd: Option<&OwnedFd>) -> bool {
    let Some(fd) = fd else { return false };
    let mut fds = [PollFd::new(fd, PollFlags::IN)];
    let now = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    poll(&mut fds, Some(&now)).is_ok_and(|ready| ready > 0)
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
            if is_readable(output.pipes[stream].as_ref()) {
                output.take(stream);
            }
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

/// Fills in what became of the run, and gives the files that came back.
fn conclude(
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

fn enforcement(prepared: &Prepared, memory_is_held: bool) -> Enforcement {
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
