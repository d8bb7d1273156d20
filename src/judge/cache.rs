//! Programs that were compiled before, by the content of everything that went into them: in memory, ready to run, and on
//! disk behind that.
//!
//! Several submissions of the same sources at the same time compile once, and the others wait. What failed to compile is
//! not kept: it costs its author a compilation each time, and nobody else a place here.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use moka::sync::Cache;

use super::Plan;
use super::compile::{Attempt, Command, Made};
use crate::cache::{ArtifactKey, Entry, ProgramCache};
use crate::cancel::Cancel;
use crate::error::Error;
use crate::executor::{Executor, Functions, Patience, Refusal};
use crate::languages::Compile;
use crate::model::{CompileReport, Outcome};

/// A program that compiled, with the report of that and what it was made of.
struct Compiled<P> {
    program: Arc<P>,
    artifact: Arc<[u8]>,
    report: CompileReport,
    bytes: u32,
}

/// What came of a compilation: something to keep, or a reason to tell this client only.
enum Miss {
    Rejected(Box<CompileReport>),
    Failed(Error),
}

/// A program with what it was made of.
pub(super) struct Ready<P> {
    pub(super) program: Arc<P>,
    pub(super) artifact: Arc<[u8]>,
}

/// What looking for a program comes to: a report, which says why when there is no program.
pub(super) type Found<P> = Result<(CompileReport, Option<Ready<P>>), Error>;

/// The programs that were used last.
pub(super) struct Programs<E: Executor> {
    executor: Arc<E>,
    memory: Cache<ArtifactKey, Arc<Compiled<E::Program>>>,
    /// Programs by their artifacts, for whoever comes with one of those. In memory alone.
    by_artifact: Cache<ArtifactKey, Arc<Admitted<E::Program>>>,
    disk: Option<ProgramCache>,
    /// What the programs of a language have in common: the functions of its reference program.
    functions: RwLock<HashMap<ArtifactKey, Arc<Functions>>>,
}

/// A program that an artifact was taken for.
struct Admitted<P> {
    program: Arc<P>,
    bytes: u32,
}

/// Machine code in memory: some hundred programs of C++, or thousands of C.
const MAX_MEMORY_BYTES: u64 = 256 << 20;
/// The same for programs by their artifacts.
const MAX_ADMITTED_BYTES: u64 = 64 << 20;
/// Machine code of the functions of a reference program, which is hundreds of kilobytes or a few megabytes.
const MAX_FUNCTIONS_BYTES: usize = 32 << 20;
/// What a program takes beside its machine code: tables, an image of its memory and a file descriptor for that.
const OVERHEAD_BYTES: usize = 128 << 10;

impl<E: Executor> Programs<E> {
    pub(super) fn new(executor: Arc<E>, disk: Option<ProgramCache>) -> Self {
        let weigh = |_: &ArtifactKey, compiled: &Arc<Compiled<E::Program>>| compiled.bytes;
        let weigh_admitted = |_: &ArtifactKey, admitted: &Arc<Admitted<E::Program>>| admitted.bytes;
        Self {
            executor,
            by_artifact: Cache::builder()
                .weigher(weigh_admitted)
                .max_capacity(MAX_ADMITTED_BYTES)
                .build(),
            memory: Cache::builder()
                .weigher(weigh)
                .max_capacity(MAX_MEMORY_BYTES)
                .build(),
            disk,
            functions: RwLock::default(),
        }
    }

