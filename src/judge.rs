//! From a submission to its report, over seams only: it names no language, knows no engine and does no IO.
//!
//! Plan (language, files and limits are checked and fixed), compile (once), run (once per test). It blocks; whoever calls
//! it owns a thread to spend.

mod cache;
mod checker;
mod compile;
mod plan;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::cache::ProgramCache;
use crate::cancel::Cancel;
use crate::error::Error;
use crate::executor::{Collect, Executor, Finished, Job, Streams};
use crate::languages::{Catalog, Language, Values};
use crate::model::{
    LimitsInForce, Outcome, OutputFile, Repetition, Report, Status, Submission, TestReport,
};
use cache::Programs;
use plan::{Plan, PlannedTest};

/// Where the judge finds the programs that enclos brings along: interpreters and compilers.
pub(crate) trait Tools<P>: Send + Sync + 'static {
    /// The interpreter of `language`.
    ///
    /// # Errors
    /// When it could not be set up.
    fn interpreter(&self, language: &Language) -> Result<Arc<P>, Error>;

    /// The module `module` of the toolchain that compiles `language`.
    ///
    /// # Errors
    /// When it could not be set up.
    fn compiler(&self, language: &Language, module: &str) -> Result<Arc<P>, Error>;

    /// Names everything that the toolchain of `language` is made of.
    ///
    /// # Errors
    /// When it could not be set up.
    fn toolchain_key(&self, language: &Language) -> Result<String, Error>;
}

/// The operator's rules for submissions.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Limits of a run whose submission and language are silent.
    pub run_defaults: LimitsInForce,
    /// What a run may ask for at most.
    pub run_maxima: LimitsInForce,
    /// Limits of a compile step.
    pub compile_defaults: LimitsInForce,
    /// What a compile step may ask for at most.
    pub compile_maxima: LimitsInForce,
    /// Tests of one submission.
    pub max_tests: usize,
    /// Files of one submission.
    pub max_files: usize,
    /// Repetitions of one test.
    pub max_repeat: u32,
}

/// A program to run, unless it did not compile.
type Prepared<E> = Option<Arc<<E as Executor>::Program>>;

/// Judges submissions with the programs of an executor.
pub(crate) struct Judge<E: Executor> {
    catalog: Arc<Catalog>,
    tools: Arc<dyn Tools<E::Program>>,
    executor: Arc<E>,
    rules: Rules,
    programs: Programs<E>,
}

impl<E: Executor> Judge<E> {
    /// A judge of the languages in `catalog`.
    pub(crate) fn new(
        catalog: Arc<Catalog>,
        tools: Arc<dyn Tools<E::Program>>,
        executor: Arc<E>,
        rules: Rules,
        disk: Option<ProgramCache>,
    ) -> Self {
        Self {
            catalog,
            tools,
            programs: Programs::new(Arc::clone(&executor), disk),
            executor,
            rules,
        }
    }

    /// Looks a submission over without running anything.
    ///
    /// # Errors
    /// The sentence to tell the client.
    pub(crate) fn check(&self, submission: &Submission) -> Result<(), Error> {
        Plan::new(&self.catalog, &self.rules, submission).map(drop)
    }

    /// Compiles and runs a submission. `ended` hears of each test as it ends.
    ///
    /// # Errors
    /// When the submission is not acceptable, or enclos failed. What the program does is in the report.
    pub(crate) fn judge(
        &self,
        submission: &Submission,
        cancel: &Cancel,
        mut ended: impl FnMut(&TestReport),
    ) -> Result<Report, Error> {
        let plan = Plan::new(&self.catalog, &self.rules, submission)?;
        let (mut report, program) = self.prepare(&plan, cancel)?;
        let Some(program) = program else {
            return Ok(report);
        };
        let mut stopped = false;
        for test in &plan.tests {
            if stopped {
                report.tests.push(None);
                continue;
            }
            if cancel.is_canceled() {
                return Err(Error::Canceled);
            }
            let tested = self.test(&plan, &program, test, cancel);
            if cancel.is_canceled() {
                return Err(Error::Canceled);
            }
            stopped = !tested.succeeded() && (test.fatal || submission.all_fatal);
            ended(&tested);
            report.tests.push(Some(tested));
        }
        Ok(report)
    }

