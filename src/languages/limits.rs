//! A language's own default limits, in the names and units of the wire (`API.md`), kept in types that carry units.

use std::time::Duration;

use serde::Deserialize;

use super::error::Finding;

/// What a manifest says about limits. None means that the operator's default stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LimitDefaults {
    /// CPU time.
    pub time: Option<Duration>,
    /// Grace after `time` before the kill.
    pub extra_time: Option<Duration>,
    /// Time on the clock.
    pub wall_time: Option<Duration>,
    /// Memory, in kB.
    pub mem_kb: Option<u64>,
    /// Address space, in kB.
    pub virt_mem_kb: Option<u64>,
    /// Stack, in kB.
    pub stack_kb: Option<u64>,
    /// Largest file, in kB.
    pub fsize_kb: Option<u64>,
    /// The whole working directory.
    pub quota: Option<Quota>,
    /// Number of processes.
    pub processes: Option<u32>,
    /// Standard output and error together, in kB.
    pub output_kb: Option<u64>,
    /// Instructions.
    pub fuel: Option<u64>,
}

/// How much a working directory may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Content, in blocks of 1 kB.
    pub blocks_kb: u64,
    /// Number of files and folders.
    pub inodes: u64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct WireLimits {
    time: Option<f64>,
    extra_time: Option<f64>,
    wall_time: Option<f64>,
    mem: Option<u64>,
    virt_mem: Option<u64>,
    stack: Option<u64>,
    fsize: Option<u64>,
    quota: Option<String>,
    processes: Option<u32>,
    output: Option<u64>,
    fuel: Option<u64>,
}

impl WireLimits {
    pub(super) fn check(self) -> Result<LimitDefaults, Finding> {
        Ok(LimitDefaults {
            time: seconds("time", self.time)?,
            extra_time: seconds("extra-time", self.extra_time)?,
            wall_time: seconds("wall-time", self.wall_time)?,
            mem_kb: self.mem,
            virt_mem_kb: self.virt_mem,
            stack_kb: self.stack,
            fsize_kb: self.fsize,
            quota: self.quota.as_deref().map(quota).transpose()?,
            processes: self.processes,
            output_kb: self.output,
            fuel: self.fuel,
        })
    }
}

fn seconds(key: &str, value: Option<f64>) -> Result<Option<Duration>, Finding> {
    value
        .map(|value| {
            Duration::try_from_secs_f64(value).map_err(|_| {
                Finding::new(key, format!("{value} is not a number of seconds from 0 up"))
            })
        })
        .transpose()
}

fn quota(text: &str) -> Result<Quota, Finding> {
    text.split_once(',')
        .and_then(|(blocks, inodes)| {
            Some(Quota {
                blocks_kb: blocks.trim().parse().ok()?,
                inodes: inodes.trim().parse().ok()?,
            })
        })
        .ok_or_else(|| {
            Finding::new(
                "quota",
                format!("{text:?} is not of the form \"blocks,inodes\""),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<LimitDefaults, String> {
        let wire: WireLimits = toml::from_str(text).map_err(|e| e.to_string())?;
        wire.check().map_err(|f| format!("{f:?}"))
    }

    #[test]
    fn wire_names_become_units() {
        let limits =
            parse("time = 1.5\nwall-time = 10\nmem = 65536\nquota = \"100,20\"").expect("valid");
        assert_eq!(limits.time, Some(Duration::from_millis(1500)));
        assert_eq!(limits.wall_time, Some(Duration::from_secs(10)));
        assert_eq!(limits.mem_kb, Some(65536));
        assert_eq!(
            limits.quota,
            Some(Quota {
                blocks_kb: 100,
                inodes: 20
            })
        );
        assert_eq!(limits.fuel, None);
    }

    #[test]
    fn nonsense_names_its_key() {
        for (text, key) in [
            ("time = -1", "time"),
            ("wall-time = nan", "wall-time"),
            ("mem = -5", "mem"),
            ("quota = \"5\"", "quota"),
            ("tiem = 1", "tiem"),
        ] {
            let message = parse(text).expect_err("must be refused");
            assert!(message.contains(key), "{message}");
        }
    }
}