    /// The program of a key, compiled now if need be. With an interpreter, that is the program, and what is kept is the
    /// artifact that it is given. `anew` is for compiling what the disk may have.
    pub(super) fn get(
        &self,
        plan: &Plan,
        key: ArtifactKey,
        interpreter: Option<&Arc<E::Program>>,
        anew: bool,
        cancel: &Cancel,
        compile: impl Fn() -> Attempt<E::Program>,
    ) -> Found<E::Program> {
        let mut fresh = false;
        let compiled = self.memory.try_get_with(key, || {
            if !anew && let Some(kept) = self.kept(plan, &key, interpreter, cancel) {
                return Ok(Arc::new(kept));
            }
            fresh = true;
            let has_code = interpreter.is_none();
            match compile() {
                Ok((report, Some(made))) => Ok(Arc::new(self.keep(&key, report, made, has_code))),
                Ok((report, None)) => Err(Miss::Rejected(Box::new(report))),
                Err(error) => Err(Miss::Failed(error)),
            }
        });
        match compiled {
            Ok(compiled) => {
                let report = CompileReport {
                    cached: !fresh,
                    limits: plan.compile_limits,
                    ..compiled.report.clone()
                };
                let ready = Ready {
                    program: Arc::clone(&compiled.program),
                    artifact: Arc::clone(&compiled.artifact),
                };
                Ok((report, Some(ready)))
            }
            Err(miss) => match Arc::try_unwrap(miss) {
                Ok(Miss::Rejected(report)) => Ok((*report, None)),
                Ok(Miss::Failed(error)) => Err(error),
                // Somebody else's compilation of the same sources came to nothing; perhaps their limits were tighter, or
                // they went away. Ours is our own.
                Err(_) => {
                    let (report, made) = compile()?;
                    let ready = made.map(|made| Ready {
                        program: made.program,
                        artifact: made.artifact,
                    });
                    Ok((report, ready))
                }
            },
        }
    }

    /// The program that an artifact is, admitted now if need be. The inner error is a sentence that says why it was not.
    pub(super) fn admitted(
        &self,
        artifact: &[u8],
        patience: Patience<'_>,
    ) -> Result<Result<Arc<E::Program>, Refusal>, Error> {
        let key = ArtifactKey::of([artifact]);
        if let Some(admitted) = self.by_artifact.get(&key) {
            return Ok(Ok(Arc::clone(&admitted.program)));
        }
        let admitted = self.executor.admit(artifact, None, patience)?;
        Ok(admitted.map(|program| {
            let program = Arc::new(program);
            self.remember(artifact, &program);
            program
        }))
    }

    /// Keeps a program for whoever will come with its artifact.
    pub(super) fn remember(&self, artifact: &[u8], program: &Arc<E::Program>) {
        let key = ArtifactKey::of([artifact]);
        if self.by_artifact.contains_key(&key) {
            return;
        }
        let code = self.executor.preserve(program).unwrap_or_default();
        let admitted = Admitted {
            program: Arc::clone(program),
            bytes: weight(code.len()),
        };
        self.by_artifact.insert(key, Arc::new(admitted));
    }

    /// The functions that are known of a language. The reference program makes them known: nothing that a client writes does.
    pub(super) fn functions(
        &self,
        plan: &Plan,
        compile: &Compile,
        toolchain_key: &str,
        artifact: &[u8],
    ) -> Option<Arc<Functions>> {
        if !compile.incremental {
            return None;
        }
        let key = self.functions_key(plan, toolchain_key);
        if let Some(known) = self.known(&key) {
            return Some(known);
        }
        if !plan.is_reference() {
            return None;
        }
        let functions = self.executor.functions(artifact)?;
        if functions.bytes() > MAX_FUNCTIONS_BYTES {
            return None;
        }
        if let (Some(disk), Some(code)) = (&self.disk, functions.encode()) {
            let entry = Entry {
                engine_key: self.executor.engine_key().to_owned(),
                compiled: Outcome::ok(),
                artifact: Vec::new(),
                code,
            };
            disk.put(&key, &entry);
        }
        Some(self.make_known(key, functions))
    }

    /// Whether this is the program whose functions should be known, and they aren't.
    pub(super) fn lacks_functions(
        &self,
        plan: &Plan,
        compile: &Compile,
        toolchain_key: &str,
    ) -> bool {
        compile.incremental
            && plan.is_reference()
            && self
                .known(&self.functions_key(plan, toolchain_key))
                .is_none()
    }

    fn functions_key(&self, plan: &Plan, toolchain_key: &str) -> ArtifactKey {
        let language = plan.language.id.as_str();
        let fields = [
            "functions",
            language,
            toolchain_key,
            self.executor.engine_key(),
        ];
        ArtifactKey::of(fields.map(str::as_bytes))
    }

