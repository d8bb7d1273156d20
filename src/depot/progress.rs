//! Tells an operator what set-up is doing.

mod bars;
mod lines;

use std::fmt;
use std::io::{self, IsTerminal as _};
use std::time::Duration;

use crate::languages::Package;

use super::Error;

pub use bars::Bars;
pub use lines::Lines;

/// Something that happened to one component.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// Another process is busy with the same component.
    Waiting,
    /// A package is being fetched.
    Fetching(&'a Package),
    /// All packages are here; the recipe has to wait for its turn or for a toolchain.
    Fetched,
    /// The packages are being unpacked.
    Unpacking,
    /// The recipe runs.
    Building,
    /// A module is being compiled to machine code.
    Compiling(&'a str),
    /// A native language makes what it needs.
    Preparing,
    /// Packages of the system are being fetched, to be unpacked and not installed.
    Downloading(&'a [String]),
    /// They are in the cache.
    Unpacked {
        /// How many they are with all that they need and this machine does not have.
        packages: usize,
        /// How much their files are together.
        size_bytes: u64,
        /// Since that began.
        elapsed: Duration,
    },
    /// Packages of the system are being installed.
    Installing(&'a [String]),
    /// They are.
    Installed {
        /// Since that began.
        elapsed: Duration,
    },
    /// The component is ready.
    Ready {
        /// How much its outputs and their machine code are together.
        size_bytes: u64,
        /// Since work on it began.
        elapsed: Duration,
    },
    /// The component could not be made.
    Failed(&'a Error),
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waiting => f.write_str("waiting for another process that is building it"),
            Self::Fetching(package) => write!(f, "fetching {package}"),
            Self::Fetched => f.write_str("fetched"),
            Self::Unpacking => f.write_str("unpacking"),
            Self::Building => f.write_str("building"),
            Self::Compiling(module) => write!(f, "compiling {module} to machine code"),
            Self::Preparing => f.write_str("preparing"),
            Self::Downloading(packages) => write!(
                f,
                "fetching {}, to be unpacked and not installed",
                packages.join(" ")
            ),
            Self::Unpacked {
                packages,
                size_bytes,
                elapsed,
            } => write!(
                f,
                "unpacked into the cache, not installed, Debian packages: {packages}, {}, {} s",
                megabytes(*size_bytes),
                elapsed.as_secs()
            ),
            Self::Installing(packages) => write!(f, "installing {}", packages.join(" ")),
            Self::Installed { elapsed } => write!(f, "installed, {} s", elapsed.as_secs()),
            Self::Ready {
                size_bytes,
                elapsed,
            } => {
                write!(
                    f,
                    "ready, {}, {} s",
                    megabytes(*size_bytes),
                    elapsed.as_secs()
                )
            }
            Self::Failed(error) => write!(f, "failed: {error}"),
        }
    }
}

/// Whoever wants to know how set-up gets on. Nothing is reported when there is nothing to do.
pub trait Progress: Sync {
    /// Something happened to the component of this name. Called from several threads.
    fn report(&self, component: &str, event: &Event<'_>);
}

/// Says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn report(&self, _: &str, _: &Event<'_>) {}
}

/// Moving lines where standard error is a terminal, plain ones elsewhere.
pub fn on_stderr() -> Box<dyn Progress> {
    if io::stderr().is_terminal() {
        Box::new(Bars::new())
    } else {
        Box::new(Lines::new(io::stderr()))
    }
}

/// A size as people read it; one decimal tells small components from empty ones.
pub(super) fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_add(50_000) / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_to_tenths() {
        assert_eq!(megabytes(0), "0.0 MB");
        assert_eq!(megabytes(640_000), "0.6 MB");
        assert_eq!(megabytes(1_950_000), "2.0 MB");
        assert_eq!(megabytes(123_456_789), "123.5 MB");
    }
}