    /// Compiles and runs the program of a submission once, connected to live streams. The report's test has no output.
    ///
    /// # Errors
    /// As [`Judge::judge`].
    pub(crate) fn run_live(
        &self,
        submission: &Submission,
        streams: Streams,
        cancel: &Cancel,
    ) -> Result<Report, Error> {
        let plan = Plan::new(&self.catalog, &self.rules, submission)?;
        let (mut report, program) = self.prepare(&plan, cancel)?;
        let Some(program) = program else {
            return Ok(report);
        };
        if let Some(test) = plan.tests.first() {
            let Finished { outcome, .. } = self.run(&plan, &program, test, streams, cancel);
            report.tests.push(Some(tested(test, outcome, None)));
        }
        Ok(report)
    }

    /// The program to run, or none and a report that says why it did not compile.
    fn prepare(&self, plan: &Plan<'_>, cancel: &Cancel) -> Result<(Report, Prepared<E>), Error> {
        let mut report = Report {
            language: plan.language.id.to_string(),
            compile: None,
            tests: Vec::new(),
        };
        let Some(compile) = &plan.language.compile else {
            return Ok((report, Some(self.tools.interpreter(plan.language)?)));
        };
        let commands = compile::commands(plan, compile);
        let toolchain_key = self.tools.toolchain_key(plan.language)?;
        let key = cache::key(plan, compile, &commands, &toolchain_key);
        let compile = || self.compile(plan, compile, &commands, cancel);
        let (compiled, program) = self.programs.get(plan, key, compile)?;
        report.compile = Some(compiled);
        Ok((report, program))
    }

    fn test(
        &self,
        plan: &Plan<'_>,
        program: &E::Program,
        test: &PlannedTest<'_>,
        cancel: &Cancel,
    ) -> TestReport {
        let mut first: Option<TestReport> = None;
        let mut runs = Vec::new();
        for _ in 0..test.repeat.unwrap_or(1) {
            let streams = Streams::Buffered {
                stdin: Arc::clone(&test.stdin),
            };
            let Finished { outcome, files } = self.run(plan, program, test, streams, cancel);
            if test.repeat.is_some() {
                runs.push(Repetition {
                    usage: outcome.usage,
                });
            }
            let ended_badly = outcome.status != Status::Ok;
            if first.is_none() {
                let passed = test
                    .expected
                    .map(|expected| checker::matches(expected, &outcome.stdout));
                let mut report = tested(test, outcome, passed);
                report.files = files
                    .into_iter()
                    .filter(|(name, _)| test.outputs.iter().any(|pattern| pattern.matches(name)))
                    .map(|(name, content)| OutputFile { name, content })
                    .collect();
                first = Some(report);
            }
            // A run that was stopped at its limit would be stopped there again, and again.
            if ended_badly || cancel.is_canceled() {
                break;
            }
        }
        let mut report =
            first.unwrap_or_else(|| tested(test, Outcome::internal_error("no run was made"), None));
        report.runs = runs;
        report
    }

    fn run(
        &self,
        plan: &Plan<'_>,
        program: &E::Program,
        test: &PlannedTest<'_>,
        streams: Streams,
        cancel: &Cancel,
    ) -> Finished {
        let language = plan.language;
        let values = Values {
            source: &language.source,
            artifact: artifact_path(language),
            ..Values::default()
        };
        let mut args = language.run.argv.expand(&values);
        args.extend_from_slice(test.args);
        let mut env = language.run.env.clone();
        env.extend(
            test.env
                .iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        );
        let mut files = plan.files.clone();
        files.extend_from_slice(test.files);
        let collect = if test.outputs.is_empty() {
            Collect::Nothing
        } else {
            Collect::Changed
        };
        self.executor.run(
            program,
            Job {
                args,
                env: env.into_iter().collect(),
                files,
                streams,
                limits: test.limits,
                fuel_per_second: language.run.fuel_per_second,
                collect,
                cancel: cancel.clone(),
            },
        )
    }
}

fn artifact_path(language: &Language) -> &str {
    language
        .compile
        .as_ref()
        .map_or("", |compile| compile.artifact.as_str())
}

fn tested(test: &PlannedTest<'_>, outcome: Outcome, passed: Option<bool>) -> TestReport {
    TestReport {
        name: test.name.to_string(),
        outcome,
        limits: test.limits,
        passed,
        files: Vec::new(),
        runs: Vec::new(),
    }
}
