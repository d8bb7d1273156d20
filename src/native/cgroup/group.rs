//! One box's groups: limits, usage, and the end of what is in them.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::Controller;

/// How often something is tried that fails while processes are still ending, and how long in between.
const TRIES: u32 = 500;
const PAUSE: Duration = Duration::from_millis(2);

/// What a group is held to; `None` is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct GroupLimits {
    /// Memory of all processes together, with what they have in the page cache and on a tmpfs. Nothing is swapped out.
    pub(crate) memory_bytes: Option<u64>,
    /// Processes and threads together.
    pub(crate) processes: Option<u64>,
}

/// What was used by all that ever was in a group, those that have ended too. What can't be known is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct GroupUsage {
    /// CPU time, of all processors together.
    pub(crate) cpu: Option<Duration>,
    /// Memory at this moment.
    pub(crate) memory_bytes: Option<u64>,
    /// The most memory at once; on kernels before 5.19 with groups of the second version, `None`.
    pub(crate) peak_memory_bytes: Option<u64>,
    /// How many processes the kernel ended because the group had no memory left.
    pub(crate) oom_kills: Option<u64>,
    /// The most processes and threads at once, on newer kernels.
    pub(crate) peak_processes: Option<u64>,
    /// How many times a process or thread could not be started because there were too many.
    pub(crate) refused_processes: Option<u64>,
}

/// The groups of a box, in every hierarchy that is used.
#[derive(Debug)]
pub(crate) struct Group {
    folders: Vec<(Controller, PathBuf)>,
    /// The process that made the groups and removes them; its forks must not.
    owner: Option<u32>,
    cpu: Option<Counter>,
    memory: Option<Counter>,
    peak_memory: Option<Counter>,
    oom_kills: Option<Counter>,
    peak_processes: Option<Counter>,
    refused_processes: Option<Counter>,
}

