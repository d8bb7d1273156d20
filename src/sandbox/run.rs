//! One run from its start to its outcome: the clock, the meter, the store under both, and how each end is reported.

use std::fmt;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustix::time::{ClockId, clock_gettime};
use wasmtime::{Engine, ResourceLimiter, Store, ThrownException, Trap, UpdateDeadline};

use super::wasi::{Output, World};
use crate::cancel::Cancel;
use crate::model::{Outcome, Signal, Status};

/// How often a guest may ask for memory that it does not get before it is stopped. A program that handles a failed
/// allocation asks a few times; one that ignores it would write to address zero for ever.
const MAX_DENIALS: u32 = 256;
/// What a table element takes in the host.
const TABLE_ELEMENT_BYTES: usize = 8;

/// The data of a run's store.
pub(crate) struct Guest {
    pub(crate) world: World,
    pub(crate) meter: Meter,
    /// The exported memory, looked up once.
    pub(crate) memory: Option<wasmtime::Memory>,
}

impl Limited for Guest {
    fn meter(&mut self) -> &mut Meter {
        &mut self.meter
    }

    fn tick(&mut self) -> Result<(), Stop> {
        self.world.clock.check()
    }
}

/// What a store's data must answer for its run to be held to its limits, wherever its files are.
pub(crate) trait Limited: 'static {
    /// Asked before memory or a table grows.
    fn meter(&mut self) -> &mut Meter;

    /// Asked at every tick of the epoch whether the run may go on.
    ///
    /// # Errors
    /// The reason why it ends here.
    fn tick(&mut self) -> Result<(), Stop>;
}

/// A store with so much fuel, whose guest is held to the limits that its data knows.
///
/// # Errors
/// When the engine does not count fuel.
pub(crate) fn limited<T: Limited>(
    engine: &Engine,
    guest: T,
    fuel: u64,
) -> wasmtime::Result<Store<T>> {
    let mut store = Store::new(engine, guest);
    store.limiter(|guest| guest.meter());
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(|mut context| {
        context.data_mut().tick()?;
        Ok(UpdateDeadline::Continue(1))
    });
    store.set_fuel(fuel)?;
    Ok(store)
}

/// What came of a run: its end, what it used and what it printed.
pub(crate) fn outcome(
    ended: Result<(), wasmtime::Error>,
    fuel: u64,
    meter: &Meter,
    clock: &Clock,
    output: Output,
) -> Outcome {
    let mut outcome = Outcome::ok();
    outcome.usage.fuel = fuel;
    conclude(ended, meter, &mut outcome);
    outcome.usage.cpu = clock.cpu();
    outcome.usage.wall = clock.elapsed();
    outcome.usage.peak_memory_bytes = meter.peak as u64;
    outcome.output_truncated = output.truncated;
    outcome.stdout = output.stdout.into_bytes();
    outcome.stderr = output.stderr.into_bytes();
    outcome
}

/// Why a run ends other than by returning or trapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    Exit(i32),
    Raised(u32),
    WallTime,
    Canceled,
    OutputLimit,
    OutOfMemory,
    /// It took more of the host's file system than it may, and could not be told so by an errno: what it took too much of.
    #[cfg(feature = "directory")]
    TooMuch(&'static str),
    /// It made a call that means nothing, for which this host has no errno.
    #[cfg(feature = "directory")]
    BadCall,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Stop {}

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

/// Enforces the memory limit and measures what was used under it.
#[derive(Debug)]
pub(crate) struct Meter {
    limit: usize,
    used: usize,
    pub(crate) peak: usize,
    denials: u32,
}

impl Meter {
    pub(crate) fn new(limit_bytes: u64) -> Self {
        Self {
            limit: usize::try_from(limit_bytes).unwrap_or(usize::MAX),
            used: 0,
            peak: 0,
            denials: 0,
        }
    }

    fn grow(&mut self, current: usize, desired: usize) -> wasmtime::Result<bool> {
        let used = self.used - current.min(self.used) + desired;
        if used > self.limit {
            self.denials += 1;
            if self.denials > MAX_DENIALS {
                return Err(Stop::OutOfMemory.into());
            }
            return Ok(false);
        }
        self.used = used;
        self.peak = self.peak.max(used);
        Ok(true)
    }
}

impl ResourceLimiter for Meter {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.grow(current, desired)
    }

    /// Also what no limit would allow, because no address reaches that far, was asked for in vain.
    fn memory_grow_failed(&mut self, _error: wasmtime::Error) -> wasmtime::Result<()> {
        self.denials += 1;
        Ok(())
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.grow(
            current.saturating_mul(TABLE_ELEMENT_BYTES),
            desired.saturating_mul(TABLE_ELEMENT_BYTES),
        )
    }
}

