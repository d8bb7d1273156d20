//! The compile step: one run of a tool after another, each finding in `/tmp` what those before it left there.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Judge, Plan, Told, artifact};
use crate::cancel::Cancel;
use crate::error::Error;
use crate::executor::{Collect, Executor, Finished, Job, Patience, Refusal, Streams, Writable};
use crate::languages::{Compile, Values};
use crate::model::{CompileReport, File, FileName, Outcome, Status, WALL_TIME_EXCEEDED};

/// What compiling comes to: a report, and a program if all went well.
pub(super) type Attempt<P> = Result<(CompileReport, Option<Made<P>>), Error>;

/// What a compile step makes.
pub(super) struct Made<P> {
    pub(super) program: Arc<P>,
    /// What the program was made of, which any machine could take; for a language with an interpreter, what that is given.
    pub(super) artifact: Arc<[u8]>,
}

/// One run of one tool.
pub(super) struct Command<'a> {
    pub(super) module: &'a str,
    pub(super) args: Vec<String>,
    pub(super) env: BTreeMap<String, String>,
}

/// The tools that a plan runs, in their order. They are told the limits, or nothing about them.
pub(super) fn commands<'a>(
    plan: &Plan,
    compile: &'a Compile,
    told: Option<&Told>,
) -> Vec<Command<'a>> {
    let sources = sources(plan);
    let flags = compile.expand_flags(&plan.flags);
    let objects: Vec<String> = (0..sources.len())
        .map(|index| format!("/tmp/{index}.o"))
        .collect();
    let mut commands = Vec::new();
    for step in &compile.steps {
        let rounds = if step.each { sources.len() } else { 1 };
        for round in 0..rounds {
            let values = Values {
                source: &sources[round],
                sources: &sources,
                object: &objects[round],
                objects: &objects,
                flags: &flags,
                artifact: &compile.artifact,
                mem: told.map_or("", |told| &told.mem),
                stack: told.map_or("", |told| &told.stack),
            };
            commands.push(Command {
                module: &step.module,
                args: step.argv.expand(&values),
                env: compile.env.expand(&values),
            });
        }
    }
    commands
}

