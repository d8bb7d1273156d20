//! One run from its start to its outcome: the store under its limits, and how each end is reported.

mod clock;
mod meter;

use std::fmt;

use wasmtime::{Engine, Store, ThrownException, Trap, UpdateDeadline};

pub(crate) use clock::Clock;
pub use clock::GuestClock;
pub(crate) use meter::Meter;

use super::wasi::{Output, World};
use crate::model::{Outcome, Signal, Status, WALL_TIME_EXCEEDED};

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

/// What came of a run: its end, what it used and what it printed. `is_over_time` says that it used up its time, and only the
/// grace after it let it go on.
pub(crate) fn outcome(
    ended: Result<(), wasmtime::Error>,
    fuel: u64,
    is_over_time: bool,
    meter: &Meter,
    clock: &Clock,
    output: Output,
) -> Outcome {
    let mut outcome = Outcome::ok();
    outcome.usage.fuel = fuel;
    conclude(ended, meter, &mut outcome);
    // As in isolate, whose grace is there for the time to be known, not to be used: who fails otherwise has failed so, and
    // nobody had to stop it.
    if is_over_time && outcome.status == Status::Ok {
        outcome.status = Status::TimedOut;
        outcome.message = Some(OVER_TIME.to_owned());
    }
    outcome.usage.cpu = clock.cpu();
    outcome.usage.wall = clock.elapsed();
    outcome.usage.peak_memory_bytes = meter.peak as u64;
    outcome.output_truncated = output.truncated;
    outcome.stdout = output.stdout.into_bytes();
    outcome.stderr = output.stderr.into_bytes();
    outcome
}

/// isolate's words for a run that used more CPU time than it had.
const OVER_TIME: &str = "Time limit exceeded";

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
            Stop::WallTime => kill(outcome, Status::TimedOut, WALL_TIME_EXCEEDED),
            Stop::Canceled => kill(outcome, Status::InternalError, "Canceled"),
            Stop::OutputLimit => kill(outcome, Status::OutputLimit, "Output limit exceeded"),
            Stop::OutOfMemory => kill(outcome, Status::OutOfMemory, "Memory limit exceeded"),
            #[cfg(feature = "directory")]
            Stop::TooMuch(message) => kill(outcome, Status::OutputLimit, message),
            #[cfg(feature = "directory")]
            Stop::BadCall => signaled(outcome, Signal::ABORT, "bad system call"),
        }
    } else if let Some(&trap) = error.downcast_ref::<Trap>() {
        match trap {
            Trap::OutOfFuel => kill(outcome, Status::TimedOut, OVER_TIME),
            Trap::Interrupt => kill(outcome, Status::TimedOut, WALL_TIME_EXCEEDED),
            Trap::IntegerDivisionByZero | Trap::IntegerOverflow | Trap::BadConversionToInteger => {
                signaled(outcome, Signal::FLOATING_POINT, name(trap));
            }
            Trap::UnreachableCodeReached => {
                signaled(outcome, Signal::ABORT, "abort or unreachable code");
            }
            Trap::StackOverflow => signaled(outcome, Signal::SEGMENTATION, "stack overflow"),
            Trap::AllocationTooLarge => kill(outcome, Status::OutOfMemory, "Memory limit exceeded"),
            _ => signaled(outcome, Signal::SEGMENTATION, name(trap)),
        }
    } else if error.downcast_ref::<ThrownException>().is_some() {
        signaled(outcome, Signal::ABORT, "uncaught exception");
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

fn signaled(outcome: &mut Outcome, signal: Signal, trap: impl Into<String>) {
    outcome.status = Status::Signaled;
    outcome.signal = Some(signal);
    outcome.message = Some(format!("Caught fatal signal {}", signal.number()));
    outcome.trap = Some(trap.into());
}

/// What the specification of WebAssembly calls a trap.
fn name(trap: Trap) -> String {
    let text = trap.to_string();
    text.strip_prefix("wasm trap: ").unwrap_or(&text).to_owned()
}

/// WASI numbers signals as Linux does where it matters here.
fn raised(number: u32) -> Signal {
    match number {
        8 => Signal::FLOATING_POINT,
        11 | 7 => Signal::SEGMENTATION,
        _ => Signal::ABORT,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use wasmtime::ResourceLimiter;

    use super::*;
    use crate::cancel::Cancel;
    use crate::executor::Streams;
    use crate::sandbox::wasi;

    fn concluded(error: impl Into<wasmtime::Error>, meter: &Meter) -> Outcome {
        let mut outcome = Outcome::ok();
        conclude(Err(error.into()), meter, &mut outcome);
        outcome
    }

    #[test]
    fn ends_are_told_in_isolates_words() {
        let meter = Meter::new(1, false);
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
        assert_eq!(
            said(Trap::MemoryOutOfBounds.into()).1,
            "Caught fatal signal 11"
        );
        let divided = concluded(Trap::IntegerDivisionByZero, &meter);
        assert_eq!(divided.trap.as_deref(), Some("integer divide by zero"));
    }

    #[test]
    fn who_needs_the_grace_is_over_time_unless_it_failed_by_itself() {
        let (meter, clock) = (
            Meter::new(1, false),
            Clock::start(Duration::from_secs(1), Cancel::new()),
        );
        let ended = |code| {
            let ended = Err(Stop::Exit(code).into());
            let (_, output, _) = wasi::connect(Streams::empty(), 0);
            outcome(ended, 7, true, &meter, &clock, output)
        };
        let late = ended(0);
        assert_eq!((late.status, late.killed), (Status::TimedOut, false));
        assert_eq!(late.message.as_deref(), Some("Time limit exceeded"));
        assert_eq!(ended(3).status, Status::RuntimeError);
    }

    #[test]
    fn a_failure_after_a_denial_is_out_of_memory() {
        let mut meter = Meter::new(100, false);
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
}
