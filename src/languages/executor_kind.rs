//! Which executor runs a language's programs, and which the operator would rather have.

use std::fmt;

/// An executor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExecutorKind {
    /// Its programs are WASI modules, or run by an interpreter that is one.
    #[default]
    Wasm,
    /// Its programs, and what compiles them, are native ones of this machine, which run in boxes.
    Native,
}

impl ExecutorKind {
    /// Its name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wasm => "wasm",
            Self::Native => "native",
        }
    }
}

impl fmt::Display for ExecutorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What an operator would rather have for languages that can be run in either way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preference {
    /// For all of them.
    pub executor: ExecutorKind,
    /// Languages that are to be run natively whatever is said for all, by name or alias.
    pub native: Vec<String>,
}
