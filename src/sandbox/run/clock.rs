//! The clocks of a run: what it may know of time, and when its time is over.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustix::time::{ClockId, clock_gettime};

use super::Stop;
use crate::cancel::Cancel;

/// The clocks of a run and its wall limit.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    started: Instant,
    started_realtime: Duration,
    started_cpu: Duration,
    deadline: Instant,
    cancel: Cancel,
}

impl Clock {
    /// A clock that starts now, on the thread that will run the guest.
    pub(crate) fn start(wall_time: Duration, cancel: Cancel) -> Self {
        let started = Instant::now();
        // A limit beyond what an Instant can carry is some centuries; a day stands for it.
        let deadline = started
            .checked_add(wall_time)
            .unwrap_or(started + Duration::from_secs(86_400));
        let started_realtime = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            started,
            started_realtime,
            started_cpu: thread_cpu(),
            deadline,
            cancel,
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// The calendar's time. It moves with the monotonic clock, so that a jump of the host's does not reach the run.
    pub(crate) fn realtime_ns(&self) -> u64 {
        (self.started_realtime + self.elapsed()).as_nanos() as u64
    }

    /// When the calendar shows `realtime`, counted from the start of the run.
    pub(crate) fn since_start(&self, realtime: Duration) -> Duration {
        realtime.saturating_sub(self.started_realtime)
    }

    /// What the clock of this number in WASI shows; `None` when there is no such clock.
    pub(crate) fn now_ns(&self, id: u32) -> Option<u64> {
        match id {
            0 => Some(self.realtime_ns()),
            1 => Some(self.elapsed().as_nanos() as u64),
            // Of the process and of the thread, which are one.
            2 | 3 => Some(self.cpu().as_nanos() as u64),
            _ => None,
        }
    }

    /// CPU time since the start; only right on the thread that runs the guest.
    pub(crate) fn cpu(&self) -> Duration {
        thread_cpu().saturating_sub(self.started_cpu)
    }

    pub(crate) fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// Whether the run may go on.
    pub(crate) fn check(&self) -> Result<(), Stop> {
        if self.cancel.is_canceled() {
            Err(Stop::Canceled)
        } else if Instant::now() >= self.deadline {
            Err(Stop::WallTime)
        } else {
            Ok(())
        }
    }

    /// Sleeps until this long after the start, or to the wall limit, or until canceled.
    pub(crate) fn sleep_until(&self, since_start: Duration) -> Result<(), Stop> {
        let end = self
            .started
            .checked_add(since_start)
            .map_or(self.deadline, |end| end.min(self.deadline));
        self.cancel.sleep_until(end);
        self.check()
    }
}

fn thread_cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        time.tv_nsec.unsigned_abs() as u32,
    )
}
