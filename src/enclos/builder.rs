//! Settings of an [`Enclos`](super::Enclos).

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::host::{Guests, Host};
use super::{Account, Enclos, Inner, Shelf, Stopped};
use crate::cache::ProgramCache;
use crate::depot::Depot;
use crate::error::Error;
use crate::judge::{Judge, NativeRules, Rules};
use crate::languages::{Catalog, Preference};
use crate::model::{LimitsInForce, Quota};
use crate::native::{self, Native};
use crate::observer::Observer;
use crate::queue::{Queue, SPARE_WORKERS};
use crate::sandbox::{GuestClock, MAX_STACK_BYTES, Sandbox};
use crate::workers::{self, Workers};

/// Settings, all of which have defaults: as many workers as processors, camisole's limits where it has any.
#[derive(Debug, Clone)]
pub struct Builder {
    cache: Option<PathBuf>,
    languages: Option<PathBuf>,
    workers: Option<usize>,
    backlog: usize,
    program_cache_bytes: u64,
    snapshots: bool,
    clock: GuestClock,
    rules: Rules,
    observer: Option<Observer>,
    prefer: Preference,
    helper: Option<PathBuf>,
    worker_processes: bool,
    first_uid: u32,
    #[cfg(feature = "directory")]
    working_directories: Option<PathBuf>,
}

impl Default for Builder {
    fn default() -> Self {
        let mib = |count: u64| count << 20;
        let run_defaults = LimitsInForce {
            time: Duration::from_secs(10),
            extra_time: Duration::ZERO,
            wall_time: Duration::from_secs(20),
            memory_bytes: mib(512),
            stack_bytes: MAX_STACK_BYTES as u64,
            file_bytes: mib(64),
            quota: Quota {
                bytes: mib(64),
                inodes: 10_000,
            },
            processes: 1,
            output_bytes: mib(1),
            fuel: None,
        };
        let run_maxima = LimitsInForce {
            time: Duration::from_secs(60),
            extra_time: Duration::from_secs(10),
            wall_time: Duration::from_secs(120),
            memory_bytes: mib(2048),
            output_bytes: mib(16),
            file_bytes: mib(256),
            quota: Quota {
                bytes: mib(256),
                inodes: 100_000,
            },
            ..run_defaults
        };
        // LLVM needs hundreds of megabytes for a large C++ program, and half a minute for a slow one.
        let compile_defaults = LimitsInForce {
            time: Duration::from_secs(20),
            wall_time: Duration::from_secs(40),
            memory_bytes: mib(1024),
            ..run_defaults
        };
        let rules = Rules {
            run_defaults,
            run_maxima,
            compile_defaults,
            compile_maxima: LimitsInForce {
                output_bytes: mib(16),
                ..run_maxima
            },
            native: NativeRules::default(),
            max_tests: 1000,
            max_files: 1000,
            max_repeat: 1000,
            max_report_bytes: mib(64),
            max_reports_bytes: mib(512),
        };
        Self {
            cache: None,
            languages: None,
            workers: None,
            backlog: 256,
            program_cache_bytes: 1 << 30,
            snapshots: true,
            clock: GuestClock::Real,
            rules,
            observer: None,
            prefer: Preference::default(),
            helper: None,
            worker_processes: false,
            first_uid: 60_000,
            #[cfg(feature = "directory")]
            working_directories: None,
        }
    }
}

impl Builder {
    /// Keeps toolchains and runtimes in this folder instead of the user's cache directory.
    #[must_use]
    pub fn cache(mut self, folder: impl Into<PathBuf>) -> Self {
        self.cache = Some(folder.into());
        self
    }

    /// Takes further languages from the `runtimes` and `toolchains` in this folder.
    #[must_use]
    pub fn languages(mut self, folder: impl Into<PathBuf>) -> Self {
        self.languages = Some(folder.into());
        self
    }

    /// Runs this many submissions at a time; at least one. When all are busy, a client that has nothing running gets one more.
    #[must_use]
    pub fn workers(mut self, count: usize) -> Self {
        self.workers = Some(count.clamp(1, 256));
        self
    }

    /// Lets this many submissions wait before more are refused.
    #[must_use]
    pub fn backlog(mut self, count: usize) -> Self {
        self.backlog = count;
        self
    }

    /// Keeps this much of compiled programs on disk, beside the toolchains, the least recently used going first: 1 GiB
    /// unless set. With 0 they are kept in memory only.
    #[must_use]
    pub fn program_cache_bytes(mut self, bytes: u64) -> Self {
        self.program_cache_bytes = bytes;
        self
    }

    /// Gives every run, of a compiler too, a fresh directory below this folder of the host's file system, which is removed
    /// when the run ends. Without this, working directories are in memory, which is faster and stricter.
    ///
    /// A program still sees nothing of the host but its own directory and its language's files, read-only. What is weaker
    /// than in memory:
    ///
    /// - Quotas are watched, not enforced. The directory is measured every 20 ms, or more rarely when it holds so many
    ///   files that measuring takes milliseconds, and when the run ends. Until then a run can take as much as the disk
    ///   gives it; a run found over its quota or its largest file size is ended as
    ///   [`Status::OutputLimit`](crate::Status::OutputLimit) and its files do not come back. It never sees an errno for it.
    ///   Files that it removed and still holds open are not seen at all. Where that matters, let the folder be a file
    ///   system of limited size, such as a tmpfs.
    /// - More than about 240 open files end a run, as do directories nested so deep that the host has no path to them, and
    ///   calls that mean nothing, for which memory has an errno. Open files are descriptors of this process: let it have
    ///   256 for every worker.
    /// - Calls of the host cost no fuel, so only the wall limit bounds a program that does little else, and fuel is lower
    ///   than in memory. Files are read and written on threads whose CPU time is not the run's. No limit interrupts a call in
    ///   which the disk is slow.
    /// - There is no `/dev`. `/tmp` is the folder `tmp` of the directory and shows in its listing; listings have the file
    ///   system's order, and files its inode numbers and times.
    /// - A mount hides what a program puts at its path, and symlinks within one that lead out of it are not followed.
    /// - The host's kernel and its file system do the work, and their errors are a guest's to find.
    /// - A process that is killed leaves the directories of its runs, named `run-` and something, for the operator to remove.
    #[cfg(feature = "directory")]
    #[must_use]
    pub fn working_directories(mut self, folder: impl Into<PathBuf>) -> Self {
        self.working_directories = Some(folder.into());
        self
    }

