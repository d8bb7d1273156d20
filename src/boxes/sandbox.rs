//! A command with its box, ready to be started.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::meaning::Meaning;
use super::{BoxError, BoxLimits, Command, Finished, Profile, Run, WorkingDirectory, wait};
use crate::enclos::Enclos;
use crate::error::Error;
use crate::executor::Writable;
use crate::judge::Errand;
use crate::languages::Language;
use crate::model::{File, FileName};
use crate::queue::Client;

/// A command with its files, made by [`Boxes::create`](super::Boxes::create), which can be started several times.
///
/// Its files are put into its working directory when it is first started. What a start leaves there, the next one finds.
/// Dropping it destroys it, and with it the directory, unless that was brought along.
///
/// ```
/// use enclos::boxes::{Boxes, Profile, Run};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let enclos = enclos::Enclos::builder().workers(1).build()?;
/// enclos.set_up(&["lua"], &enclos::depot::Silent)?;
/// let boxes = Boxes::new(enclos).profile(Profile::new("lua", "lua"));
///
/// let cat = boxes.create(Run::new("lua").command("lua cat.lua").file("cat.lua", "io.write(io.read('a'))"))?;
/// assert_eq!(cat.start("once").await?.stdout, b"once");
/// assert_eq!(cat.start("and again").await?.stdout, b"and again");
/// # Ok(())
/// # }
/// ```
pub struct Sandbox {
    enclos: Enclos,
    language: Arc<Language>,
    words: Vec<String>,
    limits: BoxLimits,
    writable: Writable,
    workdir: WorkingDirectory,
    client: Client,
    /// The files that are not in the directory yet.
    pending: Mutex<Vec<File>>,
}

impl Sandbox {
    pub(super) fn new(enclos: &Enclos, profile: &Profile, run: Run) -> Result<Self, BoxError> {
        let language = enclos
            .catalog()
            .find(&profile.language)
            .ok_or_else(|| Error::unknown_language(enclos.catalog(), &profile.language))?;
        let command = run.command.or_else(|| profile.command.clone());
        let words = command.unwrap_or_else(Command::nothing).words()?;
        let shared = run.workdir.is_some();
        let workdir = run
            .workdir
            .unwrap_or_else(|| WorkingDirectory::new(enclos.clone()));
        if !workdir.belongs_to(enclos) {
            return Err(BoxError::ForeignWorkingDirectory);
        }
        // Now, so that a wrong command shows before anything is started.
        Meaning::of(enclos.catalog(), language, &words)?;
        let name_it = |(name, content): (String, Arc<[u8]>)| {
            let name = FileName::new(&name)?;
            Ok(File { name, content })
        };
        let files: Result<Vec<File>, BoxError> = run.files.into_iter().map(name_it).collect();
        Ok(Self {
            enclos: enclos.clone(),
            language: Arc::clone(language),
            words,
            limits: run.limits.or(&profile.limits),
            writable: match (profile.read_only, shared) {
                (false, _) => Writable::All,
                (true, true) => Writable::NotTemporary,
                (true, false) => Writable::Nothing,
            },
            workdir,
            client: run.client,
            pending: Mutex::new(files?),
        })
    }

    /// How much real time a start may take, if the command is no compiler and the engine allows that much.
    #[must_use]
    pub fn realtime_limit(&self) -> Duration {
        self.limits.realtime_of_run()
    }

    /// The directory that it runs in.
    #[must_use]
    pub fn workdir(&self) -> &WorkingDirectory {
        &self.workdir
    }

    /// Runs the command with this standard input and gives what came of it. Dropping the future stops it.
    ///
    /// # Errors
    /// When the files can't lie together in the working directory, or enclos failed.
    pub async fn start(&self, stdin: impl AsRef<[u8]>) -> Result<Finished, BoxError> {
        let stdin = stdin.as_ref().into();
        let _alone = self.workdir.enter().await;
        let mut files = self.workdir.files();
        for file in self.pending().iter() {
            files.insert(file.name.clone(), Arc::clone(&file.content));
        }
        let meaning = Meaning::of(self.enclos.catalog(), &self.language, &self.words)?;
        let limits = match meaning {
            Meaning::Compile { .. } => self.limits.of_compiler(),
            _ => self.limits.of_run(),
        };
        let work = meaning.work(&files);
        let files = files
            .into_iter()
            .map(|(name, content)| File { name, content })
            .collect();
        let errand = Errand {
            watch: None,
            language: Arc::clone(&self.language),
            files,
            work,
            stdin,
            limits,
            writable: self.writable,
        };
        let left = self.enclos.errand(&self.client, errand).await?;
        let finished = Finished::of(left.outcome)?;
        self.workdir.replace(left.files);
        self.pending().clear();
        Ok(finished)
    }

    /// As [`Sandbox::start`], for callers without an async runtime.
    ///
    /// # Errors
    /// As [`Sandbox::start`].
    pub fn start_blocking(&self, stdin: impl AsRef<[u8]>) -> Result<Finished, BoxError> {
        wait::wait_for(self.start(stdin))
    }

    fn pending(&self) -> std::sync::MutexGuard<'_, Vec<File>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("language", &self.language.id)
            .field("words", &self.words)
            .field("limits", &self.limits)
            .field("workdir", &self.workdir)
            .finish_non_exhaustive()
    }
}
