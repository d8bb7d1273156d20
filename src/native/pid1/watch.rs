//! From the start of a program to the end of everything that it started: time, memory, and who is still there.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::super::order::{Cause, Ended, Limits};
use super::super::sys::{self, Reaped, Waited};
use super::files;
use super::guest::Started;
use crate::channel::is_readable;

/// How often memory is looked at when nobody else does.
const MEMORY_TICK: Duration = Duration::from_millis(4);
/// Times that are not known exactly are not looked at more often than this.
const LEAST_TICK: Duration = Duration::from_millis(1);
const LONGEST_TICK: Duration = Duration::from_millis(200);

/// How many that ended are counted before limits are looked at again, so that who starts others without end does not keep
/// them from being looked at.
const MOST_REAPED: usize = 1024;
/// Up to so many sockets and as many pipes a box may have for nothing, and each further one counts as what it may hold. All
/// pipes that are larger than that have a bound for each user.
const FREE_BUFFERS: u64 = 32;
const SOCKET_BYTES: u64 = 416 << 10;
const PIPE_BYTES: u64 = 64 << 10;
/// A process with no more descriptors than this is not looked at for them.
const FEW_DESCRIPTORS: u64 = 3;

/// What those that are gone have used.
#[derive(Default)]
struct Gone {
    cpu: Duration,
    peak_memory_bytes: u64,
    voluntary_switches: u64,
    forced_switches: u64,
}

impl Gone {
    fn add(&mut self, reaped: &Reaped) {
        self.cpu += reaped.cpu;
        self.peak_memory_bytes = self.peak_memory_bytes.max(reaped.peak_memory_bytes);
        self.voluntary_switches += reaped.voluntary_switches;
        self.forced_switches += reaped.forced_switches;
    }
}

/// Waits until the program ends or has to, then ends all others, and says what became of it.
pub(super) fn watch(control: &UnixStream, started: Started, limits: &Limits) -> io::Result<Ended> {
    let children = sys::children()?;
    let processors = rustix::thread::sched_getaffinity(None).map_or(1, |set| set.count().max(1));
    let main = started.pid.as_raw_nonzero().get();
    let mut gone = Gone::default();
    let mut group_memory_bytes = 0;
    let mut end = None;
    let cause = loop {
        for _ in 0..MOST_REAPED {
            let Waited::Reaped(reaped) = sys::wait(false) else {
                break;
            };
            gone.add(&reaped);
            if reaped.pid == main {
                end = Some(cause(reaped.status, started.failure));
            }
        }
        if let Some(cause) = end {
            break cause;
        }
        let wall = started.at.elapsed();
        if wall >= limits.wall {
            break Cause::WallTime;
        }
        let living = living(main, limits.counts_memory);
        let cpu = gone.cpu + living.cpu;
        if cpu >= limits.cpu {
            break Cause::Time;
        }
        if limits.counts_memory {
            let bytes = living.memory_bytes + files::disk_bytes();
            group_memory_bytes = group_memory_bytes.max(bytes);
            if bytes > limits.memory_bytes {
                break Cause::Memory;
            }
        }
        // All processors together can't use up what is left any sooner.
        let mut tick = (limits.cpu - cpu) / processors;
        tick = tick.min(limits.wall - wall).clamp(LEAST_TICK, LONGEST_TICK);
        if limits.counts_memory {
            tick = tick.min(MEMORY_TICK);
        }
        wait_for([children.as_fd(), control.as_fd()], tick)?;
        // Once, or who sends signals without end would keep this busy without end.
        let mut signals = [0; 512];
        let _ = rustix::io::read(&children, &mut signals);
        if is_readable(control) {
            break Cause::Stopped;
        }
    };
    let wall = started.at.elapsed();
    // Whoever is forked while this goes on is killed the next time.
    loop {
        sys::kill_all();
        match sys::wait(true) {
            Waited::Reaped(reaped) => gone.add(&reaped),
            Waited::Running => {}
            Waited::None => break,
        }
    }
    Ok(Ended {
        cause,
        cpu: gone.cpu,
        wall,
        peak_memory_bytes: gone.peak_memory_bytes,
        group_memory_bytes,
        voluntary_switches: gone.voluntary_switches,
        forced_switches: gone.forced_switches,
    })
}

