//! The log: one line an event on standard error, for people or as JSON. `ENCLOS_LOG` names the level, or levels by target:
//! `info` unless set, which has a line for each request; `info,access=off` has none of those.

use std::any::Any;
use std::io::IsTerminal as _;
use std::panic::PanicHookInfo;
use std::sync::Arc;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use super::say;
use crate::api::Metrics;
use crate::config::Log;
use crate::depot::{self, Event, Progress};

pub(super) use crate::config::Format as LogFormat;

/// Begins the log, whose last lines are written when the guard is dropped.
///
/// A thread of its own writes it: whoever started this process may not read what it says, and a full pipe must not hold up
/// requests. Lines that nobody takes are lost when some hundred thousand of them wait.
pub(super) fn start(log: &Log) -> WorkerGuard {
    let (writer, guard) = tracing_appender::non_blocking(std::io::stderr());
    let lines = fmt::layer().with_writer(writer);
    let lines = match log.format {
        LogFormat::Text => lines
            .with_ansi(std::io::stderr().is_terminal())
            .with_target(false)
            .boxed(),
        LogFormat::Json => lines
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .boxed(),
    };
    tracing_subscriber::registry()
        .with(lines)
        .with(log.level.0.clone())
        .init();
    guard
}

/// Lets panics be lines of the log that hold nothing of a client's: what a panic says may quote the text that it stumbled
/// over, so only words that stand in the program itself are kept. Each is counted as well.
pub(super) fn log_panics(metrics: &Arc<Metrics>) {
    let metrics = Arc::clone(metrics);
    std::panic::set_hook(Box::new(move |panic: &PanicHookInfo<'_>| {
        metrics.panicked();
        let words = own_words(panic.payload());
        let place = panic.location().map(ToString::to_string);
        let thread = std::thread::current();
        tracing::error!(words, place, thread = thread.name(), "a thread panicked");
    }));
}

impl LogFormat {
    /// A line for whoever started the program: for people as it is, in a log for machines as a line of that.
    pub(super) fn say(self, line: &str) {
        match self {
            Self::Text => say(&format!("enclos: {line}")),
            Self::Json => tracing::info!("{line}"),
        }
    }

    /// Tells how set-up gets on, in the same way.
    pub(super) fn progress(self) -> Box<dyn Progress> {
        match self {
            Self::Text => depot::on_stderr(),
            Self::Json => Box::new(Logged),
        }
    }
}

/// Progress as events of the log.
struct Logged;

impl Progress for Logged {
    fn report(&self, component: &str, event: &Event<'_>) {
        // What lasts a moment is followed by a line of its own.
        if !matches!(event, Event::Fetched | Event::Unpacking) {
            tracing::info!(component, "{event}");
        }
    }
}

/// What a panic says, if it is a text of the program's own and not one that it made up.
fn own_words(payload: &(dyn Any + Send)) -> Option<&'static str> {
    payload.downcast_ref::<&'static str>().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_counted() {
        let metrics = Arc::default();
        let before = std::panic::take_hook();
        log_panics(&metrics);
        let panicked = std::thread::spawn(|| panic!("on purpose")).join();
        std::panic::set_hook(before);
        assert!(panicked.is_err());
        assert!(metrics.panics() >= 1);
    }

    #[test]
    fn a_panic_that_quotes_a_text_is_not_quoted() {
        let text = std::env::args().next().unwrap_or_default();
        let made_up = std::panic::catch_unwind(|| panic!("no place for a cut in {text}"));
        let plain = std::panic::catch_unwind(|| panic!("a lock was poisoned"));
        assert_eq!(made_up.err().and_then(|words| own_words(&*words)), None);
        assert_eq!(
            plain.err().and_then(|words| own_words(&*words)),
            Some("a lock was poisoned")
        );
    }
}
