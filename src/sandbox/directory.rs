//! The second executor: working directories on the host's file system, through wasmtime-wasi, for embedders who ask for
//! them.
//!
//! Engine, fuel, epochs, meter, streams and clocks are those of [`Sandbox`]; only the preview-1 host differs. It owns what
//! is particular about a real directory: making it, watching its size, reading it back and removing it whatever a guest
//! left in it. Guests run on stacks of their own here, so that a sleeping one can be given up at its wall limit.

mod link;
mod place;
mod streams;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use wasmtime::{Engine, GcHeapOutOfMemory, InstancePre, Linker, Store, ThrownException, Trap};
use wasmtime_wasi::p1::WasiP1Ctx;
use wasmtime_wasi::{FsPerms, ResourceTableError, WasiCtxBuilder, WasiView};

use super::images::{self, Image};
use super::run::{self, Clock, Limited, Meter, Stop};
use super::wasi::Output;
use super::{Ground, Mapped, Sandbox, broken, files::Capacity, wasi};
use crate::error::Error;
use crate::executor::{Collect, Executor, Finished, Functions, Job, Patience, Refusal, Writable};
use crate::model::Outcome;
use place::Place;
use streams::{Stdin, Stdout, Time};

/// How often a run that sleeps looks whether it was canceled.
const PATIENCE: Duration = Duration::from_millis(20);
/// Files that a run may have open at once. They are descriptors of the host's process, which all runs share.
const MAX_OPEN: usize = 256;

/// Runs WebAssembly programs in directories of the host.
pub(crate) struct Directory {
    sandbox: Sandbox,
    /// One for each of the sandbox's engines.
    linkers: [Linker<Guest>; 3],
    parent: PathBuf,
}

/// A module that is ready to be instantiated, with the host's folders that it may read.
pub(crate) struct Program {
    module: InstancePre<Guest>,
    image: Option<Arc<Image>>,
    /// Each with the guest's path of it.
    mounts: Vec<(String, PathBuf)>,
}

/// The data of a run's store.
struct Guest {
    wasi: WasiP1Ctx,
    clock: Clock,
    meter: Meter,
    place: Place,
}

impl Limited for Guest {
    fn meter(&mut self) -> &mut Meter {
        &mut self.meter
    }

    fn tick(&mut self) -> Result<(), Stop> {
        self.clock.check()?;
        self.place.check_now_and_then()
    }
}

impl Directory {
    /// An executor whose runs get fresh directories below `parent`.
    ///
    /// # Errors
    /// When `parent` is no directory that can be written to, or can't be made.
    pub(crate) fn new(sandbox: Sandbox, parent: PathBuf) -> Result<Self, Error> {
        let link = |ground: &Ground| link::linker(&ground.engine).map_err(broken);
        let linkers = [
            link(&sandbox.tools)?,
            link(&sandbox.programs)?,
            link(&sandbox.snapshotted)?,
        ];
        // Tried now, so that an operator's mistake shows at start and not in somebody's run.
        std::fs::create_dir_all(&parent)
            .and_then(|()| parent.canonicalize())
            .and_then(|parent| Place::new(&parent, Capacity::NONE).map(|_| parent))
            .map(|parent| Self {
                sandbox,
                linkers,
                parent,
            })
            .map_err(|source| Error::Io {
                what: "making working directories in the folder for them".to_owned(),
                source,
            })
    }

    /// The engine, which is the same wherever files are.
    pub(crate) fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// As [`Sandbox::load`], whose demands on the caller hold here too.
    ///
    /// # Errors
    /// As [`Sandbox::load`].
    pub(crate) fn load<'a>(
        &self,
        precompiled: &Path,
        mounts: impl IntoIterator<Item = (&'a str, &'a Path)>,
    ) -> Result<Program, Error> {
        let loaded = self.sandbox.load(precompiled, [])?;
        let mounts = mounts
            .into_iter()
            .map(|(at, host)| (at.to_owned(), host.to_owned()))
            .collect();
        self.link(&loaded, mounts)
    }

    fn link(
        &self,
        program: &super::Program,
        mounts: Vec<(String, PathBuf)>,
    ) -> Result<Program, Error> {
        let Mapped { module, image } = &program.mapped;
        let theirs =
            |linker: &&Linker<Guest>| Engine::same(linker.engine(), module.module().engine());
        let linker = self.linkers.iter().find(theirs);
        let linker = linker.ok_or_else(|| Error::Internal("a module of no engine".to_owned()))?;
        Ok(Program {
            module: linker.instantiate_pre(module.module()).map_err(broken)?,
            image: image.clone(),
            mounts,
        })
    }

    fn place(&self, program: &Program, job: &Job) -> Result<Place, String> {
        let capacity = Capacity::of(&job.limits);
        let mut place = Place::new(&self.parent, capacity).map_err(|error| {
            tracing::error!(%error, "a working directory could not be made");
            "the working directory could not be made".to_owned()
        })?;
        for file in &job.files {
            let name = file.name.as_str();
            let first = name.split('/').next();
            let hidden = program
                .mounts
                .iter()
                .any(|(at, _)| at.split('/').find(|part| !part.is_empty()) == first);
            let given = if hidden {
                Err(std::io::ErrorKind::AlreadyExists.into())
            } else {
                place.give(name, &file.content)
            };
            if let Err(error) = given {
                return Err(format!(
                    "the file {} can't be put into the working directory: {error}",
                    file.name
                ));
            }
        }
        if job.counts_files {
            place.count_given();
        }
        Ok(place)
    }
}

impl Executor for Directory {
    type Program = Program;