    /// Starts interpreters from the snapshots that set-up took, which is the default, or from their very beginning. Programs
    /// should not be able to tell; this is for finding out.
    #[must_use]
    pub fn snapshots(mut self, wanted: bool) -> Self {
        self.snapshots = wanted;
        self
    }

    /// What programs are told of the time: all of it, unless set. Runs in directories of the host are always told all of it.
    #[must_use]
    pub fn clock(mut self, clock: GuestClock) -> Self {
        self.clock = clock;
        self
    }

    /// Tells this observer of everything that workers do.
    #[must_use]
    pub fn observer(mut self, observer: Observer) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Decides which executor runs the languages that leave a choice: WebAssembly, unless set.
    #[must_use]
    pub fn prefer(mut self, preference: Preference) -> Self {
        self.prefer = preference;
        self
    }

    /// The `enclos` program on this machine, or another that calls [`help`](crate::help): it keeps the boxes of native
    /// programs, and is what worker processes are. Without it an embedder has WebAssembly only, in this process.
    #[must_use]
    pub fn helper(mut self, program: impl Into<PathBuf>) -> Self {
        self.helper = Some(program.into());
        self
    }

    /// Runs WebAssembly programs in processes of their own, which can do nothing but that whatever becomes of their sandbox,
    /// and compiles what was submitted in others, as `enclos serve` does. It takes [`Builder::helper`], and costs some
    /// microseconds a run. Without this they run in this process.
    #[must_use]
    pub fn worker_processes(mut self, wanted: bool) -> Self {
        self.worker_processes = wanted;
        self
    }

    /// The first of as many user ids as there are boxes, which native programs get where enclos runs as root: 60000 unless
    /// set. Nobody else should have them.
    #[must_use]
    pub fn first_uid(mut self, uid: u32) -> Self {
        self.first_uid = uid;
        self
    }

    /// The operator's rules, to be looked at or changed in place.
    pub fn rules_mut(&mut self) -> &mut Rules {
        &mut self.rules
    }

    /// Starts the engine and the workers.
    ///
    /// # Errors
    /// When a manifest is wrong, no cache directory is known, or the machine can't carry the engine.
    pub fn build(self) -> Result<Enclos, Error> {
        let workers = self
            .workers
            .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        let catalog = Arc::new(Catalog::load(self.languages.as_deref(), &self.prefer)?);
        let depot = Depot::open(self.cache.as_deref())?.snapshots(self.snapshots);
        let guests = self.guests(workers + SPARE_WORKERS, &depot)?;
        let native = Native::new(native::Settings {
            boxes: workers + SPARE_WORKERS,
            keeper: self.helper,
            first_uid: self.first_uid,
        });
        let host = Arc::new(Host::new(guests, native));
        let shelf = Arc::new(Shelf::default());
        let disk = match self.program_cache_bytes {
            0 => None,
            // A cache on a read-only disk is no reason not to serve.
            bytes => ProgramCache::open(depot.programs(), bytes)
                .inspect_err(
                    |error| tracing::warn!(%error, "compiled programs will not be kept on disk"),
                )
                .ok(),
        };
        let reports = Account::new(self.rules.max_reports_bytes);
        let judge = Judge::new(
            Arc::clone(&catalog),
            Arc::clone(&shelf) as _,
            Arc::clone(&host),
            self.rules,
            disk,
        )
        .observed_by(self.observer);
        let queue = Queue::start(workers, self.backlog)?;
        Ok(Enclos(Arc::new(Inner {
            catalog,
            depot,
            host,
            shelf,
            judge,
            queue,
            reports,
            stopped: Stopped::default(),
        })))
    }

    /// Where WebAssembly programs run, so many at a time.
    fn guests(&self, count: usize, depot: &Depot) -> Result<Guests, Error> {
        #[cfg(feature = "directory")]
        if let Some(folder) = &self.working_directories {
            if self.worker_processes {
                let why = "working directories on the host are for runs in this process, not for worker processes";
                return Err(Error::Engine(why.to_owned()));
            }
            let sandbox = Sandbox::new(count, self.clock)?;
            let directory = crate::sandbox::Directory::new(sandbox, folder.clone())?;
            return Ok(Guests::Directory(directory));
        }
        if !self.worker_processes {
            return Ok(Guests::Memory(Sandbox::new(count, self.clock)?));
        }
        let program = self.helper.clone().ok_or_else(|| {
            Error::Engine("worker processes need the enclos program: Builder::helper".to_owned())
        })?;
        let read = vec![depot.readable()];
        let guest_bytes =
            [&self.rules.run_maxima, &self.rules.compile_maxima].map(|maxima| maxima.memory_bytes);
        Ok(Guests::Workers(Workers::new(workers::Settings {
            program,
            count,
            read,
            guest_bytes: guest_bytes.into_iter().max().unwrap_or_default(),
            clock: self.clock,
        })?))
    }
}
