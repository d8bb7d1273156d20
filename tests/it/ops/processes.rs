//! The processes of a server, as the kernel shows them to anybody who may look.

use std::collections::BTreeSet;
use std::process::Command;

/// A process of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Process(pub(super) u32);

/// Fields of `/proc/<pid>/stat` behind the name, of which the state is the first.
fn stat(pid: u32) -> Option<Vec<String>> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(") ")?;
    Some(rest.split(' ').map(str::to_owned).collect())
}

/// The living children of a process that are its workers.
pub(super) fn workers_of(server: u32) -> BTreeSet<Process> {
    let all = std::fs::read_dir("/proc").unwrap();
    let pids = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    pids.filter(|pid| {
        let stat = stat(*pid).unwrap_or_default();
        let is_child = stat.get(1).and_then(|parent| parent.parse().ok()) == Some(server);
        is_child && stat[0] != "Z" && Process(*pid).command().contains("__worker")
    })
    .map(Process)
    .collect()
}

impl Process {
    fn command(self) -> String {
        std::fs::read_to_string(format!("/proc/{}/cmdline", self.0)).unwrap_or_default()
    }

    pub(super) fn is_there(self) -> bool {
        stat(self.0).is_some_and(|stat| stat[0] != "Z")
    }

    /// CPU time used so far, in the kernel's ticks.
    pub(super) fn ticks(self) -> u64 {
        let stat = stat(self.0).unwrap_or_default();
        let tick = |field: usize| stat.get(field).and_then(|ticks| ticks.parse::<u64>().ok());
        tick(11).unwrap_or(0) + tick(12).unwrap_or(0)
    }

    /// Memory that no file could give back, in kB.
    pub(super) fn anonymous_kb(self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0));
        let status = status.unwrap_or_default();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        number.unwrap_or(0)
    }

    /// Open descriptors.
    pub(super) fn descriptors(self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.0)).map_or(0, Iterator::count)
    }

    /// What is mapped into it.
    pub(super) fn maps(self) -> String {
        std::fs::read_to_string(format!("/proc/{}/maps", self.0)).unwrap_or_default()
    }

    pub(super) fn signal(self, signal: &str) {
        // It may have ended by itself.
        let _ = Command::new("kill")
            .args([signal, &self.0.to_string()])
            .stderr(std::process::Stdio::null())
            .status();
    }
}
