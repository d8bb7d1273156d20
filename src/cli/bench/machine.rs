//! What was measured on: figures mean nothing without it.

use std::fmt;
use std::fs::read_to_string;

use serde::Serialize;

/// Facts about this machine and this program.
#[derive(Debug, Serialize)]
pub(super) struct Machine {
    enclos_version: &'static str,
    cores: usize,
    cpu_model: Option<String>,
    kernel: Option<String>,
    memory_mib: Option<u64>,
    /// Of the minute before the first run, so that a reader sees whether the machine was busy with something else.
    load_average: Option<f64>,
}

impl Machine {
    pub(super) fn look() -> Self {
        let field = |file: &str, key: &str| {
            let text = read_to_string(file).ok()?;
            let line = text.lines().find(|line| line.starts_with(key))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        };
        let first_word = |file: &str| {
            let text = read_to_string(file).ok()?;
            text.split_whitespace().next().map(str::to_owned)
        };
        Self {
            enclos_version: env!("CARGO_PKG_VERSION"),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            cpu_model: field("/proc/cpuinfo", "model name"),
            kernel: first_word("/proc/sys/kernel/osrelease"),
            memory_mib: field("/proc/meminfo", "MemTotal").and_then(|memory| {
                let kib: u64 = memory.trim_end_matches(" kB").parse().ok()?;
                Some(kib / 1024)
            }),
            load_average: first_word("/proc/loadavg").and_then(|load| load.parse().ok()),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "enclos {} on {} cores of {}",
            self.enclos_version,
            self.cores,
            self.cpu_model.as_deref().unwrap_or("an unknown processor"),
        )?;
        if let Some(memory_mib) = self.memory_mib {
            write!(f, ", {memory_mib} MiB")?;
        }
        if let Some(kernel) = &self.kernel {
            write!(f, ", kernel {kernel}")?;
        }
        if let Some(load) = self.load_average {
            write!(f, ", load average {load:.2} before the first run")?;
        }
        Ok(())
    }
}
