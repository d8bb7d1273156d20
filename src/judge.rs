//! From a submission to its report, over seams only: it names no language, knows no engine and does no IO.
//!
//! Plan (language, files and limits are checked and fixed), compile (once), run (once per test). It goes step by step, so
//! that whoever drives it can let others go first in between; each step blocks.

mod artifact;
mod cache;
mod checker;
mod compile;
mod errand;
mod judging;
mod patterns;
mod plan;
mod rules;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::cache::ProgramCache;
use crate::cancel::Cancel;
use crate::error::Error;
use crate::executor::{Collect, Executor, Finished, Job, Streams, Writable};
use crate::languages::{Catalog, Compile, Language, Values};
use crate::model::{CompileReport, LimitsInForce, Outcome, Report, Submission, TestReport};
use crate::observer::{self, Observer, Watch, WorkKind};
use artifact::Compiled as CompiledFiles;
use cache::{Found, Programs};
pub(crate) use errand::{Errand, Left, Work};
pub(crate) use judging::{Judging, Step};
pub(crate) use plan::Plan;
use plan::PlannedTest;
use rules::Told;
pub use rules::{NativeRules, Rules};

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

/// The report of the compile step, if there was one, and what to run, unless it did not compile.
type Compiled<E> = (
    Option<CompileReport>,
    Option<Runnable<<E as Executor>::Program>>,
);

/// What the tests of a submission run.
struct Runnable<P> {
    program: Arc<P>,
    /// What the compile step made for the interpreter or command, at its path.
    compiled: Option<CompiledFiles>,
}

