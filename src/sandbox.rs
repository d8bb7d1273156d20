//! The WebAssembly executor, and the only place that knows wasmtime.
//!
//! Three engines serve the whole process, alike but for where their memories come from: one for compilers, one for programs
//! of submissions, one for interpreters that start from snapshots. A [`Program`] is a module whose imports are resolved once;
//! each run of it is a new store with its own memory, files, fuel and clock, of which nothing outlives the run but its
//! outcome. The files are in memory, unless the embedder asked for a directory on the host (feature `directory`).

mod admission;
#[cfg(feature = "directory")]
mod directory;
mod engine;
mod files;
mod functions;
mod images;
mod precompiler;
mod run;
mod snapshot;
mod ticker;
mod wasi;

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use wasmtime::{Config, Engine, InstancePre, Linker, Module};

#[cfg(feature = "directory")]
pub(crate) use directory::{Directory, Program as DirectoryProgram};
pub(crate) use engine::MAX_STACK_BYTES;

use crate::error::Error;
use crate::executor::{Executor, Finished, Functions, Job, Patience, Refusal};
use crate::model::Outcome;
use files::{Capacity, Tree, WorkDir};
use images::Image;
pub(crate) use precompiler::Precompiler;
pub use run::GuestClock;
use run::{Clock, Guest, Meter};
use ticker::Ticker;
use wasi::World;

/// Whether the kernel helps to reset memories quickly. What that needs is opened by the first question, which a process asks
/// before it can open nothing any more.
pub(crate) fn finds_changed_pages() -> bool {
    images::finds_changed_pages()
}

/// Runs WebAssembly programs.
pub(crate) struct Sandbox {
    /// For compilers, and for interpreters from their beginning. What they leave behind of a slot, page tables of hundreds of
    /// megabytes, would cost a small program in it thirty microseconds a run.
    tools: Ground,
    /// For programs of submissions.
    programs: Ground,
    /// For interpreters that start from snapshots.
    snapshotted: Ground,
    precompiler: Precompiler,
    clock: GuestClock,
    ticker: Ticker,
    /// What programs see that have no mounts.
    devices: Arc<Tree>,
    /// Modules that are mapped, because two languages may share a compiler of two hundred megabytes.
    mapped: Mutex<HashMap<PathBuf, Mapped>>,
}

/// Engines at rest: there is no thread yet, and what they must open is open, so that walls can be put up around them.
pub(crate) struct Engines {
    tools: Ground,
    programs: Ground,
    snapshotted: Ground,
}

impl Engines {
    /// Makes them, with room for `workers` runs at a time.
    ///
    /// # Errors
    /// When the machine can't carry the engine, for want of address space say.
    pub(crate) fn new(workers: usize) -> Result<Self, Error> {
        Ok(Self {
            tools: Ground::new(&engine::pooled(workers))?,
            programs: Ground::new(&engine::pooled(workers))?,
            snapshotted: Ground::new(&engine::snapshotted())?,
        })
    }
}

/// An engine, with what its programs may import.
struct Ground {
    engine: Engine,
    linker: Linker<Guest>,
}

impl Ground {
    fn new(config: &Config) -> Result<Self, Error> {
        let engine = Engine::new(config).map_err(broken)?;
        let mut linker = Linker::new(&engine);
        wasi::link(&mut linker).map_err(broken)?;
        Ok(Self { engine, linker })
    }

    fn link(&self, module: &Module) -> wasmtime::Result<InstancePre<Guest>> {
        self.linker.instantiate_pre(module)
    }
}

/// A module of the depot, with the image of its memory if it is a snapshot.
#[derive(Clone)]
struct Mapped {
    module: InstancePre<Guest>,
    image: Option<Arc<Image>>,
}

/// A module that is ready to be instantiated, with the read-only files that belong to it.
pub(crate) struct Program {
    mapped: Mapped,
    tree: Arc<Tree>,
}

impl Sandbox {
    /// Starts the engines, with room for `workers` runs at a time, which are told this much of the time.
    ///
    /// # Errors
    /// When the machine can't carry the engine, for want of address space say.
    pub(crate) fn new(workers: usize, clock: GuestClock) -> Result<Self, Error> {
        Self::with(Engines::new(workers)?, clock)
    }

