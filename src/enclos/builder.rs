//! Settings of an [`Enclos`](super::Enclos).

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{Enclos, Inner, Shelf};
use crate::cache::ProgramCache;
use crate::depot::Depot;
use crate::error::Error;
use crate::judge::{Judge, Rules};
use crate::languages::Catalog;
use crate::model::{LimitsInForce, Quota};
use crate::sandbox::{MAX_STACK_BYTES, Sandbox};
use crate::workers::Workers;

/// Settings, all of which have defaults: as many workers as processors, camisole's limits where it has any.
#[derive(Debug, Clone)]
pub struct Builder {
    cache: Option<PathBuf>,
    languages: Option<PathBuf>,
    workers: Option<usize>,
    backlog: usize,
    program_cache_bytes: u64,
    rules: Rules,
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
            max_tests: 1000,
            max_files: 1000,
            max_repeat: 1000,
        };
        Self {
            cache: None,
            languages: None,
            workers: None,
            backlog: 256,
            program_cache_bytes: 1 << 30,
            rules,
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

    /// Runs this many submissions at a time; at least one.
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
        let catalog = Arc::new(Catalog::load(self.languages.as_deref())?);
        let depot = Depot::open(self.cache.as_deref())?;
        let sandbox = Arc::new(Sandbox::new(workers)?);
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
        let judge = Judge::new(
            Arc::clone(&catalog),
            Arc::clone(&shelf) as _,
            Arc::clone(&sandbox),
            self.rules,
            disk,
        );
        let workers = Workers::start(workers, self.backlog)?;
        Ok(Enclos(Arc::new(Inner {
            catalog,
            depot,
            sandbox,
            shelf,
            judge,
            workers,
        })))
    }
}