/// Judges submissions with the programs of an executor.
pub(crate) struct Judge<E: Executor> {
    catalog: Arc<Catalog>,
    tools: Arc<dyn Tools<E::Program>>,
    executor: Arc<E>,
    rules: Rules,
    programs: Programs<E>,
    observer: Option<Observer>,
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
            observer: None,
        }
    }

    /// The same judge, which tells `observer` of its work.
    pub(crate) fn observed_by(self, observer: Option<Observer>) -> Self {
        Self { observer, ..self }
    }

    /// The operator's rules.
    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Looks a submission over and fixes everything about it, without running anything.
    ///
    /// # Errors
    /// The sentence to tell the client.
    pub(crate) fn plan(&self, submission: Submission) -> Result<Plan, Error> {
        let mut plan = Plan::new(&self.catalog, &self.rules, submission)?;
        plan.watch = self.observer.as_ref().map(Observer::watch);
        Ok(plan)
    }

    /// Compiles and runs the program of a plan once, connected to live streams. The report's test has no output.
    ///
    /// # Errors
    /// When enclos failed. What the program does is in the report.
    pub(crate) fn run_live(
        &self,
        plan: &Plan,
        streams: Streams,
        cancel: &Cancel,
    ) -> Result<Report, Error> {
        let mut report = Report::new(plan.language.id.to_string());
        let (compiled, program) = self.prepare(plan, cancel)?;
        report.compile = compiled;
        if let (Some(program), Some(test)) = (&program, plan.tests.first()) {
            let limits = test.limits;
            let Finished { outcome, .. } = self.run(plan, program, test, limits, streams, cancel);
            report.tests.push(Some(tested(test, limits, outcome, None)));
        }
        Ok(report)
    }

    /// The program to run, or none and a report that says why it did not compile.
    fn prepare(&self, plan: &Plan, cancel: &Cancel) -> Result<Compiled<E>, Error> {
        let Some(compile) = &plan.language.compile else {
            let interpreter = Runnable {
                program: self.tools.interpreter(&plan.language)?,
                compiled: None,
            };
            return Ok((None, Some(interpreter)));
        };
        let (report, ready) = self.compiled(plan, compile, cancel)?;
        let Some(ready) = ready else {
            return Ok((Some(report), None));
        };
        let compiled = match plan.language.is_interpreted() {
            true => Some(CompiledFiles::unpack(compile, ready.artifact)?),
            false => None,
        };
        let runnable = Runnable {
            program: ready.program,
            compiled,
        };
        Ok((Some(report), Some(runnable)))
    }

    /// The report of compiling, and the program with its artifact unless it did not compile.
    fn compiled(&self, plan: &Plan, compile: &Compile, cancel: &Cancel) -> Found<E::Program> {
        let told = Told::from(&plan.compile_limits);
        let commands = compile::commands(plan, compile, Some(&told));
        let toolchain_key = self.tools.toolchain_key(&plan.language)?;
        // A program that compiled under other limits is the same one.
        let unlimited = compile::commands(plan, compile, None);
        let key = cache::key(plan, &unlimited, &toolchain_key);
        let attempt = || self.compile(plan, compile, &commands, &toolchain_key, cancel);
        let interpreter = match plan.language.is_interpreted() {
            true => Some(self.tools.interpreter(&plan.language)?),
            false => None,
        };
        let programs = &self.programs;
        // What is kept of it does not have its functions any more.
        let anew = programs.lacks_functions(plan, compile, &toolchain_key);
        let (report, ready) =
            programs.get(plan, key, interpreter.as_ref(), anew, cancel, attempt)?;
        let kind = WorkKind::Compile {
            cached: report.cached,
        };
        let watch = plan.watch.as_ref();
        observe(watch, &plan.language, kind, &report.outcome, cancel);
        Ok((report, ready))
    }

    fn run(
        &self,
        plan: &Plan,
        runnable: &Runnable<E::Program>,
        test: &PlannedTest,
        limits: LimitsInForce,
        streams: Streams,
        cancel: &Cancel,
    ) -> Finished {
        let language = &plan.language;
        let told = Told::from(&limits);
        let values = Values {
            source: &language.source,
            artifact: artifact_path(language),
            mem: &told.mem,
            stack: &told.stack,
            ..Values::default()
        };
        let mut args = match &plan.interpreter_args {
            Some(own) => [&language.interpreter(&values), &own[..]].concat(),
            None => language.run.argv.expand(&values),
        };
        args.extend_from_slice(&test.args);
        let mut env = language.run.env.expand(&values);
        env.extend(
            test.env
                .iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        );
        let mut files = plan.files.clone();
        files.extend_from_slice(&test.files);
        if let Some(compiled) = &runnable.compiled {
            compiled.lie_over(&mut files);
        }
        let collect = if test.outputs.is_empty() {
            Collect::Nothing
        } else {
            Collect::Changed
        };
        let finished = self.executor.run(
            &runnable.program,
            Job {
                args,
                env: env.into_iter().collect(),
                files,
                counts_files: false,
                writable: Writable::All,
                streams,
                limits,
                kill_out_of_memory: plan.kill_out_of_memory,
                fuel_per_second: language.run.fuel_per_second,
                collect,
                cancel: cancel.clone(),
            },
        );
        let watch = plan.watch.as_ref();
        observe(watch, language, WorkKind::Run, &finished.outcome, cancel);
        finished
    }
}

/// Tells the log, and whoever watches, what was done.
fn observe(
    watch: Option<&Watch>,
    language: &Language,
    kind: WorkKind,
    outcome: &Outcome,
    cancel: &Cancel,
) {
    let usage = &outcome.usage;
    tracing::debug!(
        language = language.id.as_str(),
        ?kind,
        status = outcome.status.as_str(),
        cpu_ms = usage.cpu.as_secs_f64() * 1e3,
        wall_ms = usage.wall.as_secs_f64() * 1e3,
        fuel = usage.fuel,
        peak_memory_bytes = usage.peak_memory_bytes,
        "done"
    );
    if let Some(watch) = watch {
        watch(&observer::Work {
            language: language.id.as_str(),
            kind,
            status: (!cancel.is_canceled()).then_some(outcome.status),
            usage: outcome.usage,
        });
    }
}

fn artifact_path(language: &Language) -> &str {
    language
        .compile
        .as_ref()
        .map_or("", |compile| compile.artifact.as_str())
}

fn tested(
    test: &PlannedTest,
    limits: LimitsInForce,
    outcome: Outcome,
    passed: Option<bool>,
) -> TestReport {
    TestReport {
        name: test.name.clone(),
        outcome,
        limits,
        passed,
        files: Vec::new(),
        runs: Vec::new(),
    }
}
