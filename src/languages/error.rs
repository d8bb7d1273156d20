//! What can be wrong with a manifest. Every message names the file, because an operator may have written it.

use std::io;
use std::path::PathBuf;

/// Why the catalog could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A folder or file of the operator's own catalog is not readable.
    #[error("cannot read {}: {source}; check that the folder exists and is readable", path.display())]
    Read {
        /// The folder or file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A folder stands where a language or toolchain belongs, but has no manifest.
    #[error("{folder} has no {manifest}; add one or remove the folder")]
    NoManifest {
        /// The folder.
        folder: String,
        /// The missing file's name.
        manifest: &'static str,
    },
    /// The manifest is not TOML, or has a key that does not exist, is missing, or is of the wrong type.
    #[error("{file} is wrong: {message}")]
    Syntax {
        /// The manifest.
        file: String,
        /// The TOML reader's words: line, column, key.
        message: String,
    },
    /// A key of the manifest has a value that makes no sense.
    #[error("{file} is wrong: {key}: {reason}")]
    Value {
        /// The manifest.
        file: String,
        /// The dotted key.
        key: String,
        /// What is wrong with the value.
        reason: String,
    },
    /// Two languages claim the same name or alias.
    #[error(
        "{file} is wrong: aliases: {name:?} already names the language {owner}; remove it from one of them"
    )]
    Duplicate {
        /// The manifest of the second claimant.
        file: String,
        /// The name that is claimed twice.
        name: String,
        /// The language that has it already.
        owner: String,
    },
    /// The operator would rather have a language natively that has no such form.
    #[error(
        "prefer-native: {name:?} is no language with a native form; `enclos languages` lists all that exist"
    )]
    NoNativeForm {
        /// What was asked for.
        name: String,
    },
}

/// A finding that knows its key but not yet its file.
#[derive(Debug)]
pub(super) struct Finding {
    key: String,
    reason: String,
}

impl Finding {
    pub(super) fn new(key: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            reason: reason.into(),
        }
    }

    /// The same finding, seen from the table that `key` lies in.
    pub(super) fn under(self, table: &str) -> Self {
        Self {
            key: format!("{table}.{}", self.key),
            ..self
        }
    }

    pub(super) fn in_file(self, file: &str) -> Error {
        Error::Value {
            file: file.to_owned(),
            key: self.key,
            reason: self.reason,
        }
    }
}
