//! `[run.defaults]`, `[run.maxima]`, `[compile.defaults]` and `[compile.maxima]`, in the names and units of requests.

use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;

use super::setting::{Kind, concern, parses};
use crate::sandbox::MAX_STACK_BYTES;
use crate::{LimitsInForce, Quota};

/// What WebAssembly with 32 bits can address.
const MAX_MEMORY_KB: i64 = 4 << 20;
/// Working directories are in memory: 16 GB.
const MAX_FILES_KB: u64 = 16 << 20;
const MAX_INODES: u64 = 10_000_000;

concern! {
    /// Limits of a run or a compile step.
    Limits(limits: &LimitsInForce) {
        /// CPU time, in seconds
        time: f64 = limits.time.as_secs_f64(), Kind::Number(0.001, 86_400.0), "ENCLOS_*_TIME";
        /// Grace after `time` before the kill, in CPU seconds
        extra_time: f64 = limits.extra_time.as_secs_f64(), Kind::Number(0.0, 86_400.0), "ENCLOS_*_EXTRA_TIME";
        /// Wall time, in seconds
        wall_time: f64 = limits.wall_time.as_secs_f64(), Kind::Number(0.001, 86_400.0), "ENCLOS_*_WALL_TIME";
        /// Linear memories and tables together, in kB
        mem: u64 = limits.memory_bytes >> 10, Kind::Whole(1, MAX_MEMORY_KB), "ENCLOS_*_MEM";
        /// The program's stack, in kB
        stack: u64 = limits.stack_bytes >> 10, Kind::Whole(1, MAX_STACK_BYTES as i64 >> 10), "ENCLOS_*_STACK";
        /// The largest file, in kB
        fsize: u64 = limits.file_bytes >> 10, Kind::Whole(0, MAX_FILES_KB as i64), "ENCLOS_*_FSIZE";
        /// The whole working directory, as "blocks,inodes"; a block is 1 kB
        quota: Blocks = format!("{},{}", limits.quota.bytes >> 10, limits.quota.inodes), Kind::Text(parses::<Blocks>), "ENCLOS_*_QUOTA";
        /// Processes; a WebAssembly program is always one
        processes: u32 = limits.processes, Kind::Whole(1, 1_000_000), "ENCLOS_*_PROCESSES";
        /// Standard output and standard error together, in kB
        output: u64 = limits.output_bytes >> 10, Kind::Whole(0, 1 << 20), "ENCLOS_*_OUTPUT";
        /// Instructions (default: as many as `time` allows)
        fuel: Option<u64> = limits.fuel, Kind::Whole(1, i64::MAX), "ENCLOS_*_FUEL";
    }
}

impl Limits {
    pub(super) fn in_force(&self) -> LimitsInForce {
        LimitsInForce {
            time: Duration::from_secs_f64(self.time),
            extra_time: Duration::from_secs_f64(self.extra_time),
            wall_time: Duration::from_secs_f64(self.wall_time),
            memory_bytes: self.mem << 10,
            stack_bytes: self.stack << 10,
            file_bytes: self.fsize << 10,
            quota: self.quota.0,
            processes: self.processes,
            output_bytes: self.output << 10,
            fuel: self.fuel,
        }
    }
}

/// A quota as requests have it: `"blocks,inodes"`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Blocks(Quota);

impl FromStr for Blocks {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once(',').and_then(|(blocks, inodes)| {
            let blocks: u64 = blocks.trim().parse().ok()?;
            let inodes: u64 = inodes.trim().parse().ok()?;
            (blocks <= MAX_FILES_KB && inodes <= MAX_INODES).then_some(Self(Quota {
                bytes: blocks << 10,
                inodes,
            }))
        });
        parsed.ok_or_else(|| {
            format!(
                "expected \"blocks,inodes\", at most \"{MAX_FILES_KB},{MAX_INODES}\", got {text:?}"
            )
        })
    }
}

impl TryFrom<String> for Blocks {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
