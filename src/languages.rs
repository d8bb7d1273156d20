//! What the languages and toolchains are: the manifests of `runtimes/` and `toolchains/`.
//!
//! A language is a folder with a `language.toml`, a toolchain one with a `toolchain.toml`. This module embeds them,
//! lets an operator's own folder override or add some, parses and checks all of them once, and answers look-ups. It
//! must not know how anything is fetched, built or run: it hands out data, and `depot` and `judge` act on it.

mod bench;
mod build;
mod catalog;
mod compile;
mod env;
mod error;
mod executor_kind;
mod flags;
mod folder;
mod id;
mod language;
mod limits;
mod manifest;
mod mount;
mod names;
mod native;
mod run;
mod template;
mod toolchain;

pub use bench::Rival;
pub use build::{Build, Package, Registry};
pub use catalog::Catalog;
pub use compile::{Compile, Step};
pub use env::Env;
pub use error::Error;
pub use executor_kind::{ExecutorKind, Preference};
pub use flags::FlagPattern;
pub use folder::{File, Folder};
pub use id::{InvalidId, LanguageId, ToolchainId};
pub use language::{Language, Reference, Unavailable, Variant};
pub use limits::{LimitDefaults, Quota};
pub use mount::{Mount, Owner};
pub use native::Native;
pub use run::Run;
pub use template::{Argv, Placeholder, Values};
pub use toolchain::Toolchain;
