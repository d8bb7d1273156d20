//! Commands in boxes, as epicbox has them: profiles, limits, and working directories that keep the files of one run for
//! the next.
//!
//! A [`Profile`] names a language and what its runs get unless they say otherwise; [`Boxes`] are profiles over an engine;
//! a [`Run`] is a command under a profile, with its files, input and limits; a [`WorkingDirectory`] is what several runs
//! share. Where epicbox starts a container with a shell in it, there is neither here: a [`Command`] is an interpreter with
//! its arguments, a compiler with its sources, or a program that a compiler left. Nothing in a box ever has a network.
//!
//! It is made of the library's own parts and must not know what a language is called, nor how anything is run.

mod command;
mod error;
mod limits;
mod meaning;
mod profile;
mod result;
mod run;
mod sandbox;
mod wait;
mod working_directory;

use std::collections::HashMap;
use std::fmt;

pub use command::Command;
pub use error::BoxError;
pub use limits::{Bound, BoxLimits};
pub use profile::Profile;
pub use result::Finished;
pub use run::Run;
pub use sandbox::Sandbox;
pub use working_directory::WorkingDirectory;

use crate::enclos::Enclos;

/// Profiles over an engine, whose languages must be [set up](Enclos::set_up).
///
/// ```
/// use std::time::Duration;
/// use enclos::Enclos;
/// use enclos::boxes::{BoxLimits, Boxes, Profile, Run};
///
/// let enclos = Enclos::builder().workers(2).build()?;
/// enclos.set_up(&["python"], &enclos::depot::Silent)?;
/// let boxes = Boxes::new(enclos).profile(Profile::new("python", "python"));
///
/// let limits = BoxLimits::new().cputime(Duration::from_secs(1)).memory_mb(64);
/// let run = Run::new("python").command("python3 main.py").file("main.py", "print(42)").limits(limits);
/// let result = boxes.run_blocking(run)?;
/// assert_eq!(result.exit_code, Some(0));
/// assert_eq!(result.stdout, b"42\n");
/// assert!(!result.timeout && !result.oom_killed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Boxes {
    enclos: Enclos,
    profiles: HashMap<String, Profile>,
}

impl Boxes {
    /// No profiles yet.
    #[must_use]
    pub fn new(enclos: Enclos) -> Self {
        Self {
            enclos,
            profiles: HashMap::new(),
        }
    }

    /// The same with one more profile, which replaces one of the same name.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profiles.insert(profile.name.clone(), profile);
        self
    }

    /// The same with these profiles too.
    #[must_use]
    pub fn profiles(self, profiles: impl IntoIterator<Item = Profile>) -> Self {
        profiles.into_iter().fold(self, Self::profile)
    }

    /// The engine.
    #[must_use]
    pub fn enclos(&self) -> &Enclos {
        &self.enclos
    }

    /// An empty directory for runs of these boxes, and of others over the same engine.
    #[must_use]
    pub fn working_directory(&self) -> WorkingDirectory {
        WorkingDirectory::new(self.enclos.clone())
    }

    /// Runs a command and gives what came of it. Dropping the future stops it.
    ///
    /// # Errors
    /// When the run is not acceptable, or enclos failed. What the command does, even that it can't be found, is in the
    /// result.
    pub async fn run(&self, mut run: Run) -> Result<Finished, BoxError> {
        let stdin = std::mem::take(&mut run.stdin);
        self.create(run)?.start(stdin).await
    }

    /// As [`Boxes::run`], for callers without an async runtime.
    ///
    /// # Errors
    /// As [`Boxes::run`].
    pub fn run_blocking(&self, run: Run) -> Result<Finished, BoxError> {
        wait::wait_for(self.run(run))
    }

    /// Makes a sandbox for a command, which can then be started as often as wanted. Its standard input comes with each
    /// start, so that of the run is ignored.
    ///
    /// # Errors
    /// When there is no such profile or language, or the command, a file's name or the working directory is not acceptable.
    pub fn create(&self, run: Run) -> Result<Sandbox, BoxError> {
        let Some(profile) = self.profiles.get(&run.profile) else {
            let name = run.profile.chars().take(60).collect();
            return Err(BoxError::UnknownProfile(name));
        };
        Sandbox::new(&self.enclos, profile, run)
    }
}

impl fmt::Debug for Boxes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Boxes")
            .field("profiles", &self.profiles)
            .finish_non_exhaustive()
    }
}