/// Fills in how the run ended: status, code, signal and isolate's words for it.
fn conclude(ended: Result<(), wasmtime::Error>, meter: &Meter, outcome: &mut Outcome) {
    let error = match ended {
        Ok(()) => return,
        Err(error) => error,
    };
    outcome.usage.fuel_exact = false;
    if let Some(&stop) = error.downcast_ref::<Stop>() {
        outcome.usage.fuel_exact = true;
        match stop {
            Stop::Exit(0) => {}
            Stop::Exit(code) => {
                outcome.status = Status::RuntimeError;
                outcome.exit_code = code;
                outcome.message = Some(format!("Exited with error status {code}"));
            }
            Stop::Raised(number) => signaled(outcome, raised(number), "raised by the program"),
            Stop::WallTime => kill(
                outcome,
                Status::TimedOut,
                "Time limit exceeded (wall clock)",
            ),
            Stop::Canceled => kill(outcome, Status::InternalError, "Canceled"),
            Stop::OutputLimit => kill(outcome, Status::OutputLimit, "Output limit exceeded"),
            Stop::OutOfMemory => kill(outcome, Status::OutOfMemory, "Memory limit exceeded"),
            #[cfg(feature = "directory")]
            Stop::TooMuch(message) => kill(outcome, Status::OutputLimit, message),
            #[cfg(feature = "directory")]
            Stop::BadCall => signaled(outcome, Signal::Abort, "bad system call"),
        }
    } else if let Some(&trap) = error.downcast_ref::<Trap>() {
        match trap {
            Trap::OutOfFuel => kill(outcome, Status::TimedOut, "Time limit exceeded"),
            Trap::Interrupt => kill(
                outcome,
                Status::TimedOut,
                "Time limit exceeded (wall clock)",
            ),
            Trap::IntegerDivisionByZero | Trap::IntegerOverflow | Trap::BadConversionToInteger => {
                signaled(outcome, Signal::FloatingPoint, &trap.to_string());
            }
            Trap::UnreachableCodeReached => {
                signaled(outcome, Signal::Abort, "abort or unreachable code")
            }
            Trap::StackOverflow => signaled(outcome, Signal::Segmentation, "stack overflow"),
            Trap::AllocationTooLarge => kill(outcome, Status::OutOfMemory, "Memory limit exceeded"),
            _ => signaled(outcome, Signal::Segmentation, &trap.to_string()),
        }
    } else if error.downcast_ref::<ThrownException>().is_some() {
        signaled(outcome, Signal::Abort, "uncaught exception");
    } else if meter.denials > 0
        || error
            .downcast_ref::<wasmtime::GcHeapOutOfMemory<()>>()
            .is_some()
    {
        // The module's own minimum did not fit.
        kill(outcome, Status::OutOfMemory, "Memory limit exceeded");
    } else {
        outcome.status = Status::InternalError;
        outcome.message = Some("the sandbox could not run the program".to_owned());
        tracing::error!(error = format!("{error:?}"), "a run failed in the sandbox");
    }
    // A program that failed after it was refused memory failed for want of memory, whatever it made of that.
    if meter.denials > 0 && matches!(outcome.status, Status::RuntimeError | Status::Signaled) {
        outcome.status = Status::OutOfMemory;
    }
}

fn kill(outcome: &mut Outcome, status: Status, message: &str) {
    outcome.status = status;
    outcome.killed = true;
    outcome.message = Some(message.to_owned());
}

fn signaled(outcome: &mut Outcome, signal: Signal, trap: &str) {
    outcome.status = Status::Signaled;
    outcome.signal = Some(signal);
    outcome.message = Some(format!("Caught fatal signal {} ({trap})", signal.number()));
}

/// WASI numbers signals as Linux does where it matters here.
fn raised(number: u32) -> Signal {
    match number {
        8 => Signal::FloatingPoint,
        11 | 7 => Signal::Segmentation,
        _ => Signal::Abort,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concluded(error: impl Into<wasmtime::Error>, meter: &Meter) -> Outcome {
        let mut outcome = Outcome::ok();
        conclude(Err(error.into()), meter, &mut outcome);
        outcome
    }

    #[test]
    fn ends_are_told_in_isolates_words() {
        let meter = Meter::new(1);
        let said = |error: wasmtime::Error| {
            let outcome = concluded(error, &meter);
            (outcome.status, outcome.message.unwrap_or_default())
        };
        assert_eq!(
            said(Stop::Exit(3).into()),
            (
                Status::RuntimeError,
                "Exited with error status 3".to_owned()
            )
        );
        assert_eq!(
            said(Trap::OutOfFuel.into()),
            (Status::TimedOut, "Time limit exceeded".to_owned())
        );
        assert_eq!(
            said(Stop::WallTime.into()),
            (
                Status::TimedOut,
                "Time limit exceeded (wall clock)".to_owned()
            )
        );
        assert!(
            said(Trap::MemoryOutOfBounds.into())
                .1
                .starts_with("Caught fatal signal 11")
        );
    }

    #[test]
    fn a_failure_after_a_denial_is_out_of_memory() {
        let mut meter = Meter::new(100);
        assert_eq!(meter.memory_growing(0, 100, None).ok(), Some(true));
        assert_eq!(meter.memory_growing(100, 101, None).ok(), Some(false));
        assert_eq!(concluded(Stop::Exit(1), &meter).status, Status::OutOfMemory);
        assert_eq!(
            concluded(Stop::Exit(0), &meter).status,
            Status::Ok,
            "it coped"
        );
        assert_eq!(meter.peak, 100);
    }

    #[test]
    fn who_never_stops_asking_is_stopped() {
        let mut meter = Meter::new(0);
        let asked = (0..1000)
            .take_while(|_| meter.memory_growing(0, 1, None).is_ok())
            .count();
        assert_eq!(asked, MAX_DENIALS as usize);
    }
}
