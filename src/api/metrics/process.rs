//! What the system knows of this process, under the names that all exporters give it. Read when somebody asks.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use rustix::process::{Resource, getrlimit};
use rustix::time::{ClockId, clock_gettime};

#[derive(Debug)]
pub(super) struct Process {
    /// Since 1970. The server makes its metrics first of all.
    started_s: f64,
}

impl Default for Process {
    fn default() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self {
            started_s: since.unwrap_or_default().as_secs_f64(),
        }
    }
}

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let mut put =
            |name: &str, help: &str, value: &dyn Value| value.put(&mut encoder, name, help);
        let cpu = clock_gettime(ClockId::ProcessCPUTime);
        let cpu_s = cpu.tv_sec as f64 + cpu.tv_nsec as f64 / 1e9;
        put(
            "process_cpu_seconds",
            "CPU time, of the system and of the process itself.",
            &ConstCounter::new(cpu_s),
        )?;
        put(
            "process_start_time_seconds",
            "When the process started, in seconds since 1970.",
            &ConstGauge::new(self.started_s),
        )?;
        if let Some(bytes) = resident_bytes() {
            put(
                "process_resident_memory_bytes",
                "Memory that the process takes.",
                &ConstGauge::new(bytes),
            )?;
        }
        // The one that is opened to count them is one of them.
        if let Ok(open) = std::fs::read_dir("/proc/self/fd") {
            let open = i64::try_from(open.count()).unwrap_or(i64::MAX) - 1;
            put(
                "process_open_fds",
                "File descriptors that are open.",
                &ConstGauge::new(open),
            )?;
        }
        if let Some(max) = getrlimit(Resource::Nofile).current {
            put(
                "process_max_fds",
                "File descriptors that may be open.",
                &ConstGauge::new(i64::try_from(max).unwrap_or(i64::MAX)),
            )?;
        }
        Ok(())
    }
}

/// Metrics of different types in one list.
trait Value {
    fn put(&self, encoder: &mut DescriptorEncoder<'_>, name: &str, help: &str) -> fmt::Result;
}

impl<M: EncodeMetric> Value for M {
    fn put(&self, encoder: &mut DescriptorEncoder<'_>, name: &str, help: &str) -> fmt::Result {
        let metric = encoder.encode_descriptor(name, help, None, self.metric_type())?;
        self.encode(metric)
    }
}

/// Linux's own count, which other systems don't have.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: i64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}
