//! What a run in a box may use, in epicbox's names and with its defaults.

use std::time::Duration;

use crate::model::Limits;

/// A limit that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound<T> {
    /// At most so much.
    At(T),
    /// As much as the engine's [rules](crate::Builder::rules_mut) allow anybody.
    Unlimited,
}

impl<T> From<T> for Bound<T> {
    fn from(value: T) -> Self {
        Self::At(value)
    }
}

/// What a run may use. What it does not say, its profile says; what neither says is a second of CPU time, five times the
/// CPU time of real time, and 64 MB of memory, or for a compiler what the engine gives compilers. Everything else is as
/// the engine has it, whose [maxima](crate::Rules) hold for all.
///
/// ```
/// use std::time::Duration;
/// use enclos::boxes::{BoxLimits, Boxes, Profile, Run};
///
/// let enclos = enclos::Enclos::builder().workers(1).build()?;
/// enclos.set_up(&["lua"], &enclos::depot::Silent)?;
/// let boxes = Boxes::new(enclos).profile(Profile::new("lua", "lua"));
/// let endless = Run::new("lua").command("lua main.lua").file("main.lua", "io.write('on and '):flush() while true do end");
///
/// let limits = BoxLimits::new().cputime(Duration::from_millis(100)).realtime(Duration::from_secs(20));
/// let result = boxes.run_blocking(endless.limits(limits))?;
/// assert!(result.timeout);
/// assert_eq!(result.exit_code, Some(137));
/// assert_eq!(result.stdout, b"on and ");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BoxLimits {
    cputime: Option<Bound<Duration>>,
    realtime: Option<Bound<Duration>>,
    memory_mb: Option<Bound<u64>>,
    processes: Option<Bound<u32>>,
    file_size_bytes: Option<Bound<u64>>,
    output_bytes: Option<Bound<u64>>,
}

const CPUTIME: Duration = Duration::from_secs(1);
const MEMORY_MB: u64 = 64;
/// Real time for each second of CPU time, when it was not said.
const REALTIME_FACTOR: u32 = 5;

impl BoxLimits {
    /// No wishes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// CPU time. It is counted in instructions, so it is the same for the same run on every machine.
    #[must_use]
    pub fn cputime(mut self, limit: impl Into<Bound<Duration>>) -> Self {
        self.cputime = Some(limit.into());
        self
    }

    /// Real time, as a clock on the wall has it.
    #[must_use]
    pub fn realtime(mut self, limit: impl Into<Bound<Duration>>) -> Self {
        self.realtime = Some(limit.into());
        self
    }

    /// Memory in megabytes, of 1,048,576 bytes each.
    #[must_use]
    pub fn memory_mb(mut self, limit: impl Into<Bound<u64>>) -> Self {
        self.memory_mb = Some(limit.into());
        self
    }

    /// Processes. A program here is a single one and can't make more, so this changes nothing.
    #[must_use]
    pub fn processes(mut self, limit: impl Into<Bound<u32>>) -> Self {
        self.processes = Some(limit.into());
        self
    }

    /// The largest file, in bytes.
    #[must_use]
    pub fn file_size_bytes(mut self, limit: impl Into<Bound<u64>>) -> Self {
        self.file_size_bytes = Some(limit.into());
        self
    }

    /// Standard output and standard error together, in bytes. epicbox has no such limit.
    #[must_use]
    pub fn output_bytes(mut self, limit: impl Into<Bound<u64>>) -> Self {
        self.output_bytes = Some(limit.into());
        self
    }

    /// Each limit of `self`, or where that is silent, of `next`.
    pub(super) fn or(self, next: &Self) -> Self {
        Self {
            cputime: self.cputime.or(next.cputime),
            realtime: self.realtime.or(next.realtime),
            memory_mb: self.memory_mb.or(next.memory_mb),
            processes: self.processes.or(next.processes),
            file_size_bytes: self.file_size_bytes.or(next.file_size_bytes),
            output_bytes: self.output_bytes.or(next.output_bytes),
        }
    }

    /// The real time of a program that is run.
    pub(super) fn realtime_of_run(&self) -> Duration {
        match (self.realtime, self.cputime) {
            (Some(realtime), _) => bound(realtime, Duration::MAX),
            (None, Some(Bound::Unlimited)) => Duration::MAX,
            (None, Some(Bound::At(cputime))) => cputime.saturating_mul(REALTIME_FACTOR),
            (None, None) => CPUTIME * REALTIME_FACTOR,
        }
    }

    /// The limits of a program that is run.
    pub(super) fn of_run(&self) -> Limits {
        let memory_mb = self.memory_mb.unwrap_or(Bound::At(MEMORY_MB));
        Limits {
            time: Some(bound(
                self.cputime.unwrap_or(Bound::At(CPUTIME)),
                Duration::MAX,
            )),
            wall_time: Some(self.realtime_of_run()),
            memory_bytes: Some(bytes(memory_mb)),
            ..self.of_compiler()
        }
    }

    /// The limits of a compiler, which takes what a run would not get by far unless it is told to do with less.
    pub(super) fn of_compiler(&self) -> Limits {
        let realtime = self
            .realtime
            .or(self.cputime)
            .map(|_| self.realtime_of_run());
        Limits {
            time: self.cputime.map(|limit| bound(limit, Duration::MAX)),
            wall_time: realtime,
            memory_bytes: self.memory_mb.map(bytes),
            file_bytes: self.file_size_bytes.map(|limit| bound(limit, u64::MAX)),
            output_bytes: self.output_bytes.map(|limit| bound(limit, u64::MAX)),
            ..Limits::NONE
        }
    }
}

fn bound<T>(limit: Bound<T>, unlimited: T) -> T {
    match limit {
        Bound::At(limit) => limit,
        Bound::Unlimited => unlimited,
    }
}

fn bytes(memory_mb: Bound<u64>) -> u64 {
    bound(memory_mb, u64::MAX).saturating_mul(1 << 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: Duration = Duration::from_secs(1);

    #[test]
    fn silence_is_epicboxs_defaults() {
        let limits = BoxLimits::new().of_run();
        assert_eq!((limits.time, limits.wall_time), (Some(S), Some(5 * S)));
        assert_eq!(limits.memory_bytes, Some(64 << 20));
        assert_eq!(limits.file_bytes, None);
        assert_eq!(BoxLimits::new().of_compiler(), Limits::NONE);
    }

    #[test]
    fn real_time_follows_cpu_time_unless_it_is_given() {
        let limits = BoxLimits::new().cputime(3 * S);
        assert_eq!(limits.of_run().wall_time, Some(15 * S));
        assert_eq!(limits.realtime(2 * S).of_run().wall_time, Some(2 * S));
        let unlimited = BoxLimits::new().cputime(Bound::Unlimited).of_run();
        assert_eq!(unlimited.wall_time, Some(Duration::MAX));
    }

    #[test]
    fn a_run_overrides_its_profile_limit_by_limit() {
        let profile = BoxLimits::new().cputime(2 * S).memory_mb(10);
        let limits = BoxLimits::new().memory_mb(20).or(&profile).of_compiler();
        assert_eq!(limits.time, Some(2 * S));
        assert_eq!(limits.memory_bytes, Some(20 << 20));
    }
}
