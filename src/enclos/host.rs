//! Where working directories are: the choice between the two executors, made once when an engine is built.

use std::path::Path;
use std::sync::Arc;

use crate::error::Error;
use crate::executor::{Executor, Finished, Functions, Job};
use crate::sandbox::{self, Sandbox};
#[cfg(feature = "directory")]
use crate::sandbox::{Directory, DirectoryProgram};

/// The executor of an engine.
#[cfg_attr(
    feature = "directory",
    allow(
        clippy::large_enum_variant,
        reason = "there is one of them in an engine"
    )
)]
pub(super) enum Host {
    Memory(Sandbox),
    #[cfg(feature = "directory")]
    Directory(Directory),
}

/// A program for the executor that made it.
pub(super) enum Program {
    Memory(sandbox::Program),
    #[cfg(feature = "directory")]
    Directory(DirectoryProgram),
}

impl Host {
    /// The engine, which precompiles the same whatever the choice.
    pub(super) fn sandbox(&self) -> &Sandbox {
        match self {
            Self::Memory(sandbox) => sandbox,
            #[cfg(feature = "directory")]
            Self::Directory(directory) => directory.sandbox(),
        }
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
        match self {
            Self::Memory(sandbox) => sandbox.load(precompiled, mounts).map(Program::Memory),
            #[cfg(feature = "directory")]
            Self::Directory(directory) => {
                directory.load(precompiled, mounts).map(Program::Directory)
            }
        }
    }
}

impl Executor for Host {
    type Program = Program;

    fn admit(
        &self,
        artifact: &[u8],
        known: Option<&Arc<Functions>>,
    ) -> Result<Result<Program, String>, Error> {
        Ok(match self {
            Self::Memory(sandbox) => sandbox.admit(artifact, known)?.map(Program::Memory),
            #[cfg(feature = "directory")]
            Self::Directory(directory) => directory.admit(artifact, known)?.map(Program::Directory),
        })
    }

    fn functions(&self, artifact: &[u8]) -> Option<Functions> {
        self.sandbox().functions(artifact)
    }

    fn engine_key(&self) -> &str {
        self.sandbox().engine_key()
    }

    fn preserve(&self, program: &Program) -> Option<Vec<u8>> {
        match (self, program) {
            (Self::Memory(sandbox), Program::Memory(program)) => sandbox.preserve(program),
            #[cfg(feature = "directory")]
            (Self::Directory(directory), Program::Directory(program)) => {
                directory.preserve(program)
            }
            #[cfg(feature = "directory")]
            _ => unreachable!("an engine's programs were made by its only executor"),
        }
    }

    fn restore(&self, preserved: &[u8]) -> Result<Program, Error> {
        match self {
            Self::Memory(sandbox) => sandbox.restore(preserved).map(Program::Memory),
            #[cfg(feature = "directory")]
            Self::Directory(directory) => directory.restore(preserved).map(Program::Directory),
        }
    }

    fn run(&self, program: &Program, job: Job) -> Finished {
        match (self, program) {
            (Self::Memory(sandbox), Program::Memory(program)) => sandbox.run(program, job),
            #[cfg(feature = "directory")]
            (Self::Directory(directory), Program::Directory(program)) => {
                directory.run(program, job)
            }
            #[cfg(feature = "directory")]
            _ => unreachable!("an engine's programs were made by its only executor"),
        }
    }
}
