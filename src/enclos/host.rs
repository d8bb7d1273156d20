//! The executors of an engine: WebAssembly, with working directories where the embedder wants them, and native programs.

use std::path::Path;
use std::sync::Arc;

use crate::error::Error;
use crate::executor::{Executor, Finished, Functions, Job, Patience, Refusal};
use crate::native::{self, Native};
use crate::sandbox::{self, Precompiler, Sandbox};
#[cfg(feature = "directory")]
use crate::sandbox::{Directory, DirectoryProgram};
use crate::workers::{self, Workers};

/// What runs programs.
pub(super) struct Host {
    guests: Guests,
    native: Native,
}

/// Where working directories of WebAssembly programs are: the choice between two executors, made once when an engine is
/// built.
#[allow(
    clippy::large_enum_variant,
    reason = "there is one of them in an engine"
)]
pub(super) enum Guests {
    Memory(Sandbox),
    /// In memory too, but in processes of their own.
    Workers(Workers),
    #[cfg(feature = "directory")]
    Directory(Directory),
}

/// A program for the executor that made it.
pub(super) enum Program {
    Memory(sandbox::Program),
    Workers(workers::Program),
    #[cfg(feature = "directory")]
    Directory(DirectoryProgram),
    /// A command: an interpreter, a compiler, or whatever starts what a compiler made.
    Native(native::Program),
}

impl Host {
    pub(super) fn new(guests: Guests, native: Native) -> Self {
        Self { guests, native }
    }

    /// What makes machine code for the depot, the same wherever programs run.
    pub(super) fn precompiler(&self) -> &Precompiler {
        match &self.guests {
            Guests::Memory(sandbox) => sandbox.precompiler(),
            Guests::Workers(workers) => workers.precompiler(),
            #[cfg(feature = "directory")]
            Guests::Directory(directory) => directory.sandbox().precompiler(),
        }
    }

    /// The worker processes, where there are any.
    pub(super) fn workers(&self) -> Option<&Workers> {
        match &self.guests {
            Guests::Workers(workers) => Some(workers),
            _ => None,
        }
    }

    /// What runs native programs.
    pub(super) fn native(&self) -> &Native {
        &self.native
    }

    /// As [`Sandbox::load`], whose demands on the caller hold here too.
    ///
    /// # Errors
    /// As [`Sandbox::load`].
    pub(super) fn load<'a>(
        &self,
        precompiled: &Path,
        mounts: impl IntoIterator<Item = (&'a str, &'a Path)>,
    ) -> Result<Program, Error> {
        match &self.guests {
            Guests::Memory(sandbox) => sandbox.load(precompiled, mounts).map(Program::Memory),
            Guests::Workers(workers) => workers.load(precompiled, mounts).map(Program::Workers),
            #[cfg(feature = "directory")]
            Guests::Directory(directory) => {
                directory.load(precompiled, mounts).map(Program::Directory)
            }
        }
    }
}

/// What compilers of WebAssembly make is the business of its executor: a native artifact is a file for a command.
impl Executor for Host {
    type Program = Program;

    fn admit(
        &self,
        artifact: &[u8],
        known: Option<&Arc<Functions>>,
        patience: Patience<'_>,
    ) -> Result<Result<Program, Refusal>, Error> {
        Ok(match &self.guests {
            Guests::Memory(sandbox) => {
                let admitted = sandbox.admit(artifact, known, patience)?;
                admitted.map(Program::Memory)
            }
            Guests::Workers(workers) => {
                let admitted = workers.admit(artifact, known, patience)?;
                admitted.map(Program::Workers)
            }
            #[cfg(feature = "directory")]
            Guests::Directory(directory) => {
                let admitted = directory.admit(artifact, known, patience)?;
                admitted.map(Program::Directory)
            }
        })
    }

    fn functions(&self, artifact: &[u8]) -> Option<Functions> {
        match &self.guests {
            Guests::Memory(sandbox) => sandbox.functions(artifact),
            Guests::Workers(workers) => workers.functions(artifact),
            #[cfg(feature = "directory")]
            Guests::Directory(directory) => directory.functions(artifact),
        }
    }

    fn engine_key(&self) -> &str {
        self.precompiler().engine_key()
    }

    fn preserve(&self, program: &Program) -> Option<Vec<u8>> {
        match (&self.guests, program) {
            (Guests::Memory(sandbox), Program::Memory(program)) => sandbox.preserve(program),
            (Guests::Workers(workers), Program::Workers(program)) => workers.preserve(program),
            #[cfg(feature = "directory")]
            (Guests::Directory(directory), Program::Directory(program)) => {
                directory.preserve(program)
            }
            (_, Program::Native(_)) => None,
            _ => unreachable!("an engine's programs were made by its only executor"),
        }
    }

    fn restore(&self, preserved: &[u8]) -> Result<Program, Error> {
        match &self.guests {
            Guests::Memory(sandbox) => sandbox.restore(preserved).map(Program::Memory),
            Guests::Workers(workers) => workers.restore(preserved).map(Program::Workers),
            #[cfg(feature = "directory")]
            Guests::Directory(directory) => directory.restore(preserved).map(Program::Directory),
        }
    }

    fn run(&self, program: &Program, job: Job) -> Finished {
        match (&self.guests, program) {
            (Guests::Memory(sandbox), Program::Memory(program)) => sandbox.run(program, job),
            (Guests::Workers(workers), Program::Workers(program)) => workers.run(program, job),
            #[cfg(feature = "directory")]
            (Guests::Directory(directory), Program::Directory(program)) => {
                directory.run(program, job)
            }
            (_, Program::Native(program)) => self.native.run(program, job),
            _ => unreachable!("an engine's programs were made by its only executor"),
        }
    }
}
