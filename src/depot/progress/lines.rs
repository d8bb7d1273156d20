//! One line an event, for logs.

use std::io::Write;
use std::sync::{Mutex, PoisonError};

use super::{Event, Progress};

/// Writes `lua: building` and the like.
#[derive(Debug)]
pub struct Lines<W>(Mutex<W>);

impl<W: Write + Send> Lines<W> {
    /// Lines to `writer`.
    pub fn new(writer: W) -> Self {
        Self(Mutex::new(writer))
    }
}

impl<W: Write + Send> Progress for Lines<W> {
    fn report(&self, component: &str, event: &Event<'_>) {
        // A log needs no line for what lasts a moment and is followed by a line of its own.
        if matches!(event, Event::Fetched | Event::Unpacking) {
            return;
        }
        let mut writer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A closed log is no reason to stop building.
        let _ = writeln!(writer, "{component}: {event}");
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn an_event_is_a_line() {
        let mut text = Vec::new();
        let lines = Lines::new(&mut text);
        lines.report("lua", &Event::Building);
        lines.report("lua", &Event::Fetched);
        let size_bytes = 600_000;
        let elapsed = Duration::from_millis(12_300);
        lines.report(
            "lua",
            &Event::Ready {
                size_bytes,
                elapsed,
            },
        );
        assert_eq!(
            String::from_utf8_lossy(&text),
            "lua: building\nlua: ready, 0.6 MB, 12 s\n"
        );
    }
}
