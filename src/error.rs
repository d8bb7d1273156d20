//! What can go wrong on our side, and what a caller may get wrong.
//!
//! Whatever a guest program or its source causes is a status inside a report; it never appears here.

use crate::model::InvalidFileName;

/// Why a submission got no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No language has this name or alias.
    #[error("incorrect language {name}{}", nearest.as_ref().map(|nearest| format!(": did you mean {nearest}?")).unwrap_or_default())]
    UnknownLanguage {
        /// What was asked for.
        name: String,
        /// The most similar name that exists.
        nearest: Option<String>,
    },
    /// The language is known, but nothing here can run it.
    #[error("{language} is not available: {why}")]
    Unavailable {
        /// Its name.
        language: String,
        /// What is missing.
        why: String,
    },
    /// The language exists but was not set up in this process.
    #[error("the language {0} is not set up here; the operator can add it with `enclos setup {0}`")]
    NotSetUp(String),
    /// The submission asks for something that can't be granted.
    #[error("{0}")]
    BadSubmission(String),
    /// A file's name is not acceptable.
    #[error(transparent)]
    FileName(#[from] InvalidFileName),
    /// All workers are busy and the backlog is full.
    #[error("too many submissions are waiting; try again in a moment")]
    Busy,
    /// enclos is shutting down.
    #[error("this server is shutting down")]
    ShuttingDown,
    /// The parts of a report came faster than they were read.
    #[error("the report was read too slowly, so the run was stopped")]
    SlowReader,
    /// The submission was canceled before it ended.
    #[error("the submission was canceled")]
    Canceled,
    /// A manifest of a language is wrong.
    #[error(transparent)]
    Manifest(#[from] crate::languages::Error),
    /// A language's toolchain or runtime could not be set up.
    #[error(transparent)]
    Depot(#[from] crate::depot::Error),
    /// The engine refused its configuration or one of our own modules.
    #[error("the engine failed: {0}")]
    Engine(String),
    /// Native programs can't be run here, or what a native language needs is not there.
    #[error("{0}")]
    Native(String),
    /// A file of ours could not be read or written.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// Why it failed.
        source: std::io::Error,
    },
    /// A part of enclos broke.
    #[error("internal error: {0}")]
    Internal(String),
}

impl Error {
    /// A worker ended without an answer, which only a panic of ours can bring about.
    pub(crate) fn broken_worker() -> Self {
        Self::Internal("the worker broke".to_owned())
    }

    /// No language of the catalog has this name: the reason, if it is one that can't be run; else the nearest is named, and a
    /// long name is cut.
    pub(crate) fn unknown_language(catalog: &crate::languages::Catalog, name: &str) -> Self {
        if let Some(unavailable) = catalog.unavailable(name) {
            return Self::Unavailable {
                language: unavailable.name.clone(),
                why: unavailable.why.clone(),
            };
        }
        Self::UnknownLanguage {
            name: name.chars().take(60).collect(),
            nearest: catalog.nearest(name).map(ToString::to_string),
        }
    }
}