    /// Starts engines that were made before.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub(crate) fn with(engines: Engines, clock: GuestClock) -> Result<Self, Error> {
        let Engines {
            tools,
            programs,
            snapshotted,
        } = engines;
        let engines = [&tools.engine, &programs.engine, &snapshotted.engine];
        let ticker = Ticker::start(engines).map_err(|source| Error::Io {
            what: "starting the epoch thread".to_owned(),
            source,
        })?;
        Ok(Self {
            precompiler: Precompiler::new()?,
            tools,
            programs,
            snapshotted,
            clock,
            ticker,
            devices: Arc::new(Tree::devices()),
            mapped: Mutex::default(),
        })
    }

    /// What makes machine code for these engines.
    pub(crate) fn precompiler(&self) -> &Precompiler {
        &self.precompiler
    }

    /// Maps a module that was precompiled by these engines, and the folders that its programs see, each at its guest path.
    ///
    /// The caller must have checked that the file is, byte for byte, the one that was made on this machine: mapping a
    /// module is executing it.
    ///
    /// # Errors
    /// When the file is of another engine, or something can't be read.
    pub(crate) fn load<'a>(
        &self,
        precompiled: &Path,
        mounts: impl IntoIterator<Item = (&'a str, &'a Path)>,
    ) -> Result<Program, Error> {
        let file = File::open(precompiled).map_err(|source| Error::Io {
            what: format!("opening {}", precompiled.display()),
            source,
        })?;
        self.load_open(precompiled, &file, mounts)
    }

    /// The same of a file that is open, which was opened under this name.
    ///
    /// # Errors
    /// As [`Sandbox::load`].
    pub(crate) fn load_open<'a>(
        &self,
        name: &Path,
        precompiled: &File,
        mounts: impl IntoIterator<Item = (&'a str, &'a Path)>,
    ) -> Result<Program, Error> {
        let tree = Tree::with_mounts(mounts).map_err(|source| Error::Io {
            what: "listing a language's files".to_owned(),
            source,
        })?;
        Ok(Program {
            mapped: self.map(name, precompiled)?,
            tree: Arc::new(tree),
        })
    }

    fn map(&self, name: &Path, precompiled: &File) -> Result<Mapped, Error> {
        let mut all = self.mapped.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(mapped) = all.get(name) {
            return Ok(mapped.clone());
        }
        let broken_file = |source| Error::Io {
            what: "mapping a module".to_owned(),
            source,
        };
        let file = || precompiled.try_clone().map_err(broken_file);
        let image = Image::open(file()?).map_err(broken_file)?;
        let ground = match image {
            Some(_) => &self.snapshotted,
            None => &self.tools,
        };
        #[allow(
            unsafe_code,
            reason = "mapping machine code can't be checked by the compiler"
        )]
        // SAFETY: the depot compares the file's checksum with the one it took when it made the file on this machine, and
        // the depot's folder is writable for the operator alone; the engine checks its version and settings.
        let module =
            unsafe { Module::deserialize_open_file(&ground.engine, file()?) }.map_err(broken)?;
        let mapped = Mapped {
            module: ground.link(&module).map_err(broken)?,
            image: image.map(Arc::new),
        };
        all.insert(name.to_owned(), mapped.clone());
        Ok(mapped)
    }

    /// The program whose machine code, made of a guest's artifact by an engine of the same settings, is in an open file.
    ///
    /// The caller must have checked that nobody can have changed the file since: mapping a module is executing it.
    ///
    /// # Errors
    /// When the file is of another engine.
    pub(crate) fn load_program(&self, code: File) -> Result<Program, Error> {
        #[allow(
            unsafe_code,
            reason = "mapping machine code can't be checked by the compiler"
        )]
        // SAFETY: the caller vouches for the file; the engine checks its version and settings.
        let module = unsafe { Module::deserialize_open_file(&self.programs.engine, code) };
        self.program(&module.map_err(broken)?).map_err(broken)
    }

    /// A program of a submission, which sees nothing but its own files.
    fn program(&self, module: &Module) -> wasmtime::Result<Program> {
        Ok(Program {
            mapped: Mapped {
                module: self.programs.link(module)?,
                image: None,
            },
            tree: Arc::clone(&self.devices),
        })
    }
}

impl Executor for Sandbox {
    type Program = Program;