    fn admit(
        &self,
        artifact: &[u8],
        known: Option<&Arc<Functions>>,
        patience: Patience<'_>,
    ) -> Result<Result<Program, Refusal>, Error> {
        match self.sandbox.admit(artifact, known, patience)? {
            Ok(program) => self.link(&program, Vec::new()).map(Ok),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    fn functions(&self, artifact: &[u8]) -> Option<Functions> {
        self.sandbox.functions(artifact)
    }

    fn engine_key(&self) -> &str {
        self.sandbox.engine_key()
    }

    fn preserve(&self, program: &Program) -> Option<Vec<u8>> {
        program.module.module().serialize().ok()
    }

    fn restore(&self, preserved: &[u8]) -> Result<Program, Error> {
        self.link(&self.sandbox.restore(preserved)?, Vec::new())
    }

    fn run(&self, program: &Program, job: Job) -> Finished {
        self.place(program, &job)
            .and_then(|place| {
                self.run_in(place, program, job).map_err(|error| {
                    tracing::error!(%error, "a run in a directory could not be started");
                    "the sandbox could not run the program".to_owned()
                })
            })
            .unwrap_or_else(|message| Finished {
                outcome: Outcome::internal_error(message),
                files: Vec::new(),
            })
    }
}

impl Directory {
    fn run_in(&self, place: Place, program: &Program, job: Job) -> wasmtime::Result<Finished> {
        let limits = job.limits;
        let clock = Clock::start(limits.wall_time, job.cancel);
        let (input, output, terminal) = wasi::connect(job.streams, limits.output_bytes);
        let output = Arc::new(Mutex::new(output));

        let perms = match job.writable {
            Writable::All | Writable::NotTemporary => FsPerms::ReadWrite,
            Writable::Nothing => FsPerms::ReadOnly,
        };
        let mut builder = WasiCtxBuilder::new();
        builder
            .args(&job.args)
            .envs(&job.env)
            .stdin(Stdin::new(input, clock.clone(), terminal))
            .stdout(Stdout::new(&output, false, terminal))
            .stderr(Stdout::new(&output, true, terminal))
            .monotonic_clock(Time(clock.clone()))
            .wall_clock(Time(clock.clone()))
            .preopened_dir(place.root(), "/", perms)?;
        if job.writable == Writable::NotTemporary {
            builder.preopened_dir(place.root().join("tmp"), "/tmp", FsPerms::ReadOnly)?;
        }
        for (at, host) in &program.mounts {
            builder.preopened_dir(host, at, FsPerms::ReadOnly)?;
        }
        // Were it allowed to block this thread, which would spare files a way through another, it would also sleep on it
        // beyond the wall limit.
        let mut wasi = builder.allow_blocking_current_thread(false).build_p1();
        wasi.ctx().table.set_max_capacity(MAX_OPEN);

        let fuel = limits.fuel_budget(job.fuel_per_second);
        let guest = Guest {
            wasi,
            clock,
            meter: Meter::new(limits.memory_bytes, job.kill_out_of_memory),
            place,
        };
        let mut store = run::limited(program.module.module().engine(), guest, fuel)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()?;
        let ticking = self.sandbox.ticker.ticking();
        let mut ended = runtime.block_on(call(program, &mut store));
        drop(ticking);

        let spent = fuel - store.get_fuel().unwrap_or(0);
        let Guest {
            wasi,
            clock,
            meter,
            mut place,
        } = store.into_data();
        // Its files are closed and its share of the output is let go.
        drop(wasi);
        let by_itself = match &ended {
            Ok(()) => true,
            Err(error) => matches!(error.downcast_ref(), Some(Stop::Exit(_))),
        };
        if by_itself && let Err(stop) = place.check() {
            ended = Err(stop.into());
        }
        let over = |error: &wasmtime::Error| matches!(error.downcast_ref(), Some(Stop::TooMuch(_)));
        // What outlives the run is not lost with it, as far as it may be that large.
        let files = if ended.as_ref().is_err_and(over) && job.collect != Collect::Everything {
            Vec::new()
        } else {
            place.collect(job.collect)
        };
        let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
        let output = std::mem::replace(&mut *output, Output::closed());
        let over_time = limits.is_over_time(spent, job.fuel_per_second);
        let outcome = run::outcome(ended, spent, over_time, &meter, &clock, output);
        Ok(Finished { outcome, files })
    }
}

/// Runs the program to its end, or until a limit is reached while it sleeps. While it computes, the epoch watches.
async fn call(program: &Program, store: &mut Store<Guest>) -> wasmtime::Result<()> {
    let watch = store.data().clock.clone();
    let run = async {
        images::expect(program.image.as_ref());
        let instance = program.module.instantiate_async(&mut *store).await?;
        let start = instance.get_typed_func::<(), ()>(&mut *store, "_start")?;
        start.call_async(&mut *store, ()).await.map_err(told)
    };
    tokio::pin!(run);
    loop {
        tokio::select! {
            biased;
            ended = &mut run => return ended,
            () = tokio::time::sleep(PATIENCE.min(watch.left())) => watch.check()?,
        }
    }
}

/// wasmtime-wasi has no errno for a full table of descriptors, nor for a number where a flag or a kind should be, and ends
/// the run with an error of its own. Either is the guest's doing.
fn told(error: wasmtime::Error) -> wasmtime::Error {
    if let Some(ResourceTableError::Full) = error.downcast_ref() {
        return Stop::TooMuch("Too many open files").into();
    }
    let known = error.is::<Stop>()
        || error.is::<Trap>()
        || error.is::<ThrownException>()
        || error.is::<GcHeapOutOfMemory<()>>();
    if known {
        return error;
    }
    tracing::warn!(
        error = format!("{error:?}"),
        "a call of a guest was not understood"
    );
    Stop::BadCall.into()
}
