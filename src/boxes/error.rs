//! Why a run got no result.

use crate::error::Error;
use crate::model::InvalidFileName;

/// Why a run got no result. Whatever a program does, even that it can't be found or does not compile, is in its result
/// and never here.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BoxError {
    /// No profile has this name.
    #[error("Profile not found: {0}")]
    UnknownProfile(String),
    /// The command is nothing that can be run under this profile: a sentence that says why.
    #[error("{0}")]
    Command(String),
    /// The working directory was made by boxes over another engine.
    #[error(
        "Invalid 'workdir', it should be created using 'working_directory' of boxes over the same engine"
    )]
    ForeignWorkingDirectory,
    /// The engine refused the run, or failed.
    #[error(transparent)]
    Enclos(#[from] Error),
}

impl From<InvalidFileName> for BoxError {
    fn from(error: InvalidFileName) -> Self {
        Self::Enclos(error.into())
    }
}
