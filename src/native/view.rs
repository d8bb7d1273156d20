//! What a native program sees of the host: pure data.

use std::path::PathBuf;

/// A part of the host's file system, read-only. Every view has the host's `/usr`, `/bin`, `/lib*`, the linker's cache and
/// the alternatives; a working directory `/box`, a `/tmp`, a `/dev/shm`, a `/proc` of its own and a few devices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(crate) struct View {
    /// Further files and folders of the host, at the same paths. One that is not there is left out.
    pub(crate) paths: Vec<PathBuf>,
    /// A folder whose `usr` and `etc` lie over the host's: packages that were unpacked and not installed.
    pub(crate) packages: Option<PathBuf>,
    /// A folder that is seen as `/enclos`: what set-up prepared for the language.
    pub(crate) prepared: Option<PathBuf>,
}
