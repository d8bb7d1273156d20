//! The clocks of a run: what it may know of time, and when its time is over.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustix::time::{ClockId, clock_gettime};

use super::Stop;
use crate::cancel::Cancel;
use crate::sandbox::files::SHARED_TIME_NS;

/// What a program is told when it asks for the time. Its limits are the host's own business and keep real time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum GuestClock {
    /// The time, to the nanosecond.
    #[default]
    Real,
    /// The time in whole milliseconds, too coarse to measure what another program does to the processor's caches.
    Coarse,
    /// Time that passes with the program's own instructions and sleeps, from the start of 2024 on: the same in every run, on
    /// every machine. A sleep is over at once, and ends the run where it would pass the wall limit.
    Virtual,
}

/// The clocks of a run and its wall limit.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    started: Instant,
    started_realtime: Duration,
    started_cpu: Duration,
    deadline: Instant,
    wall_time: Duration,
    cancel: Cancel,
    told: Told,
}

/// How the program's time relates to the host's.
#[derive(Debug, Clone)]
enum Told {
    Real,
    Coarse,
    Virtual {
        fuel: u64,
        fuel_per_second: u64,
        burnt: Duration,
        slept: Duration,
    },
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
            wall_time,
            cancel,
            told: Told::Real,
        }
    }

    /// The same, of which the program is told so much. Virtual time begins with this much fuel in the tank.
    pub(crate) fn telling(mut self, clock: GuestClock, fuel: u64, fuel_per_second: u64) -> Self {
        self.told = match clock {
            GuestClock::Real => Told::Real,
            GuestClock::Coarse => Told::Coarse,
            GuestClock::Virtual => {
                self.started_realtime = Duration::from_nanos(SHARED_TIME_NS);
                Told::Virtual {
                    fuel,
                    fuel_per_second: fuel_per_second.max(1),
                    burnt: Duration::ZERO,
                    slept: Duration::ZERO,
                }
            }
        };
        self
    }

    /// Tells virtual time how much fuel is left.
    pub(crate) fn fuel_left(&mut self, left: u64) {
        if let Told::Virtual {
            fuel,
            fuel_per_second,
            burnt,
            ..
        } = &mut self.told
        {
            let instructions = u128::from(fuel.saturating_sub(left));
            let nanoseconds = instructions * 1_000_000_000 / u128::from(*fuel_per_second);
            *burnt = Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(u64::MAX));
        }
    }

    /// How long the run has taken.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// How long the run has taken as the program sees it.
    fn told_elapsed(&self) -> Duration {
        match self.told {
            Told::Real => self.elapsed(),
            Told::Coarse => whole_milliseconds(self.elapsed()),
            Told::Virtual { burnt, slept, .. } => burnt + slept,
        }
    }

    /// How long the run has taken as far as its waiting goes. A coarse clock is no coarser here: what was waited for has come.
    pub(crate) fn waited(&self) -> Duration {
        match self.told {
            Told::Real | Told::Coarse => self.elapsed(),
            Told::Virtual { .. } => self.told_elapsed(),
        }
    }

    /// The calendar's time. It moves with the monotonic clock, so that a jump of the host's does not reach the run.
    pub(crate) fn realtime_ns(&self) -> u64 {
        let now = self.started_realtime + self.told_elapsed();
        match self.told {
            Told::Coarse => whole_milliseconds(now),
            _ => now,
        }
        .as_nanos() as u64
    }

    /// When the calendar shows `realtime`, counted from the start of the run.
    pub(crate) fn since_start(&self, realtime: Duration) -> Duration {
        realtime.saturating_sub(self.started_realtime)
    }

    /// What the clock of this number in WASI shows; `None` when there is no such clock.
    pub(crate) fn now_ns(&self, id: u32) -> Option<u64> {
        match id {
            0 => Some(self.realtime_ns()),
            1 => Some(self.told_elapsed().as_nanos() as u64),
            // Of the process and of the thread, which are one.
            2 | 3 => {
                let cpu = match self.told {
                    Told::Real => self.cpu(),
                    Told::Coarse => whole_milliseconds(self.cpu()),
                    Told::Virtual { burnt, .. } => burnt,
                };
                Some(cpu.as_nanos() as u64)
            }
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

    /// The smallest step of the clocks.
    pub(crate) fn resolution_ns(&self) -> u64 {
        match self.told {
            Told::Coarse => 1_000_000,
            Told::Real | Told::Virtual { .. } => 1,
        }
    }

    /// Sleeps until this long after the start, or to the wall limit, or until canceled.
    pub(crate) fn sleep_until(&mut self, since_start: Duration) -> Result<(), Stop> {
        if let Told::Virtual { burnt, slept, .. } = &mut self.told {
            if since_start >= self.wall_time {
                return Err(Stop::WallTime);
            }
            *slept += since_start.saturating_sub(*burnt + *slept);
            return self.check();
        }
        let end = self
            .started
            .checked_add(since_start)
            .map_or(self.deadline, |end| end.min(self.deadline));
        self.cancel.sleep_until(end);
        self.check()
    }
}

fn whole_milliseconds(time: Duration) -> Duration {
    Duration::from_millis(time.as_millis() as u64)
}

fn thread_cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        time.tv_nsec.unsigned_abs() as u32,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(kind: GuestClock) -> Clock {
        Clock::start(Duration::from_secs(10), Cancel::new()).telling(kind, 1000, 100)
    }

    #[test]
    fn virtual_time_is_made_of_instructions_and_sleeps() {
        let mut clock = clock(GuestClock::Virtual);
        assert_eq!(clock.now_ns(1), Some(0));
        clock.fuel_left(900);
        assert_eq!(clock.now_ns(1), Some(1_000_000_000));
        assert!(clock.sleep_until(Duration::from_secs(5)).is_ok());
        assert_eq!(clock.now_ns(0), Some(SHARED_TIME_NS + 5_000_000_000));
        assert_eq!(
            clock.now_ns(2),
            Some(1_000_000_000),
            "a sleep takes no CPU time"
        );
        let late = clock.sleep_until(Duration::from_secs(10));
        assert!(matches!(late, Err(Stop::WallTime)));
        assert!(clock.elapsed() < Duration::from_secs(5), "nobody waited");
    }

    #[test]
    fn coarse_time_moves_in_milliseconds() {
        let clock = clock(GuestClock::Coarse);
        for id in 0..4 {
            assert_eq!(clock.now_ns(id).map(|now| now % 1_000_000), Some(0));
        }
        assert_eq!(clock.resolution_ns(), 1_000_000);
    }
}