    fn known(&self, key: &ArtifactKey) -> Option<Arc<Functions>> {
        let all = self
            .functions
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(key) {
            return Some(Arc::clone(known));
        }
        drop(all);
        let entry = self.disk.as_ref()?.get(key)?;
        Some(self.make_known(*key, Functions::decode(&entry.code)?))
    }

    fn make_known(&self, key: ArtifactKey, functions: Functions) -> Arc<Functions> {
        let mut all = self
            .functions
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(key).or_insert_with(|| Arc::new(functions)))
    }

    /// What the disk has. Machine code of another engine is made anew of the artifact, which is the longest part of
    /// compiling for no language.
    fn kept(
        &self,
        plan: &Plan,
        key: &ArtifactKey,
        interpreter: Option<&Arc<E::Program>>,
        cancel: &Cancel,
    ) -> Option<Compiled<E::Program>> {
        let disk = self.disk.as_ref()?;
        let mut entry = disk.get(key)?;
        let program = if let Some(interpreter) = interpreter {
            Arc::clone(interpreter)
        } else if entry.engine_key == self.executor.engine_key() {
            Arc::new(self.executor.restore(&entry.code).ok()?)
        } else {
            let patience = Patience {
                wall_time: plan.compile_limits.wall_time,
                cancel,
            };
            let admitted = self.executor.admit(&entry.artifact, None, patience);
            let program = admitted.ok()?.ok()?;
            entry.engine_key = self.executor.engine_key().to_owned();
            entry.code = self.executor.preserve(&program)?;
            disk.put(key, &entry);
            Arc::new(program)
        };
        Some(Compiled {
            program,
            bytes: weight(entry.code.len() + entry.artifact.len()),
            artifact: entry.artifact.into(),
            report: CompileReport {
                outcome: entry.compiled,
                limits: plan.compile_limits,
                cached: true,
            },
        })
    }

    fn keep(
        &self,
        key: &ArtifactKey,
        report: CompileReport,
        made: Made<E::Program>,
        has_code: bool,
    ) -> Compiled<E::Program> {
        let code = match has_code {
            true => self.executor.preserve(&made.program).unwrap_or_default(),
            false => Vec::new(),
        };
        let bytes = weight(code.len() + made.artifact.len());
        let is_whole = !has_code || !code.is_empty();
        if let Some(disk) = self.disk.as_ref().filter(|_| is_whole) {
            let entry = Entry {
                engine_key: self.executor.engine_key().to_owned(),
                compiled: report.outcome.clone(),
                artifact: made.artifact.to_vec(),
                code,
            };
            disk.put(key, &entry);
        }
        Compiled {
            program: made.program,
            artifact: made.artifact,
            report,
            bytes,
        }
    }
}

fn weight(bytes: usize) -> u32 {
    u32::try_from(bytes + OVERHEAD_BYTES).unwrap_or(u32::MAX)
}

/// The key of everything that the compiled program depends on: the toolchain, the commands with their flags, the files.
pub(super) fn key(plan: &Plan, commands: &[Command<'_>], toolchain_key: &str) -> ArtifactKey {
    let mut fields: Vec<Vec<u8>> = vec![plan.language.id.to_string().into(), toolchain_key.into()];
    // All commands have the same environment.
    for (name, value) in commands.iter().take(1).flat_map(|command| &command.env) {
        fields.push(format!("{name}={value}").into());
    }
    for command in commands {
        // The number of arguments, so that one command's last is not taken for the next one's first.
        fields.push(command.args.len().to_le_bytes().into());
        fields.push(command.module.into());
        fields.extend(command.args.iter().map(|arg| arg.clone().into_bytes()));
    }
    let files = plan
        .files
        .iter()
        .flat_map(|file| [file.name.as_str().as_bytes(), &file.content]);
    ArtifactKey::of(fields.iter().map(Vec::as_slice).chain(files))
}
