//! What isolate says about a run: its meta-file, and what that means as an outcome.

use std::time::Duration;

use crate::model::{Outcome, Signal, Status, Usage};

/// isolate's words, in 1.x, for a program that could not be started; later versions say it on standard error and exit.
const NOT_STARTED: &str = "execve(\"";
/// What shells, and isolate since 2.0, exit with when a program could not be started.
pub(super) const NOT_STARTED_CODE: i32 = 127;
/// What is said of each run that wanted more memory than it may have.
pub(super) const OUT_OF_MEMORY: &str = "Memory limit exceeded";

/// What is said of a run that left what can't be removed.
const TOO_MUCH: &str = "Directories nested too deep";

/// A meta-file. Keys that mean nothing here, such as those of later versions, are passed over.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Meta {
    time: Duration,
    wall_time: Duration,
    max_rss_kb: u64,
    group_kb: u64,
    is_oom_killed: bool,
    voluntary_switches: u64,
    forced_switches: u64,
    pub(super) exit_code: Option<i32>,
    exit_signal: Option<u8>,
    is_killed: bool,
    status: Option<String>,
    pub(super) message: Option<String>,
}

impl Meta {
    /// Of a key that stands there twice, the last value counts: isolate writes anew what changed while it cleaned up.
    pub(super) fn parse(text: &str) -> Self {
        let mut meta = Self::default();
        for line in text.lines() {
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let number = || value.parse::<u64>().unwrap_or_default();
            match key {
                "time" => meta.time = seconds(value),
                "time-wall" => meta.wall_time = seconds(value),
                "max-rss" => meta.max_rss_kb = number(),
                "cg-mem" => meta.group_kb = number(),
                "cg-oom-killed" => meta.is_oom_killed = number() != 0,
                "csw-voluntary" => meta.voluntary_switches = number(),
                "csw-forced" => meta.forced_switches = number(),
                "exitcode" => meta.exit_code = value.parse().ok(),
                "exitsig" => meta.exit_signal = value.parse().ok(),
                "killed" => meta.is_killed = number() != 0,
                "status" => meta.status = Some(value.to_owned()),
                "message" => meta.message = Some(value.to_owned()),
                _ => {}
            }
        }
        meta
    }

    /// Whether isolate failed, not the program, so that nothing is known of what it left behind.
    pub(super) fn is_failure(&self) -> bool {
        self.status.as_deref() == Some("XX") && self.not_started().is_none()
    }

    /// Whether the program ended, and left folders nested so deeply that isolate has no handles for all of them.
    fn is_unremovable(&self) -> bool {
        let has_ended = self.exit_code.is_some() || self.exit_signal.is_some() || self.is_killed;
        let message = self.message.as_deref().unwrap_or_default();
        self.is_failure() && has_ended && message.contains("open director")
    }

    /// Why the program could not be started, if it was not.
    fn not_started(&self) -> Option<&str> {
        let message = self.message.as_deref()?;
        (self.status.as_deref() == Some("XX") && message.starts_with(NOT_STARTED))
            .then_some(message)
    }

    /// How the run ended, without what it printed. A run of which nothing is said has failed.
    pub(super) fn outcome(&self) -> Outcome {
        let mut outcome = Outcome::ok();
        outcome.usage = Usage {
            cpu: self.time,
            wall: self.wall_time,
            peak_memory_bytes: self.max_rss_kb.saturating_mul(1024),
            group_memory_bytes: self.group_kb.saturating_mul(1024),
            forced_switches: self.forced_switches,
            voluntary_switches: self.voluntary_switches,
            ..outcome.usage
        };
        outcome.killed = self.is_killed;
        outcome.message.clone_from(&self.message);
        match (self.status.as_deref(), self.exit_code, self.signal()) {
            (Some("TO"), ..) => outcome.status = Status::TimedOut,
            (Some("SG"), _, Some(signal)) => {
                outcome.status = Status::Signaled;
                outcome.signal = Some(signal);
            }
            (Some("RE"), Some(code), _) => {
                outcome.status = Status::RuntimeError;
                outcome.exit_code = code;
            }
            (None, Some(0), _) => {}
            _ if self.is_unremovable() => {
                outcome.status = Status::OutputLimit;
                outcome.message = Some(TOO_MUCH.to_owned());
            }
            (Some("XX"), ..) if self.not_started().is_some() => {
                outcome.status = Status::RuntimeError;
                outcome.exit_code = NOT_STARTED_CODE;
                outcome.message = Some(format!("Exited with error status {NOT_STARTED_CODE}"));
                outcome.stderr = self.not_started().unwrap_or_default().into();
                outcome.stderr.push(b'\n');
            }
            _ => {
                outcome.status = Status::InternalError;
                let why = self.message.as_deref().unwrap_or("it said nothing");
                outcome.message = Some(format!("isolate could not run the program: {why}"));
            }
        }
        if self.is_oom_killed && matches!(outcome.status, Status::RuntimeError | Status::Signaled) {
            outcome.status = Status::OutOfMemory;
            outcome.signal = None;
            outcome.exit_code = 0;
            outcome.killed = true;
            outcome.message = Some(OUT_OF_MEMORY.to_owned());
        }
        outcome
    }

