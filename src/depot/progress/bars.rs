//! One moving line a component, for terminals.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::{Event, Progress};

/// Fast enough to look alive, slow enough to cost nothing.
const TICK: Duration = Duration::from_millis(120);

/// A line with a spinner and a clock for each component. Registries' clients do not tell how much is still to come,
/// so there is a clock and no bar.
#[derive(Debug)]
pub struct Bars {
    all: MultiProgress,
    lines: Mutex<HashMap<String, ProgressBar>>,
}

impl Bars {
    /// Lines on standard error.
    pub fn new() -> Self {
        Self {
            all: MultiProgress::new(),
            lines: Mutex::default(),
        }
    }

    fn line(&self, component: &str) -> ProgressBar {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let line = lines.entry(component.to_owned()).or_insert_with(|| {
            let line = self.all.add(ProgressBar::new_spinner());
            line.set_style(style("{spinner} {prefix:14} {wide_msg} {elapsed}"));
            line.set_prefix(component.to_owned());
            line.enable_steady_tick(TICK);
            line
        });
        line.clone()
    }
}

impl Default for Bars {
    fn default() -> Self {
        Self::new()
    }
}

impl Progress for Bars {
    fn report(&self, component: &str, event: &Event<'_>) {
        let line = self.line(component);
        match event {
            Event::Ready { .. } | Event::Installed { .. } | Event::Unpacked { .. } => {
                line.set_style(style("✓ {prefix:14} {msg}"));
                line.finish_with_message(event.to_string());
            }
            // The whole error follows when set-up ends; a line of it is enough here.
            Event::Failed(_) => {
                line.set_style(style("✗ {prefix:14} {wide_msg}"));
                let text = event.to_string();
                line.abandon_with_message(text.lines().next().unwrap_or_default().to_owned());
            }
            _ => line.set_message(event.to_string()),
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}
