//! enclos compiles and runs programs that nobody trusts, against tests, and reports what happened.
//!
//! Each compiler and interpreter is itself a WASI module, and all share one engine: fuel limits CPU time, a meter limits
//! memory, the engine's epoch limits wall time, and a program sees one working directory, in memory, and nothing else. (With
//! the feature `directory` an embedder can have working directories on the host's file system instead.)
//!
//! ```
//! let enclos = enclos::Enclos::builder().workers(2).build()?;
//! enclos.set_up(&["lua"], &enclos::depot::Silent)?;
//! let report = enclos.run_blocking(enclos::Submission::new("lua", "print('hello')"))?;
//! assert_eq!(report.tests[0].as_ref().map(|test| test.outcome.stdout.as_slice()), Some(&b"hello\n"[..]));
//! # Ok::<(), enclos::Error>(())
//! ```
//!
//! # The parts
//!
//! A **submission** (language, sources, tests, limits) becomes a **report**. A **toolchain** turns the sources into an
//! **artifact**; an interpreted language's **runtime** is the artifact. An **executor** runs it once for each test.
//!
//! - [`boxes`] are commands under profiles, in working directories that outlive them, as epicbox has them.
//! - [`depot`] fetches, builds and keeps toolchains and runtimes; [`languages`] reads their manifests.
//! - `judge` turns submissions into reports over the executor's seam; it names no language.
//! - `queue` decides whose turn it is, and drives the judge step by step.
//! - `observer` tells embedders what workers do, without a word of what programs read or write.
//! - `cache` keeps compiled programs on disk, by content.
//! - `sandbox` is the WebAssembly executor, and alone knows wasmtime; `workers` is the same in processes of their own, behind
//!   `walls`; `native` is the other executor, for languages without WebAssembly.
//! - `api` is the HTTP front door, and alone knows axum and JSON (feature `server`).
//! - `config` gathers an operator's settings from file, environment and flags, and `cli` is the program (feature `cli`).
//!
//! # Invariants
//!
//! The domain types do no IO. A guest's module is validated against an allow-list before it is compiled. A precompiled
//! file is mapped only when its checksum, made on this machine, holds. No run sees a byte of another. Nothing that a guest
//! wrote is ever a path, a shell word or HTML on the host.

#[cfg(feature = "server")]
pub mod api;
pub mod boxes;
mod cache;
mod cancel;
mod channel;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
mod config;
pub mod depot;
mod enclos;
mod error;
mod executor;
mod helper;
mod judge;
pub mod languages;
mod model;
mod native;
mod observer;
mod ours;
mod queue;
mod sandbox;
mod walls;
mod workers;

pub use cancel::Cancel;
pub use enclos::{Builder, Enclos, Events, Missing};
pub use error::Error;
pub use executor::{LiveStreams, Streams};
pub use helper::help;
pub use judge::{NativeRules, Rules};
pub use model::{
    Checker, CompileReport, Enforcement, Event, Expected, File, FileName, InvalidFileName, Limits,
    LimitsInForce, Outcome, OutputFile, Quota, Repetition, Report, Signal, Status, Submission,
    Test, TestReport, Usage,
};
pub use observer::{Observer, Watch, Work, WorkKind};
pub use queue::{Client, Load};
pub use sandbox::GuestClock;

/// The README's programs are tests as well.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