impl Group {
    /// Groups that another process makes and removes.
    pub(crate) fn open(folders: Vec<(Controller, PathBuf)>) -> Self {
        use Controller::{Cpuacct, Memory, Pids, Unified};
        // What the first of these files that is there says after a word, or at its start.
        let counter = |files: &[(Controller, &str, &'static str)]| {
            files.iter().find_map(|(controller, name, key)| {
                let (_, folder) = folders.iter().find(|(other, _)| other == controller)?;
                let file = File::open(folder.join(name)).ok()?;
                let counter = Counter { file, key };
                counter.read().is_some().then_some(counter)
            })
        };
        Self {
            cpu: counter(&[
                (Cpuacct, "cpuacct.usage", ""),
                (Unified, "cpu.stat", "usage_usec"),
            ]),
            memory: counter(&[
                (Memory, "memory.usage_in_bytes", ""),
                (Unified, "memory.current", ""),
            ]),
            peak_memory: counter(&[
                (Memory, "memory.max_usage_in_bytes", ""),
                (Unified, "memory.peak", ""),
            ]),
            oom_kills: counter(&[
                (Memory, "memory.oom_control", "oom_kill"),
                (Unified, "memory.events", "oom_kill"),
            ]),
            peak_processes: counter(&[(Pids, "pids.peak", ""), (Unified, "pids.peak", "")]),
            refused_processes: counter(&[
                (Pids, "pids.events", "max"),
                (Unified, "pids.events", "max"),
            ]),
            folders,
            owner: None,
        }
    }

    /// Groups that this process made, and that go with this value.
    pub(super) fn made(folders: Vec<(Controller, PathBuf)>) -> Self {
        let mut group = Self::open(folders);
        group.owner = Some(std::process::id());
        group
    }

    /// The folders, from which another process can open the same groups.
    pub(crate) fn folders(&self) -> &[(Controller, PathBuf)] {
        &self.folders
    }

    /// Moves a process, but not the children it already has, into the groups. What it holds by then is not counted.
    ///
    /// The kernel stops all forks and ends of processes for it, which takes some milliseconds in each hierarchy.
    ///
    /// # Errors
    /// The process is gone, or may not be moved.
    #[cfg(test)]
    pub(crate) fn add(&self, pid: u32) -> io::Result<()> {
        self.write_each("cgroup.procs", &pid.to_string())
    }

    /// Moves the calling process, which must have no other threads, into the groups: what [`Self::add`] does, but
    /// without waiting for others in hierarchies of the first version.
    ///
    /// # Errors
    /// The process may not be moved.
    pub(crate) fn join(&self) -> io::Result<()> {
        self.folders.iter().try_for_each(|(controller, folder)| {
            // The kernel takes no lock for a thread that moves itself. The second version moves whole processes only.
            let name = match controller {
                Controller::Unified => "cgroup.procs",
                Controller::Memory | Controller::Pids | Controller::Cpuacct => "tasks",
            };
            write(&folder.join(name), "0")
        })
    }

    /// Sets limits; those that no hierarchy knows are left out.
    ///
    /// # Errors
    /// The kernel refuses a limit.
    pub(crate) fn limit(&self, limits: &GroupLimits) -> io::Result<()> {
        let or = |limit: Option<u64>, none: &str| {
            limit.map_or(none.to_owned(), |limit| limit.to_string())
        };
        for (controller, _) in &self.folders {
            match controller {
                Controller::Memory => self.limit_memory(&or(limits.memory_bytes, "-1"))?,
                Controller::Pids => {
                    self.write(*controller, "pids.max", &or(limits.processes, "max"))?;
                }
                Controller::Cpuacct => {}
                Controller::Unified => {
                    let memory = or(limits.memory_bytes, "max");
                    self.write_if_there("memory.max", &memory)?;
                    self.write_if_there("memory.swap.max", "0")?;
                    self.write_if_there("memory.oom.group", "1")?;
                    self.write_if_there("pids.max", &or(limits.processes, "max"))?;
                }
            }
        }
        Ok(())
    }

    /// Memory alone must never be allowed more than memory and swap together, which decides about the order.
    fn limit_memory(&self, bytes: &str) -> io::Result<()> {
        let write = |name, value| self.write(Controller::Memory, name, value);
        let both = "memory.memsw.limit_in_bytes";
        match write("memory.limit_in_bytes", bytes) {
            Err(error) if error.kind() == ErrorKind::InvalidInput => {
                write(both, bytes)?;
                write("memory.limit_in_bytes", bytes)?;
            }
            other => {
                other?;
                absent_is_fine(write(both, bytes))?;
            }
        }
        absent_is_fine(write("memory.swappiness", "0"))
    }

    /// What was used so far. A few system calls, made on files that are open.
    pub(crate) fn usage(&self) -> GroupUsage {
        let read = |counter: &Option<Counter>| counter.as_ref().and_then(Counter::read);
        GroupUsage {
            cpu: self.cpu(),
            memory_bytes: read(&self.memory),
            peak_memory_bytes: read(&self.peak_memory),
            oom_kills: read(&self.oom_kills),
            peak_processes: read(&self.peak_processes),
            refused_processes: read(&self.refused_processes),
        }
    }

    /// Whether the kernel ended a process because the group had no memory left.
    pub(crate) fn ran_out_of_memory(&self) -> bool {
        let kills = self.oom_kills.as_ref().and_then(Counter::read);
        kills.is_some_and(|kills| kills > 0)
    }

    /// The CPU time that was used so far: the part of the usage that is asked for most often.
    pub(crate) fn cpu(&self) -> Option<Duration> {
        self.cpu.as_ref().and_then(|counter| {
            let value = counter.read()?;
            Some(match counter.key {
                "" => Duration::from_nanos(value),
                _ => Duration::from_micros(value),
            })
        })
    }

    /// Ends every process in the groups. Whoever is their parent must still reap them.
    ///
    /// # Errors
    /// Some are still there after a second.
    pub(crate) fn kill(&self) -> io::Result<()> {
        if self.write(Controller::Unified, "cgroup.kill", "1").is_ok() {
            return Ok(());
        }
        // What can't fork any more can't outrun what follows.
        let _ = self.write_each("pids.max", "0");
        for _ in 0..TRIES {
            let mut pids = self.pids();
            // A zombie is listed until it is reaped, and nothing more can be done to it.
            pids.retain(|pid| !is_zombie(*pid));
            if pids.is_empty() {
                return Ok(());
            }
            for pid in pids {
                let _ = kill_process(pid, Signal::KILL);
            }
            std::thread::sleep(PAUSE);
        }
        Err(io::Error::other("processes survive in a control group"))
    }

    /// The processes in the groups.
    pub(crate) fn pids(&self) -> Vec<Pid> {
        let lists = self.folders.iter();
        let mut pids: Vec<Pid> = lists
            .filter_map(|(_, folder)| fs::read_to_string(folder.join("cgroup.procs")).ok())
            .flat_map(|list| {
                list.lines()
                    .filter_map(|line| line.parse().ok())
                    .collect::<Vec<i32>>()
            })
            .filter_map(Pid::from_raw)
            .collect();
        pids.sort_unstable_by_key(|pid| pid.as_raw_nonzero());
        pids.dedup();
        pids
    }

    /// Removes the folders if nothing is in them any more, without waiting.
    ///
    /// # Errors
    /// Processes are still there, or still ending.
    pub(crate) fn try_remove(&self) -> io::Result<()> {
        self.folders
            .iter()
            .try_for_each(|(_, folder)| match fs::remove_dir(folder) {
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
                other => other,
            })
    }

    /// Removes the folders; ends what is still in them, and waits for it up to two seconds.
    ///
    /// # Errors
    /// Processes are still there.
    pub(crate) fn remove(mut self) -> io::Result<()> {
        self.owner = None;
        self.remove_patiently()
    }

    fn remove_patiently(&self) -> io::Result<()> {
        let is_busy = |result: &io::Result<()>| {
            let error = result.as_ref().err();
            error.is_some_and(|error| error.kind() == ErrorKind::ResourceBusy)
        };
        let mut removed = self.try_remove();
        if is_busy(&removed) {
            self.kill()?;
        }
        for _ in 0..TRIES {
            removed = self.try_remove();
            if !is_busy(&removed) {
                break;
            }
            std::thread::sleep(PAUSE);
        }
        removed
    }

    fn write(&self, controller: Controller, name: &str, value: &str) -> io::Result<()> {
        let Some((_, folder)) = self.folders.iter().find(|(other, _)| *other == controller) else {
            return Err(ErrorKind::NotFound.into());
        };
        write(&folder.join(name), value)
    }

    fn write_if_there(&self, name: &str, value: &str) -> io::Result<()> {
        absent_is_fine(self.write(Controller::Unified, name, value))
    }

    fn write_each(&self, name: &str, value: &str) -> io::Result<()> {
        // All are tried, so that one hierarchy's refusal does not leave the others out.
        let mut all = Ok(());
        for (_, folder) in &self.folders {
            all = all.and(write(&folder.join(name), value));
        }
        all
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if self.owner == Some(std::process::id()) {
            let _ = self.remove_patiently();
        }
    }
}

/// A number that the kernel tells anew whenever it is asked.
#[derive(Debug)]
struct Counter {
    file: File,
    /// The word before it; empty if there is nothing but the number.
    key: &'static str,
}

impl Counter {
    fn read(&self) -> Option<u64> {
        // All these files are shorter, or have what is wanted at their start.
        let mut bytes = [0; 512];
        let length = self.file.read_at(&mut bytes, 0).ok()?;
        let text = std::str::from_utf8(&bytes[..length]).ok()?;
        if self.key.is_empty() {
            return text.trim_end().parse().ok();
        }
        let mut lines = text.lines().filter_map(|line| line.split_once(' '));
        let (_, value) = lines.find(|(key, _)| *key == self.key)?;
        value.parse().ok()
    }
}

/// Writes to a file of a group, which is there or is not, but is never made by this.
pub(super) fn write(path: &std::path::Path, value: &str) -> io::Result<()> {
    let file = File::options().write(true).open(path)?;
    // One call: the kernel takes each as a value of its own.
    file.write_at(value.as_bytes(), 0).map(|_| ())
}

fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn is_zombie(pid: Pid) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
    let stat = stat.unwrap_or_default();
    // The name before it, in parentheses, may be anything. One that is not there any more is as good as a zombie.
    let state = stat
        .rsplit_once(") ")
        .and_then(|(_, rest)| rest.chars().next());
    state.is_none_or(|state| state == 'Z' || state == 'X')
}