fn wait_for(fds: [rustix::fd::BorrowedFd<'_>; 2], longest: Duration) -> io::Result<()> {
    let mut fds = fds.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN));
    let timeout = Timespec {
        tv_sec: longest.as_secs() as i64,
        tv_nsec: i64::from(longest.subsec_nanos()),
    };
    match poll(&mut fds, Some(&timeout)) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn cause(status: i32, failure: Option<i32>) -> Cause {
    match failure {
        Some(errno) => Cause::NotExecuted(errno),
        None if libc::WIFEXITED(status) => Cause::Exited(libc::WEXITSTATUS(status)),
        None => Cause::Signaled(libc::WTERMSIG(status)),
    }
}

/// What the processes that are still there have used.
#[derive(Default)]
struct Living {
    cpu: Duration,
    memory_bytes: u64,
}

/// Adds up all processes of the box but this one. Without a `/proc` only the program itself can be seen.
fn living(main: i32, with_memory: bool) -> Living {
    let mut living = Living::default();
    let Ok(entries) = fs::read_dir("/proc") else {
        living.cpu = sys::cpu_of(main).unwrap_or_default();
        return living;
    };
    let mut buffers = HashSet::new();
    let pids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    for pid in pids.filter(|&pid: &i32| pid != 1) {
        living.cpu += sys::cpu_of(pid).unwrap_or_default() + children_cpu(pid).unwrap_or_default();
        if with_memory {
            living.memory_bytes += memory_of(pid).unwrap_or_default();
            find_buffers(pid, &mut buffers);
        }
    }
    let (sockets, pipes): (Vec<_>, Vec<_>) = buffers.iter().partition(|of| is_socket(of));
    let past = |buffers: Vec<_>| (buffers.len() as u64).saturating_sub(FREE_BUFFERS);
    living.memory_bytes += past(sockets) * SOCKET_BYTES + past(pipes) * PIPE_BYTES;
    living
}

/// The CPU time of those children of a process that it waited for.
fn children_cpu(pid: i32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name may hold anything, but it is the only field in parentheses.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_ascii_whitespace().skip(13);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(Duration::from_secs_f64(
        (user + system) as f64 / sys::ticks_per_second() as f64,
    ))
}

/// What a process has in memory that is its own; a part that it shares counts for each that has it.
fn memory_of(pid: i32) -> Option<u64> {
    memory_in(&format!("/proc/{pid}/status")).or_else(|| {
        // Where the first thread has ended, the others know.
        let threads = fs::read_dir(format!("/proc/{pid}/task")).ok()?;
        let mut threads = threads.filter_map(|thread| Some(thread.ok()?.path().join("status")));
        threads.find_map(|status| memory_in(status.to_str()?))
    })
}

fn memory_in(status: &str) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    let kilobytes = |name: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().trim_end_matches(" kB").parse().ok()
    };
    let parts = ["RssShmem:", "VmPTE:", "VmSwap:", "HugetlbPages:"];
    let others: u64 = parts.iter().filter_map(|part| kilobytes(part)).sum();
    Some((kilobytes("RssAnon:")? + others) * 1024)
}

fn is_socket(of: &Path) -> bool {
    of.as_os_str().as_encoded_bytes().starts_with(b"socket:")
}

/// Adds the sockets and pipes that a process has open: what is in them is no process's memory.
fn find_buffers(pid: i32, buffers: &mut HashSet<PathBuf>) {
    let folder = PathBuf::from(format!("/proc/{pid}/fd"));
    // Newer kernels say how many there are; older ones say 0.
    let count = fs::metadata(&folder).map_or(0, |metadata| metadata.len());
    if (1..=FEW_DESCRIPTORS).contains(&count) {
        return;
    }
    let Ok(descriptors) = fs::read_dir(folder) else {
        return;
    };
    for descriptor in descriptors.filter_map(Result::ok) {
        let to = fs::read_link(descriptor.path()).unwrap_or_default();
        if is_socket(&to) || to.as_os_str().as_encoded_bytes().starts_with(b"pipe:") {
            buffers.insert(to);
        }
    }
}
