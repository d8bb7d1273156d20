//! A submission on its way to its report, one step at a time: the compile step, then every run of every test.

use std::sync::Arc;

use super::{Judge, Plan, PlannedTest, Runnable, checker, tested};
use crate::cancel::Cancel;
use crate::error::Error;
use crate::executor::{Executor, Finished, Streams};
use crate::model::{Event, OutputFile, Repetition, Status, TestReport};

/// How far a submission has come.
pub(crate) struct Judging<E: Executor> {
    plan: Plan,
    cancel: Cancel,
    stage: Stage<E>,
    /// What its report may still hold of output and files.
    room_bytes: u64,
}

#[allow(
    clippy::large_enum_variant,
    reason = "there is one of them for each submission that is being judged"
)]
enum Stage<E: Executor> {
    Compiling,
    Testing {
        program: Runnable<E::Program>,
        index: usize,
        /// The report of the first of several runs, and the usage of all so far.
        so_far: Option<(TestReport, Vec<Repetition>)>,
        /// A fatal test failed.
        stopped: bool,
    },
    Over,
}

/// What a step came to.
#[allow(
    clippy::large_enum_variant,
    reason = "there is one of them for each submission that is being judged"
)]
pub(crate) enum Step {
    /// Something that the report does not show.
    Working,
    /// A part of the report.
    Event(Event),
    /// Nothing: all was done before.
    Over,
}

impl<E: Executor> Judging<E> {
    /// Whoever holds this token may stop it.
    pub(crate) fn cancel(&self) -> &Cancel {
        &self.cancel
    }
}

impl<E: Executor> Judge<E> {
    /// Nothing is done yet.
    pub(crate) fn begin(&self, plan: Plan, cancel: Cancel) -> Judging<E> {
        Judging {
            plan,
            cancel,
            stage: Stage::Compiling,
            room_bytes: self.rules.max_report_bytes,
        }
    }

    /// Does the next bit: compiles, or runs a test once.
    ///
    /// # Errors
    /// When it was canceled or enclos failed, and then nothing more is to come. What the program does is in the events.
    pub(crate) fn step(&self, judging: &mut Judging<E>) -> Result<Step, Error> {
        if judging.cancel.is_canceled() {
            return Err(Error::Canceled);
        }
        match std::mem::replace(&mut judging.stage, Stage::Over) {
            Stage::Over => Ok(Step::Over),
            Stage::Compiling => {
                let (report, program) = self.prepare(&judging.plan, &judging.cancel)?;
                if let Some(program) = program {
                    judging.stage = Stage::Testing {
                        program,
                        index: 0,
                        so_far: None,
                        stopped: false,
                    };
                }
                Ok(report.map_or(Step::Working, |report| Step::Event(Event::Compiled(report))))
            }
            Stage::Testing {
                program,
                index,
                so_far,
                stopped,
            } => {
                let Some(test) = judging.plan.tests.get(index) else {
                    return Ok(Step::Over);
                };
                if stopped {
                    let skipped = Event::Skipped(test.name.clone());
                    judging.stage = Stage::Testing {
                        program,
                        index: index + 1,
                        so_far: None,
                        stopped,
                    };
                    return Ok(Step::Event(skipped));
                }
                let room = &mut judging.room_bytes;
                let run = self.once(&judging.plan, &program, test, room, &judging.cancel, so_far);
                if judging.cancel.is_canceled() {
                    return Err(Error::Canceled);
                }
                let (index, so_far, step) = match run {
                    Run::Again(report, runs) => (index, Some((report, runs)), Step::Working),
                    Run::Last(report) => (index + 1, None, Step::Event(Event::Tested(report))),
                };
                let stopped = matches!(&step, Step::Event(Event::Tested(report))
                    if !report.succeeded() && (test.fatal || judging.plan.all_fatal));
                judging.stage = Stage::Testing {
                    program,
                    index,
                    so_far,
                    stopped,
                };
                Ok(step)
            }
        }
    }

    /// Runs a test once.
    fn once(
        &self,
        plan: &Plan,
        program: &Runnable<E::Program>,
        test: &PlannedTest,
        room_bytes: &mut u64,
        cancel: &Cancel,
        so_far: Option<(TestReport, Vec<Repetition>)>,
    ) -> Run {
        let streams = Streams::Buffered {
            stdin: Arc::clone(&test.stdin),
            merged: plan.merge_output,
        };
        let mut limits = test.limits;
        limits.output_bytes = limits.output_bytes.min(*room_bytes);
        let Finished { outcome, files } = self.run(plan, program, test, limits, streams, cancel);
        let repetition = Repetition {
            usage: outcome.usage,
        };
        // A run that was stopped at its limit would be stopped there again, and again.
        let ended_badly = outcome.status != Status::Ok;
        let (mut report, mut runs) = so_far.unwrap_or_else(|| {
            let passed = test
                .expected
                .as_ref()
                .map(|expected| checker::matches(expected, &outcome.stdout));
            let printed = outcome.stdout.len() + outcome.stderr.len();
            *room_bytes = room_bytes.saturating_sub(printed as u64);
            let mut report = tested(test, limits, outcome, passed);
            let mut matcher = test.outputs.matcher();
            for (name, content) in files {
                let bytes = (name.len() + content.len()) as u64;
                if matcher.wants(&name) && bytes <= *room_bytes {
                    *room_bytes -= bytes;
                    let content = content.to_vec();
                    report.files.push(OutputFile { name, content });
                }
            }
            (report, Vec::new())
        });
        let Some(repeat) = test.repeat else {
            return Run::Last(report);
        };
        runs.push(repetition);
        if ended_badly || runs.len() >= repeat as usize {
            report.runs = runs;
            Run::Last(report)
        } else {
            Run::Again(report, runs)
        }
    }
}

enum Run {
    Again(TestReport, Vec<Repetition>),
    Last(TestReport),
}
