//! What came of a run, in epicbox's words.

use std::time::Duration;

use super::BoxError;
use crate::error::Error;
use crate::model::{Outcome, Status, WALL_TIME_EXCEEDED};

/// What came of a run.
///
/// It differs from epicbox where that loses something: what was printed before the real time was over is there, and so is
/// the duration; a program that exits with 137 by itself has not timed out; and output that was cut at its limit says so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finished {
    /// As a shell has it: the program's own, or 128 and the number of the signal that ended it, 9 when it was stopped.
    /// `None` when the real time was over.
    pub exit_code: Option<i32>,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error, with the line that a shell adds for a program that a signal ended.
    pub stderr: Vec<u8>,
    /// How long it took on the wall.
    pub duration: Duration,
    /// Whether its CPU time or its real time was over.
    pub timeout: bool,
    /// Whether it was stopped because it wanted more memory than it may have.
    pub oom_killed: bool,
    /// Whether it was stopped because it printed more than it may.
    pub output_truncated: bool,
}

const SIGNALED: i32 = 128;
const KILLED: i32 = SIGNALED + 9;

impl Finished {
    pub(super) fn of(outcome: Outcome) -> Result<Self, BoxError> {
        let wall = outcome.message.as_deref() == Some(WALL_TIME_EXCEEDED);
        let mut said = None;
        let exit_code = match outcome.status {
            Status::Ok => Some(0),
            Status::RuntimeError => Some(outcome.exit_code & 0xff),
            Status::TimedOut if wall => None,
            Status::TimedOut | Status::OutOfMemory | Status::OutputLimit => {
                said = Some("Killed");
                Some(KILLED)
            }
            Status::Signaled => {
                said = outcome.signal.map(|signal| signal.describe());
                let number = outcome.signal.map_or(0, |signal| signal.number());
                Some(SIGNALED + number.cast_signed())
            }
            Status::InternalError => {
                let what = outcome.message.unwrap_or_default();
                return Err(Error::Internal(what).into());
            }
        };
        let mut stderr = outcome.stderr;
        if let Some(said) = said {
            if stderr.last().is_some_and(|&last| last != b'\n') {
                stderr.push(b'\n');
            }
            stderr.extend_from_slice(said.as_bytes());
            stderr.push(b'\n');
        }
        Ok(Self {
            exit_code,
            stdout: outcome.stdout,
            stderr,
            duration: outcome.usage.wall,
            timeout: outcome.status == Status::TimedOut,
            oom_killed: outcome.status == Status::OutOfMemory,
            output_truncated: outcome.output_truncated,
        })
    }

    /// Whether it ended by itself, with 0.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        self.exit_code == Some(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Signal;

    fn finished(status: Status, change: impl FnOnce(&mut Outcome)) -> Finished {
        let mut outcome = Outcome {
            status,
            stderr: b"half a line".to_vec(),
            ..Outcome::ok()
        };
        change(&mut outcome);
        Finished::of(outcome).expect("enclos did not fail")
    }

    #[test]
    fn ends_are_told_as_a_shell_in_a_container_would() {
        let wall = finished(Status::TimedOut, |outcome| {
            outcome.message = Some(WALL_TIME_EXCEEDED.to_owned());
        });
        assert_eq!((wall.exit_code, wall.timeout), (None, true));
        assert_eq!(wall.stderr, b"half a line");
        let cpu = finished(Status::TimedOut, |_| {});
        assert_eq!((cpu.exit_code, cpu.timeout), (Some(137), true));
        assert_eq!(cpu.stderr, b"half a line\nKilled\n");
        let memory = finished(Status::OutOfMemory, |_| {});
        assert_eq!((memory.exit_code, memory.timeout), (Some(137), false));
        assert!(memory.oom_killed);
        let fault = finished(Status::Signaled, |outcome| {
            outcome.signal = Some(Signal::SEGMENTATION);
        });
        assert_eq!(fault.exit_code, Some(139));
        assert_eq!(fault.stderr, b"half a line\nSegmentation fault\n");
        let honest = finished(Status::RuntimeError, |outcome| outcome.exit_code = 137);
        assert_eq!((honest.exit_code, honest.timeout), (Some(137), false));
    }

    #[test]
    fn a_failure_of_ours_is_no_result() {
        let outcome = Outcome::internal_error("broken");
        assert!(matches!(Finished::of(outcome), Err(BoxError::Enclos(_))));
    }
}
