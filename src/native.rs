//! The fallback executor: programs of languages that no WASI toolchain carries, run natively in boxes.
//!
//! A *box* is a set of namespaces with a view of the host's file system, made for one run and thrown away after it. This
//! module owns boxes and what runs in them; it must not know languages (it is given commands) nor HTTP.

pub(crate) mod seccomp;
pub(crate) mod view;

use std::path::PathBuf;
use std::sync::Arc;

use crate::error::Error;
use crate::executor::{Finished, Job};
use crate::model::Outcome;
pub(crate) use view::View;

/// What an operator decides about native programs.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// How many boxes can be in use at a time.
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
    _settings: Settings,
}

impl Native {
    /// Nothing is started before the first run.
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            _settings: settings,
        }
    }

    /// Whether programs can be run on this machine at all.
    ///
    /// # Errors
    /// Why not, in a sentence.
    pub(crate) fn usable(&self) -> Result<(), Error> {
        Err(Error::Internal("not there yet".to_owned()))
    }

    /// What holds on this machine.
    pub(crate) fn holds(&self) -> Vec<Hold> {
        Vec::new()
    }

    /// Runs a program once. Whatever the program does is an outcome, never an error.
    pub(crate) fn run(&self, _program: &Program, _job: Job) -> Finished {
        Finished {
            outcome: Outcome::internal_error("not there yet"),
            files: Vec::new(),
        }
    }
}
