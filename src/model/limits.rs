//! What a run may use: as asked for (every field optional) and as enforced (none is).

use std::time::Duration;

/// Bytes and files that a working directory may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Bytes of all files together.
    pub bytes: u64,
    /// Files and directories together.
    pub inodes: u64,
}

/// Limits as a submission, an operator or a language asks for them. `None` means: whatever the next in line says.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Limits {
    /// CPU time; becomes fuel at the language's rate.
    pub time: Option<Duration>,
    /// Grace after `time` before the kill.
    pub extra_time: Option<Duration>,
    /// Wall time.
    pub wall_time: Option<Duration>,
    /// Linear memories and tables together, in bytes.
    pub memory_bytes: Option<u64>,
    /// The program's stack, in bytes.
    pub stack_bytes: Option<u64>,
    /// The largest file, in bytes.
    pub file_bytes: Option<u64>,
    /// The whole working directory.
    pub quota: Option<Quota>,
    /// Processes; a WebAssembly program is always one.
    pub processes: Option<u32>,
    /// Standard output and standard error together, in bytes.
    pub output_bytes: Option<u64>,
    /// WebAssembly instructions.
    pub fuel: Option<u64>,
}

impl Limits {
    /// No wishes at all.
    pub const NONE: Self = Self {
        time: None,
        extra_time: None,
        wall_time: None,
        memory_bytes: None,
        stack_bytes: None,
        file_bytes: None,
        quota: None,
        processes: None,
        output_bytes: None,
        fuel: None,
    };

    /// Each field of `self`, or where that is silent, of `next`.
    #[must_use]
    pub fn or(self, next: &Self) -> Self {
        Self {
            time: self.time.or(next.time),
            extra_time: self.extra_time.or(next.extra_time),
            wall_time: self.wall_time.or(next.wall_time),
            memory_bytes: self.memory_bytes.or(next.memory_bytes),
            stack_bytes: self.stack_bytes.or(next.stack_bytes),
            file_bytes: self.file_bytes.or(next.file_bytes),
            quota: self.quota.or(next.quota),
            processes: self.processes.or(next.processes),
            output_bytes: self.output_bytes.or(next.output_bytes),
            fuel: self.fuel.or(next.fuel),
        }
    }
}

/// The limits that a run is held to; each is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LimitsInForce {
    /// CPU time.
    pub time: Duration,
    /// Grace after `time` before the kill.
    pub extra_time: Duration,
    /// Wall time.
    pub wall_time: Duration,
    /// Linear memories and tables together, in bytes.
    pub memory_bytes: u64,
    /// The program's stack, in bytes.
    pub stack_bytes: u64,
    /// The largest file, in bytes.
    pub file_bytes: u64,
    /// The whole working directory.
    pub quota: Quota,
    /// Processes.
    pub processes: u32,
    /// Standard output and standard error together, in bytes.
    pub output_bytes: u64,
    /// An explicit bound on instructions; the CPU time bounds them as well.
    pub fuel: Option<u64>,
}

impl LimitsInForce {
    /// What `asked` comes to under the operator's `defaults` and `maxima`.
    #[must_use]
    pub fn resolve(asked: &Limits, defaults: &Self, maxima: &Self) -> Self {
        let pick =
            |asked: Option<u64>, default: u64, maximum: u64| asked.unwrap_or(default).min(maximum);
        Self {
            time: asked.time.unwrap_or(defaults.time).min(maxima.time),
            extra_time: asked
                .extra_time
                .unwrap_or(defaults.extra_time)
                .min(maxima.extra_time),
            wall_time: asked
                .wall_time
                .unwrap_or(defaults.wall_time)
                .min(maxima.wall_time),
            memory_bytes: pick(
                asked.memory_bytes,
                defaults.memory_bytes,
                maxima.memory_bytes,
            ),
            stack_bytes: pick(asked.stack_bytes, defaults.stack_bytes, maxima.stack_bytes),
            file_bytes: pick(asked.file_bytes, defaults.file_bytes, maxima.file_bytes),
            quota: {
                let asked = asked.quota.unwrap_or(defaults.quota);
                Quota {
                    bytes: asked.bytes.min(maxima.quota.bytes),
                    inodes: asked.inodes.min(maxima.quota.inodes),
                }
            },
            processes: asked
                .processes
                .unwrap_or(defaults.processes)
                .min(maxima.processes),
            output_bytes: pick(
                asked.output_bytes,
                defaults.output_bytes,
                maxima.output_bytes,
            ),
            fuel: match (asked.fuel, maxima.fuel) {
                (Some(asked), Some(maximum)) => Some(asked.min(maximum)),
                (asked, maximum) => asked.or(maximum),
            },
        }
    }