impl<E: Executor> Judge<E> {
    /// Runs the steps. There is a program only when all of them ended well and left an artifact that the executor takes.
    pub(super) fn compile(
        &self,
        plan: &Plan,
        compile: &Compile,
        commands: &[Command<'_>],
        toolchain_key: &str,
        cancel: &Cancel,
    ) -> Attempt<E::Program> {
        let limits = plan.compile_limits;
        let report = |outcome| CompileReport {
            outcome,
            limits,
            cached: false,
        };
        let mut so_far = Outcome::ok();
        let mut temporary: Vec<File> = Vec::new();
        for command in commands {
            let finished = self.command(plan, command, &so_far, &temporary, cancel)?;
            for (name, content) in finished.files {
                let name = FileName::new(&name)?;
                temporary.retain(|file| file.name != name);
                temporary.push(File { name, content });
            }
            let usage = finished.outcome.usage;
            tracing::debug!(
                tool = command.args.first(),
                wall_ms = usage.wall.as_secs_f64() * 1e3,
                fuel = usage.fuel,
                "compiled"
            );
            add(&mut so_far, finished.outcome);
            if cancel.is_canceled() {
                return Err(Error::Canceled);
            }
            if so_far.status != Status::Ok {
                return Ok((report(so_far), None));
            }
        }
        let artifact = artifact::pack(compile, &temporary)?;
        let begun = Instant::now();
        let bytes = artifact.as_ref().map(|artifact| artifact.len());
        let admitted = match artifact {
            Some(artifact) if plan.language.is_interpreted() => {
                let program = self.tools.interpreter(&plan.language)?;
                Ok(Made { program, artifact })
            }
            Some(artifact) => {
                let known = self
                    .programs
                    .functions(plan, compile, toolchain_key, &artifact);
                let patience = Patience {
                    wall_time: limits.wall_time.saturating_sub(so_far.usage.wall),
                    cancel,
                };
                let admitted = self.executor.admit(&artifact, known.as_ref(), patience)?;
                let admitted = admitted.map(Arc::new);
                admitted.map(|program| Made { program, artifact })
            }
            None => Err(Refusal::NotTaken("the compiler left no program".to_owned())),
        };
        let wall_ms = begun.elapsed().as_secs_f64() * 1e3;
        tracing::debug!(bytes, wall_ms, "admitted");
        let made = match admitted {
            Ok(made) => Some(made),
            Err(refusal) => {
                refuse(&mut so_far, &refusal, begun.elapsed());
                None
            }
        };
        Ok((report(so_far), made))
    }

    fn command(
        &self,
        plan: &Plan,
        command: &Command<'_>,
        so_far: &Outcome,
        temporary: &[File],
        cancel: &Cancel,
    ) -> Result<Finished, Error> {
        let tool = self.tools.compiler(&plan.language, command.module)?;
        // The limits are those of the whole compile step, so each run gets what the ones before it left.
        let mut limits = plan.compile_limits;
        limits.time = limits.time.saturating_sub(so_far.usage.cpu);
        limits.wall_time = limits.wall_time.saturating_sub(so_far.usage.wall);
        let printed = (so_far.stdout.len() + so_far.stderr.len()) as u64;
        limits.output_bytes = limits.output_bytes.saturating_sub(printed);
        limits.fuel = limits
            .fuel
            .map(|fuel| fuel.saturating_sub(so_far.usage.fuel));
        let files = plan.files.iter().chain(temporary).cloned().collect();
        Ok(self.executor.run(
            &tool,
            Job {
                args: command.args.clone(),
                env: command.env.clone().into_iter().collect(),
                files,
                counts_files: false,
                writable: Writable::All,
                streams: Streams::empty(),
                limits,
                kill_out_of_memory: false,
                fuel_per_second: COMPILER_FUEL_PER_SECOND,
                collect: Collect::Temporary,
                cancel: cancel.clone(),
            },
        ))
    }
}

/// Compilers branch and call more than the programs they make; LLVM burns 4 to 5 of these a nanosecond.
const COMPILER_FUEL_PER_SECOND: u64 = 5_000_000_000;

/// The sources that were named, or else the main source and every further file with one of the language's extensions.
fn sources(plan: &Plan) -> Vec<String> {
    if let Some(sources) = &plan.sources {
        return sources.clone();
    }
    let is_source = |file: &&File| {
        let known = |extension: &str| {
            plan.language
                .extensions
                .iter()
                .any(|known| known.eq_ignore_ascii_case(extension))
        };
        file.name.as_str() == plan.language.source || file.name.extension().is_some_and(known)
    };
    plan.files
        .iter()
        .filter(is_source)
        .map(|file| file.name.to_string())
        .collect()
}

/// What a compile step comes to whose artifact was not taken, for as long as that took to find out.
fn refuse(so_far: &mut Outcome, refusal: &Refusal, took: Duration) {
    let (status, message) = match refusal {
        Refusal::NotTaken(_) => (Status::RuntimeError, "Exited with error status 1"),
        Refusal::TimedOut => (Status::TimedOut, WALL_TIME_EXCEEDED),
        Refusal::OutOfMemory => (Status::OutOfMemory, "Memory limit exceeded"),
        Refusal::Failed => (Status::InternalError, "the compiler to machine code failed"),
    };
    so_far.status = status;
    so_far.message = Some(message.to_owned());
    match refusal {
        Refusal::NotTaken(_) => so_far.exit_code = 1,
        Refusal::Failed => {}
        Refusal::TimedOut | Refusal::OutOfMemory => {
            so_far.killed = true;
            so_far.usage.wall += took;
        }
    }
    let sentence = format!("error: {refusal}\n");
    so_far.stderr.extend_from_slice(sentence.as_bytes());
}

/// What a compile step comes to after one more run.
fn add(so_far: &mut Outcome, next: Outcome) {
    let mut usage = so_far.usage;
    usage.cpu += next.usage.cpu;
    usage.wall += next.usage.wall;
    usage.fuel = usage.fuel.saturating_add(next.usage.fuel);
    usage.peak_memory_bytes = usage.peak_memory_bytes.max(next.usage.peak_memory_bytes);
    usage.group_memory_bytes = usage.group_memory_bytes.max(next.usage.group_memory_bytes);
    usage.forced_switches += next.usage.forced_switches;
    usage.voluntary_switches += next.usage.voluntary_switches;
    usage.fuel_exact &= next.usage.fuel_exact;
    let mut stdout = std::mem::take(&mut so_far.stdout);
    stdout.extend_from_slice(&next.stdout);
    let mut stderr = std::mem::take(&mut so_far.stderr);
    stderr.extend_from_slice(&next.stderr);
    *so_far = Outcome {
        stdout,
        stderr,
        usage,
        ..next
    };
}