    fn signal(&self) -> Option<Signal> {
        self.exit_signal.and_then(Signal::new)
    }
}

fn seconds(text: &str) -> Duration {
    let seconds = text.parse().unwrap_or_default();
    Duration::try_from_secs_f64(seconds).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(text: &str) -> Outcome {
        Meta::parse(text).outcome()
    }

    #[test]
    fn all_that_is_measured_arrives() {
        let usage = outcome(
            "time:0.125\ntime-wall:1.500\nmax-rss:2048\ncsw-voluntary:5\ncsw-forced:7\ncg-mem:4096\nexitcode:0\n",
        )
        .usage;
        assert_eq!(usage.cpu, Duration::from_millis(125));
        assert_eq!(usage.wall, Duration::from_millis(1500));
        assert_eq!(usage.peak_memory_bytes, 2 << 20);
        assert_eq!(usage.group_memory_bytes, 4 << 20);
        assert_eq!((usage.voluntary_switches, usage.forced_switches), (5, 7));
    }

    #[test]
    fn each_end_has_its_status() {
        let ok = outcome("time:0.001\nexitcode:0\n");
        assert_eq!((ok.status, ok.message), (Status::Ok, None));
        let error =
            outcome("exitcode:3\nstatus:RE\nmessage:Exited with error status 3\ntime:0.1\n");
        assert_eq!((error.status, error.exit_code), (Status::RuntimeError, 3));
        let signal = outcome("exitsig:11\nstatus:SG\nmessage:Caught fatal signal 11\n");
        assert_eq!(signal.status, Status::Signaled);
        assert_eq!(signal.signal, Some(Signal::SEGMENTATION));
        assert!(!signal.killed);
        let late = outcome("status:TO\nmessage:Time limit exceeded\nkilled:1\ntime:1.1\n");
        assert_eq!((late.status, late.killed), (Status::TimedOut, true));
        assert_eq!(late.message.as_deref(), Some("Time limit exceeded"));
        let slow = outcome("time:0.1\nstatus:TO\nmessage:Time limit exceeded (wall clock)\n");
        assert_eq!((slow.status, slow.killed), (Status::TimedOut, false));
    }

    #[test]
    fn a_kill_for_memory_is_told_from_other_signals_and_counts_only_in_failures() {
        let killed = "exitsig:9\nstatus:SG\nmessage:Caught fatal signal 9\ncg-mem:65536\n";
        assert_eq!(outcome(killed).status, Status::Signaled);
        let out_of_memory = outcome(&format!("{killed}cg-oom-killed:1\n"));
        assert_eq!(out_of_memory.status, Status::OutOfMemory);
        assert_eq!(out_of_memory.signal, None);
        assert_eq!(
            outcome("exitcode:0\ncg-oom-killed:1\n").status,
            Status::Ok,
            "a child's death that the program got over"
        );
    }

    #[test]
    fn what_isolate_could_not_do_is_ours_but_a_missing_program_is_not() {
        for text in [
            "",
            "status:XX\nmessage:Cannot mount /x on x: No such file or directory\n",
            "exitcode:0\nstatus:XX\nmessage:Cannot open /sys/fs/cgroup/box-1/memory.events: No such file\n",
        ] {
            assert_eq!(outcome(text).status, Status::InternalError, "{text}");
        }
        let deep = "exitcode:0\nstatus:XX\nmessage:Cannot open directory x: Too many open files\n";
        assert_eq!(outcome(deep).status, Status::OutputLimit);
        assert!(Meta::parse(deep).is_failure(), "what it left is not read");
        let missing = "status:XX\nmessage:execve(\"./a\"): No such file or directory\n";
        assert!(!Meta::parse(missing).is_failure());
        let missing = outcome(missing);
        assert_eq!(
            (missing.status, missing.exit_code),
            (Status::RuntimeError, 127)
        );
        assert!(missing.stderr.starts_with(b"execve(\"./a\")"));
    }
}
