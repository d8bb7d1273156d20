//! Why set-up failed, in sentences that say what to do about it.

use std::error::Error as StdError;
use std::io;
use std::path::{Path, PathBuf};

/// Why a component could not be made ready.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no place for the cache.
    #[error("no folder for the cache is known; set ENCLOS_CACHE (or HOME) to one")]
    NoCache,
    /// A language was asked for that the catalog does not have.
    #[error("there is no language {0:?}; `enclos languages` lists those that exist")]
    Unknown(String),
    /// The operating system refused something.
    #[error("cannot {action} {}: {source}; check its permissions and the free space", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// With what.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A program that set-up relies on is not installed.
    #[error("{program} is needed to {purpose}; install it with {hint}, then run set-up again")]
    NoProgram {
        /// The program.
        program: &'static str,
        /// What for.
        purpose: String,
        /// How to get it.
        hint: &'static str,
    },
    /// A package client failed twice.
    #[error(
        "{program} could not fetch {package}; check the network and {program}'s configuration. It said:\n{tail}"
    )]
    Fetch {
        /// The client.
        program: &'static str,
        /// The package with its version and registry.
        package: String,
        /// The last lines of what the client said.
        tail: String,
    },
    /// The registry delivered something else than what the manifest pins.
    #[error(
        "{package} {version} is not the archive that was pinned (SHA-256 expected {expected}, found {found}); nothing of it was used. If its author published it anew, the manifest's pin has to be reviewed"
    )]
    Checksum {
        /// The package.
        package: String,
        /// Its version.
        version: String,
        /// The manifest's hash.
        expected: String,
        /// The hash of what came.
        found: String,
    },
    /// An archive is damaged, of an unknown kind, or wants to write outside its folder.
    #[error("the archive {archive} cannot be unpacked: {reason}")]
    Unpack {
        /// The archive's file name.
        archive: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A recipe ended with an error.
    #[error("the recipe of {component} failed ({status}); the whole log is {}. Its end:\n{tail}", log.display())]
    Recipe {
        /// The component.
        component: String,
        /// How the recipe ended.
        status: String,
        /// The log file.
        log: PathBuf,
        /// The last lines of the log.
        tail: String,
    },
    /// A recipe left something else behind than its manifest says.
    #[error("the recipe of {component} ended well, but its output {output} {reason}; the log is {}", log.display())]
    Output {
        /// The component.
        component: String,
        /// The output.
        output: String,
        /// What is wrong with it.
        reason: String,
        /// The log file.
        log: PathBuf,
    },
    /// A module could not be compiled to machine code.
    #[error("{module} of {component} cannot be compiled to machine code: {source}")]
    Precompile {
        /// The component.
        component: String,
        /// The module among its outputs.
        module: String,
        /// What the engine said.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The system's package client failed to install packages.
    #[error("apt-get could not install {packages} ({status}); the whole log is {}. Its end:\n{tail}", log.display())]
    Install {
        /// The packages.
        packages: String,
        /// How the client ended.
        status: String,
        /// The log file.
        log: PathBuf,
        /// The last lines of the log.
        tail: String,
    },
    /// Something that is needed first failed, and that failure was reported by itself.
    #[error("{component} was not built because {needed}, which it needs, failed")]
    Needed {
        /// The component.
        component: String,
        /// What it needs.
        needed: String,
    },
}

/// Says what was being done with which path when the operating system refused.
pub(super) trait IoContext<T> {
    fn or_cannot(self, action: &'static str, path: &Path) -> Result<T, Error>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn or_cannot(self, action: &'static str, path: &Path) -> Result<T, Error> {
        self.map_err(|source| Error::Io {
            action,
            path: path.to_owned(),
            source,
        })
    }
}

/// The last `lines` lines of a text that a program wrote.
pub(crate) fn tail(text: &[u8], lines: usize) -> String {
    let text = String::from_utf8_lossy(text);
    let all: Vec<&str> = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_is_the_last_lines_that_say_something() {
        assert_eq!(tail(b"a\n\nb\r\nc\n\n", 2), "b\nc");
        assert_eq!(tail(b"", 2), "");
    }
}