    /// The same where it is a matter of the machine, and no bound where it is one of the operator's will.
    #[must_use]
    pub fn unbounded(self) -> Self {
        let long = Duration::from_secs(u64::from(u32::MAX));
        Self {
            time: long,
            extra_time: long,
            wall_time: long,
            memory_bytes: u64::MAX,
            file_bytes: u64::MAX,
            quota: Quota {
                bytes: u64::MAX,
                inodes: u64::MAX,
            },
            output_bytes: u64::MAX,
            fuel: None,
            stack_bytes: self.stack_bytes,
            processes: self.processes,
        }
    }

    /// The fuel of a run whose language burns `fuel_per_second`.
    #[must_use]
    pub fn fuel_budget(&self, fuel_per_second: u64) -> u64 {
        fuel_of(self.time.saturating_add(self.extra_time), fuel_per_second)
            .min(self.fuel.unwrap_or(u64::MAX))
            .max(1)
    }

    /// Whether a run that burnt so much fuel took longer than `time`, which the grace after it allows.
    #[must_use]
    pub fn is_over_time(&self, fuel: u64, fuel_per_second: u64) -> bool {
        !self.extra_time.is_zero() && fuel > fuel_of(self.time, fuel_per_second)
    }
}

/// A float's cast saturates, so an absurd time is merely a large budget.
fn fuel_of(time: Duration, fuel_per_second: u64) -> u64 {
    (time.as_secs_f64() * fuel_per_second as f64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(time_s: u64) -> LimitsInForce {
        LimitsInForce {
            time: Duration::from_secs(time_s),
            extra_time: Duration::ZERO,
            wall_time: Duration::from_secs(time_s),
            memory_bytes: 1 << 20,
            stack_bytes: 1 << 20,
            file_bytes: 1 << 20,
            quota: Quota {
                bytes: 1 << 20,
                inodes: 10,
            },
            processes: 1,
            output_bytes: 1 << 10,
            fuel: None,
        }
    }

    #[test]
    fn a_request_is_capped_by_the_maximum_and_silence_gets_the_default() {
        let asked = Limits {
            time: Some(Duration::from_secs(100)),
            ..Limits::default()
        };
        let got = LimitsInForce::resolve(&asked, &limits(1), &limits(5));
        assert_eq!(got.time, Duration::from_secs(5));
        assert_eq!(got.wall_time, Duration::from_secs(1));
    }

    #[test]
    fn the_smaller_of_time_and_fuel_is_the_budget() {
        let mut limits = limits(2);
        assert_eq!(limits.fuel_budget(1000), 2000);
        limits.fuel = Some(5);
        assert_eq!(limits.fuel_budget(1000), 5);
    }

    #[test]
    fn the_grace_is_fuel_but_not_time() {
        let mut limits = limits(2);
        assert!(
            !limits.is_over_time(9999, 1000),
            "it can't have come so far"
        );
        limits.extra_time = Duration::from_secs(1);
        assert_eq!(limits.fuel_budget(1000), 3000);
        assert!(limits.is_over_time(2001, 1000));
        assert!(!limits.is_over_time(2000, 1000));
    }
}
