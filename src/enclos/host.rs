//! The executors of an engine: WebAssembly, with working directories where the embedder wants them, and native programs.

use std::path::Path;
use std::sync::Arc;

use crate::error::Error;
use crate::executor::{Executor, Finished, Functions, Job};
use crate::native::{self, Native};
use crate::sandbox::{self, Sandbox};
#[cfg(feature = "directory")]
use crate::sandbox::{Directory, DirectoryProgram};

/// What runs programs.
pub(super) struct Host {
    guests: Guests,
    native: Native,
}

/// Where working directories of WebAssembly programs are: the choice between two executors, made once when an engine is
/// built.
#[cfg_attr(
    feature = "directory",
    allow(
        clippy::large_enum_variant,
        reason = "there is one of them in an engine"
    )
)]
pub(super) enum Guests {
    Memory(Sandbox),
    #[cfg(feature = "directory")]
    Directory(Directory),
}

/// A program for the executor that made it.
pub(super) enum Program {
    Memory(sandbox::Program),
    #[cfg(feature = "directory")]
    Directory(DirectoryProgram),
    /// A command: an interpreter, a compiler, or whatever starts what a compiler made.
    Native(native::Program),
}

impl Host {
    pub(super) fn new(guests: Guests, native: Native) -> Self {
        Self { guests, native }
    }

    /// The engine, which precompiles the same wherever working directories are.
    pub(super) fn sandbox(&self) -> &Sandbox {
        match &self.guests {
            Guests::Memory(sandbox) => sandbox,
            #[cfg(feature = "directory")]
            Guests::Directory(directory) => directory.sandbox(),
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
    ) -> Result<Result<Program, String>, Error> {
        Ok(match &self.guests {
            Guests::Memory(sandbox) => sandbox.admit(artifact, known)?.map(Program::Memory),
            #[cfg(feature = "directory")]
            Guests::Directory(directory) => {
                directory.admit(artifact, known)?.map(Program::Directory)
            }
        })
    }

    fn functions(&self, artifact: &[u8]) -> Option<Functions> {
        self.sandbox().functions(artifact)
    }

    fn engine_key(&self) -> &str {
        self.sandbox().engine_key()
    }

    fn preserve(&self, program: &Program) -> Option<Vec<u8>> {
        match (&self.guests, program) {
            (Guests::Memory(sandbox), Program::Memory(program)) => sandbox.preserve(program),
            #[cfg(feature = "directory")]
            (Guests::Directory(directory), Program::Directory(program)) => {
                directory.preserve(program)
            }
            (_, Program::Native(_)) => None,
            #[cfg(feature = "directory")]
            _ => unreachable!("an engine's programs were made by its only executor"),
        }
    }

    fn restore(&self, preserved: &[u8]) -> Result<Program, Error> {
        match &self.guests {
            Guests::Memory(sandbox) => sandbox.restore(preserved).map(Program::Memory),
            #[cfg(feature = "directory")]
            Guests::Directory(directory) => directory.restore(preserved).map(Program::Directory),
        }
    }

    fn run(&self, program: &Program, job: Job) -> Finished {
        match (&self.guests, program) {
            (Guests::Memory(sandbox), Program::Memory(program)) => sandbox.run(program, job),
            #[cfg(feature = "directory")]
            (Guests::Directory(directory), Program::Directory(program)) => {
                directory.run(program, job)
            }
            (_, Program::Native(program)) => self.native.run(program, job),
            #[cfg(feature = "directory")]
            _ => unreachable!("an engine's programs were made by its only executor"),
        }
    }
}
