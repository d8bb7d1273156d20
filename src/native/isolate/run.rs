//! One isolate from its start to its end, and what went through its pipes.

use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::boxes::Lease;
use super::watch::{self, Stop, Watch};
use crate::cancel::Cancel;
use crate::executor::{Job, Streams};

/// What isolate can't know about a run.
pub(super) struct Ran {
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: Vec<u8>,
    pub(super) is_merged: bool,
    pub(super) was_cut: bool,
    pub(super) stopped: Option<Stop>,
    pub(super) has_ended: bool,
}

/// Starts isolate, and sees to its streams until it ends.
///
/// # Errors
/// When it can't be started.
pub(super) fn run(mut command: Command, lease: &mut Lease<'_>, job: Job) -> Result<Ran, String> {
    let is_merged = matches!(job.streams, Streams::Buffered { merged: true, .. });
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // isolate's own last words stand in the meta-file too.
        .stderr(if is_merged {
            Stdio::null()
        } else {
            Stdio::piped()
        });
    let mut child = command
        .spawn()
        .map_err(|error| format!("cannot start isolate: {error}"))?;
    lease.note(child.id());
    let watch = match Watch::new(&child, job.limits.output_bytes) {
        Ok(watch) => watch,
        Err(error) => {
            // It ends with its run.
            let _ = child.wait();
            return Err(format!("cannot watch isolate: {error}"));
        }
    };
    let has_run = Arc::new(AtomicBool::new(false));
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut ran = match job.streams {
        Streams::Buffered { stdin, .. } => watched(
            &mut child,
            &watch,
            |to| drop(thread::Builder::new().spawn(move || write_all(to, &stdin))),
            (&mut stdout, &mut stderr),
            (&job.cancel, job.limits.wall_time),
        ),
        Streams::Live(mut live) => {
            let has_run = Arc::clone(&has_run);
            watched(
                &mut child,
                &watch,
                |to| {
                    let feed = move || watch::feed(&live.stdin, to, &has_run);
                    drop(thread::Builder::new().spawn(feed));
                },
                (&mut live.stdout, &mut live.stderr),
                (&job.cancel, job.limits.wall_time),
            )
        }
    };
    has_run.store(true, Ordering::Relaxed);
    ran.is_merged = is_merged;
    (ran.stdout, ran.stderr) = (stdout, stderr);
    Ok(ran)
}

/// Waits for an isolate while its streams are seen to. The thread that feeds it ends when nobody reads any more.
fn watched(
    child: &mut Child,
    watch: &Watch,
    feed: impl FnOnce(ChildStdin),
    (stdout, stderr): (&mut (dyn Write + Send), &mut (dyn Write + Send)),
    (cancel, wall_time): (&Cancel, Duration),
) -> Ran {
    if let Some(to) = child.stdin.take() {
        feed(to);
    }
    let (from_stdout, from_stderr) = (child.stdout.take(), child.stderr.take());
    let (was_cut, has_ended) = thread::scope(|scope| {
        let stdout = from_stdout.map(|from| scope.spawn(|| watch.pump(from, stdout)));
        let stderr = from_stderr.map(|from| scope.spawn(|| watch.pump(from, stderr)));
        let has_ended = watch.until_end(cancel, wall_time);
        let pumps = [stdout, stderr].into_iter().flatten();
        let cut = pumps.map(|pump| pump.join().unwrap_or(true));
        (cut.fold(false, |a, b| a | b), has_ended)
    });
    // Its process is gone; this takes its place in the table.
    let _ = child.wait();
    Ran {
        stdout: Vec::new(),
        stderr: Vec::new(),
        is_merged: false,
        was_cut,
        stopped: watch.stopped(),
        has_ended,
    }
}

/// A program need not read its input.
fn write_all(mut to: ChildStdin, input: &[u8]) {
    let _ = to.write_all(input);
}