    fn admit(
        &self,
        artifact: &[u8],
        known: Option<&Arc<Functions>>,
        _: Patience<'_>,
    ) -> Result<Result<Program, Refusal>, Error> {
        if let Err(refusal) = admission::check(artifact) {
            return Ok(Err(Refusal::NotTaken(refusal)));
        }
        let compiled = match known {
            None => Module::new(&self.programs.engine, artifact),
            Some(known) => functions::precompile(artifact, known).and_then(|code| {
                #[allow(
                    unsafe_code,
                    reason = "loading machine code can't be checked by the compiler"
                )]
                // SAFETY: an engine of the same settings made it just now, in this process.
                unsafe {
                    Module::deserialize(&self.programs.engine, code)
                }
            }),
        };
        let program = compiled
            .map_err(|error| precompiler::not_compiled(&error))
            .and_then(|module| {
                let program = self.program(&module);
                program.map_err(|error| precompiler::not_linked(&error))
            });
        Ok(program.map_err(Refusal::NotTaken))
    }

    fn functions(&self, artifact: &[u8]) -> Option<Functions> {
        self.precompiler.functions(artifact)
    }

    fn engine_key(&self) -> &str {
        self.precompiler.engine_key()
    }

    fn preserve(&self, program: &Program) -> Option<Vec<u8>> {
        program.mapped.module.module().serialize().ok()
    }

    fn restore(&self, preserved: &[u8]) -> Result<Program, Error> {
        #[allow(
            unsafe_code,
            reason = "mapping machine code can't be checked by the compiler"
        )]
        // SAFETY: the caller vouches that these are the bytes that `preserve` gave; the engine checks its version and settings.
        let module =
            unsafe { Module::deserialize(&self.programs.engine, preserved) }.map_err(broken)?;
        self.program(&module).map_err(broken)
    }

    fn run(&self, program: &Program, job: Job) -> Finished {
        let limits = job.limits;
        let mut files = WorkDir::new(Arc::clone(&program.tree), Capacity::of(&limits));
        files.counts_given = job.counts_files;
        for file in job.files {
            if files.give(file.name.as_str(), file.content).is_err() {
                let message = format!(
                    "the file {} can't be put into the working directory, a file or folder is in its place",
                    file.name
                );
                return Finished {
                    outcome: Outcome::internal_error(message),
                    files: Vec::new(),
                };
            }
        }
        files.writable = job.writable;
        let (input, output, terminal) = wasi::connect(job.streams, limits.output_bytes);
        let args = job.args.into_iter().map(String::into_bytes).collect();
        let env = job
            .env
            .into_iter()
            .map(|(name, value)| format!("{name}={value}").into_bytes())
            .collect();
        let fuel = limits.fuel_budget(job.fuel_per_second);
        let clock = Clock::start(limits.wall_time, job.cancel).telling(
            self.clock,
            fuel,
            job.fuel_per_second,
        );
        let mut world = World::new(args, env, files, input, output, clock);
        world.terminal = terminal;

        let guest = Guest {
            world,
            meter: Meter::new(limits.memory_bytes, job.kill_out_of_memory),
            memory: None,
        };
        let mut store = match run::limited(program.mapped.module.module().engine(), guest, fuel) {
            Ok(store) => store,
            Err(error) => {
                return Finished {
                    outcome: Outcome::internal_error(error.to_string()),
                    files: Vec::new(),
                };
            }
        };
        let ticking = self.ticker.ticking();
        images::expect(program.mapped.image.as_ref());
        let ended = program
            .mapped
            .module
            .instantiate(&mut store)
            .and_then(|instance| instance.get_typed_func::<(), ()>(&mut store, "_start"))
            .and_then(|start| start.call(&mut store, ()));
        drop(ticking);

        let spent = fuel - store.get_fuel().unwrap_or(0);
        let Guest { world, meter, .. } = store.into_data();
        let outcome = run::outcome(
            ended,
            spent,
            limits.is_over_time(spent, job.fuel_per_second),
            &meter,
            &world.clock,
            world.output,
        );
        Finished {
            outcome,
            files: world.files.collect(job.collect),
        }
    }
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "it is the argument of map_err"
)]
fn broken(error: wasmtime::Error) -> Error {
    Error::Engine(format!("{error:#}"))
}
