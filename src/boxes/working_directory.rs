//! The files that one run leaves for the next.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as Gate, OwnedMutexGuard};

use crate::enclos::Enclos;
use crate::model::{File, FileName};

/// A directory whose files outlive a run, so that the next one finds them: compile once, run many.
///
/// It is in memory, and gone with the last of its handles and of the runs in it. Runs in one directory come one after the
/// other, however they are started. What it holds counts against the quota of each of them. Files keep their names and
/// content, not their times; empty folders, symlinks, `/tmp` and what lies deeper than 32 folders are not kept. A run that
/// enclos failed at, or that was given up, leaves it as it was.
///
/// ```
/// use enclos::boxes::{Boxes, Profile, Run};
///
/// let enclos = enclos::Enclos::builder().workers(1).build()?;
/// enclos.set_up(&["c++"], &enclos::depot::Silent)?;
/// let boxes = Boxes::new(enclos)
///     .profile(Profile::new("gcc_compile", "c++"))
///     .profile(Profile::new("gcc_run", "c++").read_only(true));
/// let untrusted_code = "
/// #include <iostream>
///
/// int main() {
///     int a, b;
///     std::cin >> a >> b;
///     std::cout << a + b << std::endl;
/// }
/// ";
///
/// let workdir = boxes.working_directory();
/// let compile = Run::new("gcc_compile").command("g++ -pipe -O2 -static -o main main.cpp");
/// let compiled = boxes.run_blocking(compile.file("main.cpp", untrusted_code).workdir(&workdir))?;
/// assert!(compiled.succeeded(), "{}", String::from_utf8_lossy(&compiled.stderr));
///
/// let add = Run::new("gcc_run").command("./main").workdir(&workdir);
/// assert_eq!(boxes.run_blocking(add.clone().stdin("2 2"))?.stdout, b"4\n");
/// assert_eq!(boxes.run_blocking(add.stdin("14 5"))?.stdout, b"19\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct WorkingDirectory {
    enclos: Enclos,
    files: Arc<Mutex<Files>>,
    /// Held by the run that is in it.
    gate: Arc<Gate<()>>,
}

pub(super) type Files = BTreeMap<FileName, Arc<[u8]>>;

impl WorkingDirectory {
    pub(super) fn new(enclos: Enclos) -> Self {
        Self {
            enclos,
            files: Arc::default(),
            gate: Arc::default(),
        }
    }

    /// The names of its files, sorted, as the last run left them.
    #[must_use]
    pub fn names(&self) -> Vec<FileName> {
        self.with(|files| files.keys().cloned().collect())
    }

    /// The content of a file, as the last run left it.
    #[must_use]
    pub fn read(&self, name: &FileName) -> Option<Arc<[u8]>> {
        self.with(|files| files.get(name).cloned())
    }

    pub(super) fn belongs_to(&self, enclos: &Enclos) -> bool {
        self.enclos.is_same(enclos)
    }

    /// Waits until no other run is in it, and keeps others out as long as the guard lives.
    pub(super) async fn enter(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.gate).lock_owned().await
    }

    pub(super) fn files(&self) -> Files {
        self.with(|files| files.clone())
    }

    pub(super) fn replace(&self, files: Vec<File>) {
        let files = files.into_iter().map(|file| (file.name, file.content));
        let files = files.collect();
        self.with(|old| *old = files);
    }

    fn with<T>(&self, look: impl FnOnce(&mut Files) -> T) -> T {
        look(&mut self.files.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for WorkingDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkingDirectory")
            .field("names", &self.names())
            .finish_non_exhaustive()
    }
}
