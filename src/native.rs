//! The fallback executor: programs of languages that no WASI toolchain carries, run natively in boxes.
//!
//! A *box* is a set of namespaces with a view of the host's file system, made for one run and thrown away after it. This
//! module owns boxes and what runs in them; it must not know languages (it is given commands) nor HTTP.
//!
//! Three processes take part. The server's side ([`pool`], [`run`]) gives an order and reads what is printed. The keeper
//! ([`keeper`]) makes boxes. The first process of a box ([`pid1`]) runs the program. *Invariants.* The host writes nothing
//! into a box after its program started. No box is used twice. Whatever ends the server ends every box.

mod cgroup;
mod isolate;
mod keeper;
mod order;
mod pid1;
mod pool;
mod probe;
mod run;
mod sys;
#[cfg(test)]
mod tests;
pub(crate) mod view;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::error::Error;
use crate::executor::{Finished, Job};
use crate::model::Outcome;
use isolate::Isolate;
pub(crate) use keeper::{ARGUMENT, keep};
use pool::Pool;
pub(crate) use sys::close_from;
pub(crate) use view::View;

/// What an operator decides about native programs.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// How many boxes are kept ready for a view.
    pub(crate) boxes: usize,
    /// The program that keeps boxes: `enclos` itself, unless an embedder says otherwise.
    pub(crate) keeper: Option<PathBuf>,
    /// The first of as many user ids as there are boxes, for boxes of root.
    pub(crate) first_uid: u32,
}

/// A command that can be run in boxes.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    /// What it sees of the host.
    pub(crate) view: Arc<View>,
    /// Texts on standard error by which a program that failed says that it had too little memory.
    pub(crate) out_of_memory: Vec<String>,
}

/// Something that this machine does, or does not do, for native programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hold {
    /// What, in a few words: `user namespaces`.
    pub(crate) what: &'static str,
    /// Whether it is there.
    pub(crate) holds: bool,
    /// What is there, or what its absence means and what would bring it, in a sentence.
    pub(crate) meaning: String,
}

/// Runs programs natively.
pub(crate) struct Native {
    pool: Pool,
    /// The isolate of this machine, once it was looked for.
    isolate: OnceLock<Option<Isolate>>,
}

impl Native {
    /// Nothing is started before the first run.
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            pool: Pool::new(settings),
            isolate: OnceLock::new(),
        }
    }

    /// The machine's isolate, where it can show what is to be seen.
    fn isolate(&self, view: &View) -> Option<&Isolate> {
        let isolate = self.isolate.get_or_init(|| {
            let found = Isolate::detect();
            if let Some(isolate) = &found {
                tracing::info!(
                    isolate = isolate.describe(),
                    "native programs run in isolate's boxes"
                );
            }
            found
        });
        isolate.as_ref().filter(|isolate| isolate.shows(view))
    }

    /// Whether programs can be run on this machine at all.
    ///
    /// # Errors
    /// Why not, in a sentence.
    pub(crate) fn usable(&self) -> Result<(), Error> {
        if self.isolate(&View::default()).is_some() {
            return Ok(());
        }
        match self.pool.take(&Arc::default()) {
            Ok(_) => Ok(()),
            Err(error) => Err(Error::Native(format!(
                "native programs can't be run here: {error}; `enclos doctor` says what this machine lacks"
            ))),
        }
    }

    /// What holds on this machine.
    pub(crate) fn holds(&self) -> Vec<Hold> {
        probe::holds()
    }

    /// Runs a program once. Whatever the program does is an outcome, never an error.
    pub(crate) fn run(&self, program: &Program, mut job: Job) -> Finished {
        if let Some(isolate) = self.isolate(&program.view) {
            return isolate.run(&program.view, job, &program.out_of_memory);
        }
        let finished = self
            .pool
            .take(&program.view)
            .and_then(|prepared| run::run(&prepared, program, &mut job));
        finished.unwrap_or_else(|error| {
            tracing::error!(%error, "a box could not be made");
            Finished {
                outcome: Outcome::internal_error("no box could be made for the program"),
                files: Vec::new(),
            }
        })
    }
}
